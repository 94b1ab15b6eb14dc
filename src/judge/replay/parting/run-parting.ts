/**
 * Two logs side by side: device by device and step by step, not by time, up to the first difference. A good migration beside
 * a bad one shows where they part.
 */

import type { RunStep } from '../../../reader/log/run/run-step.ts';
import type { JudgedStep, ReplayDevice, ReplayFinding, ReplayResult } from '../log-replay.ts';
import type { ReplayCause } from '../replay-words.ts';
import type { Both, PartingKind, PartingWords } from './parting.ts';
import { formatParting } from './parting-words.ts';

interface Parting extends PartingWords {
  readonly kind: PartingKind;
  /** null where that log has no more steps of the device. */
  readonly steps: Both<JudgedStep | null>;
  /** Errors and warnings about each device from there on. */
  readonly follows: Both<readonly ReplayFinding[]>;
}

/** How two devices were taken for the same. */
export type PairedBy = 'name' | 'alone' | 'order';

export interface PairedRun {
  readonly names: Both<string>;
  readonly by: PairedBy;
  /** Steps that only one log has before the first that both have: it begins earlier. */
  readonly before: Both<number>;
  /** How many steps are the same. */
  readonly agreed: number;
  readonly parting: Parting | null;
}

export interface LogComparison {
  readonly runs: readonly PairedRun[];
  /** The run that parts first, by the line of the second log. */
  readonly first: PairedRun | null;
  /** Devices of one log alone. */
  readonly unpaired: Both<readonly string[]>;
  /** Causes that one log alone names. */
  readonly causes: Both<readonly ReplayCause[]>;
}

/** How far two logs of one thing may begin apart. */
const FARTHEST = 64;

/** Compares two replayed logs; `names` are what the sentences call them. */
export function compareLogs(
  logs: Both<ReplayResult>,
  names: Both<string> = ['the first log', 'the second log'],
): LogComparison {
  const { pairs, unpaired } = pairDevices(logs);
  const runs = pairs.map(({ devices, by }) => compareRuns(devices, by, logs, names));
  const parted = runs.filter(({ parting }) => parting !== null);
  const [first = null] = parted.toSorted((a, b) => getLine(a) - getLine(b));
  const [left, right] = logs;
  return {
    ...{ runs, first, unpaired },
    causes: [without(left.causes, right.causes), without(right.causes, left.causes)],
  };
}

const getLine = ({ parting }: PairedRun): number =>
  parting?.steps[1]?.step.line ?? parting?.steps[0]?.step.line ?? 0;

const without = (causes: readonly ReplayCause[], others: readonly ReplayCause[]) =>
  causes.filter(({ id }) => !others.some((other) => other.id === id));

interface Pair {
  readonly devices: Both<ReplayDevice>;
  readonly by: PairedBy;
}

/** By name; what is left is paired if each log has one device left, or as many of one protocol, in the order of the log. */
function pairDevices([left, right]: Both<ReplayResult>) {
  const pairs: Pair[] = [];
  const rest: [ReplayDevice[], ReplayDevice[]] = [[], [...right.devices]];
  for (const device of left.devices) {
    const at = rest[1].findIndex(
      ({ name, generation }) => name === device.name && generation === device.generation,
    );
    const [same] = at < 0 ? [] : rest[1].splice(at, 1);
    if (same) pairs.push({ devices: [device, same], by: 'name' });
    else rest[0].push(device);
  }
  const [lefts, rights] = rest;
  const isSame =
    lefts.length === rights.length && lefts.every((one, at) => one.generation === rights[at]?.generation);
  if (!isSame) return { pairs, unpaired: [lefts.map(getName), rights.map(getName)] as const };
  for (const [at, one] of lefts.entries()) {
    const other = rights[at];
    if (other) pairs.push({ devices: [one, other], by: lefts.length === 1 ? 'alone' : 'order' });
  }
  return { pairs, unpaired: [[], []] as const };
}

const getName = ({ name }: ReplayDevice) => name;

function compareRuns(
  devices: Both<ReplayDevice>,
  by: PairedBy,
  logs: Both<ReplayResult>,
  names: Both<string>,
): PairedRun {
  const [left, right] = devices;
  const before = findStart(left.steps, right.steps);
  const rests = [left.steps.slice(before[0]), right.steps.slice(before[1])] as const;
  const agreed = countSame(...rests);
  const steps: Both<JudgedStep | null> = [rests[0][agreed] ?? null, rests[1][agreed] ?? null];
  const kind = findKind(steps);
  if (kind === null) return { names: [left.name, right.name], by, before, agreed, parting: null };
  const mends: Both<JudgedStep | null> = [rests[0][agreed + 1] ?? null, rests[1][agreed + 1] ?? null];
  const words = formatParting({
    kind,
    steps,
    mends,
    devices,
    names,
    clients: [getClient(logs[0]), getClient(logs[1])],
  });
  const follows = [
    findFollowing(logs[0], left.name, steps[0]),
    findFollowing(logs[1], right.name, steps[1]),
  ] as const;
  return { names: [left.name, right.name], by, before, agreed, parting: { kind, steps, follows, ...words } };
}

const getClient = ({ summary: { client } }: ReplayResult) => client?.id ?? null;

function findFollowing(
  { findings }: ReplayResult,
  device: string,
  from: JudgedStep | null,
): readonly ReplayFinding[] {
  if (!from) return [];
  const isBad = ({ severity }: ReplayFinding) => severity === 'error' || severity === 'warning';
  return findings.filter((one) => one.device === device && one.line >= from.step.line && isBad(one));
}

/** Where both begin with the most that is the same. Only what went well may be left out: a failure is no head of a log. */
function findStart(left: readonly JudgedStep[], right: readonly JudgedStep[]): Both<number> {
  let best: Both<number> = [0, 0];
  let most = countSame(left, right);
  for (let skip = 1; skip <= FARTHEST; skip += 1) {
    for (const start of [
      [skip, 0],
      [0, skip],
    ] as const) {
      if (!isPlain(left, start[0]) || !isPlain(right, start[1])) continue;
      const same = countSame(left.slice(start[0]), right.slice(start[1]));
      if (same > most) [best, most] = [start, same];
    }
  }
  return best;
}

/** True if the first steps may be left out: none of them failed. */
const isPlain = (steps: readonly JudgedStep[], count: number) =>
  count < steps.length &&
  steps
    .slice(0, count)
    .every(({ step }) => (step.event === 'reached' || step.event === 'none') && step.errno === null);

function countSame(left: readonly JudgedStep[], right: readonly JudgedStep[]): number {
  const most = Math.min(left.length, right.length);
  let at = 0;
  while (at < most && findKind([left[at] ?? null, right[at] ?? null]) === null) at += 1;
  return at;
}

/** How two steps differ; null where they do not, or where a line is missing that would tell. */
function findKind([left, right]: Both<JudgedStep | null>): PartingKind | null {
  if (!left || !right) return left || right ? 'end' : null;
  const [one, other] = [left.step, right.step];
  if (one.event === 'reset' || other.event === 'reset') return one.event === other.event ? null : 'reset';
  if (isOther(one.to, other.to) || isOther(one.from, other.from)) return 'request';
  if (one.event === 'asked' || other.event === 'asked') return null;
  if ((one.event === 'failed') !== (other.event === 'failed')) return 'outcome';
  if (one.event === 'failed') return isOther(one.errno, other.errno) ? 'errno' : null;
  return one.errno === other.errno ? null : 'outcome';
}

/** What one log does not say is no difference. */
const isOther = <T extends RunStep['from'] | string>(one: T | null, other: T | null) =>
  one !== null && other !== null && one !== other;
