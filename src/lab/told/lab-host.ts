/** What each host shows with so many steps taken: where the VM is, and how far each device's state has come. */

import { getState } from '../../protocol/state/state.ts';
import type { LabRun } from '../run/lab-model.ts';
import type { LabHost, LabStep } from '../run/lab-step.ts';

type VmStatus = 'runs' | 'stopped' | 'awaited' | 'starts' | 'gone' | 'hangs';

export const VM_WORDS: Readonly<Record<VmStatus, string>> = {
  runs: 'the VM runs',
  stopped: 'the VM is stopped',
  awaited: 'waits for the VM',
  starts: 'the VM starts',
  gone: 'QEMU has ended',
  hangs: 'the VMM hangs',
};

/** Where a request of QEMU, made or not, finds the VM. */
const STATUSES: Readonly<Record<string, VmStatus>> = {
  'VM stopping': 'stopped',
  'VM stopped': 'stopped',
  'VM starting': 'starts',
  'VM runs': 'runs',
};

/** Where the VM is, as seen from a host. */
export function getVmStatus(run: LabRun, at: number, host: LabHost): VmStatus {
  let status = getFirstStatus(run, host);
  for (const step of run.steps.slice(0, at))
    if (step.host === host) status = getStatusAfter(run, step) ?? status;
  return status;
}

function getFirstStatus({ plan }: LabRun, host: LabHost): VmStatus {
  const isAwaited = host === 'destination' && (plan.purpose !== 'load' || plan.start === 'never-ran');
  if (isAwaited) return 'awaited';
  return plan.start === 'running' ? 'runs' : 'stopped';
}

/** QEMU says it with the names of its handlers; of another VMM the devices say whether the VM runs. */
function getStatusAfter({ client, ruleSet }: LabRun, { act }: LabStep): VmStatus | undefined {
  if (act.kind === 'ends') return act.why === 'hangs' ? 'hangs' : 'gone';
  if (act.kind !== 'request' && act.kind !== 'unasked') return undefined;
  if (client.sizes) return STATUSES[act.name];
  const now = act.kind === 'request' ? act.outcome.now : act.at;
  return getState(ruleSet.states, now)?.activity === 'runs' ? 'runs' : 'stopped';
}

interface DeviceState {
  readonly host: LabHost;
  readonly device: number;
  readonly state: number;
}

/** Devices that are stopped at the end of a run, although the VM of their host runs. */
export const getIdle = (run: LabRun): readonly DeviceState[] => findDevices(run, 'runs', 'stopped');

/** Devices that run at the end of a run, although the VM of their host is paused. */
export const getLeftRunning = (run: LabRun): readonly DeviceState[] =>
  run.client.sizes && run.plan.start !== 'never-ran' ? findDevices(run, 'stopped', 'runs') : [];

function findDevices(run: LabRun, status: VmStatus, activity: string): readonly DeviceState[] {
  const { steps, settings, ruleSet } = run;
  return (['source', 'destination'] as const)
    .filter((host) => getVmStatus(run, steps.length, host) === status)
    .flatMap((host) =>
      Array.from({ length: settings.devices }, (_, device) => ({ host, device })).flatMap((each) => {
        const state = getLastState(steps, each.host, each.device);
        if (state === undefined || getState(ruleSet.states, state)?.activity !== activity) return [];
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
export function getHosts({ steps, plan }: LabRun): readonly LabHost[] {
  const hosts: LabHost[] = plan.purpose === 'load' ? [] : ['source'];
  if (steps.some(({ arrived }) => arrived.length > 0)) hosts.push('destination');
  return hosts;
}
