/** The table of a draft, every cell an entry field: focus looks at the request, a key or a click writes. */

import type { KeyboardEvent, RefObject } from 'react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Cell, RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../../protocol/state/state.ts';
import { GRID_STEPS } from '../../../ui/grid-step.ts';
import { VERDICT_SIGNS } from '../../../ui/verdict-sign.ts';
import { getNextCell, readKey } from './draft-key.ts';
import type { DraftCell, DraftRow } from './draft-table.ts';
import { getShortName, toDraftTable } from './draft-table.ts';
import { ProposeNext } from './ProposeNext.tsx';
import styles from './ProposeTable.module.css';

interface ProposeTableProps {
  readonly ruleSet: RuleSet;
  readonly source: RuleSet | null;
  readonly flags: number | null;
  readonly selection: RequestPair | null;
  readonly onSelect: (request: RequestPair) => void;
  readonly onEnter: (from: number, to: number, entry: Cell | number) => void;
  readonly onTakeBack: (from: number, to: number) => void;
  /** Says what a key does not mean. */
  readonly onSay: (sentence: string) => void;
}

export function ProposeTable(props: ProposeTableProps) {
  const { ruleSet, source, flags, selection, onSelect, onEnter, onTakeBack, onSay } = props;
  const rows = useMemo(() => toDraftTable(ruleSet, source, flags), [ruleSet, source, flags]);
  const { table, isEntry, setEntry, focusOn, move } = useEntryCell(ruleSet, selection);
  const { listed, setListed, closeList } = useList(focusOn);

  /** True for a key that is dealt with: the page does not see it. */
  const press = (event: KeyboardEvent, row: number, column: number, { from, to }: DraftCell): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (move(event, row, column)) return true;
    const meaning = readKey(ruleSet, from.value, to.value, event.key);
    if (meaning.kind === 'enter') onEnter(from.value, to.value, meaning.entry);
    if (meaning.kind === 'list') setListed(`${row},${column}`);
    if (meaning.kind === 'take-back') onTakeBack(from.value, to.value);
    if (meaning.kind === 'bad') onSay(meaning.sentence);
    return meaning.kind !== 'none';
  };

  const click = (at: string, { from, to }: DraftCell) => {
    onSelect({ from: from.value, to: to.value });
    if (ruleSet.generation === 'v2') setListed(at);
    else onEnter(from.value, to.value, getNextCell(ruleSet, from.value, to.value));
  };

  return (
    <table
      ref={table}
      className={styles.table}
      aria-label="Proposed table"
      data-generation={ruleSet.generation}
      data-wide={rows.length > 8 || undefined}
    >
      <colgroup>
        <col className={styles.names} />
      </colgroup>
      <Head ruleSet={ruleSet} rows={rows} />
      <tbody>
        {rows.map(({ state, cells }, row) => (
          <tr key={state.value} data-kind={state.kind}>
            <RowName ruleSet={ruleSet} state={state} />
            {cells.map((cell, column) => {
              const at = `${row},${column}`;
              return (
                <td key={cell.to.value}>
                  {listed === at && ruleSet.generation === 'v2' ? (
                    <ProposeNext
                      ruleSet={ruleSet}
                      cell={cell}
                      onChoose={(next) => {
                        closeList(false);
                        onEnter(cell.from.value, cell.to.value, next);
                      }}
                      onClose={closeList}
                    />
                  ) : (
                    <CellButton
                      cell={cell}
                      at={at}
                      isEntry={isEntry(row, column)}
                      isSelected={selection?.from === cell.from.value && selection.to === cell.to.value}
                      onPress={(event) => press(event, row, column, cell)}
                      onClick={() => click(at, cell)}
                      onFocus={() => {
                        setEntry([row, column]);
                        onSelect({ from: cell.from.value, to: cell.to.value });
                      }}
                    />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface EntryCell {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly isEntry: (row: number, column: number) => boolean;
  readonly setEntry: (at: readonly [number, number]) => void;
  readonly focusOn: (at: string) => void;
  /** False for a key that is not an arrow. */
  readonly move: (event: KeyboardEvent, row: number, column: number) => boolean;
}

/** The one cell that Tab reaches: that of the selection, or the last that had the focus. Arrows move from cell to cell. */
function useEntryCell({ values }: RuleSet, selection: RequestPair | null): EntryCell {
  const table = useRef<HTMLTableElement>(null);
  const [entry, setEntry] = useState<readonly [number, number]>([0, 0]);
  const clamp = (index: number) => Math.min(values.length - 1, Math.max(0, index));
  const [row, column] = selection ? [values.indexOf(selection.from), values.indexOf(selection.to)] : [-1, -1];
  const [entryRow, entryColumn] =
    row >= 0 && column >= 0 ? [row, column] : [clamp(entry[0]), clamp(entry[1])];
  const focusOn = (at: string) => table.current?.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus();
  const move = (event: KeyboardEvent, row: number, column: number) => {
    const step = GRID_STEPS[event.key];
    if (!step) return false;
    const next = [clamp(row + step[0]), clamp(column + step[1])] as const;
    setEntry(next);
    focusOn(`${next[0]},${next[1]}`);
    return true;
  };
  const isEntry = (row: number, column: number) => row === entryRow && column === entryColumn;
  return { table, isEntry, setEntry, focusOn, move };
}

/** The cell whose list of next states is open. When it closes, the focus returns to the cell, unless it went elsewhere. */
function useList(focusOn: (at: string) => void) {
  const [listed, setListed] = useState<string | null>(null);
  const returnTo = useRef<string | null>(null);
  const closeList = (isLeft: boolean) => {
    if (isLeft && returnTo.current !== null) return;
    returnTo.current = isLeft ? null : listed;
    setListed(null);
  };
  useLayoutEffect(() => {
    if (listed !== null || returnTo.current === null) return;
    focusOn(returnTo.current);
    returnTo.current = null;
  });
  return { listed, setListed, closeList };
}

function Head({ ruleSet, rows }: { ruleSet: RuleSet; rows: readonly DraftRow[] }) {
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.corner}>
          from <span aria-hidden="true">↓</span> to <span aria-hidden="true">→</span>
        </th>
        {rows.map(({ state }) => (
          <th key={state.value} scope="col" data-kind={state.kind}>
            <abbr title={state.name} aria-label={state.name}>
              {getShortName(state)}
            </abbr>
            {ruleSet.generation === 'v2' && <code aria-hidden="true">{state.value}</code>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function RowName({ ruleSet, state: { name, digits } }: { ruleSet: RuleSet; state: StateInfo }) {
  return (
    <th scope="row">
      {name.split(/(?<=\||PRE_COPY_)/).map((part, index) => [index > 0 && <wbr key={part} />, part])}
      {ruleSet.generation === 'v1' && name !== digits && <code>{digits}</code>}
    </th>
  );
}

interface CellButtonProps {
  readonly cell: DraftCell;
  readonly at: string;
  readonly isEntry: boolean;
  readonly isSelected: boolean;
  readonly onPress: (event: KeyboardEvent) => boolean;
  readonly onClick: () => void;
  readonly onFocus: () => void;
}

function CellButton({ cell, at, isEntry, isSelected, onPress, onClick, onFocus }: CellButtonProps) {
  const label = formatCell(cell);
  return (
    <button
      type="button"
      className={styles.cell}
      data-at={at}
      data-verdict={cell.kind}
      data-changed={cell.was !== null || undefined}
      data-same={cell.from === cell.to || undefined}
      data-blocked={cell.entry === 'ERROR' || undefined}
      tabIndex={isEntry ? 0 : -1}
      aria-label={label}
      title={label}
      aria-pressed={isSelected}
      onClick={onClick}
      onKeyDown={(event) => {
        if (!onPress(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onFocus={onFocus}
    >
      {cell.sign}
      {cell.kind === 'never-returns' && <span className={styles.hang}>{VERDICT_SIGNS['never-returns']}</span>}
      {cell.was !== null && <span className={styles.mark}>*</span>}
    </button>
  );
}

/** `STOP to RUNNING: RUNNING_P2P, was STOP` */
function formatCell({ from, to, entry, was, kind }: DraftCell): string {
  const hangs = kind === 'never-returns' ? ', never returns' : '';
  return `${from.name} to ${to.name}: ${entry}${hangs}${was === null ? '' : `, was ${was}`}`;
}
