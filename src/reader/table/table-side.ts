/**
 * From a grid to a rule set that can be judged. What the text does not say comes from a base and is marked as assumed.
 */

import type { Cell, RuleSet, V1RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { hasFlags } from '../../protocol/state/migration-flags.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { NDMA_STATES, V1_STATES, V2_STATES } from '../../protocol/state/state.ts';
import { getDriverArcs } from '../../protocol/verdict/driver-arcs.ts';
import type { AssumedLoop, TableSide } from '../review-input.ts';
import type { Place } from '../text/source-line.ts';
import type { Bound } from './bound/bound-check.ts';
import type { Guard, RefusedCell } from './form/table-role.ts';
import type { Grid, GridCell, SkipLoop } from './grid.ts';

/** What a side of the text says, all hunks together. */
export interface TableText {
  readonly name: string;
  /** Null where only the loop or the needs are in the text. */
  readonly grid: Grid | null;
  readonly needs: Grid | null;
  readonly loop: SkipLoop | null;
  /** What a table of next states is walked with where its text has no loop. */
  readonly walk: AssumedLoop;
  readonly guard: Guard | null;
  /** Entries that the guard refuses in the function that walks the table. */
  readonly refused: readonly RefusedCell[];
  readonly bounds: readonly Bound[];
  /** migration_flags that the text claims; null where it claims none, or the table is the kernel's own. */
  readonly claimed: number | null;
  /** v1: the text has the bit NDMA, so 8 to 12 are values as well. */
  readonly hasNdma: boolean;
  /** Cells that only the other side of the hunks has: here they are absent, not unseen. */
  readonly absent: ReadonlySet<string>;
}

interface MadeTable {
  readonly side: TableSide;
  readonly assumed: readonly RequestTuple[];
  /** Sets of migration_flags that are not judged: they bring states whose entries neither the text shows nor the base has. */
  readonly unjudged: readonly number[];
}

const toKey = (from: number, to: number) => `${from}>${to}`;

const toCellMap = (cells: readonly GridCell[]) =>
  new Map(cells.map((cell) => [toKey(cell.from, cell.to), cell]));

/** Cells, needs and the loop in which the rule set of a text differs from its base. */
export function countDifferences(text: TableText, base: RuleSet): number {
  const made = createTable(text, base).side.ruleSet;
  let count = 0;
  if (made.generation === 'v2' && base.generation === 'v2') {
    const values = new Set([...made.values, ...base.values]);
    for (const from of values)
      for (const to of values) if (getNext(made, from, to) !== getNext(base, from, to)) count += 1;
    for (const value of values) if (made.needs[value] !== base.needs[value]) count += 1;
    return count + (!text.loop || made.stopsOnError === base.stopsOnError ? 0 : 1);
  }
  if (made.generation !== 'v1' || base.generation !== 'v1') return Number.POSITIVE_INFINITY;
  const values = new Set([...made.values, ...base.values]);
  for (const from of values)
    for (const to of values) if (getCell(made, from, to) !== getCell(base, from, to)) count += 1;
  return count;
}

const getNext = ({ values, next }: V2RuleSet, from: number, to: number) =>
  next[values.indexOf(from)]?.[values.indexOf(to)];

const getCell = ({ values, cells }: V1RuleSet, from: number, to: number): Cell =>
  cells[values.indexOf(from)]?.[values.indexOf(to)] ?? '-';

/** The rule set of a text, completed from a base. */
export function createTable(text: TableText, base: RuleSet): MadeTable {
  return base.generation === 'v1' ? createV1(text, base) : createV2(text, base);
}

interface Grown {
  readonly lines: Record<string, Place>;
  readonly assumed: RequestTuple[];
}

/** Whether a cell that is not in the text is 0 by C's rules, or only not shown. */
function isSilent(grid: Grid | null, from: number): boolean {
  if (!grid) return false;
  if (!grid.isPartial) return true;
  return grid.rows.has(from) && !grid.cutRows.has(from);
}

function placeRow(
  grid: Grid | null,
  grown: Grown,
  from: number,
  to: number,
  cell: GridCell | undefined,
): void {
  const place = cell?.place ?? grid?.rows.get(from);
  if (place) grown.lines[toKey(from, to)] = place;
}

/** The cells of one table that the other lacks, where no line may be left out. */
export function listAbsent(grid: Grid | null, other: Grid | null): ReadonlySet<string> {
  const own = new Set(grid?.cells.map(({ from, to }) => toKey(from, to)));
  const sure = other?.cells.filter(({ place }) => !other.unsure.has(place.line)) ?? [];
  const keys = sure.map(({ from, to }) => toKey(from, to));
  return new Set(keys.filter((key) => !own.has(key)));
}

const getStart = ({ grid, needs, loop }: TableText): Place | null => (grid ?? loop ?? needs)?.place ?? null;

function createV1(text: TableText, base: V1RuleSet): MadeTable {
  const { name, grid, absent, guard, bounds, hasNdma } = text;
  const cells = toCellMap(grid?.cells ?? []);
  const used = [...cells.values()].filter(({ value }) => value !== 0).flatMap(({ from, to }) => [from, to]);
  const isFourBits = hasNdma && used.some((value) => value > 7);
  const fourth = NDMA_STATES.filter(({ value, kind }) => isFourBits && value > 7 && kind === 'valid');
  const extra = [...new Set([...used, ...fourth.map(({ value }) => value)])]
    .filter((value) => !base.values.includes(value))
    .sort((a, b) => a - b);
  const values = [...base.values, ...extra];
  const grown: Grown = { lines: {}, assumed: [] };
  const rows = values.map((from) =>
    values.map((to): Cell => {
      const cell = cells.get(toKey(from, to));
      placeRow(grid, grown, from, to, cell);
      if (cell) {
        if (grid?.form === 'next-state') return cell.value === to ? '+' : '-';
        return cell.value === 0 ? '-' : '+';
      }
      if (absent.has(toKey(from, to)) || isSilent(grid, from)) return '-';
      grown.assumed.push([from, to]);
      return getCell(base, from, to);
    }),
  );
  const states = Math.max(...values) > 7 || base.states === NDMA_STATES ? NDMA_STATES : V1_STATES;
  const ruleSet: V1RuleSet = {
    ...base,
    id: name,
    title: name,
    account: `Read from the pasted text, based on ${base.id}.`,
    citations: [],
    states,
    values,
    cells: rows,
    grants: 'in-table',
    reservedBitsFrom: null,
  };
  return {
    side: {
      kind: 'table',
      ruleSet,
      lines: grown.lines,
      isOfArcs: false,
      guard,
      bounds,
      start: getStart(text),
    },
    assumed: grown.assumed,
    unjudged: [],
  };
}

function createV2(text: TableText, base: V2RuleSet): MadeTable {
  const { name, grid, needs, loop, absent, guard, bounds } = text;
  const cells = toCellMap(grid?.cells ?? []);
  const values = getV2Values(grid, needs, absent, base);
  const grown: Grown = { lines: {}, assumed: [] };
  const unknown: RequestTuple[] = [];
  const rows = values.map((from) =>
    values.map((to) => {
      const cell = cells.get(toKey(from, to));
      placeRow(grid, grown, from, to, cell);
      if (cell && grid) {
        if (grid.form === 'next-state') return cell.value;
        return cell.value === 0 ? base.error : to;
      }
      if (absent.has(toKey(from, to)) || isSilent(grid, from)) return base.error;
      grown.assumed.push([from, to]);
      const next = getNext(base, from, to);
      if (next === undefined && from !== base.error && to !== base.error) unknown.push([from, to]);
      return next ?? base.error;
    }),
  );
  const needed = new Map(needs?.cells.map((cell) => [cell.from, cell.value]));
  const isWhole = needs !== null && !needs.isPartial;
  const getNeeds = (value: number) =>
    needed.get(value) ?? (isWhole ? 0 : (base.needs[value] ?? getNewest(value)));
  const isServed = (value: number, flags: number) => hasFlags(flags, getNeeds(value));
  const isUnjudged = (flags: number) =>
    unknown.some(
      ([from, to]) =>
        isServed(to, flags) && (isServed(from, flags) || rows.some((row) => row.includes(from))),
    );
  const served = getServedFlags(text, base, values);
  const judged = served.filter((flags) => !isUnjudged(flags));
  if (loop) grown.lines.loop = loop.place;
  for (const cell of needs?.cells ?? []) grown.lines[`needs ${cell.from}`] = cell.place;
  const ruleSet: V2RuleSet = {
    ...base,
    id: name,
    title: name,
    account: `Read from the pasted text, based on ${base.id}.`,
    citations: [],
    states: V2_STATES.filter(({ value }) => values.includes(value)),
    values,
    next: rows,
    needs: Object.fromEntries(values.map((value) => [value, getNeeds(value)])),
    flagSets: judged.length > 0 ? judged : base.flagSets,
    stopsOnError: hasLoop(grid) ? (loop?.stopsOnError ?? text.walk.stopsOnError) : true,
  };
  return {
    side: {
      ...{ kind: 'table', ruleSet, lines: grown.lines },
      ...{ isOfArcs: listsArcs(grid), guard, bounds, start: getStart(text) },
    },
    assumed: grown.assumed,
    unjudged: served.filter(isUnjudged),
  };
}

/** A table of single arcs says which are allowed; nothing is looked up again. */
export const hasLoop = (grid: Grid | null): boolean =>
  grid === null || (grid.form !== 'allowed' && grid.form !== 'bit-masks');

let arcs: ReadonlySet<string> | undefined;

/** The arcs of every kernel: what any driver may be asked for. Computed on first use. */
function getArcs(): ReadonlySet<string> {
  arcs ??= new Set(
    RULE_SETS.flatMap((each) =>
      each.generation === 'v2'
        ? each.flagSets.flatMap((flags) => getDriverArcs(each, flags).map(([from, to]) => toKey(from, to)))
        : [],
    ),
  );
  return arcs;
}

/** Whether a table of single steps lists only arcs, and no request that takes several. */
export const listsArcs = (grid: Grid | null): boolean =>
  grid !== null &&
  !hasLoop(grid) &&
  grid.cells.every(({ from, to, value }) => value === 0 || from === to || getArcs().has(toKey(from, to)));

/** The states that each set of flags brings, beyond those of VFIO_MIGRATION_STOP_COPY. */
const BROUGHT: readonly (readonly [flags: number, states: readonly number[]])[] = [
  [1, []],
  [3, [5]],
  [5, [6]],
  [7, [5, 6, 7]],
];

/** The flags that the text claims; otherwise those whose states the table leads into or out of. */
function getServedFlags({ grid, claimed }: TableText, base: V2RuleSet, values: readonly number[]): number[] {
  if (claimed !== null) return [claimed];
  const served = new Set(grid && !grid.isPartial ? listServed(grid, base) : values);
  const sets = BROUGHT.filter(([, states]) => states.every((state) => served.has(state)));
  return sets.map(([flags]) => flags);
}

const listServed = ({ form, cells }: Grid, { error }: V2RuleSet): number[] =>
  cells.flatMap(({ from, to, value }) => {
    if (form === 'next-state') return value === error ? [] : [from, to, value];
    return value === 0 ? [] : [from, to];
  });

/** What a state needs that the base does not know, as when a patch adds it without showing its flags. */
const getNewest = (value: number): number =>
  RULE_SETS.flatMap((each) => (each.generation === 'v2' ? (each.needs[value] ?? []) : [])).at(-1) ?? 0;

/**
 * The values of a v2 table, in the kernel's order: those that it declares or names; for a part of a table the base's as well,
 * except those whose rows and columns are removed. If only the row is removed, its cells become zero.
 */
function getV2Values(
  grid: Grid | null,
  needs: Grid | null,
  absent: ReadonlySet<string>,
  base: V2RuleSet,
): readonly number[] {
  const isGone = (value: number) =>
    base.values.every((other) => absent.has(toKey(value, other)) && absent.has(toKey(other, value)));
  const needed = needs?.cells.map(({ from }) => from) ?? [];
  if (!grid) return [...new Set([...base.values.filter((value) => !isGone(value)), ...needed])];
  const named = new Set<number>(needed);
  for (const { from, to, value } of grid.cells) {
    for (const each of [from, to]) if (grid.form !== 'bit-masks' || value !== 0) named.add(each);
    if (grid.form === 'next-state') named.add(value);
  }
  for (const row of grid.rows.keys()) named.add(row);
  for (let value = 0; value < Math.min(grid.size ?? 0, 8); value += 1) named.add(value);
  if (grid.isPartial) for (const value of base.values) if (!isGone(value)) named.add(value);
  const order = RULE_SETS.flatMap((ruleSet) => (ruleSet.id === 'v2-6.2' ? ruleSet.values : []));
  const known = order.filter((value) => named.has(value));
  return known.includes(base.error) ? known : [...known, base.error];
}
