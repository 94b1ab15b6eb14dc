/**
 * The world that a run happens in: devices, time, and the list of what was done. It changes while a run is made and is
 * then thrown away; what stays are the steps.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { getState } from '../../protocol/state/state.ts';
import type { Chance } from './lab-chance.ts';
import { createChance } from './lab-chance.ts';
import type { LabFaultKind, LabSettings } from './lab-settings.ts';
import { getRulesOf } from './lab-settings.ts';
import type { LabAct, LabHost, LabStep } from './lab-step.ts';

export interface LabDevice {
  readonly host: LabHost;
  readonly index: number;
  state: number;
  /** Source: bytes still to be sent, without what has changed since the round began. */
  left: number;
  /** Destination: bytes taken in. */
  arrived: number;
  /** True once it has work of the guest: a device that was just opened, or reset, starts no DMA. */
  isDriven: boolean;
}

export interface LabWorld {
  readonly settings: LabSettings;
  readonly ruleSet: RuleSet;
  readonly chance: Chance;
  readonly source: readonly LabDevice[];
  readonly destination: readonly LabDevice[];
  readonly steps: LabStep[];
  /** False for a stream that comes out of a file: nothing changes in it. */
  readonly hasSource: boolean;
  /** False once QEMU there has ended. */
  isDestinationUp: boolean;
  /** Pre-copy rounds that are done. */
  round: number;
  /** When the round began, and what was sent since. */
  began: number;
  sent: number;
  /** When the VM stopped and how much was left; null while it runs. */
  stopped: { readonly at: number; readonly left: number } | null;
}

/** How a call ends: `failed` fails the migration, `ended` takes QEMU with it. */
export type Result = 'ok' | 'failed' | 'ended';

export function createWorld(settings: LabSettings): LabWorld {
  const ruleSet = getRulesOf(settings.ruleSet);
  const hasSource = settings.flow !== 'incoming';
  const hasDestination =
    settings.flow === 'incoming' || (settings.target === 'host' && settings.flow !== 'savevm');
  const create = (host: LabHost, isDriven: boolean) =>
    Array.from(
      { length: settings.devices },
      (_, index): LabDevice => ({
        host,
        index,
        state: ruleSet.initial,
        left: host === 'source' ? settings.stateSize : 0,
        arrived: 0,
        isDriven,
      }),
    );
  return {
    settings,
    ruleSet,
    chance: createChance(settings.seed),
    source: create('source', true),
    destination: hasDestination ? create('destination', false) : [],
    steps: [],
    hasSource,
    isDestinationUp: hasDestination,
    round: 0,
    began: 0,
    sent: 0,
    stopped: null,
  };
}

export const getInfo = ({ ruleSet }: LabWorld, { state }: LabDevice): StateInfo | undefined =>
  getState(ruleSet.states, state);

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
