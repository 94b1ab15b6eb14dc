/**
 * What one side of a text says: tables, loops, step functions and validity macros, pieces of one table put together.
 */

import type { Scope } from './c-scope.ts';
import type { CSource } from './c-source.ts';
import { createProblemAt } from './c-source.ts';
import { DEEPEST_BRACKET } from './c-tree.ts';
import { findMigrationFlags } from './driver-side.ts';
import type { DriverStep } from './driver-step.ts';
import { findSteps } from './driver-step.ts';
import type { Grid, SkipLoop } from './grid.ts';
import { findDoubles, getForm, readGrid } from './grid.ts';
import { findArrays, readArray } from './initializer.ts';
import type { LocatedProblem } from './problem.ts';
import type { ReviewOptions } from './review-input.ts';
import { findSkipLoops } from './skip-loop.ts';
import type { Validity } from './validity.ts';
import { findValidities } from './validity.ts';

export interface CSide {
  readonly scope: Scope;
  /** Tables of requests; state_flags_table is apart. */
  readonly grids: readonly Grid[];
  readonly needs: readonly Grid[];
  readonly loops: readonly SkipLoop[];
  readonly steps: readonly DriverStep[];
  readonly validities: readonly Validity[];
  readonly flags: number | undefined;
  readonly problems: readonly LocatedProblem[];
}

/** Reads all pieces of C of one side. */
export function readSide(sources: readonly CSource[], scope: Scope, options: ReviewOptions): CSide {
  const arrays = sources.flatMap((source) =>
    findArrays(source).map((node) => readArray(source, scope, node)),
  );
  const all = arrays.flatMap((array) => {
    const form = getForm(array, scope);
    const isRead = form && !(form === 'needs' && scope.generation === 'v1');
    return isRead ? [readGrid(array, scope, form)] : [];
  });
  const { kept, problems } = findDoubles(all);
  const validities = sources.map((source) => findValidities(source, scope));
  return {
    scope,
    grids: mergeGrids(kept.filter(({ form }) => form !== 'needs')),
    needs: mergeGrids(kept.filter(({ form }) => form === 'needs')),
    loops: scope.generation === 'v2' ? sources.flatMap(findSkipLoops) : [],
    steps: mergeSteps(sources.flatMap((source) => findSteps(source, scope, options.roles))),
    validities: validities.flatMap(({ found }) => found),
    flags: options.flags ?? findMigrationFlags(sources, scope),
    problems: [
      ...sources.flatMap(findDeep),
      ...kept.flatMap((grid) => grid.problems),
      ...problems,
      ...validities.flatMap((read) => read.problems),
    ],
  };
}

const findDeep = (source: CSource): LocatedProblem[] =>
  source.deepAt === null
    ? []
    : [createProblemAt(source, source.deepAt, 'too-deep', { limit: DEEPEST_BRACKET })];

/** Pieces without a name belong to the table of their file that has one, and else together. */
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
      problems: group.flatMap(({ problems }) => problems),
      warnings: group.flatMap(({ warnings }) => warnings),
    },
  ];
}

function mergeSteps(steps: readonly DriverStep[]): DriverStep[] {
  const merged = new Map<string, DriverStep>();
  for (const step of steps) {
    const key = `${step.source.path} ${step.name}`;
    const known = merged.get(key);
    if (!known) merged.set(key, step);
    else
      merged.set(key, {
        ...known,
        arcs: new Map([...step.arcs, ...known.arcs]),
        isPartial: known.isPartial || step.isPartial,
        warnings: [...known.warnings, ...step.warnings],
      });
  }
  return [...merged.values()];
}
