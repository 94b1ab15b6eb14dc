/**
 * A flow of a client under a rule set: what is asked step by step, what the rules say of it, and how it ends. A report plays
 * a flow as if every request were accepted, and lists all that are not; how it ends is told by playing it as the client
 * really goes on.
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import { getRuleSet } from '../rule-sets/rule-sets.ts';
import { formatState } from '../state/state.ts';
import { toStep } from '../trace/replay.ts';
import type { Trace } from '../trace/trace.ts';
import { getRulesHash } from '../trace/trace.ts';
import type { Client, ClientId, FlowId } from './client.ts';
import { citeQemu } from './client-table.ts';
import type { FlowInfo } from './flow-table.ts';
import { FLOWS, findFlowObstacle } from './flow-table.ts';
import { playPlainFlow } from './plain/plain-client.ts';
import { PLAIN_CLIENTS } from './plain/plain-flows.ts';
import type { CallFault, Device, DeviceSetting, DeviceSide } from './play/device-side.ts';
import { createDeviceSide } from './play/device-side.ts';
import type { PlayEnd, PlayStep } from './play/play-step.ts';
import { isRefused, isUnspecified } from './play/play-step.ts';
import type { QemuDevice, VmStart } from './qemu/qemu-device.ts';
import type { QemuEvent } from './qemu/qemu-script.ts';
import { QEMU_SCRIPTS } from './qemu/qemu-script.ts';
import { createV1Device } from './qemu/qemu-v1.ts';
import { createV2Device } from './qemu/qemu-v2.ts';
import { playQemuEvents } from './qemu/qemu-vm.ts';

/** `unspecified`: nothing is refused, but the rule set does not speak of some request. `hangs`: a request never returns. */
export type FlowVerdict = 'passes' | 'unspecified' | 'fails' | 'hangs';

export interface FlowRun {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly client: ClientId;
  readonly flow: FlowInfo;
  /** device_state when it begins. */
  readonly start: number;
  readonly verdict: FlowVerdict;
  readonly ends: PlayEnd;
  /** All of them: what is refused counts as accepted, and the flow goes on. */
  readonly steps: readonly PlayStep[];
}

/** How a flow, or a list of events of QEMU, is to be played. */
export interface PlaySetting {
  readonly ruleSet: RuleSet;
  readonly devices: readonly DeviceSetting[];
  readonly faults?: readonly CallFault[];
  /** True: what the rules do not accept counts as accepted. False: the client goes on as it does after a failure. */
  readonly supposes?: boolean;
}

export interface Play {
  readonly start: number;
  readonly steps: readonly PlayStep[];
  readonly ends: PlayEnd;
}

/** The value of STOP, or _STOP, which clients ask for by number. */
export const STOPPED = { v1: 0, v2: 1 } as const;

/** The flows that a client plays on a device with these flags. */
export function getFlowIds(client: Client, flags: number | null): readonly FlowId[] {
  return client.flows.filter((id) => findFlowObstacle(client, id, flags) === undefined);
}

/** A flow under a rule set, for a report. */
export function runFlow(client: Client, flow: FlowId, ruleSet: RuleSet, flags: number | null): FlowRun {
  const setting = { ruleSet, devices: [{ flags }] };
  const { start, steps, ends } = playFlow(client, flow, { ...setting, supposes: true });
  const verdict = getFlowVerdict(steps);
  const isRefusing = verdict === 'fails' || verdict === 'hangs';
  return {
    ...{ ruleSet, flags, client: client.id, flow: FLOWS[flow], start, verdict, steps },
    ends: isRefusing ? playFlow(client, flow, setting).ends : ends,
  };
}

/** Every flow of a client under a rule set. */
export function runFlows(client: Client, ruleSet: RuleSet, flags: number | null): readonly FlowRun[] {
  return getFlowIds(client, flags).map((id) => runFlow(client, id, ruleSet, flags));
}

/** Plays a flow of any client on any devices, with faults planted. */
export function playFlow(client: Client, flow: FlowId, setting: PlaySetting): Play {
  if (client.generation !== setting.ruleSet.generation)
    throw new Error(`${client.id} cannot play ${flow} under rule set ${setting.ruleSet.id}`);
  const plain = PLAIN_CLIENTS[client.id];
  const told = plain?.flows[flow];
  if (plain && told)
    return play(setting, told.start === 'stopped', (side) => playPlainFlow(side, told, plain.way));
  const script = QEMU_SCRIPTS[flow];
  if (plain || !script) throw new Error(`${client.id} has no flow ${flow}`);
  return playQemu(client, script.start, script.events, setting);
}

/** Plays any list of events on a version of QEMU: what comes of it that is no flow. */
export function playQemu(
  client: Client,
  vmStart: VmStart,
  events: readonly QemuEvent[],
  setting: PlaySetting,
): Play {
  return play(setting, vmStart === 'paused', (side) => {
    const qemuDevices = side.devices.map((device) => createQemuDevice(side, device, client, vmStart));
    playQemuEvents(side, qemuDevices, vmStart, events);
  });
}

/** What QEMU of that version does with one device. */
export function createQemuDevice(
  side: DeviceSide,
  device: Device,
  client: Client,
  vmStart: VmStart,
): QemuDevice {
  const { traits } = client;
  const cite = (symbol: string) => citeQemu(client, symbol);
  switch (traits.kind) {
    case 'qemu-v1':
      return createV1Device(side, device, traits, cite, vmStart);
    case 'qemu-v2':
      return createV2Device(side, device, traits, cite, vmStart);
    case 'plain':
      throw new Error(`${client.id} is no QEMU`);
  }
}

function play(setting: PlaySetting, isStopped: boolean, run: (side: DeviceSide) => void): Play {
  const { ruleSet, devices, faults = [], supposes = false } = setting;
  const start = isStopped ? STOPPED[ruleSet.generation] : ruleSet.initial;
  const side = createDeviceSide({ ruleSet, devices, start, faults, supposes });
  run(side);
  return { start, steps: side.steps, ends: side.getEnd() };
}

function getFlowVerdict(steps: readonly PlayStep[]): FlowVerdict {
  const refused = steps.filter(isRefused);
  if (refused.some(({ verdict }) => verdict.kind === 'never-returns')) return 'hangs';
  if (refused.length > 0) return 'fails';
  return steps.some(isUnspecified) ? 'unspecified' : 'passes';
}

/** The run as a trace, up to the first request that is refused: replayed, it passes the same states. */
export function toFlowTrace({ ruleSet, flags, start, steps }: FlowRun): Trace {
  const isBuiltIn = getRuleSet(ruleSet.id) === ruleSet;
  const first = steps.findIndex(isRefused);
  return {
    version: 1,
    ruleSet: isBuiltIn ? { id: ruleSet.id } : { table: ruleSet, hash: getRulesHash(ruleSet) },
    flags,
    ...(start !== ruleSet.initial && { start: formatState(ruleSet.states, start) }),
    steps: steps.slice(0, first < 0 ? undefined : first + 1).flatMap((step) => {
      if (step.act === 'unasked') return [];
      if (step.act === 'reset') return [{ act: 'reset' as const }];
      return [
        step.verdict.kind === 'unspecified'
          ? toStep(ruleSet, step.to, 'accepted', undefined, 'accepted')
          : toStep(ruleSet, step.to, step.verdict.kind),
      ];
    }),
  };
}
