/** A ring around the mouse that the last row can see. Only the hand moves it. */

import { useEffect, useRef } from 'react';
import styles from './Presenter.module.css';

export function PresentPointer() {
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const move = ({ clientX, clientY }: PointerEvent) => {
      if (!ring.current) return;
      ring.current.hidden = false;
      ring.current.style.translate = `${clientX}px ${clientY}px`;
    };
    const leave = () => {
      if (ring.current) ring.current.hidden = true;
    };
    document.addEventListener('pointermove', move);
    document.documentElement.addEventListener('pointerleave', leave);
    return () => {
      document.removeEventListener('pointermove', move);
      document.documentElement.removeEventListener('pointerleave', leave);
    };
  }, []);
  return <div ref={ring} className={styles.pointer} aria-hidden="true" hidden />;
}
