/** One flow on both sides, as a row that opens to tell it in full. */

import { useId, useState } from 'react';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { CHANGES } from '../comparison/compare-words.ts';
import { Prose } from '../comparison/Prose.tsx';
import styles from './FlowPairs.module.css';
import { FlowTold } from './FlowTold.tsx';
import type { FlowCell, FlowRow } from './flow-row.ts';
import { FLOW_CHANGES } from './flow-row.ts';

interface FlowEntryProps {
  readonly row: FlowRow;
  readonly onPlay: (run: FlowRun) => void;
}

export function FlowEntry({ row, onPlay }: FlowEntryProps) {
  const { flow, change, flags, a, b, missing } = row;
  const { word, as } = FLOW_CHANGES[change];
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <tr data-change={as} data-same={change === 'same' || undefined}>
        <th scope="row">
          <button
            type="button"
            className={styles.flow}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            <span className={styles.caret} aria-hidden="true">
              {isOpen ? '▾' : '▸'}
            </span>
            {flow}
          </button>{' '}
          <span className={styles.change}>
            <span className={styles.sign} aria-hidden="true">
              {CHANGES[as].sign}
            </span>{' '}
            {word}
          </span>{' '}
          {flags && <span className={styles.flags}>with {flags}</span>}
        </th>
        <Cell cell={a} missing={missing} onPlay={onPlay} />
        <Cell cell={b} missing={missing} onPlay={onPlay} />
      </tr>
      {isOpen && (
        <tr id={id} className={styles.told}>
          <td colSpan={3}>
            <FlowTold row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

interface CellProps {
  readonly cell: FlowCell | null;
  readonly missing: string | null;
  readonly onPlay: (run: FlowRun) => void;
}

function Cell({ cell, missing, onPlay }: CellProps) {
  if (!cell) return <td className={styles.none}>{missing}</td>;
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
