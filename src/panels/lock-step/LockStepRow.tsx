/** One step of the lock-step: what was asked, and for each side what came of it and where it stands. */

import type { Ref } from 'react';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { say } from '../comparison/compare-words.ts';
import { Prose } from '../comparison/Prose.tsx';
import styles from './LockStepList.module.css';
import type { LockCell, LockRow } from './lock-step-row.ts';

interface LockStepRowProps {
  readonly row: LockRow;
  readonly cursor: number;
  readonly place?: Ref<HTMLTableRowElement> | undefined;
  /** In a long list: Tab comes to the rows that are not left out, and a reader hears which one it is. */
  readonly isLeftOut?: boolean;
  readonly isCounted?: boolean;
  readonly onJump: (index: number) => void;
}

/** After the head, whose row is the first. */
const FIRST_ROW = 2;

export function LockStepRow(props: LockStepRowProps) {
  const { row, cursor, place, isLeftOut = false, isCounted = false, onJump } = props;
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
        ref={place}
        aria-rowindex={isCounted ? index + FIRST_ROW : undefined}
        className={styles.row}
        data-current={index === cursor || undefined}
        data-ahead={index > cursor || undefined}
        data-parts={parting !== null || undefined}
      >
        <th scope="row">
          <button
            type="button"
            className={styles.step}
            tabIndex={isLeftOut ? -1 : undefined}
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
