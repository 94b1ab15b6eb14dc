/**
 * What comes of a step, and of a whole trace: pure, total, the same every time.
 *
 * @thread #25 (the write protocol), #32 (no spontaneous changes)
 * @source include/uapi/linux/vfio.h, enum vfio_device_mig_state: a request that fails midway may leave the device on its path
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import { getErrorValue } from '../rule-sets/rule-set.ts';
import { formatState, getState, parseState } from '../state/state.ts';
import { getVerdict } from '../verdict/request-verdict.ts';
import type { Arc, Request, Verdict, VerdictKind } from '../verdict/verdict.ts';
import type { Errno, Fault, Step, Trace } from './trace.ts';

/** Who decided: the rules, the driver (a fault), the reader (an unspecified request taken as accepted), or a reset. */
export type Cause = 'rules' | 'declined' | 'faulted' | 'corrupt' | 'supposed' | 'reset';

export interface Outcome {
  readonly kind: VerdictKind;
  readonly cause: Cause;
  readonly from: number;
  /** device_state afterwards: what userspace re-reads. */
  readonly now: number;
  /** What the call returns: 0, an errno, or nothing at all. */
  readonly returns: 0 | Errno | null;
  /** The arcs that were taken, the failed one not included. */
  readonly arcs: readonly Arc[];
  /** The arc that failed, if one did. */
  readonly failed: Arc | null;
  /** null for a reset, which is no request. */
  readonly verdict: Verdict | null;
}

/** One step of a replay: `unknown` where the rule set has no state of that name. `differs` where `saw` was something else. */
export type ReplayedStep =
  | { readonly kind: 'made'; readonly step: Step; readonly outcome: Outcome; readonly differs: boolean }
  | { readonly kind: 'unknown'; readonly step: Step; readonly name: string };

interface Replay {
  readonly start: number;
  /** As far as it goes: the last one may be `unknown`. */
  readonly steps: readonly ReplayedStep[];
  /** device_state at the end. */
  readonly now: number;
  /** Index of the first step that came out differently, or could not be made; 0 where the start is not a state here. */
  readonly firstDifference: number | null;
}

/** What comes of asking for a value. The fault matters only if the driver is called, and reaches that arc. */
export function getOutcome(
  ruleSet: RuleSet,
  flags: number | null,
  from: number,
  to: number,
  fault?: Fault,
  suppose?: 'accepted',
): Outcome {
  return toOutcome(ruleSet, getVerdict(ruleSet, { from, to, flags }), fault, suppose);
}

/** What comes of a request whose verdict is known. */
export function toOutcome(ruleSet: RuleSet, verdict: Verdict, fault?: Fault, suppose?: 'accepted'): Outcome {
  const { from, to } = verdict.request;
  const base = { from, verdict, failed: null };
  switch (verdict.kind) {
    case 'accepted': {
      const failed = fault && findFailedArc(ruleSet, verdict.arcs, fault);
      return fault && failed !== undefined
        ? toFailure(ruleSet, verdict, failed, fault)
        : { ...base, kind: 'accepted', cause: 'rules', now: to, returns: 0, arcs: verdict.arcs };
    }
    case 'refused':
    case 'never-returns': {
      const now = verdict.arcs.at(-1)?.to ?? from;
      const returns = verdict.kind === 'refused' ? verdict.errno : null;
      return { ...base, kind: verdict.kind, cause: 'rules', now, returns, arcs: verdict.arcs };
    }
    case 'unspecified':
      return suppose === 'accepted' && getState(ruleSet.states, to)
        ? { ...base, kind: 'accepted', cause: 'supposed', now: to, returns: 0, arcs: [] }
        : { ...base, kind: 'unspecified', cause: 'rules', now: from, returns: null, arcs: [] };
  }
}

/** Index of the arc that a fault hits; undefined where it hits none: then it waits for a later request. */
export function findFailedArc(ruleSet: RuleSet, arcs: readonly Arc[], fault: Fault): number | undefined {
  if (fault.kind !== 'corrupt') return arcs[fault.arc - 1] ? fault.arc - 1 : undefined;
  const session = (value: number) => getState(ruleSet.states, value)?.session;
  const leaves = arcs.findIndex(({ from, to }) => session(from) === 'loading' && session(to) !== 'loading');
  return leaves < 0 ? undefined : leaves;
}

function toFailure(
  ruleSet: RuleSet,
  verdict: Verdict & { kind: 'accepted' },
  index: number,
  fault: Fault,
): Outcome {
  const failed = verdict.arcs[index];
  if (!failed) throw new Error(`no arc ${index} among the ${verdict.arcs.length} of the request`);
  const stays = fault.kind === 'declined' || (fault.kind === 'corrupt' && fault.device === 'stays');
  return {
    kind: 'refused',
    cause: fault.kind,
    from: verdict.request.from,
    now: stays ? failed.from : getErrorValue(ruleSet),
    returns: fault.kind === 'declined' ? fault.errno : fault.kind === 'corrupt' ? 'EINVAL' : 'EIO',
    arcs: verdict.arcs.slice(0, index),
    failed,
    verdict,
  };
}

/** VFIO_DEVICE_RESET: back to the initial value, from any state. */
export function getResetOutcome(ruleSet: RuleSet, from: number): Outcome {
  return {
    kind: 'accepted',
    cause: 'reset',
    from,
    now: ruleSet.initial,
    returns: 0,
    arcs: [],
    failed: null,
    verdict: null,
  };
}

/**
 * Replays one step from a state; `unknown` where the rule set has no state of that name. `ask` may stand in for
 * getVerdict where what is shown has a table of verdicts.
 */
export function replayStep(
  ruleSet: RuleSet,
  flags: number | null,
  from: number,
  step: Step,
  ask: (ruleSet: RuleSet, request: Request) => Verdict = getVerdict,
): ReplayedStep {
  if (step.act === 'reset')
    return { kind: 'made', step, outcome: getResetOutcome(ruleSet, from), differs: false };
  const to = parseState(ruleSet.states, step.to);
  if (to === undefined) return { kind: 'unknown', step, name: step.to };
  const outcome = toOutcome(ruleSet, ask(ruleSet, { from, to, flags }), step.fault, step.suppose);
  return { kind: 'made', step, outcome, differs: step.saw !== undefined && step.saw !== outcome.kind };
}

/** Replays a trace under a rule set, as far as it goes. */
export function replay(ruleSet: RuleSet, trace: Trace): Replay {
  const named = trace.start === undefined ? undefined : parseState(ruleSet.states, trace.start);
  const start = named ?? ruleSet.initial;
  if (trace.start !== undefined && named === undefined)
    return { start, steps: [], now: start, firstDifference: 0 };
  const steps: ReplayedStep[] = [];
  let now = start;
  for (const step of trace.steps) {
    const made = replayStep(ruleSet, trace.flags, now, step);
    steps.push(made);
    if (made.kind === 'unknown') break;
    now = made.outcome.now;
  }
  const found = steps.findIndex((step) => step.kind === 'unknown' || step.differs);
  return { start, steps, now, firstDifference: found < 0 ? null : found };
}

/** The step that asks for a value, with what came of it. */
export function toStep(
  ruleSet: RuleSet,
  to: number,
  kind: VerdictKind,
  fault?: Fault,
  suppose?: 'accepted',
): Step {
  return {
    act: 'request',
    to: formatState(ruleSet.states, to),
    ...(fault && { fault }),
    ...(suppose && { suppose }),
    saw: kind,
  };
}
