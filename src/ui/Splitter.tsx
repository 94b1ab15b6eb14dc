/**
 * A line between two parts of the page that moves by pointer and by keyboard: the window splitter of the ARIA patterns.
 * A library for it weighs a quarter of what the first load may hold besides React, XState and React Flow.
 */

import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './Splitter.module.css';

interface SplitterProps {
  readonly label: string;
  /** `vertical` is an upright line between two columns. */
  readonly orientation: 'vertical' | 'horizontal';
  /** Share of the part before the line, in percent of both. */
  readonly value: number;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

const STEP = 2;

export function Splitter({ label, orientation, value, initial, min, max, onChange }: SplitterProps) {
  const set = (wanted: number) => onChange(Math.round(Math.min(max, Math.max(min, wanted)) * 10) / 10);
  const isUpright = orientation === 'vertical';
  const keys: Readonly<Record<string, number>> = {
    [isUpright ? 'ArrowLeft' : 'ArrowUp']: value - STEP,
    [isUpright ? 'ArrowRight' : 'ArrowDown']: value + STEP,
    Home: min,
    End: max,
    Enter: initial,
  };
  const press = (event: KeyboardEvent) => {
    const wanted = keys[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted);
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const share = isUpright ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    set(share * 100);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved; the pattern asks for a focusable separator
    <div
      role="separator"
      className={styles.splitter}
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onChange(initial)}
    />
  );
}
