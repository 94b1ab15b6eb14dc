/** What can wait for the first paint: shown one paint after what surrounds it. */

import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';

export function Later({ children }: { children: ReactNode }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    let timer = 0;
    const frame = window.requestAnimationFrame(() => {
      timer = window.setTimeout(() => setShown(true));
    });
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, []);
  return isShown ? children : null;
}
