/** What QEMU asks, on both sides: which flows pass, which fail where, and what becomes of each. */

import { memo, useMemo } from 'react';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { CHANGES } from '../comparison/compare-words.ts';
import { Prose } from '../comparison/Prose.tsx';
import styles from './FlowPairs.module.css';
import type { FlowCell, FlowRow } from './flow-row.ts';
import { FLOW_CHANGES, formatFlowCounts, toFlowRows } from './flow-row.ts';

interface FlowPairsProps {
  readonly a: RuleSet;
  readonly b: RuleSet;
  /** In view: a flow is played with these, where it has them. */
  readonly flags: number | null;
  readonly onPlay: (run: FlowRun) => void;
}

export const FlowPairs = memo(function FlowPairs({ a, b, flags, onPlay }: FlowPairsProps) {
  const rows = useMemo(() => toFlowRows(a, b, flags), [a, b, flags]);
  return (
    <div className={styles.flows}>
      <p className={styles.counts} aria-live="polite">
        <Prose text={formatFlowCounts(a, b, rows)} />
      </p>
      <table className={styles.table} aria-label="Client flows">
        <thead>
          <tr>
            <th scope="col">Flow</th>
            <th scope="col" title={a.title}>
              Old{' '}
              <code>
                <Prose text={a.id} />
              </code>
            </th>
            <th scope="col" title={b.title}>
              New{' '}
              <code>
                <Prose text={b.id} />
              </code>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} onPlay={onPlay} />
          ))}
        </tbody>
      </table>
    </div>
  );
});

function Row({ row, onPlay }: { row: FlowRow; onPlay: (run: FlowRun) => void }) {
  const { flow, change, flags, a, b } = row;
  const { word, as } = FLOW_CHANGES[change];
  return (
    <tr data-change={as} data-same={change === 'same' || undefined}>
      <th scope="row">
        <span className={styles.flow}>{flow}</span>
        <span className={styles.change}>
          <span className={styles.sign} aria-hidden="true">
            {CHANGES[as].sign}
          </span>{' '}
          {word}
        </span>{' '}
        {flags && <span className={styles.flags}>with {flags}</span>}
      </th>
      <Cell cell={a} onPlay={onPlay} />
      <Cell cell={b} onPlay={onPlay} />
    </tr>
  );
}

function Cell({ cell, onPlay }: { cell: FlowCell | null; onPlay: (run: FlowRun) => void }) {
  if (!cell) return <td className={styles.none}>no such flow</td>;
  const { run, kind, text, request, label } = cell;
  return (
    <td data-verdict={kind}>
      <div className={styles.cell}>
        <button
          type="button"
          className={styles.play}
          aria-label={label}
          title={label}
          onClick={() => onPlay(run)}
        >
          <span aria-hidden="true">▷</span>
        </button>
        <span className={styles.text}>
          <span className={styles.verdict}>
            <span aria-hidden="true">{VERDICT_SIGNS[kind]}</span> {text}
          </span>
          {request && (
            <code>
              <Prose text={request} />
            </code>
          )}
        </span>
      </div>
    </td>
  );
}
