/** The requests as a table: the current state chooses the row, the request the column. */

import type { KeyboardEvent } from 'react';
import { Fragment, memo, useMemo, useRef, useState } from 'react';
import type { RequestActs } from '../../graph/picture/compared.ts';
import { findIdOfA, sendAsk, sendSelect } from '../../graph/picture/compared.ts';
import type { MatrixCell, MatrixRow } from '../../graph/picture/matrix-grid.ts';
import { formatCellName, toMatrix } from '../../graph/picture/matrix-grid.ts';
import { StateName } from '../../graph/view/StateName.tsx';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { GRID_STEPS } from '../../ui/grid-step.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import styles from './Matrix.module.css';

interface MatrixProps extends RequestActs {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  /** null where the table is of no device. */
  readonly current: number | null;
  readonly selection: RequestPair | null;
  /** Rows that stand in place of the verdicts of the rule set. */
  readonly given?: readonly MatrixRow[];
  /** How the driver fails the selected request, or would; null where the rules alone decide. */
  readonly failure: string | null;
}

/** Where the name of a row may break: between bits, so that it takes two lines at most. */
const BITS = /(?<=[|])/;

export const Matrix = memo(function Matrix(props: MatrixProps) {
  const { ruleSet, flags, current, selection, failure, compared } = props;
  const given = props.given ?? compared?.union.matrix;
  const rows = useMemo(() => given ?? toMatrix(ruleSet, flags), [given, ruleSet, flags]);
  const other = compared ? findIdOfA(compared, compared.currentOfOther) : null;
  const table = useRef<HTMLTableElement>(null);
  const [entry, setEntry] = useState<readonly [number, number]>([0, 0]);
  const clamp = (index: number) => Math.min(rows.length - 1, Math.max(0, index));
  const [entryRow, entryColumn] = [clamp(entry[0]), clamp(entry[1])];

  const acts = useCellActs(props);

  const move = (event: KeyboardEvent, row: number, column: number) => {
    const step = GRID_STEPS[event.key];
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
              {state.name.split(BITS).map((bit) => (
                <Fragment key={bit}>
                  <wbr />
                  {bit}
                </Fragment>
              ))}
              {state.name !== state.digits && <code>{state.digits}</code>}
              {state.value < 0 && <small data-change="removed">− only old</small>}
              {state.value === other && <small>old is here</small>}
            </th>
            {cells.map((cell, column) => {
              const isSelected = selection?.from === cell.from.value && selection.to === cell.to.value;
              return (
                <td key={cell.to.value}>
                  <CellButton
                    cell={cell}
                    at={`${row},${column}`}
                    isEntry={row === entryRow && column === entryColumn}
                    isSelected={isSelected}
                    failure={isSelected ? failure : null}
                    acts={acts}
                    onMove={(event) => move(event, row, column)}
                    onEnter={() => setEntry([row, column])}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

/** Always the same functions, so that a step draws no cell that looks the same. */
function useCellActs(props: MatrixProps): CellActs {
  const latest = useRef(props);
  latest.current = props;
  return useMemo(() => {
    const explain = (from: number, to: number) => sendSelect(latest.current, from, to);
    return {
      explain,
      take: (from, to) => (from === latest.current.current ? sendAsk(latest.current, to) : explain(from, to)),
    };
  }, []);
}

interface CellActs {
  /** Asks where the request starts at the current state, explains otherwise. */
  readonly take: (from: number, to: number) => void;
  readonly explain: (from: number, to: number) => void;
}

interface CellButtonProps {
  readonly cell: MatrixCell;
  readonly at: string;
  readonly isEntry: boolean;
  readonly isSelected: boolean;
  readonly failure: string | null;
  readonly acts: CellActs;
  readonly onMove: (event: KeyboardEvent) => void;
  readonly onEnter: () => void;
}

const CellButton = memo(
  function CellButton(props: CellButtonProps) {
    const { cell, at, isEntry, isSelected, failure, acts, onMove, onEnter } = props;
    const { from, to, kind, arcs, compared, driver } = cell;
    return (
      <button
        type="button"
        className={styles.cell}
        data-at={at}
        data-verdict={driver ? undefined : kind}
        data-change={compared?.change}
        data-driver={driver?.kind}
        data-driver-change={driver?.change ?? undefined}
        tabIndex={isEntry ? 0 : -1}
        data-failed={failure !== null || undefined}
        aria-label={formatCellName(cell, failure)}
        aria-pressed={isSelected}
        onClick={() => acts.take(from.value, to.value)}
        onKeyDown={(event) => {
          if (event.key !== 'e') return onMove(event);
          event.stopPropagation();
          acts.explain(from.value, to.value);
        }}
        onFocus={onEnter}
      >
        {(driver ?? compared)?.sign ?? (arcs > 1 ? arcs : VERDICT_SIGNS[kind])}
        {failure !== null && <span className={styles.failed}>{VERDICT_SIGNS.refused}</span>}
      </button>
    );
  },
  (before, after) =>
    before.cell === after.cell &&
    before.acts === after.acts &&
    before.isEntry === after.isEntry &&
    before.isSelected === after.isSelected &&
    before.failure === after.failure,
);
