/** The lock-step of hundreds or thousands of steps, of which those near what is seen are in the page. Loaded where there is one. */

import type { RefObject } from 'react';
import { Fragment, useCallback } from 'react';
import { FindRows } from '../../ui/rows/FindRows.tsx';
import { useLongRows } from '../../ui/rows/long-rows.tsx';
import { LockStepHead } from './LockStepHead.tsx';
import styles from './LockStepList.module.css';
import { LockStepRow } from './LockStepRow.tsx';
import type { LockStep } from './lock-step.ts';
import { formatLockText, toLockRow } from './lock-step-row.ts';

export interface LockStepProps {
  readonly lockStep: LockStep;
  /** How many steps are made: 0 is the start. */
  readonly cursor: number;
  /** To after so many steps. */
  readonly onJump: (index: number) => void;
}

/** In pixels. */
const ROW = 44;

export function LongLockStep({ lockStep, cursor, onJump }: LockStepProps) {
  const count = lockStep.steps.length + 1;
  const rows = useLongRows({ count, current: cursor, estimate: ROW });
  const { list, places, after, active, onKeyDown, onFocus } = rows;
  const getText = useCallback((index: number) => formatLockText(lockStep, index), [lockStep]);
  return (
    <div className={styles.long}>
      <FindRows name="Lock-step" count={count} getText={getText} rows={rows} />
      <table
        ref={list as RefObject<HTMLTableElement>}
        className={styles.table}
        aria-label="Lock-step"
        aria-rowcount={count + 1}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <LockStepHead lockStep={lockStep} />
        {places.map(({ ref, 'data-index': index, style }) => (
          <Fragment key={index}>
            <Room height={style.marginTop} />
            <tbody ref={ref} data-index={index}>
              <LockStepRow
                row={toLockRow(lockStep, index)}
                cursor={cursor}
                isLeftOut={index !== active}
                isCounted
                onJump={onJump}
              />
            </tbody>
          </Fragment>
        ))}
        <Room height={after} />
      </table>
    </div>
  );
}

/** The rows that are not in the page. */
function Room({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr>
        <td colSpan={3} style={{ height, padding: 0 }} />
      </tr>
    </tbody>
  );
}
