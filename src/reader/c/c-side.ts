/**
 * What one side of a text says: tables, loops, step functions and validity macros, pieces of one table put together.
 */

import type { DriverStep } from '../driver/driver-step.ts';
import { isUnheeded, searchSteps } from '../driver/driver-step.ts';
import { listDriverTables, readsTable, toTableStep } from '../driver/driver-table.ts';
import type { ReviewOptions } from '../review-input.ts';
import { findArrays } from '../table/array-node.ts';
import { getForm } from '../table/form/grid-form.ts';
import type { Grid, SkipLoop } from '../table/grid.ts';
import { findDoubles, flattenRows, readGrid } from '../table/grid.ts';
import { readArray } from '../table/initializer.ts';
import { findSkipLoops } from '../table/skip-loop.ts';
import type { Validity } from '../table/validity.ts';
import { searchValidities } from '../table/validity.ts';
import type { LocatedProblem } from '../text/problem.ts';
import { createProblem } from '../text/problem.ts';
import type { Place } from '../text/source-line.ts';
import type { CFunction } from './syntax/c-function.ts';
import type { CSource } from './syntax/c-source.ts';
import { createProblemAt } from './syntax/c-source.ts';
import { DEEPEST_BRACKET } from './syntax/c-trim.ts';
import type { Scope } from './value/c-scope.ts';
import { findStateArrays } from './value/text-array.ts';

export interface CSide {
  readonly scope: Scope;
  /** Tables of requests; state_flags_table is apart. */
  readonly grids: readonly Grid[];
  readonly needs: readonly Grid[];
  readonly loops: readonly SkipLoop[];
  readonly steps: readonly DriverStep[];
  readonly validities: readonly Validity[];
  readonly sources: readonly CSource[];
  readonly problems: readonly LocatedProblem[];
}

/** The most tables, and functions, that are read in one side of a text. */
const MOST_PIECES = 100;

const isRead = <T extends object>(piece: T | LocatedProblem): piece is T => !('ok' in piece);

/** Reads all pieces of C of one side. */
export function readSide(sources: readonly CSource[], scope: Scope, options: ReviewOptions): CSide {
  const tables = takeFirst(
    sources,
    (source) => searchGrids(source, scope),
    (grid) => grid.place,
  );
  const { kept: all, problems } = findDoubles(dropNamesakes(tables.taken));
  const loops = scope.generation === 'v2' ? sources.flatMap(findSkipLoops) : [];
  const apart = new Set(findApart(all, loops.length > 0));
  const kept = all.filter((grid) => !apart.has(grid));
  const steps = takeFirst(
    sources,
    (source) => searchSteps(source, scope, options.roles, (fn) => loops.some((loop) => isHome(fn, loop))),
    (step) => (isRead(step) ? step.place : step),
  );
  const checks = takeFirst(
    sources,
    (source) => searchValidities(source, scope),
    (check) => (isRead(check) ? check.place : check),
  );
  const grids = mergeGrids(kept.filter(({ form }) => form !== 'needs'));
  const ofDriver = scope.generation === 'v2' ? listDriverTables(grids, sources) : [];
  return {
    scope,
    grids: grids.filter((grid) => !ofDriver.includes(grid)),
    needs: mergeGrids(kept.filter(({ form }) => form === 'needs')),
    loops,
    steps: [
      ...mergeSteps(
        steps.taken.filter(isRead).filter((step) => !readsTable(step, ofDriver) && !isUnheeded(scope, step)),
      ),
      ...ofDriver.map(toTableStep),
    ],
    validities: checks.taken.filter(isRead),
    sources,
    problems: [
      ...sources.flatMap(findDeep),
      ...kept.flatMap((grid) => grid.problems),
      ...[...apart].flatMap((grid) => grid.problems.map((problem) => ({ ...problem, isApart }))),
      ...problems,
      ...[...steps.taken, ...checks.taken].flatMap((piece) => (isRead(piece) ? [] : [piece])),
      ...[tables, steps, checks].flatMap(({ problem }) => problem ?? []),
    ],
  };
}

/** The first pieces found, and a problem where there are more. */
function takeFirst<T>(
  sources: readonly CSource[],
  search: (source: CSource) => Iterable<T>,
  getPlace: (piece: T) => Place,
): { readonly taken: readonly T[]; readonly problem?: LocatedProblem } {
  const taken: T[] = [];
  for (const source of sources)
    for (const piece of search(source)) {
      if (taken.length === MOST_PIECES)
        return { taken, problem: createProblem('too-many', getPlace(piece), '', { limit: MOST_PIECES }) };
      taken.push(piece);
    }
  return { taken };
}

function* searchGrids(source: CSource, scope: Scope): Generator<Grid> {
  const steps = findStateArrays(scope);
  for (const node of findArrays(source)) {
    if (steps.get(node.name)?.source === source) continue;
    const array = flattenRows(readArray(source, scope, node));
    const form = getForm(array, scope);
    if (form && !(form === 'needs' && scope.generation === 'v1')) yield readGrid(array, scope, form);
  }
}

/**
 * Drops the arrays that only their name makes a table: where another array names states, those that are empty or have one
 * dimension; elsewhere those that are both.
 */
function dropNamesakes(grids: readonly Grid[]): Grid[] {
  const isTold = grids.some(({ isSpeaking, form }) => isSpeaking && form !== 'needs');
  return grids.filter(({ isSpeaking, form, cells, unseen }) => {
    const [isEmpty, isFlat] = [cells.length + unseen.length === 0, form === 'bit-masks'];
    return isSpeaking || !(isTold ? isEmpty || isFlat : isEmpty && isFlat);
  });
}

const isApart = true as const;

/** Arrays that cannot be read and name no state, beside a table that does or the loop that skips states. */
const findApart = (grids: readonly Grid[], hasLoop: boolean): Grid[] =>
  hasLoop || grids.some(({ isSpeaking }) => isSpeaking)
    ? grids.filter(({ isSpeaking, problems }) => !isSpeaking && problems.length > 0)
    : [];

/** The function that skips states is the core's, not a driver's step function. */
const isHome = (fn: CFunction, { home, source }: SkipLoop) => fn.name === home && fn.source === source;

const findDeep = (source: CSource): LocatedProblem[] =>
  source.deepAt === null
    ? []
    : [createProblemAt(source, source.deepAt, 'too-deep', { limit: DEEPEST_BRACKET })];

/** Pieces without a name belong to the named table of their file, or together where there is none. */
function mergeGrids(grids: readonly Grid[]): Grid[] {
  const named = grids.filter(({ name }) => name !== '');
  const groups = new Map<Grid | string, Grid[]>(named.map((grid) => [grid, [grid]]));
  const homes = new Map(
    named.filter(({ source }) => source.isFragment).map((grid) => [grid.source.path, grid]),
  );
  for (const grid of grids) {
    if (grid.name !== '') continue;
    const { path } = grid.source;
    const key = homes.get(path) ?? path;
    const group = groups.get(key);
    if (group) group.push(grid);
    else groups.set(key, [grid]);
  }
  return [...groups.values()]
    .flatMap(mergeGroup)
    .filter(({ cells, unseen }) => cells.length > 0 || unseen.length > 0);
}

function mergeGroup(group: readonly Grid[]): Grid[] {
  const [first] = group;
  if (!first || group.length === 1) return [...group];
  return [
    {
      ...first,
      form: group.find(({ form }) => form !== 'allowed')?.form ?? first.form,
      cells: group.flatMap(({ cells }) => cells),
      rows: new Map(group.flatMap(({ rows }) => [...rows])),
      cutRows: new Set(group.flatMap(({ cutRows }) => [...cutRows])),
      unseen: group.flatMap(({ unseen }) => unseen),
      isPartial: true,
      unsure: new Set(group.flatMap(({ unsure }) => [...unsure])),
      problems: group.flatMap(({ problems }) => problems),
      warnings: group.flatMap(({ warnings }) => warnings),
    },
  ];
}

/** The function that a quotation cuts, and of which a piece without a head is shown behind the cut. */
const findBegun = (steps: readonly DriverStep[], { source }: DriverStep): DriverStep | undefined =>
  steps.findLast(({ source: { path, cut }, isPartial }) => cut !== null && isPartial && path === source.path);

/** A function that is true for some arcs of another one of its file asks which of them this is. */
const isQuestion = ({ fn, arcs, source }: DriverStep, steps: readonly DriverStep[]): boolean =>
  fn.returnsBool &&
  arcs.size > 0 &&
  steps.some(
    (other) =>
      other.source.path === source.path &&
      !other.fn.returnsBool &&
      other.arcs.size > arcs.size &&
      [...arcs.keys()].every((key) => other.arcs.has(key)),
  );

/** A function that gets both states from another is a part of that one, not a driver by itself. */
function mergeSteps(steps: readonly DriverStep[]): DriverStep[] {
  const merged = new Map<string, DriverStep>();
  const parts = new Set(steps.flatMap((step) => [...step.parts].filter((part) => part !== step.fn)));
  const wholes = steps.filter((step) => !parts.has(step.fn) && !isQuestion(step, steps));
  for (const step of wholes.length > 0 ? wholes : steps) {
    const begun = step.name === '' && step.source.cut ? findBegun([...merged.values()], step) : undefined;
    const key = `${step.source.path} ${begun?.name ?? step.name}`;
    const known = merged.get(key);
    if (!known) merged.set(key, step);
    else
      merged.set(key, {
        ...known,
        arcs: new Map([...step.arcs, ...known.arcs]),
        same: [...new Set([...known.same, ...step.same])],
        nested: new Set([...known.nested, ...step.nested]),
        open: new Set([...known.open, ...step.open]),
        isPartial: known.isPartial || step.isPartial,
        failing: new Set([...known.failing, ...step.failing]),
        unsure: new Set([...known.unsure, ...step.unsure]),
        dead: [...known.dead, ...step.dead],
        warnings: [...known.warnings, ...step.warnings],
      });
  }
  return [...merged.values()];
}
