/**
 * Inputs for tables: pairs the sides of a text, chooses the base, places rows, and lists what is assumed.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { V2_STATES } from '../../protocol/state/state.ts';
import type { CSide } from '../c/c-side.ts';
import type { CSource } from '../c/syntax/c-source.ts';
import { createProblemAt } from '../c/syntax/c-source.ts';
import { hasNdma } from '../c/value/state-name.ts';
import type { ReviewForm } from '../review-form.ts';
import type { AssumedLoop, ReviewInput, ReviewOptions } from '../review-input.ts';
import type { LocatedProblem, LocatedSentence } from '../text/problem.ts';
import { createWarning, isOnlyNote } from '../text/problem.ts';
import type { Place } from '../text/source-line.ts';
import { findBounds } from './bound/bound-check.ts';
import { findClaimedFlags, isKernelTable } from './claimed-flags.ts';
import { listGuards, takeGuard } from './form/table-role.ts';
import type { Grid, UnseenRow } from './grid.ts';
import type { TableText } from './table-side.ts';
import { countDifferences, createTable, hasLoop, listAbsent, listsArcs } from './table-side.ts';
import type { RowOfHunk } from './unseen-row.ts';
import { findRows, placeRows } from './unseen-row.ts';

/** What all inputs of a text have in common. */
export interface Common {
  readonly generation: ReviewInput['generation'];
  readonly generationWhy: string;
  readonly options: ReviewOptions;
  /** Hunks of all mails of the text that may set migration_flags. */
  readonly series: readonly CSource[];
  /** The same as they are before the patch that is read. */
  readonly listSeriesBefore: () => readonly CSource[];
}

export interface Inputs {
  readonly inputs: readonly ReviewInput[];
  readonly problems: readonly LocatedProblem[];
}

/** The loop of the newest kernel. @source drivers/vfio/vfio_main.c v7.2, vfio_mig_get_next_state() */
const NEWEST_LOOP: AssumedLoop = { of: 'v2-7.2', stopsOnError: true };

/** The loop of a rule set that is chosen as the base. */
function getBaseLoop(id: string | undefined): AssumedLoop | undefined {
  const base = RULE_SETS.find((ruleSet) => ruleSet.id === id);
  return base?.generation === 'v2' ? { of: base.id, stopsOnError: base.stopsOnError } : undefined;
}

/** What the kernel calls the table of each generation. */
const DEFAULT_NAMES = { v1: 'vfio_from_state_table', v2: 'vfio_from_fsm_table' } as const;

/** The name of the table, or of the function that a hunk of it shows. */
function getName(grid: Grid | null, side: CSide): string {
  const section = (grid ?? side.loops[0] ?? side.needs[0])?.source.section ?? '';
  return grid?.name || /(\w+)\s*\(/.exec(section)?.[1] || DEFAULT_NAMES[side.scope.generation];
}

/** The inputs for the tables of the sides; `old` is null where the text is not a diff. */
export function createTableInputs(old: CSide | null, side: CSide, common: Common): Inputs {
  const inputs: ReviewInput[] = [];
  const problems: LocatedProblem[] = [];
  const isCut = [...side.sources, ...(old?.sources ?? [])].some(({ cut }) => cut !== null);
  const guards = listGuards(side);
  for (const grid of side.grids) {
    if (guards.has(grid)) continue;
    const before = old?.grids.find((other) => isSameTable(grid, other)) ?? findOnly(old, side, grid);
    const text = toText(grid, side, common);
    const made = createInput(
      before && old ? keepShown(toText(before, old, common), text, isCut) : null,
      text,
      common,
      old !== null && (before !== undefined || (!isCut && isNamedIn(old, grid))),
    );
    inputs.push(made.input);
    problems.push(...made.problems);
  }
  for (const gone of old?.grids ?? []) {
    const isThere = side.grids.some((grid) => isSameTable(grid, gone) || findOnly(old, side, grid) === gone);
    if (!isThere && !isCut)
      problems.push(
        createProblemAt(gone.source, gone.source.code.prefix.length, 'removed', {
          name: gone.name || 'a table',
        }),
      );
  }
  const hasLoop = side.loops.length > 0 || side.needs.length > 0;
  if (side.grids.length === 0 && hasLoop && common.generation === 'v2') {
    const text = toText(null, side, common);
    const isThere = old !== null && (old.loops.length > 0 || old.needs.length > 0);
    const before = isThere ? keepShown(toText(null, old, common), text, isCut) : null;
    inputs.push(createInput(before, text, common, old !== null && (isThere || !isCut)).input);
  }
  return { inputs, problems };
}

/** Where a quotation is cut, what the old side does not show may be the same. */
const keepShown = (old: TableText, { needs, loop }: TableText, isCut: boolean): TableText =>
  isCut ? { ...old, needs: old.needs ?? needs, loop: old.loop ?? loop } : old;

/** False for a table that the patch adds whole, of which a quotation may show only a part. */
const isNamedIn = ({ sources }: CSide, { name }: Grid): boolean =>
  !/^[\w.]+$/.test(name) || sources.some(({ text }) => new RegExp(`\\b${name}\\s*\\[`).test(text));

const isSameTable = (one: Grid, other: Grid) =>
  one.name === other.name && one.source.path === other.source.path;

/** A table that was renamed: the only one on either side. */
function findOnly(old: CSide | null, side: CSide, grid: Grid): Grid | undefined {
  const [only] = old?.grids ?? [];
  const isOnly = old?.grids.length === 1 && side.grids.length === 1 && side.grids[0] === grid;
  return isOnly && only?.source.path === grid.source.path ? only : undefined;
}

/** A table with the needs and the loop of its file. */
function toText(grid: Grid | null, side: CSide, { options, series }: Common): TableText {
  const isNear = (other: { readonly source: { readonly path: string } }) =>
    grid === null || other.source.path === grid.source.path;
  const needs = grid?.form === 'bit-masks' ? null : (side.needs.find(isNear) ?? null);
  const loop = side.loops.find(isNear) ?? null;
  const isOfKernel = needs !== null || loop !== null || isKernelTable(grid);
  const claimed = grid && !isOfKernel ? findClaimedFlags(grid, [...side.sources, ...series]) : null;
  const walk = options.loop ?? getBaseLoop(options.base) ?? NEWEST_LOOP;
  const taken = grid && takeGuard(grid, side, loop !== null);
  return {
    name: getName(grid, side),
    grid: taken?.grid ?? null,
    needs,
    loop,
    walk,
    guard: taken?.guard ?? null,
    refused: taken?.refused ?? [],
    bounds: grid ? findBounds(grid, side.scope) : [],
    claimed,
    hasNdma: hasNdma(side.scope),
    absent: new Set(),
  };
}

/** The sides of a table, their rows placed by a base. */
interface OnBase {
  readonly base: RuleSet;
  readonly before: TableText | null;
  readonly after: TableText;
  /** How far the sides are from the base. */
  readonly count: number;
}

/**
 * A row that no base can place weighs more than all cells; so does one that only a rule set without a table can place,
 * because no hunk comes from that.
 */
const UNPLACED = 1000;

/**
 * The old side is a part of the base. Where it fits none, as when a patch adds a row that every kernel has, the new side
 * counts as well: it shows which states there are.
 */
function countSides(before: TableText | null, after: TableText, base: RuleSet): number {
  const count = before ? countDifferences(before, base) : 0;
  return before && count === 0 ? 0 : count + countDifferences(after, base);
}

/**
 * The base: the one that is named, or the built-in one from which the text differs in the fewest cells. A tie goes to the
 * first table of v1 and the last of v2, so that no fault is assumed that a later kernel has fixed.
 */
function chooseBase(old: TableText | null, text: TableText, common: Common, isDiff: boolean): OnBase {
  const { generation, options } = common;
  const bases = RULE_SETS.filter((ruleSet) => ruleSet.generation === generation);
  const named = bases.filter((ruleSet) => ruleSet.id === options.base);
  const counted = (named.length > 0 ? named : bases).map((base) => placeOn(base, old, text, isDiff));
  const fewest = Math.min(...counted.map(({ count }) => count));
  const equals = counted.filter(({ count }) => count === fewest);
  const chosen = generation === 'v1' ? equals[0] : equals.at(-1);
  if (!chosen) throw new Error(`there is no built-in rule set of ${generation}`);
  return chosen;
}

/** A hunk that only adds to a table has an old side all the same: the table without what it adds. */
function placeOn(base: RuleSet, old: TableText | null, text: TableText, isDiff: boolean): OnBase {
  const first = old ?? text;
  const rows: RowOfHunk = first.grid
    ? findRows(first.grid, base, isDiff && old === null, old === null)
    : new Map();
  const added: RowOfHunk = text.grid
    ? findRows(dropShared(text.grid, old?.grid), base, isDiff, true)
    : new Map();
  const after = place(text, new Map([...added, ...rows]));
  const unseen = isDiff && isPart(text) ? { ...text, grid: null, needs: null, loop: null } : null;
  const before = old ? place(old, rows) : unseen;
  const sides = {
    before: before && { ...before, absent: listAbsent(before.grid, after.grid) },
    after: before ? { ...after, absent: listAbsent(after.grid, before.grid) } : after,
  };
  const unplaced = (first.grid?.unseen.length ?? 0) - rows.size;
  const hasNoTable = base.generation === 'v1' && base.grants !== 'in-table' && isPart(first);
  const silence = hasNoTable ? 0.5 + rows.size * UNPLACED : 0;
  const differences = countSides(sides.before, sides.after, base);
  return { base, ...sides, count: differences + unplaced * UNPLACED + silence };
}

/** Drops the rows of hunks that show some of them on the old side: that side identifies them. */
const dropShared = (grid: Grid, old: Grid | null | undefined): Grid => ({
  ...grid,
  unseen: grid.unseen.filter(({ source }) => !old?.unseen.some((row) => row.source.hunk === source.hunk)),
});

const isPart = ({ grid }: TableText) => grid === null || grid.isPartial;

const place = (text: TableText, rows: RowOfHunk): TableText =>
  text.grid ? { ...text, grid: placeRows(text.grid, rows) } : text;

function createInput(
  old: TableText | null,
  text: TableText,
  common: Common,
  isDiff: boolean,
): { readonly input: ReviewInput; readonly problems: readonly LocatedProblem[] } {
  const { base, before, after } = chooseBase(old, text, common, isDiff);
  const made = createTable(after, base);
  const changed = (after.grid?.unseen ?? []).filter(
    (row) => !before?.grid?.unseen.some((same) => isAlike(row, same)),
  );
  const unplaced = changed.map(({ source }) =>
    createProblemAt(source, source.code.prefix.length, source.cut ? 'row-cut' : 'unknown-row', {
      name: text.name,
      base: base.id,
    }),
  );
  const input: ReviewInput = {
    name: text.name,
    generation: common.generation,
    generationWhy: common.generationWhy,
    form: toForm(text),
    old: before ? createTable(before, base).side : null,
    new: made.side,
    base: base.id,
    assumed: made.assumed,
    warnings: listWarnings(text, base, made),
    faults: [...(text.grid?.problems ?? []), ...(old?.grid?.problems ?? []), ...unplaced].filter(
      (problem) => !isOnlyNote(problem),
    ),
  };
  return { input, problems: unplaced };
}

/** True for a row that a hunk shows and does not change: whichever it is, it is as in the base. */
const isAlike = (one: UnseenRow, other: UnseenRow): boolean =>
  one.source.hunk === other.source.hunk && formatCells(one) === formatCells(other);

const formatCells = ({ cells }: UnseenRow): string => cells.map(({ to, value }) => `${to}=${value}`).join();

function toForm({ grid }: TableText): ReviewForm {
  return grid && grid.form !== 'needs' ? grid.form : 'next-state';
}

function listWarnings(
  { grid, needs, loop, walk, refused }: TableText,
  base: RuleSet,
  { assumed, unjudged }: Pick<ReturnType<typeof createTable>, 'assumed' | 'unjudged'>,
): LocatedSentence[] {
  const start: Place = grid?.place ?? loop?.place ?? needs?.place ?? { line: 1, column: 1 };
  const warnings = [...(grid?.warnings ?? []), ...(needs?.warnings ?? [])];
  if (assumed.length > 0) warnings.push(createWarning('rows-assumed', start, { base: base.id }));
  if (unjudged.length > 0)
    warnings.push(createWarning('flags-unseen', start, { base: base.id, flags: unjudged.join(', ') }));
  if (base.generation === 'v1') return warnings;
  for (const { from, value, by, place } of refused)
    warnings.push(
      createWarning('arc-guarded', place, { by, arc: formatRequest(V2_STATES, { from, to: value }) }),
    );
  if (listsArcs(grid)) warnings.push(createWarning('single-arcs', start));
  if (!needs) warnings.push(createWarning('needs-assumed', start, { base: base.id }));
  else if (needs.isPartial) warnings.push(createWarning('needs-part', needs.place, { base: base.id }));
  if (!loop && hasLoop(grid)) warnings.push(createWarning('loop-assumed', start, { base: walk.of }));
  return warnings;
}
