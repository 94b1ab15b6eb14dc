/** What `vfio replay --json` prints. Keys and their order are a promise to scripts. */

import type { RunEvent } from '../../reader/log/run/run-step.ts';
import { getBelief } from '../../reader/log/run/step-words.ts';
import type { JudgedStep, ReplayDevice, ReplayFinding, ReplayResult } from './log-replay.ts';
import type { ReplayCause } from './replay-words.ts';

export interface StepJson {
  readonly line: number;
  readonly time: string | null;
  readonly event: RunEvent;
  readonly from: number | null;
  readonly to: number | null;
  readonly verdict: string | null;
  readonly errno: string | null;
  readonly certain: boolean;
  /** What the client believes after a failed step or a reset; null where that is not certain, and for other steps. */
  readonly believes: number | null;
  readonly text: string;
}

export interface ReplayJson {
  readonly formats: readonly string[];
  readonly client: { readonly id: string; readonly why: string } | null;
  readonly devices: readonly {
    readonly name: string;
    readonly flags: number | null;
    readonly flagsWhy: string;
    readonly end: number | null;
    readonly steps: readonly StepJson[];
  }[];
  readonly causes: readonly ReplayCause[];
  readonly findings: readonly ReplayFinding[];
  readonly unread: number;
}

export function toReplayJson({ summary, devices, causes, findings }: ReplayResult): ReplayJson {
  const { formats, client, unread } = summary;
  const told = client && { id: client.id, why: client.why };
  return { formats, client: told, devices: devices.map(toDeviceJson), causes, findings, unread };
}

const toDeviceJson = ({ name, flags, flagsWhy, end, steps }: ReplayDevice) => ({
  ...{ name, flags, flagsWhy, end },
  steps: steps.map(toStepJson),
});

export function toStepJson({ step, verdict, text }: JudgedStep): StepJson {
  const { line, time, event, from, to, errno, certain } = step;
  return {
    ...{ line, time, event, from, to, verdict: verdict?.kind ?? null, errno, certain },
    ...{ believes: getBelief(step), text },
  };
}
