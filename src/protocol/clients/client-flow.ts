/**
 * What a client asks of a device, step by step, and what comes of it under a rule set. A flow is data (qemu-flows.ts);
 * a run is what one function makes of it; a trace of the run can be played by any view.
 *
 * @source QEMU hw/vfio/migration.c, vfio_migration_set_state()
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import { getRuleSet } from '../rule-sets/rule-sets.ts';
import { hasFlags } from '../state/migration-flags.ts';
import { getState } from '../state/state.ts';
import { toStep } from '../trace/replay.ts';
import type { Trace } from '../trace/trace.ts';
import { getRulesHash } from '../trace/trace.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { readVerdict } from '../verdict/verdict-table.ts';
import type { Citation } from '../words/citation.ts';
import type { ClientFlow, ClientId, V1Ask, V2Ask } from './client-ask.ts';
import { QEMU_V1_FLOWS, QEMU_V2_FLOWS } from './qemu-flows.ts';

/** One step of a run. A reset is a step, but no request. */
export type FlowStep =
  | {
      readonly act: 'request';
      /** `setup`, `VM stopped`, `complete`, ... */
      readonly name: string;
      readonly from: number;
      readonly to: number;
      readonly verdict: Verdict;
      /** v2: the state the client asks for if this request fails; null in v1, which has none. */
      readonly recover: number | null;
      readonly citation: Citation;
    }
  | { readonly act: 'reset'; readonly name: string; readonly from: number; readonly to: number };

/** `unspecified`: nothing is refused, but the rule set does not speak of some request. */
type FlowVerdict = 'passes' | 'unspecified' | 'fails';

export interface FlowRun {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly client: ClientId;
  readonly flow: ClientFlow;
  readonly verdict: FlowVerdict;
  /** Up to the first request that is refused or never returns, that one included. */
  readonly steps: readonly FlowStep[];
}

/**
 * The flows that a device with these flags can see.
 * `getFlows(getRuleSet('v2-7.2')!, 3).map((flow) => flow.id)` has no `cancel-in-pre-copy`.
 */
export function getFlows(ruleSet: RuleSet, flags: number | null): readonly ClientFlow[] {
  return ruleSet.generation === 'v1'
    ? QEMU_V1_FLOWS
    : QEMU_V2_FLOWS.filter(({ needs }) => hasFlags(flags ?? 0, needs));
}

/**
 * Runs a flow from the initial state. An unspecified request counts as if the driver accepted it. With the posted table,
 * a live migration fails at `complete`: QEMU asks for _SAVING a second time, and the table lists no x > x.
 */
export function runFlow(ruleSet: RuleSet, flags: number | null, flow: ClientFlow): FlowRun {
  const steps: FlowStep[] = [];
  let now = ruleSet.initial;
  for (const getStep of getStepMakers(ruleSet, flags, flow)) {
    const step = getStep(now);
    steps.push(step);
    if (isRefusal(step)) break;
    now = step.to;
  }
  return { ruleSet, flags, client: flow.client, flow, verdict: getFlowVerdict(steps), steps };
}

/** True for a request that is refused or never returns: a run stops there. */
export function isRefusal(step: FlowStep): boolean {
  return step.act === 'request' && ['refused', 'never-returns'].includes(step.verdict.kind);
}

/** The run as a trace: replayed under the same rule set, it passes the same states. */
export function toTrace({ ruleSet, flags, steps }: FlowRun): Trace {
  const isBuiltIn = getRuleSet(ruleSet.id) === ruleSet;
  return {
    version: 1,
    ruleSet: isBuiltIn ? { id: ruleSet.id } : { table: ruleSet, hash: getRulesHash(ruleSet) },
    flags,
    steps: steps.map((step) => {
      if (step.act === 'reset') return { act: 'reset' };
      return step.verdict.kind === 'unspecified'
        ? toStep(ruleSet, step.to, 'accepted', undefined, 'accepted')
        : toStep(ruleSet, step.to, step.verdict.kind);
    }),
  };
}

type StepMaker = (now: number) => FlowStep;

function getStepMakers(ruleSet: RuleSet, flags: number | null, flow: ClientFlow): readonly StepMaker[] {
  if (flow.client !== `qemu-${ruleSet.generation}`)
    throw new Error(`flow ${flow.id} of ${flow.client} cannot run under rule set ${ruleSet.id}`);
  switch (flow.client) {
    case 'qemu-v1':
      return flow.asks.map((ask) => (now) => toV1Step(ruleSet, now, ask));
    case 'qemu-v2':
      return flow.asks
        .filter(({ needs }) => hasFlags(flags ?? 0, needs))
        .map((ask) => (now) => toV2Step(ruleSet, flags, now, ask));
  }
}

function toV1Step(ruleSet: RuleSet, from: number, ask: V1Ask): FlowStep {
  if (ask.act === 'reset') return { act: 'reset', name: ask.name, from, to: ruleSet.initial };
  const to = ((from & ask.mask) | ask.value) >>> 0;
  const verdict = readVerdict(ruleSet, { from, to, flags: null });
  return { act: 'request', name: ask.name, from, to, verdict, recover: null, citation: ask.citation };
}

function toV2Step(ruleSet: RuleSet, flags: number | null, from: number, ask: V2Ask): FlowStep {
  const to = isPreCopy(ruleSet, from) ? (ask.inPreCopy ?? ask.to) : ask.to;
  const recover = ask.recover === 'current' ? from : ask.recover;
  const verdict = readVerdict(ruleSet, { from, to, flags });
  return { act: 'request', name: ask.name, from, to, verdict, recover, citation: ask.citation };
}

/** Saving while the device still runs. @source QEMU hw/vfio/common.c, vfio_device_state_is_precopy() */
function isPreCopy(ruleSet: RuleSet, value: number): boolean {
  const state = getState(ruleSet.states, value);
  return state?.session === 'saving' && state.activity !== 'stopped';
}

function getFlowVerdict(steps: readonly FlowStep[]): FlowVerdict {
  if (steps.some(isRefusal)) return 'fails';
  return steps.some((step) => step.act === 'request' && step.verdict.kind === 'unspecified')
    ? 'unspecified'
    : 'passes';
}
