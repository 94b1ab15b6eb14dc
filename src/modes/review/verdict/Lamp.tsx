/** How a flow ends, as a lamp; its words stand beside it or in the name of what holds it. */

import type { FlowEnd } from '../../../judge/effect/effect.ts';
import { LAMP, LAMP_SHAPES } from './lamp-shape.ts';
import styles from './VerdictCard.module.css';

interface LampProps {
  readonly end: FlowEnd;
  /** Hollow: nothing changes here. */
  readonly isQuiet?: boolean;
}

export function Lamp({ end, isQuiet = false }: LampProps) {
  const { radius, path, token } = LAMP_SHAPES[end];
  const { size, start, ground, line } = LAMP;
  return (
    <svg
      className={styles.lamp}
      data-end={token}
      data-quiet={isQuiet || undefined}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      aria-hidden="true"
    >
      <rect x={start} y={start} width={ground} height={ground} rx={radius} />
      <path d={path} strokeWidth={line} />
    </svg>
  );
}
