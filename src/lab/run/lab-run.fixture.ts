/** Runs of the lab for the tests: every flow there is, under every rule set and every set of flags. */

import type { ClientFlow } from '../../protocol/clients/client-ask.ts';
import { getFlows } from '../../protocol/clients/client-flow.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { LabRun } from './lab-model.ts';
import { runLab } from './lab-model.ts';
import type { LabFault, LabSettings } from './lab-settings.ts';
import { toSettings } from './lab-settings.ts';
import type { LabAct, LabHost, LabStep } from './lab-step.ts';

export interface Case {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly flow: ClientFlow;
}

export const CASES: readonly Case[] = RULE_SETS.flatMap((ruleSet) =>
  getFlagSets(ruleSet).flatMap((flags) => getFlows(ruleSet, flags).map((flow) => ({ ruleSet, flags, flow }))),
);

export const nameOf = ({ ruleSet, flags, flow }: Case) => `${ruleSet.id} ${flags ?? ''} ${flow.id}`;

export const run = (settings: Partial<LabSettings> = {}): LabRun => runLab(toSettings(settings));

/** A case, with a limit that everything fits in the end. */
export const runCase = ({ ruleSet, flags, flow }: Case, settings: Partial<LabSettings> = {}): LabRun =>
  run({ ruleSet: ruleSet.id, flags, flow: flow.id, downtimeLimit: 3_600_000, ...settings });

type RequestAct = LabAct & { kind: 'request' };
export type RequestStep = LabStep & { readonly act: RequestAct; readonly device: number };

export const isRequest = (step: LabStep): step is RequestStep => step.act.kind === 'request';

/** The steps that concern one device. */
export const stepsOf = ({ steps }: LabRun, host: LabHost, device: number) =>
  steps.filter((step) => step.host === host && step.device === device);

/** What the flow asks of a device, not what mends a failure. */
export const asksOf = (lab: LabRun, host: LabHost, device: number) =>
  stepsOf(lab, host, device).filter(({ act }) =>
    act.kind === 'request' ? !act.isRecovery : act.kind === 'reset' && act.by === 'guest',
  );

/** The same run with one thing that goes wrong. */
export const withFault = ({ settings }: LabRun, ...faults: readonly LabFault[]): LabRun =>
  runLab({ ...settings, faults });
