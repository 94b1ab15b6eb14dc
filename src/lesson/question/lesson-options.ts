/**
 * The options of a question: the wrong answers come from the machine too, so that each is a mistake worth making. Chance
 * plays no part.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getErrorValue, getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getBitActions, ORDER_24, ORDER_29, ORDER_V4 } from '../../protocol/state/action.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { getPath } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import type { Situation } from './lesson-situation.ts';

/** Names of the states passed, as an option: `RUNNING_P2P > STOP`. */
export const formatPath = (ruleSet: RuleSet, path: readonly number[]): string =>
  path.map((value) => formatState(ruleSet.states, value)).join(' > ');

const MOST_PATHS = 4;

/** The path with other flags, the direct one, one with a state left out or added, or in another order. */
export function listPaths({ ruleSet, question, outcome }: Situation, answer: string): readonly string[] {
  const { from, to } = question.request;
  const way = outcome.verdict ? getPath(outcome.verdict) : [];
  const between = way.slice(0, -1);
  const otherWays = getFlagSets(ruleSet).map((flags) => getPath(readVerdict(ruleSet, { from, to, flags })));
  const stops = ruleSet.values.filter(
    (value) => value !== from && value !== to && value !== getErrorValue(ruleSet),
  );
  const candidates = [
    ...otherWays,
    from === to ? [] : [to],
    ...between.map((_, index) => [...between.toSpliced(index, 1), to]),
    [...between.toReversed(), to],
    ...stops.map((stop) => [stop, to]),
    ...stops.map((stop) => [...between, stop, to]),
  ];
  const wrong = candidates
    .map((path) => formatPath(ruleSet, path))
    .filter((path) => path !== '' && path !== answer);
  const wanted = answer === 'no-path' || answer === 'stays' ? MOST_PATHS : MOST_PATHS - 1;
  const paths = [...new Set(wrong)].slice(0, wanted);
  const named = answer === 'no-path' || answer === 'stays' ? paths : [...paths, answer];
  return [...named.toSorted(byLength), ...(answer === 'stays' ? ['stays'] : []), 'no-path'];
}

const byLength = (a: string, b: string) =>
  a.split(' > ').length - b.split(' > ').length || (a < b ? -1 : a > b ? 1 : 0);

/** The states that might be read afterwards: the first, the requested one, those in between, the error value. */
export function listReads({ ruleSet, question, outcome }: Situation): readonly string[] {
  const { from, to } = question.request;
  const passed =
    outcome.verdict && 'arcs' in outcome.verdict ? outcome.verdict.arcs.map((arc) => arc.to) : [];
  const values = [from, to, ...passed, getErrorValue(ruleSet), ruleSet.initial];
  const order = (value: number) => ruleSet.states.findIndex((state) => state.value === value);
  return [...new Set(values)]
    .toSorted((a, b) => order(a) - order(b))
    .map((value) => formatState(ruleSet.states, value));
}

const KINDS: readonly VerdictKind[] = ['accepted', 'refused', 'unspecified', 'never-returns'];
const kindsOf = new WeakMap<RuleSet, readonly VerdictKind[]>();

/** The kinds of verdict that occur under the rule set, whatever the flags. Computed once. */
export function listKinds(ruleSet: RuleSet): readonly VerdictKind[] {
  const known = kindsOf.get(ruleSet) ?? findKinds(ruleSet);
  kindsOf.set(ruleSet, known);
  return known;
}

function findKinds(ruleSet: RuleSet): readonly VerdictKind[] {
  const found = new Set<VerdictKind>(['accepted', 'refused']);
  for (const flags of getFlagSets(ruleSet))
    for (const from of ruleSet.values)
      for (const to of ruleSet.values) found.add(readVerdict(ruleSet, { from, to, flags }).kind);
  return KINDS.filter((kind) => found.has(kind));
}

/** What drivers with other orders would do, one action left out, or the reverse order. */
export function listActions({ ruleSet, question }: Situation, answer: string): readonly string[] {
  const { from, to } = question.request;
  const right = answer === 'none' ? [] : answer.split(',');
  const others =
    ruleSet.generation === 'v1'
      ? [ORDER_24, ORDER_29, ORDER_V4].map((order) => getBitActions(order, from, to))
      : [];
  const toggled = right.includes('serialize')
    ? right.filter((action) => action !== 'serialize')
    : [...right, 'serialize'];
  const candidates = [
    ...others,
    toggled,
    right.toReversed(),
    right.slice(0, -1),
    right.slice(1),
    ['serialize'],
  ];
  const wrong = candidates.map((actions) => actions.join(',') || 'none').filter((each) => each !== answer);
  return [...new Set(wrong)].slice(0, 3).concat(answer).toSorted();
}
