/**
 * How a step function succeeds for each pair of states, and where something else decides: it tests the states and cannot be
 * evaluated, such as a call of a function that is not in the text.
 */

import { createAnswer } from '../c/run/c-callee.ts';
import { createBudget, createMemory } from '../c/run/c-condition.ts';
import { CUT_OFF, runBody } from '../c/run/c-step.ts';
import type { CExpression } from '../c/syntax/c-expression.ts';
import type { CFunction } from '../c/syntax/c-function.ts';
import type { Scope } from '../c/value/c-scope.ts';
import type { CValue } from '../c/value/c-value.ts';
import { toU32 } from '../c/value/c-value.ts';
import { HIDDEN_PART } from '../text/fragment.ts';
import type { Roles } from './state-role.ts';

/** How a pair succeeds; there may be more than one way. */
export interface Way {
  readonly from: number;
  readonly to: number;
  /** Offset of the condition that allows it; null where nothing on the way has refused it. */
  readonly decision: number | null;
  /** What affected it, tests the states, and cannot be evaluated. */
  readonly open: CExpression | null;
}

interface Ways {
  readonly succeeding: readonly Way[];
  /** Pairs that fail because a condition on them says so. */
  readonly failing: readonly Way[];
  /** The number of pairs for which a condition holds. */
  readonly countTaken: (decision: number | null) => number;
  /** Functions of the text that are given both states: they are a part of this one. */
  readonly parts: ReadonlySet<CFunction>;
  /** False where the function is so long, or so deep, that not all of it was run: then nothing is known of it. */
  readonly isWhole: boolean;
}

/** Runs a function for every pair of states. */
export function findWays(fn: CFunction, scope: Scope, roles: Roles, values: readonly number[]): Ways {
  const { source, returnsBool } = fn;
  const succeeding: Way[] = [];
  const failing: Way[] = [];
  const parts = new Set<CFunction>();
  const answer = createAnswer((part) => parts.add(part));
  const memory = createMemory();
  let isWhole = true;
  for (const from of values)
    for (const to of values) {
      const bound = bindStates(roles, from, to);
      const budget = createBudget();
      const run = { source, scope, bound, returnsBool, memory, budget, answer };
      for (const { isSuccess, decision, open } of runBody(run, fn.body, fn.isPartial))
        (isSuccess ? succeeding : failing).push({ from, to, decision, open });
      isWhole &&= budget.statements >= 0;
    }
  return {
    succeeding,
    failing: failing.filter(({ decision }) => decision !== null),
    countTaken: (decision) => memory.taken.get(decision ?? -1)?.size ?? Number.POSITIVE_INFINITY,
    parts,
    isWhole,
  };
}

/** What holds the states, for one pair of them. */
export function bindStates(roles: Roles, from: number, to: number): Map<string, CValue> {
  const bound = new Map([
    [roles.current, toU32(from)],
    [roles.new, toU32(to)],
  ]);
  for (const [member, name] of roles.aliases) {
    const value = bound.get(name);
    if (value) bound.set(member, value);
  }
  return bound;
}

/** No row or column of the table asks one driver for more than three arcs. */
const MOST_ARCS = 4;

/**
 * How many pairs may depend on the condition that a text breaks off after. A row of v1 has five pairs in all, and v1's tests
 * of bits hold for two.
 */
const MOST_CUT = { v1: 2, v2: MOST_ARCS } as const;

/** A label of a switch that nothing defines: which state it is, and so which arc, is not known. */
const isUnknown = ({ open }: Way): boolean => open?.kind === 'name' && open.name !== HIDDEN_PART;

/**
 * Arcs that may or may not succeed: one condition allows more of a row, or of a column, than any driver is asked for, so
 * something that is not in the text must tell them apart. The same goes for a function that is cut off after a condition
 * that holds for more. `isCutWithin` says that the text breaks off before that condition ends.
 */
export function findUndecided(
  ways: readonly Way[],
  countTaken: Ways['countTaken'],
  generation: 'v1' | 'v2',
  isCutWithin: boolean,
): ReadonlySet<Way> {
  const groups = new Map<string, Way[]>();
  for (const way of ways) {
    const { from, to, decision, open } = way;
    if (open === null) continue;
    for (const line of [`from ${from}`, `to ${to}`]) {
      const key = `${open.from} ${decision} ${line}`;
      const group = groups.get(key);
      if (group) group.push(way);
      else groups.set(key, [way]);
    }
  }
  const isMore = (group: readonly Way[]) =>
    new Set(group.map(({ from, to }) => `${from}>${to}`)).size > MOST_ARCS;
  const isLoose = ({ open, decision }: Way, most: number) =>
    open?.kind === 'unknown' && open.why === CUT_OFF && countTaken(decision) > most;
  const find = (most: number) =>
    new Set([
      ...[...groups.values()].filter(isMore).flat(),
      ...ways.filter((way) => isLoose(way, most) || isUnknown(way)),
    ]);
  // A test of bits that is not whole may go on, and then holds for fewer.
  const undecided = find(isCutWithin && generation === 'v1' ? 1 : MOST_CUT[generation]);
  // Where nothing else is shown, what is begun is all that the text says.
  return undecided.size < ways.length || isCutWithin ? undecided : find(MOST_ARCS);
}
