/**
 * The world that a run happens in: devices, time, and the list of what was done. It changes while a run is made and is
 * then thrown away; what stays are the steps.
 */

import { STOPPED } from '../../protocol/clients/flow-run.ts';
import type { Device } from '../../protocol/clients/play/device-side.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { getState } from '../../protocol/state/state.ts';
import type { LabClient } from '../client/lab-client.ts';
import { getLabClient } from '../client/lab-client.ts';
import type { LabPlan } from '../client/lab-plan.ts';
import { getLabPlan } from '../client/lab-plan.ts';
import type { Chance } from './lab-chance.ts';
import { createChance } from './lab-chance.ts';
import type { LabFaultKind, LabSettings } from './lab-settings.ts';
import { getDeviceFlags, getRulesOf } from './lab-settings.ts';
import type { LabAct, LabHost, LabStep } from './lab-step.ts';

export interface LabDevice extends Device {
  readonly host: LabHost;
  /** Source: bytes still to be sent, without what has changed since the round began. */
  left: number;
  /** Source: those of them that are initial bytes. */
  initial: number;
  /** Destination: bytes taken in. */
  arrived: number;
  /** True once it has work of the guest: a device that was just opened, or reset, starts no DMA. */
  isDriven: boolean;
  /** What QEMU remembers of the last queries, less what it has read since. */
  readonly cache: { initial: number; dirty: number; stopCopy: number };
  /** switchover-ack: QEMU has said that no initial data is left. */
  hasToldInitial: boolean;
}

export interface LabWorld {
  readonly settings: LabSettings;
  readonly ruleSet: RuleSet;
  readonly client: LabClient;
  readonly plan: LabPlan;
  readonly chance: Chance;
  readonly source: readonly LabDevice[];
  readonly destination: readonly LabDevice[];
  readonly steps: LabStep[];
  /** False for a stream that comes out of a file: nothing changes in it. */
  readonly hasSource: boolean;
  /** False once the VMM there has ended. */
  isDestinationUp: boolean;
  /** Pre-copy rounds that are done. */
  round: number;
  /** When the round began, and what was sent since. */
  began: number;
  sent: number;
  /** When the VM stopped and how much was left; null while it runs. */
  stopped: { readonly at: number; readonly left: number } | null;
  /** Index of the step that made the migration fail. */
  failedAt: number | null;
}

interface WorldParts {
  readonly ruleSet: RuleSet;
  readonly client: LabClient;
  readonly plan: LabPlan;
}

/** The rules, the client and the flow that the settings name. */
function getParts(settings: LabSettings, page: RuleSet | null): WorldParts {
  const ruleSet = getRulesOf(settings.ruleSet, page);
  const client = getLabClient(settings.client, ruleSet);
  return { ruleSet, client, plan: getLabPlan(client.client, settings.flow) };
}

/** device_state of the devices of a host when a run begins. */
export function getStart({ ruleSet, plan }: WorldParts, host: LabHost): number {
  const isFirst = host === 'source' || plan.purpose === 'load';
  return isFirst && plan.start === 'paused' ? STOPPED[ruleSet.generation] : ruleSet.initial;
}

/** True where the stream goes to another host: only QEMU's migrations do in the lab. */
const hasOtherHost = ({ target }: LabSettings, { plan, client }: WorldParts) =>
  plan.purpose === 'load' || (target === 'host' && plan.purpose === 'migration' && client.sizes !== null);

/** True for a VM that runs, or did, before a snapshot is loaded into it. */
const isLoadedLater = ({ plan }: WorldParts) => plan.purpose === 'load' && plan.start !== 'never-ran';

export function createWorld(settings: LabSettings, page: RuleSet | null): LabWorld {
  const parts = getParts(settings, page);
  const hasDestination = hasOtherHost(settings, parts);
  const create = (host: LabHost, isDriven: boolean) =>
    Array.from(
      { length: settings.devices },
      (_, index): LabDevice => ({
        ...{ host, index, flags: getDeviceFlags(settings, index), depth: 0, state: getStart(parts, host) },
        ...{ left: host === 'source' ? settings.stateSize : 0, initial: 0, arrived: 0, isDriven },
        cache: { initial: 0, dirty: 0, stopCopy: 0 },
        hasToldInitial: false,
      }),
    );
  return {
    ...parts,
    settings,
    chance: createChance(settings.seed),
    source: create('source', parts.plan.start !== 'never-ran'),
    destination: hasDestination ? create('destination', isLoadedLater(parts)) : [],
    steps: [],
    hasSource: parts.plan.purpose !== 'load',
    isDestinationUp: hasDestination,
    round: 0,
    began: 0,
    sent: 0,
    stopped: null,
    failedAt: null,
  };
}

export const getInfo = ({ ruleSet }: LabWorld, { state }: LabDevice): StateInfo | undefined =>
  getState(ruleSet.states, state);

/** True where data can be read while the device still runs: v1 while _SAVING, v2 in PRE_COPY or PRE_COPY_P2P. */
export function isInPreCopy(world: LabWorld, device: LabDevice): boolean {
  const info = getInfo(world, device);
  if (info?.session !== 'saving') return false;
  return world.ruleSet.generation === 'v1' || info.activity !== 'stopped';
}

/** True while the device works for the guest and changes state by itself. */
export const isDirtying = (world: LabWorld, device: LabDevice): boolean =>
  world.hasSource && device.isDriven && getInfo(world, device)?.change === 'freely';

export const getSeconds = ({ began, sent, settings }: LabWorld): number => began + sent / settings.bandwidth;

// A whole number of bytes. What division loses of one is given back; it is less than any rate can make of it.
const toBytes = (bytes: number) => Math.floor(bytes * (1 + 1e-12));

/** Bytes that the destination lacks of a device: never more than its state has. */
export function getPending(world: LabWorld, device: LabDevice): number {
  const { stateSize, dirtyRate, bandwidth } = world.settings;
  const dirty = isDirtying(world, device) ? (dirtyRate * world.sent) / bandwidth : 0;
  return Math.min(stateSize, toBytes(device.left + dirty));
}

/** What has changed since the round began is from now on to be sent too. */
export function beginRound(world: LabWorld): void {
  for (const device of world.source) device.left = getPending(world, device);
  world.began = getSeconds(world);
  world.sent = 0;
}

/** The fault that is set for the step that comes next. */
export function findFault({ settings, steps }: LabWorld): LabFaultKind | undefined {
  return settings.faults.find(({ step }) => step === steps.length)?.what;
}

/** From now on nothing changes that has not been counted. */
export function stopTime(world: LabWorld): void {
  beginRound(world);
  world.stopped ??= {
    at: getSeconds(world),
    left: world.source.reduce((sum, device) => sum + getPending(world, device), 0),
  };
}

/** Writes a step down, after what it changes has changed. */
export function record(
  world: LabWorld,
  host: LabHost,
  device: number | null,
  act: LabAct,
  error: LabStep['error'] = null,
): void {
  world.steps.push({
    index: world.steps.length,
    host,
    device,
    act,
    error,
    seconds: getSeconds(world),
    round: world.round,
    pending: world.source.map((each) => getPending(world, each)),
    arrived: world.destination.map(({ arrived }) => arrived),
  });
}

/** The VMM of a host ends, or waits in a call forever. */
export function recordEnd(
  world: LabWorld,
  host: LabHost,
  why: 'hw_error' | 'crashes' | 'exits' | 'hangs',
): void {
  if (host === 'destination') world.isDestinationUp = false;
  record(world, host, null, { kind: 'ends', why });
}
