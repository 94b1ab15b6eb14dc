/** A step of a log, judged by a rule set: would the rules accept it, and what is left after a failure. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import { findDetour } from '../../protocol/verdict/detour.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { getPath } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { RunStep } from '../../reader/log/run/run-step.ts';
import { getBelief } from '../../reader/log/run/step-words.ts';
import { AFTER_WORDS, NOTE_WORDS } from './replay-words.ts';

/** What is judged by where nobody chooses. */
const DEFAULT_RULES = { v1: 'uapi-v1', v2: 'v2-7.2' } as const;

export function getDefaultRules(generation: 'v1' | 'v2'): RuleSet {
  const ruleSet = getRuleSet(DEFAULT_RULES[generation]);
  if (!ruleSet) throw new Error(`no rule set ${DEFAULT_RULES[generation]}`);
  return ruleSet;
}

/** The verdict on a step; null where no request was made, or a state is not known. */
export function judgeStep(ruleSet: RuleSet, flags: number | null, step: RunStep): Verdict | null {
  const { event, from, to, generation } = step;
  if (event === 'reset' || event === 'none' || from === null || to === null) return null;
  if (generation !== ruleSet.generation) return null;
  return readVerdict(ruleSet, { from, to, flags: ruleSet.generation === 'v1' ? null : (flags ?? 7) });
}

export const formatStepRequest = ({ states }: RuleSet, { from, to }: Pick<RunStep, 'from' | 'to'>): string =>
  from === null || to === null
    ? `a request for ${to === null ? 'a state that the log does not name' : formatState(states, to)}`
    : formatRequest(states, { from, to });

/** What is left after a failed step: the rules, the state now, the data_fd, and the way on. */
export function formatFailure(
  ruleSet: RuleSet,
  flags: number | null,
  failed: RunStep,
  mended: RunStep | null,
): string {
  const verdict = judgeStep(ruleSet, flags, failed);
  const now = mended ? mended.to : failed.from;
  const isSure = mended ? mended.certain : failed.said === 'unset' && failed.certain;
  const belief = getBeliefAfter(failed, mended);
  const after = [
    ...(failed.said === 'arc-failed' && !failed.certain ? [AFTER_WORDS.guessed] : []),
    ...(verdict ? [fill(AFTER_WORDS[verdict.kind], { rules: ruleSet.id, why: verdict.why })] : []),
    now === null
      ? AFTER_WORDS.unknown
      : fill(isSure ? AFTER_WORDS.now : AFTER_WORDS.assumed, { state: formatState(ruleSet.states, now) }),
    ...(belief === null ? [] : [fill(AFTER_WORDS.believes, { state: formatState(ruleSet.states, belief) })]),
    ...(isDead(ruleSet, failed.from, now) ? [AFTER_WORDS.dead] : []),
    ...(now !== null && failed.to !== null && now !== failed.to
      ? [formatWay(ruleSet, flags, now, failed.to)]
      : []),
  ].join(' ');
  return fill(NOTE_WORDS['failed-request'].text, {
    ...{ request: formatStepRequest(ruleSet, failed), after },
    errno: failed.errno === null ? '' : ` with ${failed.errno}`,
  });
}

/** What the client believes when the request has returned; null where that is not certain. */
function getBeliefAfter(failed: RunStep, mended: RunStep | null): number | null {
  if (!mended) return getBelief(failed);
  const isRecovered = mended.said === 'mended' || mended.said === 'mended-now';
  return isRecovered && mended.certain ? mended.to : getBelief(mended);
}

/** A data session ends where its states are left. */
function isDead({ states, generation }: RuleSet, from: number | null, now: number | null): boolean {
  if (generation === 'v1' || from === null || now === null) return false;
  const [before, after] = [getState(states, from)?.session, getState(states, now)?.session];
  return before !== undefined && before !== 'none' && before !== after;
}

function formatWay(ruleSet: RuleSet, flags: number | null, from: number, to: number): string {
  const name = formatState(ruleSet.states, to);
  const way = findWay(ruleSet, flags, from, to);
  if (way !== undefined) return fill(AFTER_WORDS.way, { to: name, way });
  const later = findWay(ruleSet, flags, ruleSet.initial, to);
  return later === undefined
    ? fill(AFTER_WORDS.noWay, { to: name, rules: ruleSet.id })
    : fill(AFTER_WORDS.wayAfterReset, { to: name, way: later });
}

/** One request where it is accepted, with the states that it passes; or the fewest requests in turn. */
function findWay(ruleSet: RuleSet, flags: number | null, from: number, to: number): string | undefined {
  const { states, values, generation } = ruleSet;
  const ask = (one: number, other: number) =>
    readVerdict(ruleSet, { from: one, to: other, flags: generation === 'v1' ? null : (flags ?? 7) });
  const tell = (way: readonly number[]) => way.map((value) => formatState(states, value)).join(' > ');
  const direct = ask(from, to);
  if (direct.kind === 'accepted') return `ask for ${tell([to])} (${tell([from, ...getPath(direct)])})`;
  const detour = findDetour(values, (one, other) => ask(one, other).kind === 'accepted', from, to);
  return detour && `ask for ${detour.map((value) => tell([value])).join(', then ')}`;
}
