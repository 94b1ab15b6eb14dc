/**
 * The devices of one host, as the engine of protocol/ plays on them: each call becomes a step of the run, and a fault is one
 * that was set for that step. What the client makes of it is not here. Each verdict is read from the table of protocol/, so
 * that a run that is made again asks for none again.
 */

import { toDeviceEvent } from '../../machine/device-machine.ts';
import type { Asked, Device, DeviceSide } from '../../protocol/clients/play/device-side.ts';
import { opensSession } from '../../protocol/clients/play/device-side.ts';
import type { PlayEnd } from '../../protocol/clients/play/play-step.ts';
import { getErrorValue } from '../../protocol/rule-sets/rule-set.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { getResetOutcome, toOutcome } from '../../protocol/trace/replay.ts';
import type { Errno, Fault } from '../../protocol/trace/trace.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import { getOne } from '../run/lab-chance.ts';
import type { LabFaultKind } from '../run/lab-settings.ts';
import type { LabHost } from '../run/lab-step.ts';
import type { LabDevice, LabWorld } from '../run/lab-world.ts';
import { beginRound, findFault, getInfo, record, recordEnd } from '../run/lab-world.ts';

/** Called after a request that the device took: data can move now. */
type AfterAsk = (device: LabDevice) => void;

const isDriverFault = (what: LabFaultKind | undefined): what is Fault =>
  what?.kind === 'declined' || what?.kind === 'faulted' || what?.kind === 'corrupt';

/** The side of a host's devices. */
export function createLabSide(world: LabWorld, host: LabHost, afterAsk?: AfterAsk): DeviceSide {
  const { ruleSet } = world;
  const devices = world[host];
  let isOver = false;
  let ended: PlayEnd = 'completes';

  const get = ({ index }: Device): LabDevice => {
    const found = devices[index];
    if (!found) throw new Error(`the ${host} has no device ${index}`);
    return found;
  };

  function leave(why: 'hw_error' | 'crashes' | 'exits' | 'hangs'): void {
    isOver = true;
    recordEnd(world, host, why);
  }

  return {
    ruleSet,
    devices,
    steps: [],
    getEnd: () => ended,
    isOver: () => isOver,
    end(how) {
      if (isOver) return;
      ended = how;
      if (how === 'aborts') leave(isGivenUp(world, host) ? 'hw_error' : 'crashes');
    },
    leave() {
      if (isOver) return;
      if (world.plan.start === 'never-ran') leave('exits');
      else isOver = true;
    },
    ask(device, asked) {
      if (isOver) return { errno: 'EIO', opens: false };
      const one = get(device);
      const { outcome, opens, error } = ask(world, one, asked);
      if (outcome.kind === 'never-returns') {
        ended = 'fails';
        leave('hangs');
        return { errno: 'hangs', opens: false };
      }
      if (error === null) afterAsk?.(one);
      return { errno: error, opens };
    },
    reset(device, trigger, by) {
      if (isOver) return true;
      // After a reset of the system no driver of the guest has set the device up yet.
      const isDriven = by === 'outside' && trigger !== 'system reset';
      return reset(world, get(device), by === 'client' ? 'vmm' : 'guest', isDriven);
    },
    skip(device, { trigger, to }, why) {
      if (isOver) return;
      const { state } = get(device);
      const error = why === 'unwritten' ? 'EINVAL' : null;
      record(world, host, device.index, { kind: 'unasked', name: trigger, at: state, to, why }, error);
    },
  };
}

/** True where QEMU ends by hw_error(): a reset failed, or v1 reads ERROR. Else it follows a NULL pointer. */
function isGivenUp({ ruleSet, steps }: LabWorld, host: LabHost): boolean {
  if (ruleSet.generation === 'v2') return true;
  const last = steps.findLast((step) => step.host === host && step.act.kind === 'request')?.act;
  return last?.kind === 'request' && last.outcome.now === getErrorValue(ruleSet);
}

/** Makes a request; one that the rules do not mention counts as accepted, as in the flows of protocol/. */
function ask(world: LabWorld, device: LabDevice, asked: Asked) {
  const { ruleSet } = world;
  const { trigger, to, recover, isRecovery = false, holdsFd = false } = asked;
  const found = findFault(world);
  const armed = isDriverFault(found) ? found : null;
  const suppose = found?.kind === 'refuses' ? undefined : 'accepted';
  const verdict = readVerdict(ruleSet, { from: device.state, to, flags: device.flags });
  const outcome = toOutcome(ruleSet, verdict, armed ?? undefined, suppose);
  const event = toDeviceEvent(ruleSet, to, outcome.failed && armed, suppose);
  const opens = isOpening(world, outcome);
  const before = getInfo(world, device);
  const error = getError(outcome, opens && holdsFd);
  beginRound(world);
  device.state = outcome.now;
  changeSession(world, device, before?.session, outcome.returns === 0);
  if (trigger === 'VM runs' && device.host === 'source' && world.plan.start === 'never-ran')
    device.isDriven = true;
  const act = { kind: 'request', name: trigger, to, outcome, event, recover, isRecovery } as const;
  record(world, device.host, device.index, act, error);
  sendStray(world, device, before?.activity);
  return { outcome, opens, error };
}

function getError({ kind, returns }: Outcome, isOutOfSync: boolean): Errno | 'EBADF' | null {
  if (kind === 'accepted') return isOutOfSync ? 'EBADF' : null;
  return kind === 'never-returns' ? null : returns || 'EINVAL';
}

function isOpening({ ruleSet }: LabWorld, { kind, cause, from, now, arcs }: Outcome): boolean {
  if (kind !== 'accepted') return false;
  return (cause === 'supposed' ? [{ from, to: now }] : arcs).some((arc) => opensSession(ruleSet, arc));
}

/** A new saving session begins with all of the state; a device that has loaded has the guest's work. */
function changeSession(world: LabWorld, device: LabDevice, before: string | undefined, isDone: boolean) {
  const { stateSize } = world.settings;
  const now = getInfo(world, device)?.session;
  if (before === 'loading' && now !== 'loading' && isDone) device.isDriven = true;
  if (device.host === 'destination' || now !== 'saving' || before === 'saving') return;
  device.left = stateSize;
  device.initial = stateSize;
  device.hasToldInitial = false;
}

/**
 * Resets a device: all of its state is pending again, and until the guest's driver has set it up it starts no DMA. False
 * where the reset fails.
 */
function reset(world: LabWorld, device: LabDevice, by: 'vmm' | 'guest', isDriven: boolean): boolean {
  if (by === 'vmm' && findFault(world)?.kind === 'fails') {
    record(world, device.host, device.index, { kind: 'reset', by, outcome: null, event: null }, 'EIO');
    return false;
  }
  const outcome = getResetOutcome(world.ruleSet, device.state);
  const before = getInfo(world, device);
  beginRound(world);
  device.state = outcome.now;
  device.isDriven = isDriven;
  if (device.host === 'source') device.left = world.settings.stateSize;
  record(world, device.host, device.index, { kind: 'reset', by, outcome, event: { type: 'reset' } });
  sendStray(world, device, before?.activity);
  return true;
}

/**
 * One device of a host runs and another is stopped: the one that runs writes into the other, which must not change.
 * A quiescent device sends nothing and still takes what comes in, so where all pass through that state there is none.
 */
function sendStray(world: LabWorld, device: LabDevice, before: string | undefined): void {
  const now = getInfo(world, device);
  if (!world.settings.linked || now?.kind !== 'valid' || now.activity === before) return;
  const is = (activity: string) => (each: LabDevice) => {
    const info = getInfo(world, each);
    return each !== device && info?.kind === 'valid' && info.activity === activity;
  };
  const peers = world[device.host];
  if (now.activity === 'stopped') {
    const sender = getOne(
      world.chance,
      peers.filter((each) => is('runs')(each) && each.isDriven),
    );
    if (sender) record(world, device.host, sender.index, { kind: 'dma', to: device.index });
  }
  if (now.activity === 'runs' && device.isDriven) {
    const target = getOne(world.chance, peers.filter(is('stopped')));
    if (target) record(world, device.host, device.index, { kind: 'dma', to: target.index });
  }
}
