/**
 * The arcs that a driver's step function implements: the pairs of states for which it can succeed because a condition
 * on them says so. In v1 no core stands before it, so what it does not refuse succeeds as well.
 */

import { V2_STATES } from '../../protocol/state/state.ts';
import type { CFunction } from '../c/syntax/c-function.ts';
import { findFunctions } from '../c/syntax/c-function.ts';
import type { CSource } from '../c/syntax/c-source.ts';
import { placeOf } from '../c/syntax/c-source.ts';
import { findWithin } from '../c/syntax/c-tree.ts';
import { findGroupings } from '../c/syntax/grouping.ts';
import type { Scope } from '../c/value/c-scope.ts';
import type { ReviewOptions } from '../review-input.ts';
import type { LocatedSentence } from '../text/problem.ts';
import { createWarning } from '../text/problem.ts';
import type { Place } from '../text/source-line.ts';
import type { Way } from './driver-way.ts';
import { findUndecided, findWays } from './driver-way.ts';
import { findRoles } from './state-role.ts';

export interface DriverStep {
  readonly name: string;
  readonly source: CSource;
  /** Offset of its name. */
  readonly from: number;
  readonly place: Place;
  /** `from>to` -> the condition that lets it. */
  readonly arcs: ReadonlyMap<string, Place>;
  /** `from>to` for those of which a call decides that cannot be looked into. */
  readonly open: ReadonlySet<string>;
  readonly fn: CFunction;
  /** Functions of the text that are given both states: they are a part of this one. */
  readonly parts: ReadonlySet<CFunction>;
  /** States for which asking for the same again succeeds. */
  readonly same: readonly number[];
  readonly isPartial: boolean;
  readonly warnings: readonly LocatedSentence[];
}

const VALUES: Readonly<Record<Scope['generation'], readonly number[]>> = {
  v1: [0, 1, 2, 3, 4],
  v2: V2_STATES.map(({ value }) => value),
};

const CONDITIONS = new Set(['ConditionClause']);

/** The step functions of a source, read one by one; `isOther` tells those that are known to be something else. */
export function* searchSteps(
  source: CSource,
  scope: Scope,
  roles: ReviewOptions['roles'],
  isOther: (fn: CFunction) => boolean = () => false,
): Generator<DriverStep> {
  for (const fn of findFunctions(source)) {
    if (isOther(fn)) continue;
    const step = readStep(fn, scope, roles);
    if (step) yield step;
  }
}

function readStep(fn: CFunction, scope: Scope, chosen: ReviewOptions['roles']): DriverStep | undefined {
  const { source } = fn;
  const roles = findRoles(fn, scope, chosen);
  if (!roles) return undefined;
  const isOfV2 = scope.generation === 'v2';
  const { succeeding, parts } = findWays(fn, scope, roles, VALUES[scope.generation]);
  const decided = succeeding.filter(({ decision }) => decision !== null);
  const open = isOfV2 ? findUndecided(decided) : new Set<Way>();
  const arcs = new Map<string, Place>();
  const same = new Set<number>();
  const ways = isOfV2 || decided.length === 0 ? decided : [...decided, ...succeeding];
  for (const way of ways) {
    const { from, to, decision } = way;
    const key = `${from}>${to}`;
    if (open.has(way) || arcs.has(key)) continue;
    if (from === to) same.add(from);
    else arcs.set(key, placeOf(source, decision ?? fn.from));
  }
  if (arcs.size === 0) return undefined;
  const place = placeOf(source, fn.from);
  const warnings = findWithin(fn.body, CONDITIONS).flatMap((node) =>
    findGroupings(source, node.from + 1, Math.max(node.from + 1, node.to - 1)),
  );
  if (roles.hidden) warnings.push(createWarning('switch-assumed', place, { role: roles.hidden }));
  if (roles.isGuessed)
    warnings.push(
      createWarning('roles-guessed', place, { cur: roles.current, new: roles.new, why: roles.why }),
    );
  for (const part of new Set(Array.from(open, (way) => way.open))) {
    if (!part) continue;
    const what = source.text.slice(part.from, part.to).replaceAll(/\s+/g, ' ').slice(0, 60);
    warnings.push(createWarning('part-assumed', placeOf(source, part.from), { what }));
  }
  const { name, from, isPartial } = fn;
  const opened = new Set(Array.from(open, (way) => `${way.from}>${way.to}`));
  return { name, source, fn, from, place, arcs, open: opened, parts, same: [...same], isPartial, warnings };
}
