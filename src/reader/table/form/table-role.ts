/**
 * How several tables of one file relate. A table of next states answers userspace; a table of single arcs beside it only
 * says which of them the server takes: it guards the first and is not a rule set by itself.
 */

import type { RequestTuple } from '../../../protocol/state/request-pair.ts';
import type { CFunction } from '../../c/syntax/c-function.ts';
import { findFunctions } from '../../c/syntax/c-function.ts';
import type { CSource } from '../../c/syntax/c-source.ts';
import type { Scope } from '../../c/value/c-scope.ts';
import type { Place } from '../../text/source-line.ts';
import type { Grid, GridCell } from '../grid.ts';

/** A table of single arcs beside a table of next states. */
export interface Guard {
  readonly name: string;
  readonly place: Place;
  /** The arcs that it lists. */
  readonly arcs: readonly RequestTuple[];
}

interface Guarded {
  readonly grid: Grid;
  /** Null where there is none, or where the function that walks the table checks it and so decides already. */
  readonly guard: Guard | null;
  /** Entries that the function which walks the table refuses, and the table by which it does. */
  readonly refused: readonly RefusedCell[];
}

export interface RefusedCell extends GridCell {
  readonly by: string;
}

/** The tables of one side of a text. */
interface Tables {
  readonly grids: readonly Grid[];
  readonly scope: Scope;
}

/** The value of ERROR in v2: v1 has no tables that are walked. */
const ERROR = 0;

const isSingle = ({ form }: Grid): boolean => form === 'allowed' || form === 'bit-masks';

const getFolder = ({ path }: CSource) => path.slice(0, path.lastIndexOf('/') + 1);

const isNear = (one: Grid, other: Grid): boolean =>
  one.source === other.source ||
  (one.source.path !== '' && other.source.path !== '' && getFolder(one.source) === getFolder(other.source));

/** The tables that guard another. */
export function listGuards({ grids, scope }: Tables): ReadonlySet<Grid> {
  if (scope.generation === 'v1') return new Set();
  const walked = grids.filter(({ form }) => form === 'next-state');
  return new Set(grids.filter((grid) => isSingle(grid) && walked.some((each) => isNear(each, grid))));
}

/** A table of next states with what guards it. An entry that its own function refuses leads to ERROR. */
export function takeGuard(grid: Grid, { grids, scope }: Tables, hasLoop: boolean): Guarded {
  const alone: Guarded = { grid, guard: null, refused: [] };
  if (grid.form !== 'next-state' || scope.generation === 'v1') return alone;
  const guards = grids.filter((other) => isSingle(other) && isNear(other, grid));
  const [other] = guards;
  const isWhole = other && guards.length === 1 && !other.isPartial && other.problems.length === 0;
  if (!isWhole || grid.isPartial) return alone;
  const listed = other.cells.filter(({ value }) => value !== 0);
  const keys = new Set(listed.map(({ from, to }) => `${from}>${to}`));
  const arcs = listed.map(({ from, to }): RequestTuple => [from, to]);
  const guard = { name: other.name, place: other.place, arcs };
  if (hasLoop || !isTested(grid, other)) return { ...alone, guard };
  const refused = grid.cells.filter(
    ({ from, to, value }) => from !== to && value !== ERROR && !keys.has(`${from}>${value}`),
  );
  const cells = grid.cells.map((cell) => (refused.includes(cell) ? { ...cell, value: ERROR } : cell));
  return {
    grid: { ...grid, cells },
    guard: null,
    refused: refused.map((cell) => ({ ...cell, by: other.name })),
  };
}

/** Whether the function that reads the one reads the other as well, by itself or through a function that it calls. */
function isTested(walked: Grid, guard: Grid): boolean {
  const functions = [...new Set([walked.source, guard.source])].flatMap((source) => findFunctions(source));
  const readers = functions.filter((fn) => reads(fn, guard));
  return functions.some(
    (fn) => reads(fn, walked) && readers.some((reader) => reader === fn || calls(fn, reader)),
  );
}

const getBody = ({ source, body }: CFunction): string => source.text.slice(body.from, body.to);

const reads = (fn: CFunction, { name }: Grid): boolean => {
  const [first = ''] = /^\w+/.exec(name) ?? [];
  return first !== '' && new RegExp(`\\b${first}\\s*(?:\\[|\\.)`).test(getBody(fn));
};

const calls = (fn: CFunction, { name }: CFunction): boolean =>
  name !== '' && new RegExp(`\\b${name}\\s*\\(`).test(getBody(fn));
