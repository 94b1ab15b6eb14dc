/**
 * The small language of the tests: states by the kernel's names, requests as `RUNNING > STOP_COPY`, what comes of
 * them as text. Only tests import this file.
 */

import type { RuleSet, V1RuleSet, V2RuleSet } from '../rule-sets/rule-set.ts';
import { getRuleSet } from '../rule-sets/rule-sets.ts';
import { createMutant } from '../rule-sets/table-checks.ts';
import type { RequestTuple } from '../state/request-pair.ts';
import { formatState, parseState } from '../state/state.ts';
import { getVerdict } from '../verdict/request-verdict.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** The built-in rule set of that id. */
export function of(id: string): RuleSet {
  const ruleSet = getRuleSet(id);
  if (!ruleSet) throw new Error(`no rule set ${id}`);
  return ruleSet;
}

export function ofV1(id: string): V1RuleSet {
  const ruleSet = of(id);
  if (ruleSet.generation !== 'v1') throw new Error(`rule set ${id} is not of v1`);
  return ruleSet;
}

export function ofV2(id: string): V2RuleSet {
  const ruleSet = of(id);
  if (ruleSet.generation !== 'v2') throw new Error(`rule set ${id} is not of v2`);
  return ruleSet;
}

/** The value of a state's name. */
export function value(ruleSet: RuleSet, name: string): number {
  const found = parseState(ruleSet.states, name.trim());
  if (found === undefined) throw new Error(`rule set ${ruleSet.id} has no state ${name}`);
  return found;
}

/** The verdict of one request: `ask('v2-7.2', 'STOP_COPY > PRE_COPY', 7)`; v1 has no flags. */
export function ask(ruleSet: string | RuleSet, request: string, flags: number | null = null): Verdict {
  const rules = typeof ruleSet === 'string' ? of(ruleSet) : ruleSet;
  const [from = '', to = ''] = request.split('>');
  return getVerdict(rules, { from: value(rules, from), to: value(rules, to), flags });
}

/**
 * Asks for each state in turn, from the first one on, and says what the device passed and where it is refused:
 * `walk('RUNNING > PRE_COPY > STOP_COPY')` is `RUNNING PRE_COPY PRE_COPY_P2P STOP_COPY`.
 */
export function walk(text: string, ruleSet: string | RuleSet = 'v2-7.2', flags: number | null = 7): string {
  const rules = typeof ruleSet === 'string' ? of(ruleSet) : ruleSet;
  const [start = 0, ...wanted] = text.split('>').map((name) => value(rules, name));
  const passed = [formatState(rules.states, start)];
  let from = start;
  for (const to of wanted) {
    const verdict = getVerdict(rules, { from, to, flags });
    if (verdict.kind !== 'accepted') return [...passed, `${verdict.kind}: ${verdict.reason}`].join(' ');
    passed.push(...verdict.path.map((state) => formatState(rules.states, state)));
    from = to;
  }
  return passed.join(' ');
}

/** `0>1 0>4 | 1>0` as pairs of numbers; the bars are for the eye. */
export function pairs(text: string): readonly RequestTuple[] {
  return text
    .split(/[\s|]+/)
    .filter(Boolean)
    .map((pair) => {
      const [from = Number.NaN, to = Number.NaN] = pair.split('>').map(Number);
      return [from, to] as const;
    });
}

/** A v2 rule set with the entry from one state to another changed: `change('v2-7.2', 'RUNNING > PRE_COPY', 'ERROR')`. */
export function change(id: string, request: string, entry: string): V2RuleSet {
  const rules = ofV2(id);
  const [from = '', to = ''] = request.split('>');
  return createMutant(rules, value(rules, from), value(rules, to), value(rules, entry)).ruleSet;
}
