/**
 * The arcs that a driver's step function implements: the pairs of states for which it can succeed because a condition
 * on them says so.
 */

import { V2_STATES } from '../protocol/state.ts';
import { createMemory } from './c-condition.ts';
import type { CFunction } from './c-function.ts';
import { findFunctions } from './c-function.ts';
import type { Scope } from './c-scope.ts';
import type { CSource } from './c-source.ts';
import { placeOf } from './c-source.ts';
import { runBody } from './c-step.ts';
import { findWithin } from './c-tree.ts';
import { toU32 } from './c-value.ts';
import { findGroupings } from './grouping.ts';
import type { LocatedSentence } from './problem.ts';
import { createWarning } from './problem.ts';
import type { ReviewOptions } from './review-input.ts';
import type { Place } from './source-line.ts';
import { findRoles } from './state-role.ts';

export interface DriverStep {
  readonly name: string;
  readonly source: CSource;
  /** Offset of its name. */
  readonly from: number;
  readonly place: Place;
  /** `from>to` -> the condition that lets it. */
  readonly arcs: ReadonlyMap<string, Place>;
  /** States for which asking for the same again succeeds. */
  readonly same: readonly number[];
  readonly isPartial: boolean;
  readonly warnings: readonly LocatedSentence[];
}

const VALUES: Readonly<Record<Scope['generation'], readonly number[]>> = {
  v1: [0, 1, 2, 3, 4],
  v2: V2_STATES.map(({ value }) => value),
};

/** Statements that are run for one pair; a function of the kernel has far fewer. */
const MOST_STATEMENTS = 700;

const CONDITIONS = new Set(['ConditionClause']);

/** The step functions of a source, read one by one. */
export function* searchSteps(
  source: CSource,
  scope: Scope,
  roles: ReviewOptions['roles'],
): Generator<DriverStep> {
  for (const fn of findFunctions(source)) {
    const step = readStep(fn, scope, roles);
    if (step) yield step;
  }
}

function readStep(fn: CFunction, scope: Scope, chosen: ReviewOptions['roles']): DriverStep | undefined {
  const { source } = fn;
  const roles = findRoles(fn, scope, chosen);
  if (!roles) return undefined;
  const arcs = new Map<string, Place>();
  const same: number[] = [];
  const memory = createMemory();
  const values = VALUES[scope.generation];
  for (const from of values)
    for (const to of values) {
      const bound = new Map([
        [roles.current, toU32(from)],
        [roles.new, toU32(to)],
      ]);
      for (const [member, name] of roles.aliases) {
        const value = bound.get(name);
        if (value) bound.set(member, value);
      }
      const budget = { statements: MOST_STATEMENTS };
      const run = { source, scope, bound, returnsBool: fn.returnsBool, memory, budget };
      const ways = runBody(run, fn.body, fn.isPartial);
      const way = ways.find(({ isSuccess, decision }) => isSuccess && decision !== null);
      if (way && from === to) same.push(from);
      else if (way) arcs.set(`${from}>${to}`, placeOf(source, way.decision ?? fn.from));
    }
  if (arcs.size === 0) return undefined;
  const place = placeOf(source, fn.from);
  const warnings = findWithin(fn.body, CONDITIONS).flatMap((node) =>
    findGroupings(source, node.from + 1, Math.max(node.from + 1, node.to - 1)),
  );
  if (roles.hidden) warnings.push(createWarning('switch-assumed', place, { role: roles.hidden }));
  if (roles.isGuessed)
    warnings.push(
      createWarning('roles-guessed', place, { cur: roles.current, new: roles.new, by: roles.why }),
    );
  return { name: fn.name, source, from: fn.from, place, arcs, same, isPartial: fn.isPartial, warnings };
}
