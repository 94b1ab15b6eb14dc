/** One list of requests, walked on both sides: what came of each, where the two stand, and where they part. */

import { memo, Suspense, useMemo } from 'react';
import { createLazyPart } from '../../ui/failure/lazy-part.tsx';
import { PLAIN_ROWS } from '../../ui/rows/plain-rows.ts';
import { say } from '../comparison/compare-words.ts';
import { LockStepHead } from './LockStepHead.tsx';
import styles from './LockStepList.module.css';
import { LockStepRow } from './LockStepRow.tsx';
import type { LockStepProps } from './LongLockStep.tsx';
import { toLockRows } from './lock-step-row.ts';

const LongLockStep = createLazyPart(async () => (await import('./LongLockStep.tsx')).LongLockStep);

/** The step that the cursor comes to stands in the middle of the list. */
function scrollTo(row: HTMLElement | null): void {
  const box = row?.closest('table')?.parentElement?.parentElement;
  if (row && box) box.scrollTop = Math.max(0, row.offsetTop - box.clientHeight / 2);
}

export const LockStepList = memo(function LockStepList(props: LockStepProps) {
  const { steps, firstDivergence, startsApart } = props.lockStep;
  return (
    <div className={styles.body}>
      {steps.length >= PLAIN_ROWS ? (
        <Suspense fallback={<p className="waiting">Loading…</p>}>
          <LongLockStep {...props} />
        </Suspense>
      ) : (
        <ShortLockStep {...props} />
      )}
      {steps.length === 0 && <p className={styles.note}>{say('lock-empty')}</p>}
      {steps.length > 0 && firstDivergence === null && !startsApart && (
        <p className={styles.note}>{say('lock-same')}</p>
      )}
    </div>
  );
});

function ShortLockStep({ lockStep, cursor, onJump }: LockStepProps) {
  const rows = useMemo(() => toLockRows(lockStep), [lockStep]);
  return (
    <table className={styles.table} aria-label="Lock-step">
      <LockStepHead lockStep={lockStep} />
      <tbody>
        {rows.map((row) => (
          <LockStepRow
            key={row.index}
            row={row}
            cursor={cursor}
            place={row.index === cursor ? scrollTo : undefined}
            onJump={onJump}
          />
        ))}
      </tbody>
    </table>
  );
}
