/** The flows of a client side by side: which pass on one side and fail on the other, and where. */

import type { Client, FlowId } from '../../protocol/clients/client.ts';
import type { FlowRun, FlowVerdict } from '../../protocol/clients/flow-run.ts';
import { runFlows } from '../../protocol/clients/flow-run.ts';
import { findFlowObstacle } from '../../protocol/clients/flow-table.ts';
import type { PlayStep } from '../../protocol/clients/play/play-step.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { findFlags } from '../../protocol/state/counterpart.ts';
import type { Askers } from './client-choice.ts';
import { getNewestAskers } from './client-choice.ts';

/** What becomes of a flow from `a` to `b`; `differs` where both verdicts are the same but other states are passed. */
export type FlowChange = 'same' | 'differs' | 'breaks' | 'mended' | 'only-a' | 'only-b';

export interface FlowPair {
  readonly flow: FlowId;
  /** The flags of `b`; a side that does not define them runs with the largest set it defines within them. */
  readonly flags: number | null;
  /** null where that side's client, or its flags, have no such flow. */
  readonly a: FlowRun | null;
  readonly b: FlowRun | null;
  readonly change: FlowChange;
}

/** From better to worse. */
const ORDER: readonly FlowVerdict[] = ['passes', 'unspecified', 'fails', 'hangs'];

/** A flow that its client cannot play with these flags, on either side. */
export interface ImpossibleFlow {
  readonly flow: FlowId;
  readonly flagSets: readonly number[];
  readonly why: string;
}

/** Every flow of either side, for every set of flags. */
export function compareFlows(
  a: RuleSet,
  b: RuleSet,
  askers: Askers = getNewestAskers(a, b),
): readonly FlowPair[] {
  return getPairFlagSets(a, b, askers).flatMap((flags) => {
    const [runsA, runsB] = [getRuns(askers.a, a, flags), getRuns(askers.b, b, flags)];
    const flows = new Set([...runsB.keys(), ...runsA.keys()]);
    return [...flows].map((flow): FlowPair => {
      const [runA, runB] = [runsA.get(flow) ?? null, runsB.get(flow) ?? null];
      return { flow, flags, a: runA, b: runB, change: getChange(runA, runB) };
    });
  });
}

/** The sets of flags that the flows are played with: those of `b`, or of `a` where only that side has flags or a client. */
export function getPairFlagSets(a: RuleSet, b: RuleSet, askers: Askers): readonly (number | null)[] {
  return getFlagSets(!askers.b || (askers.a && b.generation === 'v1') ? a : b);
}

/** The flows that are in no pair because the flags make them impossible. */
export function listImpossible(a: RuleSet, b: RuleSet, askers: Askers): readonly ImpossibleFlow[] {
  const sides = [[askers.a, a] as const, [askers.b, b] as const].flatMap(([client, ruleSet]) =>
    client ? [{ client, ruleSet }] : [],
  );
  const flagSets = getPairFlagSets(a, b, askers).filter((flags) => flags !== null);
  const flows = new Set(sides.flatMap(({ client }) => client.flows));
  return [...flows].flatMap((flow) => {
    const own = sides.filter(({ client }) => client.flows.includes(flow));
    const hinder = (flags: number) =>
      own.map(({ client, ruleSet }) => findFlowObstacle(client, flow, findFlags(flags, ruleSet)));
    const found = flagSets.filter((flags) => hinder(flags).every((why) => why !== undefined));
    const why = found[0] === undefined ? undefined : hinder(found[0])[0];
    return why === undefined ? [] : [{ flow, flagSets: found, why }];
  });
}

function getRuns(
  client: Client | null,
  ruleSet: RuleSet,
  flags: number | null,
): ReadonlyMap<FlowId, FlowRun> {
  const runs = client ? runFlows(client, ruleSet, findFlags(flags, ruleSet)) : [];
  return new Map(runs.map((run) => [run.flow.id, run] as const));
}

function getChange(a: FlowRun | null, b: FlowRun | null): FlowChange {
  if (!a) return 'only-b';
  if (!b) return 'only-a';
  const [was, is] = [ORDER.indexOf(a.verdict), ORDER.indexOf(b.verdict)];
  if (was !== is) return is > was ? 'breaks' : 'mended';
  return formatRun(a) === formatRun(b) ? 'same' : 'differs';
}

/** The states passed by role, each verdict, and the end: two runs with the same text are the same to a client. */
function formatRun({ ruleSet, steps, ends }: FlowRun): string {
  return [...steps.map((step) => formatStep(ruleSet, step)), ends].join(', ');
}

/** Index of the first step that passes other states or ends differently; -1 where the runs are the same to a client. */
export function findFirstOther(a: FlowRun, b: FlowRun): number {
  const texts = a.steps.map((step) => formatStep(a.ruleSet, step));
  const found = b.steps.findIndex((step, index) => formatStep(b.ruleSet, step) !== texts[index]);
  return found < 0 && a.steps.length > b.steps.length ? b.steps.length : found;
}

function formatStep(ruleSet: RuleSet, step: PlayStep): string {
  const name = (value: number) => ruleSet.states.find((state) => state.value === value)?.role ?? `${value}`;
  switch (step.act) {
    case 'reset':
      return `reset ${name(step.to)}`;
    case 'unasked':
      return `${step.why} ${name(step.to)}`;
    case 'ask': {
      const path = step.verdict.kind === 'accepted' ? step.verdict.path : [];
      return `${name(step.from)} ${step.verdict.kind} ${[...path, step.to].map(name).join(' ')}`;
    }
  }
}
