/**
 * A device of the lab as an actor: the device machine of its rules, where it stands. A request is made by that machine,
 * which asks for its verdict; `put` sets the device to the state that a run has, which asks for nothing.
 */

import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import { fromTransition, transition } from 'xstate';
import type { DeviceEvent, DeviceMachine, DeviceSnapshot } from '../../machine/device-machine.ts';
import { getDeviceMachine } from '../../machine/device-machine.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { LabRun } from './lab-model.ts';
import { getDeviceFlags } from './lab-settings.ts';
import type { LabHost } from './lab-step.ts';

interface LabDeviceState {
  readonly machine: DeviceMachine;
  readonly snapshot: DeviceSnapshot;
}

type LabDeviceEvent = DeviceEvent | { type: 'put'; state: LabDeviceState };

/** The logic of a device's actor; input is where it stands. */
export const labDevice = fromTransition(
  (state: LabDeviceState, event: LabDeviceEvent): LabDeviceState =>
    event.type === 'put'
      ? event.state
      : { ...state, snapshot: transition(state.machine, state.snapshot, event)[0] },
  ({ input }: { input: LabDeviceState }) => input,
);

export type LabDeviceRef = ActorRefFrom<typeof labDevice>;

/** Where a run has a device after so many steps: what its last request or reset came to. */
export function getDeviceState(run: LabRun, at: number, host: LabHost, device: number): LabDeviceState {
  const { ruleSet, settings, starts } = run;
  const machine = getDeviceMachine(ruleSet, getDeviceFlags(settings, device));
  const outcome = findOutcome(run, at, host, device);
  const value = formatState(ruleSet.states, outcome?.now ?? starts[host]);
  return { machine, snapshot: machine.resolveState({ value, context: { outcome } }) };
}

function findOutcome({ steps }: LabRun, at: number, host: LabHost, device: number): Outcome | null {
  for (let index = Math.min(at, steps.length) - 1; index >= 0; index -= 1) {
    const step = steps[index];
    if (step?.host !== host || step.device !== device) continue;
    const { act } = step;
    if ((act.kind === 'request' || act.kind === 'reset') && act.outcome) return act.outcome;
  }
  return null;
}

/** The name of the state that a device's actor is in. */
export const getStateName = ({ context }: SnapshotFrom<typeof labDevice>): string =>
  String(context.snapshot.value);
