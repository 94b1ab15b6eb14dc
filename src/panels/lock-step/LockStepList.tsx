/** One list of requests, walked on both sides: what came of each, where the two stand, and where they part. */

import { memo, useMemo } from 'react';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { say } from '../comparison/compare-words.ts';
import { Prose } from '../comparison/Prose.tsx';
import styles from './LockStepList.module.css';
import type { LockStep } from './lock-step.ts';
import type { LockCell, LockRow } from './lock-step-row.ts';
import { toLockRows } from './lock-step-row.ts';

interface LockStepListProps {
  readonly lockStep: LockStep;
  /** How many steps are made: 0 is the start. */
  readonly cursor: number;
  /** To after so many steps. */
  readonly onJump: (index: number) => void;
}

/** The step that the cursor comes to stands in the middle of the list. */
function scrollTo(row: HTMLElement | null): void {
  const box = row?.closest('table')?.parentElement?.parentElement;
  if (row && box) box.scrollTop = Math.max(0, row.offsetTop - box.clientHeight / 2);
}

export const LockStepList = memo(function LockStepList({ lockStep, cursor, onJump }: LockStepListProps) {
  const { a, b, flagsA, flagsB, steps, firstDivergence, startsApart } = lockStep;
  const rows = useMemo(() => toLockRows(lockStep), [lockStep]);
  return (
    <div className={styles.body}>
      <table className={styles.table} aria-label="Lock-step">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <SideHead word="Old" ruleSet={a} flags={flagsA} />
            <SideHead word="New" ruleSet={b} flags={flagsB} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.index} row={row} cursor={cursor} onJump={onJump} />
          ))}
        </tbody>
      </table>
      {steps.length === 0 && <p className={styles.note}>{say('lock-empty')}</p>}
      {steps.length > 0 && firstDivergence === null && !startsApart && (
        <p className={styles.note}>{say('lock-same')}</p>
      )}
    </div>
  );
});

function SideHead({ word, ruleSet, flags }: { word: string; ruleSet: RuleSet; flags: number | null }) {
  return (
    <th scope="col" title={ruleSet.title}>
      {word}{' '}
      <code>
        <Prose text={ruleSet.id} />
      </code>
      {flags !== null && <span className={styles.flags}> flags {flags}</span>}
    </th>
  );
}

interface RowProps {
  readonly row: LockRow;
  readonly cursor: number;
  readonly onJump: (index: number) => void;
}

function Row({ row, cursor, onJump }: RowProps) {
  const { index, asked, a, b, parting, isFirstDivergence } = row;
  const isMarked = isFirstDivergence || (index === 0 && parting !== null);
  return (
    <>
      {isMarked && (
        <tr className={styles.divergence} data-change="changed">
          <td colSpan={3}>
            {index === 0 ? say('lock-apart') : say('first-divergence', { why: parting ?? '' })}
          </td>
        </tr>
      )}
      <tr
        ref={index === cursor ? scrollTo : undefined}
        className={styles.row}
        data-current={index === cursor || undefined}
        data-ahead={index > cursor || undefined}
        data-parts={parting !== null || undefined}
      >
        <th scope="row">
          <button
            type="button"
            className={styles.step}
            aria-current={index === cursor ? 'step' : undefined}
            onClick={() => onJump(index)}
          >
            <span className={styles.number}>{index}</span>
            <span className={styles.asked}>
              <Prose text={asked} />
            </span>
          </button>
          {parting && !isMarked && <span className={styles.parting}>{parting}</span>}
        </th>
        <Cell cell={a} />
        <Cell cell={b} />
      </tr>
    </>
  );
}

function Cell({ cell: { kind, text, state } }: { cell: LockCell }) {
  return (
    <td data-verdict={kind ?? undefined}>
      <span className={styles.verdict}>
        <span className={styles.sign} aria-hidden="true">
          {kind ? VERDICT_SIGNS[kind] : ''}
        </span>
        <Prose text={text} />
      </span>{' '}
      <code className={styles.state}>
        <Prose text={state} />
      </code>
    </td>
  );
}
