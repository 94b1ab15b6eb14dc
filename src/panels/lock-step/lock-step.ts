/**
 * Two rule sets walked with one list of requests: each side keeps its own state, and the first step at which they
 * diverge is marked. A request names a state of either side; the other is asked for its counterpart.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { findCounterpart, findFlags } from '../../protocol/state/counterpart.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Outcome, ReplayedStep } from '../../protocol/trace/replay.ts';
import { replayStep } from '../../protocol/trace/replay.ts';
import type { Step } from '../../protocol/trace/trace.ts';
import { getStatePairs } from '../../protocol/verdict/difference.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';

/** Why two steps part: one side has no such state, the verdicts differ, the ways differ, or where they end. */
export type Parting = 'state-missing' | 'kind' | 'path' | 'state';

export interface LockedStep {
  readonly step: Step;
  readonly a: ReplayedStep;
  readonly b: ReplayedStep;
  /** device_state of each side afterwards. */
  readonly nowA: number;
  readonly nowB: number;
  /** null while they agree. */
  readonly parting: Parting | null;
}

export interface LockStep {
  readonly a: RuleSet;
  readonly b: RuleSet;
  readonly flagsA: number | null;
  readonly flagsB: number | null;
  /** device_state of each side before the first step. */
  readonly startA: number;
  readonly startB: number;
  /** True where the two do not even begin in the same state. */
  readonly startsApart: boolean;
  readonly steps: readonly LockedStep[];
  /** Index of the first step at which they part; null where they never do. */
  readonly firstDivergence: number | null;
}

/**
 * Walks both sides. Where a side has no such state it stays where it is; the walk goes on to the end of the list.
 * With the posted table and its amendment, `[{ act: 'request', to: '_RESUMING' }]` parts at 0 by `kind`.
 */
export function toLockStep(
  a: RuleSet,
  b: RuleSet,
  steps: readonly Step[],
  flags: number | null = null,
  start = b.initial,
): LockStep {
  return createLockStepWalk(a, b, flags, start)(steps);
}

/** The same for lists that grow and branch: a step after the same steps as before is not made again. */
export function createLockStepWalk(
  a: RuleSet,
  b: RuleSet,
  flags: number | null,
  start: number,
): (steps: readonly Step[]) => LockStep {
  const [flagsA, flagsB] = [findFlags(flags, a), findFlags(flags, b)];
  const isSame = createMatcher(a, b);
  const [startA, startB] = [findStart(a, b, start), start];
  const begin = { nowA: startA, nowB: startB };
  type Place = Pick<LockedStep, 'nowA' | 'nowB'>;
  const made = new WeakMap<Place, WeakMap<Step, LockedStep>>();
  const make = (place: Place, step: Step): LockedStep => {
    const madeA = replayStep(a, flagsA, place.nowA, toSide(step, a, b), readVerdict);
    const madeB = replayStep(b, flagsB, place.nowB, toSide(step, b, a), readVerdict);
    const nowA = madeA.kind === 'made' ? madeA.outcome.now : place.nowA;
    const nowB = madeB.kind === 'made' ? madeB.outcome.now : place.nowB;
    return { step, a: madeA, b: madeB, nowA, nowB, parting: getParting(madeA, madeB, isSame) };
  };
  const walkOn = (place: Place, step: Step): LockedStep => {
    const next = made.get(place) ?? new WeakMap<Step, LockedStep>();
    made.set(place, next);
    const locked = next.get(step) ?? make(place, step);
    next.set(step, locked);
    return locked;
  };
  return (steps) => {
    const locked: LockedStep[] = [];
    for (const step of steps) locked.push(walkOn(locked.at(-1) ?? begin, step));
    const found = locked.findIndex(({ parting }) => parting !== null);
    return {
      a,
      b,
      flagsA,
      flagsB,
      startA,
      startB,
      startsApart: !isSame(startA, startB),
      steps: locked,
      firstDivergence: found < 0 ? null : found,
    };
  };
}

/** Where `a` begins: in its initial state, or where `b` begins elsewhere, in the counterpart of that state. */
function findStart(a: RuleSet, b: RuleSet, start: number): number {
  const state = start === b.initial ? undefined : getState(b.states, start);
  return (state && findCounterpart(state, a)?.value) ?? a.initial;
}

type Matcher = (ofA: number, ofB: number) => boolean;

function createMatcher(a: RuleSet, b: RuleSet): Matcher {
  const toB = new Map(getStatePairs(a, b).map((pair) => [pair.a?.value, pair.b?.value]));
  return (ofA, ofB) => (getState(a.states, ofA) ? toB.get(ofA) === ofB : ofA === ofB);
}

/** The step in the names of one side; what it saw elsewhere does not bind it. */
function toSide(step: Step, home: RuleSet, other: RuleSet): Step {
  if (step.act === 'reset') return step;
  const { saw: _, ...asked } = step;
  if (home.states.some(({ name }) => name === step.to)) return asked;
  const there = other.states.find(({ name }) => name === step.to);
  const here = there && findCounterpart(there, home);
  return here ? { ...asked, to: formatState(home.states, here.value) } : asked;
}

function getParting(a: ReplayedStep, b: ReplayedStep, isSame: Matcher): Parting | null {
  if (a.kind === 'unknown' || b.kind === 'unknown') return a.kind === b.kind ? null : 'state-missing';
  if (a.outcome.kind !== b.outcome.kind) return 'kind';
  if (!isSame(a.outcome.now, b.outcome.now)) return 'state';
  const [pathA, pathB] = [getPassed(a.outcome), getPassed(b.outcome)];
  const isSamePath =
    pathA.length === pathB.length && pathA.every((state, index) => isSame(state, pathB[index] ?? -1));
  return isSamePath ? null : 'path';
}

const getPassed = ({ arcs }: Outcome) => arcs.map((arc) => arc.to);
