/** What `vfio replay A B --json` prints. Keys and their order are a promise to scripts. */

import type { ReplayResult } from '../log-replay.ts';
import { type StepJson, toStepJson } from '../replay-json.ts';
import type { ReplayCause, ReplayFindingId } from '../replay-words.ts';
import type { Both, PartingKind } from './parting.ts';
import type { LogComparison, PairedBy, PairedRun } from './run-parting.ts';

interface RunJson {
  readonly names: Both<string>;
  readonly by: PairedBy;
  readonly before: Both<number>;
  readonly agreed: number;
  readonly parting: {
    readonly kind: PartingKind;
    readonly steps: Both<StepJson | null>;
    readonly text: string;
    readonly why: string;
    readonly follows: Both<readonly { readonly id: ReplayFindingId; readonly line: number }[]>;
  } | null;
}

export interface ComparisonJson {
  readonly logs: Both<{
    readonly formats: readonly string[];
    readonly client: { readonly id: string; readonly why: string } | null;
    readonly devices: readonly {
      readonly name: string;
      readonly flags: number | null;
      readonly end: number | null;
    }[];
  }>;
  readonly runs: readonly RunJson[];
  /** The index of the run that parts first; null where none does. */
  readonly first: number | null;
  readonly unpaired: Both<readonly string[]>;
  readonly causes: Both<readonly ReplayCause[]>;
}

export function toComparisonJson(
  [left, right]: Both<ReplayResult>,
  { runs, first, unpaired, causes }: LogComparison,
): ComparisonJson {
  return {
    logs: [toLogJson(left), toLogJson(right)],
    runs: runs.map(toRunJson),
    first: first === null ? null : runs.indexOf(first),
    ...{ unpaired, causes },
  };
}

const toLogJson = ({ summary: { formats, client }, devices }: ReplayResult) => ({
  ...{ formats, client },
  devices: devices.map(({ name, flags, end }) => ({ name, flags, end })),
});

function toRunJson({ names, by, before, agreed, parting }: PairedRun): RunJson {
  if (!parting) return { names, by, before, agreed, parting };
  const { kind, steps, text, why, follows } = parting;
  const [left, right] = steps;
  const [one, other] = follows;
  return {
    ...{ names, by, before, agreed },
    parting: {
      ...{ kind, steps: [left && toStepJson(left), right && toStepJson(right)], text, why },
      follows: [one.map(toPlace), other.map(toPlace)],
    },
  };
}

const toPlace = ({ id, line }: { readonly id: ReplayFindingId; readonly line: number }) => ({ id, line });
