/**
 * The lab as actors: this machine is the VMM, and it spawns an actor for each device of each host, which is the device
 * machine of machine/. A step sends its request to the device that it is for. Back, to the end, and other settings put
 * each device where the run has it: the run knows what came of each request, so nothing is asked again.
 */

import { assign, setup } from 'xstate';
import type { DeviceEvent } from '../../machine/device-machine.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { LabDeviceRef } from './lab-device.ts';
import { getDeviceState, labDevice } from './lab-device.ts';
import type { LabRun } from './lab-model.ts';
import { runLab } from './lab-model.ts';
import type { LabFaultKind, LabSettings } from './lab-settings.ts';
import { setFault, toSettings } from './lab-settings.ts';
import type { LabSpot } from './lab-spot.ts';
import type { LabHost, LabStep } from './lab-step.ts';

interface LabContext {
  readonly run: LabRun;
  /** The rule set that the page shows, if there is a page. */
  readonly page: RuleSet | null;
  /** Steps that are taken. */
  readonly at: number;
  /** Milliseconds between two steps while it plays. */
  readonly beat: number;
  /** By id. */
  readonly devices: Readonly<Record<string, LabDeviceRef>>;
  /** Told each run and step where the lab stands; none while it plays, as those are of a moment. */
  readonly onMove: ((place: LabSpot, run: LabRun) => void) | undefined;
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
  | { type: 'settings.change'; settings: Partial<LabSettings>; page?: RuleSet };

/** Steps a second, and what it is called. */
export const BEATS = [
  { beat: 1200, name: 'slow' },
  { beat: 350, name: 'steady' },
  { beat: 60, name: 'fast' },
] as const;

const STEADY = 350;

/** The actor of a device: `source-1`. */
export const toDeviceId = (host: LabHost, device: number) => `${host}-${device + 1}`;

interface ListedDevice {
  readonly id: string;
  readonly host: LabHost;
  readonly device: number;
}

/** The devices that a run has, in order. */
function getDevices({ steps, settings, plan }: LabRun): readonly ListedDevice[] {
  const hosts: readonly LabHost[] = plan.purpose === 'load' ? ['destination'] : ['source', 'destination'];
  const isThere = (host: LabHost) => host === 'source' || steps.some(({ arrived }) => arrived.length > 0);
  return hosts.filter(isThere).flatMap((host) =>
    Array.from({ length: settings.devices }, (_, device) => ({
      id: toDeviceId(host, device),
      host,
      device,
    })),
  );
}

/** The ids of the devices that a run has, in order. */
export const getDeviceIds = (run: LabRun): readonly string[] => getDevices(run).map(({ id }) => id);

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

interface LabInput {
  readonly settings?: Partial<LabSettings>;
  readonly page?: RuleSet | null;
  readonly at?: number;
  readonly beat?: number;
  readonly onMove?: (place: LabSpot, run: LabRun) => void;
}

const isDone = ({ run, at }: LabContext) => at >= run.steps.length;

/** A run with other settings, at the same step, or where it first differs. */
function change(
  { run, at, page: known }: LabContext,
  settings: Partial<LabSettings>,
  page: RuleSet | null = known,
): Pick<LabContext, 'run' | 'at' | 'page'> {
  const made = runLab(toSettings({ ...run.settings, faults: [], ...settings }, page), page);
  const isOther = getDeviceIds(made).join() !== getDeviceIds(run).join() || made.ruleSet !== run.ruleSet;
  return { run: made, page, at: isOther ? 0 : findFirstOther(run, made, at) };
}

const lab = setup({
  types: {
    context: {} as LabContext,
    events: {} as LabEvent,
    input: {} as LabInput,
  },
  actors: { device: labDevice },
  delays: { beat: ({ context }) => context.beat },
  guards: { 'is done': ({ context }) => isDone(context) },
});

/** Every device in the state that the run has: those that are there move, those that are new begin there. */
const putDevices = lab.enqueueActions(({ context: { run, at, devices }, enqueue }) => {
  const listed = getDevices(run);
  for (const [id, device] of Object.entries(devices))
    if (!listed.some((each) => each.id === id)) enqueue.stopChild(device);
  for (const { id, host, device } of listed) {
    const actor = devices[id];
    if (actor) enqueue.sendTo(actor, { type: 'put', state: getDeviceState(run, at, host, device) });
  }
  const isSame = listed.map(({ id }) => id).join() === Object.keys(devices).join();
  if (isSame) return;
  enqueue.assign(({ spawn }) => ({
    devices: Object.fromEntries(
      listed.map(({ id, host, device }) => [
        id,
        devices[id] ?? spawn('device', { id, input: getDeviceState(run, at, host, device) }),
      ]),
    ),
  }));
});

/** One step: the device that it is for is sent its request. */
const takeStep = lab.enqueueActions(({ context: { run, at, devices }, enqueue }) => {
  const step = run.steps[at];
  if (!step) return;
  enqueue.assign({ at: at + 1 });
  const event = getDeviceEvent(step);
  if (event && step.device !== null)
    enqueue.sendTo(getDevice(devices, toDeviceId(step.host, step.device)), event);
});

function getDevice(devices: LabContext['devices'], id: string): LabDeviceRef {
  const device = devices[id];
  if (!device) throw new Error(`the lab has no device ${id} among ${Object.keys(devices).join(', ')}`);
  return device;
}

const tellSpot = ({ context: { run, at, onMove } }: { context: LabContext }) =>
  onMove?.({ settings: run.settings, at }, run);

/** To a step of the same run. */
const moveTo = (at: (context: LabContext) => number) => [
  assign<LabContext, LabEvent, undefined, LabEvent, never>(({ context }) => ({
    at: Math.max(0, Math.min(at(context), context.run.steps.length)),
  })),
  putDevices,
];

/** The VMM. Input: settings, complete or not, how many steps are taken, how fast it plays, and who is told the step. */
export const labMachine = lab.createMachine({
  id: 'vmm',
  context: ({ input: { settings, page = null, at = 0, beat = STEADY, onMove } }) => {
    const run = runLab(toSettings(settings, page), page);
    return { run, page, at: Math.min(at, run.steps.length), beat, devices: {}, onMove };
  },
  entry: putDevices,
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
      actions: [assign(({ context, event }) => change(context, event.settings, event.page)), putDevices],
    },
  },
  states: {
    paused: {
      entry: tellSpot,
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
