/** What each host shows with so many steps taken: where the VM is, and how far each device's state has come. */

import { getState } from '../../protocol/state/state.ts';
import { LAB_PLANS } from '../qemu/lab-plan.ts';
import type { LabRun } from '../run/lab-model.ts';
import type { LabHost, LabStep } from '../run/lab-step.ts';

type VmPlace = 'runs' | 'stopped' | 'awaited' | 'starts' | 'gone' | 'hangs';

export const VM_WORDS: Readonly<Record<VmPlace, string>> = {
  runs: 'the VM runs',
  stopped: 'the VM is stopped',
  awaited: 'waits for the VM',
  starts: 'the VM starts',
  gone: 'QEMU has ended',
  hangs: 'QEMU hangs',
};

const PLACES: Readonly<Record<string, VmPlace>> = {
  'VM stopping': 'stopped',
  'VM stopped': 'stopped',
  'VM starting': 'starts',
  'VM runs': 'runs',
  cancelled: 'runs',
  failed: 'runs',
};

/** Where the VM is, as seen from a host. */
export function getVmPlace({ steps, settings }: LabRun, at: number, host: LabHost): VmPlace {
  let place: VmPlace = host === 'source' ? 'runs' : 'awaited';
  for (const step of steps.slice(0, at))
    if (step.host === host) place = getPlaceAfter(step, LAB_PLANS[settings.flow].isPaused) ?? place;
  return place;
}

/** Its devices are told that a migration has failed whether the VM was running or not; only one that was runs on. */
function getPlaceAfter({ act }: LabStep, isPaused: boolean): VmPlace | undefined {
  if (act.kind === 'ends') return act.why === 'hangs' ? 'hangs' : 'gone';
  if (act.kind !== 'request' || (isPaused && (act.name === 'cancelled' || act.name === 'failed')))
    return undefined;
  return PLACES[act.name];
}

/** Devices that are stopped at the end of a run, although the VM of their host runs. */
export function getIdle(run: LabRun): readonly { host: LabHost; device: number; state: number }[] {
  const { steps, settings, ruleSet } = run;
  return (['source', 'destination'] as const)
    .filter((host) => getVmPlace(run, steps.length, host) === 'runs')
    .flatMap((host) =>
      Array.from({ length: settings.devices }, (_, device) => ({ host, device })).flatMap((each) => {
        const state = getLastState(steps, each.host, each.device);
        if (state === undefined || getState(ruleSet.states, state)?.activity !== 'stopped') return [];
        return [{ ...each, state }];
      }),
    );
}

function getLastState(steps: readonly LabStep[], host: LabHost, device: number): number | undefined {
  const last = steps.findLast(
    ({ act, ...step }) =>
      step.host === host && step.device === device && 'outcome' in act && act.outcome !== null,
  )?.act;
  return last && 'outcome' in last ? last.outcome?.now : undefined;
}

interface DeviceBytes {
  /** Source: what the destination still lacks. Destination: what it has taken in, changes that came later included. */
  readonly bytes: number;
  /** From 0 to 1: source, how much is still to be sent; destination, how much of the state is there and is as it should be. */
  readonly share: number;
}

export function getDeviceBytes(run: LabRun, at: number, host: LabHost, device: number): DeviceBytes {
  const { stateSize } = run.settings;
  const last = run.steps[at - 1];
  const pending = last?.pending[device] ?? stateSize;
  if (host === 'source') return { bytes: pending, share: pending / stateSize };
  const bytes = last?.arrived[device] ?? 0;
  return { bytes, share: bytes > 0 ? Math.max(0, 1 - pending / stateSize) : 0 };
}

/** Bytes that the stream has carried. */
export const getSent = ({ steps }: LabRun, at: number): number =>
  steps.slice(0, at).reduce((sum, { act }) => sum + (act.kind === 'send' ? act.bytes : 0), 0);

/** Hosts that have devices. */
export function getHosts({ steps, settings }: LabRun): readonly LabHost[] {
  const hosts: LabHost[] = settings.flow === 'incoming' ? [] : ['source'];
  if (steps.some(({ arrived }) => arrived.length > 0)) hosts.push('destination');
  return hosts;
}
