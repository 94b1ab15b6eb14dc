/** Runs of the lab for the tests: every flow that every client has, under every rule set and every set of flags. */

import type { FlowId } from '../../protocol/clients/client.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { LabClient } from '../client/lab-client.ts';
import { getLabClient, getLabClients } from '../client/lab-client.ts';
import { getLabFlows } from '../client/lab-plan.ts';
import { createChance } from './lab-chance.ts';
import type { LabRun } from './lab-model.ts';
import { runLab } from './lab-model.ts';
import type { LabFault, LabSettings } from './lab-settings.ts';
import { toSettings } from './lab-settings.ts';
import type { LabAct, LabHost, LabStep } from './lab-step.ts';

export interface Case {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly client: LabClient;
  readonly flow: FlowId;
}

const toCases = (ruleSet: RuleSet, clients: readonly LabClient[]): readonly Case[] =>
  getFlagSets(ruleSet).flatMap((flags) =>
    clients.flatMap((client) =>
      getLabFlows(client.client, flags).map((flow) => ({ ruleSet, flags, client, flow })),
    ),
  );

/** Every flow of the default client of each generation. */
export const CASES: readonly Case[] = RULE_SETS.flatMap((ruleSet) =>
  toCases(ruleSet, [getLabClient('', ruleSet)]),
);

/** Every flow of every client. */
export const ALL_CASES: readonly Case[] = RULE_SETS.flatMap((ruleSet) =>
  toCases(ruleSet, getLabClients(ruleSet)),
);

/** So many of a list, the same ones for a seed. */
export function pickSome<T>(list: readonly T[], count: number, seed: number): readonly T[] {
  const chance = createChance(seed);
  return list
    .map((each) => ({ each, by: chance() }))
    .toSorted((a, b) => a.by - b.by)
    .slice(0, count)
    .map(({ each }) => each);
}

export const nameOf = ({ ruleSet, flags, client, flow }: Case) =>
  `${client.id} ${ruleSet.id} ${flags ?? ''} ${flow}`;

export const run = (settings: Partial<LabSettings> = {}): LabRun => runLab(toSettings(settings));

/** A case, with a limit that everything fits in the end. */
export const runCase = (
  { ruleSet, flags, client, flow }: Case,
  settings: Partial<LabSettings> = {},
): LabRun =>
  run({ ruleSet: ruleSet.id, flags, client: client.id, flow, downtimeLimit: 3_600_000, ...settings });

type RequestAct = LabAct & { kind: 'request' };
export type RequestStep = LabStep & { readonly act: RequestAct; readonly device: number };

export const isRequest = (step: LabStep): step is RequestStep => step.act.kind === 'request';

/** The steps that concern one device. */
export const stepsOf = ({ steps }: LabRun, host: LabHost, device: number) =>
  steps.filter((step) => step.host === host && step.device === device);

/** The first request of a name. */
export const findRequest = ({ steps }: LabRun, name: string, host: LabHost = 'source'): RequestStep => {
  const found = steps.filter(isRequest).find((step) => step.act.name === name && step.host === host);
  if (!found) throw new Error(`no request ${name} on the ${host}`);
  return found;
};

/** The same run with one thing that goes wrong. */
export const withFault = ({ settings }: LabRun, ...faults: readonly LabFault[]): LabRun =>
  runLab({ ...settings, faults });
