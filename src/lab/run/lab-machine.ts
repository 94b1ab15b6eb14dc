/**
 * The lab as actors: this machine is the VMM, and it spawns one device machine of machine/ for each device of each host.
 * It takes the steps of a run one by one and sends each request to the device that it is for.
 */

import type { ActorRefFrom } from 'xstate';
import { assign, setup } from 'xstate';
import type { DeviceEvent, DeviceMachine } from '../../machine/device-machine.ts';
import { createDeviceMachine } from '../../machine/device-machine.ts';
import type { LabRun } from './lab-model.ts';
import { runLab } from './lab-model.ts';
import type { LabFaultKind, LabSettings } from './lab-settings.ts';
import { setFault, toSettings } from './lab-settings.ts';
import type { LabHost, LabStep } from './lab-step.ts';

export type LabDeviceRef = ActorRefFrom<DeviceMachine>;

interface LabContext {
  readonly run: LabRun;
  /** Steps that are taken. */
  readonly at: number;
  /** Milliseconds between two steps while it plays. */
  readonly beat: number;
  /** By id. */
  readonly devices: Readonly<Record<string, LabDeviceRef>>;
}

export type LabEvent =
  | { type: 'step' }
  | { type: 'back' }
  /** Takes every step that is left. */
  | { type: 'finish' }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'reset' }
  | { type: 'beat.change'; beat: number }
  /** The next step fails so, or does not. */
  | { type: 'fault.arm'; what: LabFaultKind | null }
  /** What was run with other settings stays as far as it is the same. Other faults only where they are named. */
  | { type: 'settings.change'; settings: Partial<LabSettings> };

/** Steps a second, and what it is called. */
export const BEATS = [
  { beat: 1200, name: 'slow' },
  { beat: 350, name: 'steady' },
  { beat: 60, name: 'fast' },
] as const;

const STEADY = 350;

/** The actor of a device: `source-1`. */
export const toDeviceId = (host: LabHost, device: number) => `${host}-${device + 1}`;

/** The devices that a run has, in order. */
export function getDeviceIds({ steps, settings }: LabRun): readonly string[] {
  const hosts: readonly LabHost[] =
    settings.flow === 'incoming' ? ['destination'] : ['source', 'destination'];
  const isThere = (host: LabHost) => host === 'source' || steps.some(({ arrived }) => arrived.length > 0);
  return hosts
    .filter(isThere)
    .flatMap((host) => Array.from({ length: settings.devices }, (_, device) => toDeviceId(host, device)));
}

/** What a step sends to its device, if anything. */
function getDeviceEvent({ act }: LabStep): DeviceEvent | null {
  return act.kind === 'request' || act.kind === 'reset' ? act.event : null;
}

/** The first step that another run does otherwise. */
export function findFirstOther(a: LabRun, b: LabRun, until: number): number {
  for (let index = 0; index < until; index += 1)
    if (JSON.stringify(a.steps[index]) !== JSON.stringify(b.steps[index])) return index;
  return until;
}

const isDone = ({ run, at }: LabContext) => at >= run.steps.length;

/** A run with other settings, at the same place, or where it first differs. */
function change({ run, at }: LabContext, settings: Partial<LabSettings>): Pick<LabContext, 'run' | 'at'> {
  const made = runLab(toSettings({ ...run.settings, faults: [], ...settings }));
  const isOther = getDeviceIds(made).join() !== getDeviceIds(run).join() || made.ruleSet !== run.ruleSet;
  return { run: made, at: isOther ? 0 : findFirstOther(run, made, at) };
}

const lab = setup({
  types: {
    context: {} as LabContext,
    events: {} as LabEvent,
    input: {} as { settings?: Partial<LabSettings>; at?: number; beat?: number },
  },
  // None by name: each is generated from the rules of the run.
  actors: {} as Record<string, DeviceMachine>,
  delays: { beat: ({ context }) => context.beat },
  guards: { 'is done': ({ context }) => isDone(context) },
});

/** Every device anew, and told all that it was told before the place of now. */
const rebuild = lab.enqueueActions(({ context, enqueue }) => {
  for (const device of Object.values(context.devices)) enqueue.stopChild(device);
  enqueue.assign(({ context: { run }, spawn }) => ({
    devices: Object.fromEntries(
      getDeviceIds(run).map((id) => [
        id,
        spawn(createDeviceMachine(run.ruleSet, run.settings.flags), { id }),
      ]),
    ),
  }));
  for (const step of context.run.steps.slice(0, context.at)) tell(step, enqueue);
});

/** One step: the device that it is for is sent its request. */
const takeStep = lab.enqueueActions(({ context: { run, at }, enqueue }) => {
  const step = run.steps[at];
  if (!step) return;
  enqueue.assign({ at: at + 1 });
  tell(step, enqueue);
});

interface Enqueue {
  readonly sendTo: (to: (args: { context: LabContext }) => LabDeviceRef, event: DeviceEvent) => void;
}

function tell(step: LabStep, enqueue: Enqueue): void {
  const event = getDeviceEvent(step);
  if (!event || step.device === null) return;
  const id = toDeviceId(step.host, step.device);
  enqueue.sendTo(({ context }) => getDevice(context, id), event);
}

function getDevice({ devices }: LabContext, id: string): LabDeviceRef {
  const device = devices[id];
  if (!device) throw new Error(`the lab has no device ${id} among ${Object.keys(devices).join(', ')}`);
  return device;
}

/** To a place: from the beginning, since a device cannot be asked backwards. */
const moveTo = (at: (context: LabContext) => number) => [
  assign<LabContext, LabEvent, undefined, LabEvent, never>(({ context }) => ({
    at: Math.max(0, Math.min(at(context), context.run.steps.length)),
  })),
  rebuild,
];

/** The VMM. Input: settings, complete or not, how many steps are taken, and how fast it plays. */
export const labMachine = lab.createMachine({
  id: 'vmm',
  context: ({ input: { settings, at = 0, beat = STEADY } }) => {
    const run = runLab(toSettings(settings));
    return { run, at: Math.min(at, run.steps.length), beat, devices: {} };
  },
  entry: rebuild,
  initial: 'paused',
  on: {
    step: { target: '.paused', actions: takeStep },
    back: { target: '.paused', actions: moveTo(({ at }) => at - 1) },
    finish: { target: '.paused', actions: moveTo(({ run }) => run.steps.length) },
    reset: { target: '.paused', actions: moveTo(() => 0) },
    'beat.change': { actions: assign({ beat: ({ event }) => event.beat }) },
    'fault.arm': {
      target: '.paused',
      actions: assign(({ context, event }) =>
        change(context, { faults: setFault(context.run.settings.faults, context.at, event.what) }),
      ),
    },
    'settings.change': {
      target: '.paused',
      actions: [assign(({ context, event }) => change(context, event.settings)), rebuild],
    },
  },
  states: {
    paused: {
      on: {
        play: [{ guard: 'is done', target: 'playing', actions: moveTo(() => 0) }, { target: 'playing' }],
      },
    },
    playing: {
      on: { pause: 'paused' },
      after: {
        beat: [
          {
            guard: ({ context: { at, run } }) => at + 1 >= run.steps.length,
            target: 'paused',
            actions: takeStep,
          },
          { target: 'playing', reenter: true, actions: takeStep },
        ],
      },
    },
  },
});
