/**
 * The same state in another rule set: the same name, or else the state in which the device may do the same and the
 * same data session is open. _SAVING of v1 is STOP_COPY of v2; RUNNING_P2P has none where there is no quiescent state.
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import { getFlagSets } from '../rule-sets/rule-set.ts';
import type { Request } from '../verdict/verdict.ts';
import type { StateInfo } from './state.ts';
import { getState } from './state.ts';

/** The state of `ruleSet` that matches, or undefined. */
export function findCounterpart(state: StateInfo, ruleSet: RuleSet): StateInfo | undefined {
  const named = ruleSet.states.find(({ name }) => name === state.name);
  if (named) return named;
  return ruleSet.states.find(
    ({ kind, activity, session }) =>
      kind === state.kind && activity === state.activity && session === state.session,
  );
}

/** The same request in another rule set; undefined where one of its states has no counterpart. */
export function findSameRequest(request: Request, home: RuleSet, other: RuleSet): Request | undefined {
  if (home.generation === other.generation && home.states === other.states)
    return { ...request, flags: findFlags(request.flags, other) };
  const [from, to] = [getState(home.states, request.from), getState(home.states, request.to)];
  const [there, wanted] = [from && findCounterpart(from, other), to && findCounterpart(to, other)];
  if (!there || !wanted) return undefined;
  return { from: there.value, to: wanted.value, flags: findFlags(request.flags, other) };
}

/** The largest set of flags that a rule set defines and that asks for no more than `flags`; all of them where none were given. */
export function findFlags(flags: number | null, ruleSet: RuleSet): number | null {
  const sets = getFlagSets(ruleSet);
  return (
    sets.findLast((set) => flags === null || set === null || (set & ~flags) === 0) ?? sets.at(-1) ?? null
  );
}
