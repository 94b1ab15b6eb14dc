/** The lines of the replies beside one part of the timeline, as decoration: rows say in words what they answer. */

import styles from './DebateRail.module.css';
import type { LaneRow } from './debate-lane.ts';
import { LANE_COUNT } from './debate-lane.ts';

/** Width of a lane. */
const WIDTH = 0.75;

const toX = (lane: number): string => `${(lane + 0.5) * WIDTH}rem`;

interface DebateRailProps {
  readonly row: LaneRow | null;
  /** Beside the row itself, above it, or beside what stands open below it. */
  readonly part: 'row' | 'above' | 'below';
}

export function DebateRail({ row, part }: DebateRailProps) {
  return (
    <span className={styles.rail} style={{ width: `${LANE_COUNT * WIDTH}rem` }} aria-hidden="true">
      {part === 'row' ? (
        <Row row={row} />
      ) : (
        getLanes(row, part).map((lane) => (
          <span key={lane} className={styles.line} style={{ left: toX(lane) }} />
        ))
      )}
    </span>
  );
}

function Row({ row }: { row: LaneRow | null }) {
  const left = toX(row?.lane ?? 0);
  return (
    <>
      {row?.passing.map((lane) => (
        <span key={lane} className={styles.line} style={{ left: toX(lane) }} />
      ))}
      {row?.isReply && <span className={styles.line} data-half="upper" style={{ left }} />}
      {row?.leadsOn && <span className={styles.line} data-half="lower" style={{ left }} />}
      {row?.opening.map((lane) => (
        <span
          key={lane}
          className={styles.turn}
          style={{ left: toX(Math.min(lane, row.lane)), width: `${Math.abs(lane - row.lane) * WIDTH}rem` }}
          data-left={lane < row.lane || undefined}
        />
      ))}
      <span className={styles.dot} style={{ left }} data-last={row === null || undefined} />
    </>
  );
}

function getLanes(row: LaneRow | null, part: 'above' | 'below'): readonly number[] {
  if (!row) return [];
  const own = part === 'above' ? row.isReply : row.leadsOn;
  return [...(own ? [row.lane] : []), ...row.passing, ...(part === 'below' ? row.opening : [])];
}
