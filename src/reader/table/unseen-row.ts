/**
 * Identifies rows whose beginning a hunk does not show. The base decides where only one of its rows says the same; another
 * hunk may begin that row, with other entries. Otherwise the next row that the hunk shows decides, because tables keep
 * their order.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Grid, UnseenRow } from './grid.ts';

/** Hunk -> row. */
export type RowOfHunk = ReadonlyMap<number, number>;

/**
 * The rows of a grid, for a patch of its old side, as a base identifies them. What a patch `adds` is not in the base yet, so
 * the rows that already say the same are ruled out. `isNew` where the old side shows nothing of them.
 */
export function findRows(grid: Grid, base: RuleSet, adds: boolean, isNew: boolean): RowOfHunk {
  const rows = new Map<number, number>();
  for (const unseen of grid.unseen) {
    const row = unseen.source.cut ? findCutRow(grid, unseen, base, isNew) : findRow(grid, unseen, base, adds);
    if (row !== undefined) rows.set(unseen.source.hunk, row);
  }
  return rows;
}

/**
 * A row that a quotation cuts. One that is on the new side alone may be of a table that no base has, so that it has to say
 * what the base says and to stand where the base has it.
 */
function findCutRow(
  grid: Grid,
  { cells, before }: UnseenRow,
  base: RuleSet,
  isNew: boolean,
): number | undefined {
  const fitting = base.values.filter(
    (row) =>
      (!grid.rows.has(row) || grid.cutRows.has(row)) &&
      cells.every((cell) => isSame(grid, base, row, cell.to, cell.value)),
  );
  if (fitting.length === 1 && !isNew) return fitting[0];
  const previous = before === null ? undefined : base.values[base.values.indexOf(before) - 1];
  return previous !== undefined && fitting.includes(previous) ? previous : undefined;
}

function findRow(grid: Grid, { cells, before }: UnseenRow, base: RuleSet, adds: boolean): number | undefined {
  const isShown = (value: number) =>
    grid.cells.some(({ from, to }) => from === value && cells.some((cell) => cell.to === to));
  const isFree = (value: number) => !grid.rows.has(value) || (grid.cutRows.has(value) && !isShown(value));
  const free = base.values.filter(isFree);
  const fitting = free.filter((row) =>
    cells.every((cell) => isSame(grid, base, row, cell.to, cell.value) !== adds),
  );
  if (fitting.length === 1) return fitting[0];
  const previous = before === null ? undefined : base.values[base.values.indexOf(before) - 1];
  if (previous === undefined) return undefined;
  return fitting.length === 0 || fitting.includes(previous) ? previous : undefined;
}

function isSame(grid: Grid, base: RuleSet, from: number, to: number, value: number): boolean {
  const [row, column] = [base.values.indexOf(from), base.values.indexOf(to)];
  if (base.generation === 'v1') return (base.cells[row]?.[column] === '+') === (value !== 0);
  const next = base.next[row]?.[column] ?? base.error;
  if (grid.form === 'next-state') return next === value;
  return (next === to) === (value !== 0);
}

/** The grid with such cells moved into their rows; cells whose row is not known are dropped. */
export function placeRows(grid: Grid, rows: RowOfHunk): Grid {
  const placed = grid.unseen.flatMap(({ source, cells }) => {
    const from = rows.get(source.hunk);
    return from === undefined ? [] : cells.map((cell) => ({ from, ...cell }));
  });
  return {
    ...grid,
    cells: [...grid.cells, ...placed],
    unseen: grid.unseen.filter(({ source }) => !rows.has(source.hunk)),
  };
}
