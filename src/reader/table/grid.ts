/**
 * A table as its text has it, cell by cell, before it becomes a rule set: arrays of two dimensions, arrays of bit masks, and
 * state_flags_table. What a hunk does not show is not there yet.
 */

import { parseExpression } from '../c/syntax/c-expression.ts';
import type { CSource } from '../c/syntax/c-source.ts';
import { createProblemAt, isFirstSeen, isLastSeen, placeOf } from '../c/syntax/c-source.ts';
import { readTokens } from '../c/syntax/c-token.ts';
import { findGroupings } from '../c/syntax/grouping.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { evaluateIn, isRenumbered } from '../c/value/c-scope.ts';
import { toNumber } from '../c/value/c-value.ts';
import { createUnknown } from '../text/name/unknown-name.ts';
import type { LocatedProblem, LocatedSentence } from '../text/problem.ts';
import type { Place } from '../text/source-line.ts';
import type { GridForm } from './form/grid-form.ts';
import { chooseMember, isSpeaking, LAST } from './form/grid-form.ts';
import type { ArrayTable, Step } from './initializer.ts';
import { UNSEEN } from './initializer.ts';

export interface GridCell {
  readonly from: number;
  readonly to: number;
  /** 0 or 1 for allowed, the next state, or what a state needs (with `to` 0). */
  readonly value: number;
  readonly place: Place;
}

/** Cells of a row whose beginning the hunk does not show. */
export interface UnseenRow {
  readonly source: CSource;
  readonly cells: readonly Omit<GridCell, 'from'>[];
  /** The first row that the same hunk shows after it. */
  readonly before: number | null;
}

export interface Grid {
  readonly form: GridForm;
  readonly name: string;
  readonly source: CSource;
  readonly home: string;
  readonly place: Place;
  /** Offset of its name in its source. */
  readonly from: number;
  readonly cells: readonly GridCell[];
  readonly rows: ReadonlyMap<number, Place>;
  readonly cutRows: ReadonlySet<number>;
  readonly unseen: readonly UnseenRow[];
  readonly isPartial: boolean;
  /** Numbers of lines whose counterpart on the other side a quotation may leave out. */
  readonly unsure: ReadonlySet<number>;
  /** Rows that are declared, or null where that is not known. */
  readonly size: number | null;
  /** All sizes that are declared, outermost first. */
  readonly sizes: readonly (number | null)[];
  /** Declared as `[]`: it has as many rows as its entries need. */
  readonly isCounted: boolean;
  readonly problems: readonly LocatedProblem[];
  readonly warnings: readonly LocatedSentence[];
  /** Its declaration or an entry names a state or a flag of the kernel; otherwise only its own name makes it a table. */
  readonly isSpeaking: boolean;
}

/** Positional rows or cells, where the enum of the text numbers states differently from the kernel. */
function findCounted({ source, entries, from, name }: ArrayTable, scope: Scope): LocatedProblem[] {
  const isCounted = entries.some((entry) => entry.at === entry.from && entry.source === source);
  if (!isCounted || !isRenumbered(scope)) return [];
  const why =
    'its entries are positional, and the enum in the text numbers the states differently from the kernel';
  return [createProblemAt(source, from, 'unclear-table', { name: name || 'of this hunk', why })];
}

/** The cells of an array, with what is wrong with them. */
export function readGrid(table: ArrayTable, scope: Scope, form: GridForm): Grid {
  const { source, name } = table;
  const problems = [...table.problems, ...findCounted(table, scope)];
  const warnings: LocatedSentence[] = [];
  const cells: GridCell[] = [];
  const unseen: Omit<GridCell, 'from'>[] = [];
  const member = form === 'bit-masks' ? chooseMember(table.entries) : undefined;
  for (const entry of table.entries) {
    const { path, source: within } = entry;
    const [row, column] = path;
    if (row === undefined || typeof row === 'string') continue;
    if (typeof column === 'string' ? column !== member : member !== undefined && column !== 0) continue;
    if (isLastSeen(within, entry.to) || isFirstSeen(within, entry.at)) continue;
    const value = evaluateIn(scope, within.text, entry.from, entry.to);
    warnings.push(...findGroupings(within, entry.from, entry.to));
    if (!value.ok) {
      problems.push(createUnknown(within, scope, value, 'this cell'));
      continue;
    }
    const number = toNumber(value.value);
    const fault = findRangeFault(scope, form, [row, column], number);
    if (fault) {
      const words = {
        ...fault.words,
        name: scope.generation === 'v1' ? 'device_state' : 'the enum',
        last: fault.last,
      };
      problems.push(createProblemAt(within, entry.at, fault.id, words));
      continue;
    }
    const place = placeOf(within, entry.at);
    const made = toCells(form, typeof column === 'number' ? column : 0, number, place);
    for (const cell of made) {
      if (row === UNSEEN) unseen.push(cell);
      else cells.push({ from: row, ...cell });
    }
  }
  const rows = new Map([...table.rows].map(([row, at]) => [row, placeOf(source, at)]));
  const before = [...table.rows].sort((a, b) => a[1] - b[1])[0]?.[0] ?? null;
  return {
    form,
    name,
    source,
    home: table.home,
    place: placeOf(source, table.from),
    from: table.from,
    cells,
    rows,
    cutRows: source.cut?.isSilent ? new Set(table.rows.keys()) : table.cutRows,
    unseen: unseen.length > 0 ? [{ source, cells: unseen, before }] : [],
    unsure: findUnsure(source, [...cells, ...unseen]),
    isPartial: table.isPartial || source.cut?.isSilent === true,
    size: table.sizes[0] ?? null,
    sizes: table.sizes,
    isCounted: table.isCounted,
    problems,
    warnings,
    isSpeaking: isSpeaking(table, scope),
  };
}

const findUnsure = ({ cut }: CSource, cells: readonly { readonly place: Place }[]): ReadonlySet<number> =>
  cut?.isSilent ? new Set(cells.map(({ place }) => place.line)) : (cut?.edges ?? new Set());

function findRangeFault(scope: Scope, form: GridForm, path: readonly (Step | undefined)[], value: number) {
  const last = LAST[scope.generation];
  const index = path.find((step) => typeof step === 'number' && step > last);
  if (typeof index === 'number') return { id: 'out-of-range' as const, words: { index }, last };
  if (form === 'next-state' && (value < 0 || value > last))
    return { id: 'cell-range' as const, words: { value }, last };
  return undefined;
}

/** A bit mask allows each value whose bit is set. */
function toCells(form: GridForm, to: number, value: number, place: Place): Omit<GridCell, 'from'>[] {
  if (form === 'allowed') return [{ to, value: value === 0 ? 0 : 1, place }];
  if (form !== 'bit-masks') return [{ to, value: form === 'needs' ? toUnsigned(value) : value, place }];
  const mask = BigInt.asUintN(64, BigInt(value));
  return Array.from({ length: 16 }, (_, bit) => ({
    to: bit,
    value: Number((mask >> BigInt(bit)) & 1n),
    place,
  }));
}

const toUnsigned = (value: number) => Number(BigInt.asUintN(32, BigInt(value)));

/** `[A] = { .next = { [B] = 1 } }`: where the rows are structs that hold an array, that array is the row. */
export function flattenRows(table: ArrayTable): ArrayTable {
  const within = table.entries.filter(({ path }) => path.length === 3 && typeof path[1] === 'string');
  const member = chooseMember(within);
  if (member === undefined) return table;
  const entries = within
    .filter(({ path }) => path[1] === member)
    .map((entry) => ({ ...entry, path: entry.path.filter((_, index) => index !== 1) }));
  return { ...table, entries };
}

/** Problems with two tables of the same name in one place. */
export function findDoubles(grids: readonly Grid[]): { kept: Grid[]; problems: LocatedProblem[] } {
  const kept: Grid[] = [];
  const known = new Map<string, Grid>();
  const problems: LocatedProblem[] = [];
  for (const grid of grids) {
    const key = grid.name === '' ? '' : [grid.name, grid.source.path, grid.home, grid.form].join('\n');
    const first = known.get(key);
    if (key !== '' && !first) known.set(key, grid);
    if (!first) kept.push(grid);
    else {
      const offset = grid.source.text.indexOf(grid.name);
      const near = createProblemAt(grid.source, Math.max(0, offset), 'two-tables', {
        name: grid.name,
        other: first.place.line,
      });
      problems.push({ ...near, line: grid.place.line, column: grid.place.column });
    }
  }
  return { kept, problems };
}

/** The loop that skips states which the device does not support, and whether it ends on ERROR. */
export interface SkipLoop {
  readonly stopsOnError: boolean;
  readonly place: Place;
  /** The function that it stands in, or empty. */
  readonly home: string;
  readonly source: CSource;
}

/** True for words that compare something with ERROR. */
export function comparesWithError(text: string, from: number, to: number): boolean {
  const tokens = readTokens(text, from, to);
  return tokens.some(
    ({ text: word }, index) =>
      word === 'VFIO_DEVICE_STATE_ERROR' &&
      [tokens[index - 1]?.text, tokens[index + 1]?.text].some((near) => near === '!=' || near === '=='),
  );
}

/** True where an expression reads flags: `migration_flags`, `state_flags_table[x]`. */
export const readsFlags = (text: string, from: number, to: number): boolean =>
  readTokens(text, from, to).some(({ kind, text: word }) => kind === 'name' && /flags/i.test(word)) &&
  parseExpression(text, from, to).kind !== 'unknown';
