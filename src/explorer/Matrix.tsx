/** The requests as a table: the current state chooses the row, the request the column. */

import type { KeyboardEvent } from 'react';
import { memo, useMemo, useRef, useState } from 'react';
import type { RuleSet } from '../protocol/rule-set.ts';
import { VERDICT_WORDS } from '../protocol/verdict.ts';
import styles from './Matrix.module.css';
import type { MatrixCell } from './matrix-grid.ts';
import { toMatrix } from './matrix-grid.ts';
import { StateName } from './StateName.tsx';
import { SIGNS } from './sign.ts';

export interface MatrixProps {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly current: number;
  readonly selection: { readonly from: number; readonly to: number } | null;
  readonly onAsk: (to: number) => void;
  readonly onSelect: (selection: { from: number; to: number }) => void;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Home: [0, -99],
  End: [0, 99],
};

export const Matrix = memo(function Matrix(props: MatrixProps) {
  const { ruleSet, flags, current, selection, onAsk, onSelect } = props;
  const rows = useMemo(() => toMatrix(ruleSet, flags), [ruleSet, flags]);
  const table = useRef<HTMLTableElement>(null);
  const [entry, setEntry] = useState<readonly [number, number]>([0, 0]);
  const clamp = (index: number) => Math.min(rows.length - 1, Math.max(0, index));
  const [entryRow, entryColumn] = [clamp(entry[0]), clamp(entry[1])];

  const move = (event: KeyboardEvent, row: number, column: number) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = [clamp(row + step[0]), clamp(column + step[1])] as const;
    setEntry(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next[0]},${next[1]}"]`)?.focus();
  };

  return (
    <table ref={table} className={styles.table} aria-label="Transition matrix">
      <thead>
        <tr>
          <th scope="col" className={styles.corner}>
            from <span aria-hidden="true">↓</span> to <span aria-hidden="true">→</span>
          </th>
          {rows.map(({ state }) => (
            <th key={state.value} scope="col" data-kind={state.kind}>
              <StateName name={state.name} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ state, cells }, row) => (
          <tr key={state.value} data-current={state.value === current || undefined} data-kind={state.kind}>
            <th scope="row">
              {state.name}
              {state.name !== state.digits && <code>{state.digits}</code>}
            </th>
            {cells.map((cell, column) => (
              <td key={cell.to.value}>
                <CellButton
                  cell={cell}
                  at={`${row},${column}`}
                  isEntry={row === entryRow && column === entryColumn}
                  isSelected={selection?.from === cell.from.value && selection.to === cell.to.value}
                  isCurrent={cell.from.value === current}
                  onAsk={onAsk}
                  onSelect={onSelect}
                  onMove={(event) => move(event, row, column)}
                  onEnter={() => setEntry([row, column])}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

interface CellButtonProps {
  readonly cell: MatrixCell;
  readonly at: string;
  readonly isEntry: boolean;
  readonly isSelected: boolean;
  readonly isCurrent: boolean;
  readonly onAsk: (to: number) => void;
  readonly onSelect: (selection: { from: number; to: number }) => void;
  readonly onMove: (event: KeyboardEvent) => void;
  readonly onEnter: () => void;
}

const CellButton = memo(
  function CellButton({
    cell,
    at,
    isEntry,
    isSelected,
    isCurrent,
    onAsk,
    onSelect,
    onMove,
    onEnter,
  }: CellButtonProps) {
    const { from, to, kind, arcs } = cell;
    const explain = () => onSelect({ from: from.value, to: to.value });
    return (
      <button
        type="button"
        className={styles.cell}
        data-at={at}
        data-verdict={kind}
        tabIndex={isEntry ? 0 : -1}
        aria-label={`${from.name} to ${to.name}: ${VERDICT_WORDS[kind].toLowerCase()}`}
        aria-pressed={isSelected}
        onClick={() => (isCurrent ? onAsk(to.value) : explain())}
        onKeyDown={(event) => {
          if (event.key !== 'e') return onMove(event);
          event.stopPropagation();
          explain();
        }}
        onFocus={onEnter}
      >
        {arcs > 1 ? arcs : SIGNS[kind]}
      </button>
    );
  },
  (before, after) =>
    before.cell === after.cell &&
    before.isEntry === after.isEntry &&
    before.isSelected === after.isSelected &&
    before.isCurrent === after.isCurrent,
);
