/**
 * Two rule sets side by side: what changed for each request among the states of both, with each set of flags. States are
 * matched by counterpart, so any two rule sets can be compared. Only verdict and path count: a table that is written
 * differently but gives the same answers has no difference.
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import { getFlagSets } from '../rule-sets/rule-set.ts';
import { findCounterpart, findFlags } from '../state/counterpart.ts';
import type { StateInfo } from '../state/state.ts';
import type { Verdict } from './verdict.ts';
import { readVerdict } from './verdict-table.ts';

/**
 * `kept`: same verdict, same path. `added`: newly accepted. `removed`: no longer accepted. `changed`: another path, or
 * not accepted for another reason. `unlisted`: one side has no such state, and the other refuses it or does not mention it.
 */
export type Change = 'kept' | 'added' | 'removed' | 'changed' | 'unlisted';

/** One state of the union; null on the side that has none like it. */
export interface StatePair {
  readonly a: StateInfo | null;
  readonly b: StateInfo | null;
}

export interface ComparedRequest {
  readonly change: Change;
  /** A side that does not define these flags is asked with the largest set it defines within them. */
  readonly flags: number | null;
  readonly from: StatePair;
  readonly to: StatePair;
  /** null where `a` does not list one of the states. */
  readonly before: Verdict | null;
  /** null where `b` does not list one of the states. */
  readonly after: Verdict | null;
}

export interface Difference {
  /** The old side. */
  readonly a: RuleSet;
  /** The new side. */
  readonly b: RuleSet;
  readonly states: readonly StatePair[];
  readonly flagSets: readonly (number | null)[];
  readonly requests: readonly ComparedRequest[];
}

/** A request in a list of differences: values of `b`, or of `a` for a state that `b` does not have. */
export type DiffEntry = readonly [flags: number | null, from: number, to: number];

export interface DiffJson {
  readonly against: string;
  readonly added: readonly DiffEntry[];
  readonly removed: readonly DiffEntry[];
  readonly changed: readonly DiffEntry[];
}

/** What a change means for userspace that worked before it. */
export type Compatibility = 'same' | 'additive' | 'breaking';

/**
 * Compares two rule sets, over all sets of flags of either, or those given. From `patch-2021-09` to its amendment one
 * request is `added`: 1 > 4.
 */
export function compareRuleSets(
  a: RuleSet,
  b: RuleSet,
  flagSets: readonly (number | null)[] = getUnion(a, b),
): Difference {
  const ask = (ruleSet: RuleSet, from: StateInfo | null, to: StateInfo | null, flags: number | null) =>
    from && to ? readVerdict(ruleSet, { from: from.value, to: to.value, flags }) : null;
  const states = getStatePairs(a, b);
  const toB = new Map(states.flatMap((pair) => (pair.a && pair.b ? [[pair.a.value, pair.b.value]] : [])));
  const requests = flagSets.flatMap((flags) => {
    const [ofA, ofB] = [getFlagsOf(a, flags), getFlagsOf(b, flags)];
    return states.flatMap((from) =>
      states.map((to): ComparedRequest => {
        const before = ask(a, from.a, to.a, ofA);
        const after = ask(b, from.b, to.b, ofB);
        return { change: getChange(before, after, toB), flags, from, to, before, after };
      }),
    );
  });
  return { a, b, states, flagSets, requests };
}

/** The states of both, those of `b` first; two are one pair where each is the other's counterpart. */
export function getStatePairs(a: RuleSet, b: RuleSet): readonly StatePair[] {
  const match = (state: StateInfo, other: RuleSet, home: RuleSet) => {
    const found = findCounterpart(state, other);
    return found && findCounterpart(found, home) === state ? found : null;
  };
  const pairs = b.states.map((state) => ({ a: match(state, a, b), b: state }));
  const alone = a.states.filter((state) => !pairs.some((pair) => pair.a === state));
  return [...pairs, ...alone.map((state) => ({ a: state, b: null }))];
}

/** The value of a pair in a list of differences. */
export function getPairValue({ a, b }: StatePair): number {
  const state = b ?? a;
  if (!state) throw new Error('a pair of states has neither');
  return state.value;
}

/** The difference as plain lists, as `vfio review --json` prints it. */
export function toDiffJson(difference: Difference): DiffJson {
  const list = (change: Change) =>
    difference.requests
      .filter((request) => request.change === change)
      .map(({ flags, from, to }): DiffEntry => [flags, getPairValue(from), getPairValue(to)]);
  return {
    against: difference.a.id,
    added: list('added'),
    removed: list('removed'),
    changed: list('changed'),
  };
}

/** True if userspace that relies on the request breaks: it is refused, hangs, or gets different data sessions. */
export function isBreaking({ before, after }: ComparedRequest): boolean {
  if (after?.kind === 'never-returns') return before?.kind !== 'never-returns';
  if (before?.kind !== 'accepted') return false;
  return !after || after.kind === 'refused' || hasOtherSessions(before, after);
}

/** True where both are accepted, but open or end different data sessions along the way. */
export function hasOtherSessions(before: Verdict, after: Verdict): boolean {
  return (
    before.kind === 'accepted' && after.kind === 'accepted' && getSessions(before) !== getSessions(after)
  );
}

/** `breaking` if one request is, or if device_state has another initial value; `same` if nothing differs. */
export function getCompatibility(difference: Difference): Compatibility {
  const { a, b, requests, states } = difference;
  const initial = states.find((pair) => pair.a?.value === a.initial);
  if (initial?.b?.value !== b.initial || requests.some(isBreaking)) return 'breaking';
  return requests.some(({ change }) => change !== 'kept' && change !== 'unlisted') ? 'additive' : 'same';
}

function getSessions(verdict: Verdict & { kind: 'accepted' }): string {
  return verdict.arcs
    .flatMap((arc) => arc.session)
    .filter(({ effect }) => effect !== 'keeps')
    .map(({ effect, session }) => `${effect} ${session}`)
    .join();
}

function getUnion(a: RuleSet, b: RuleSet): readonly (number | null)[] {
  const sets = new Set([...getFlagSets(b), ...getFlagSets(a)]);
  if (sets.size > 1) sets.delete(null);
  return [...sets];
}

function getFlagsOf(ruleSet: RuleSet, flags: number | null): number | null {
  return getFlagSets(ruleSet).includes(flags) ? flags : findFlags(flags, ruleSet);
}

function getChange(before: Verdict | null, after: Verdict | null, toB: ReadonlyMap<number, number>): Change {
  const [was, is] = [before?.kind === 'accepted', after?.kind === 'accepted'];
  if (is && !was) return 'added';
  if (was && !is) return 'removed';
  if (!before || !after) return (before ?? after)?.kind === 'never-returns' ? 'changed' : 'unlisted';
  if (before.kind !== after.kind) return 'changed';
  const [old, now] = [getPassed(before), getPassed(after)];
  const isSame = old.length === now.length && old.every((state, index) => toB.get(state) === now[index]);
  return isSame ? 'kept' : 'changed';
}

/** The states that the driver reaches, whatever comes of it, and those that a request loops through. */
function getPassed(verdict: Verdict): readonly number[] {
  switch (verdict.kind) {
    case 'accepted':
      return verdict.path;
    case 'refused':
      return verdict.arcs.map((arc) => arc.to);
    case 'never-returns':
      return [...verdict.arcs.map((arc) => arc.to), ...verdict.turns];
    case 'unspecified':
      return [];
  }
}
