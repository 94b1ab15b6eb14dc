/**
 * QEMU asks a device for a state, and mends what fails: on v2 it asks for the recover state, and resets the device where
 * that fails too or is ERROR; on v1 it gives up where the register reads ERROR. Each verdict is read from
 * the table of protocol/, so that a run that is made again asks for none again.
 *
 * @source QEMU hw/vfio/migration.c, vfio_migration_set_state(): v7.2.0 for v1, v8.2.0 for v2
 */

import { toDeviceEvent } from '../../machine/device-machine.ts';
import { getErrorValue } from '../../protocol/rule-sets/rule-set.ts';
import { hasFlags, P2P } from '../../protocol/state/migration-flags.ts';
import { getResetOutcome, toOutcome } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import { getOne } from '../run/lab-chance.ts';
import type { LabFaultKind } from '../run/lab-settings.ts';
import type { LabDevice, LabWorld, Result } from '../run/lab-world.ts';
import { beginRound, findFault, getInfo, record } from '../run/lab-world.ts';
import { LAB_PLANS } from './lab-plan.ts';

/** What is asked for, as a client flow has it. */
export interface Wish {
  readonly name: string;
  readonly to: number;
  readonly recover: number | null;
}

const isDriverFault = (what: LabFaultKind | undefined): what is Fault =>
  what?.kind === 'declined' || what?.kind === 'faulted' || what?.kind === 'corrupt';

/** Asks a device for a state; an unspecified request counts as accepted, as in the client flows. */
export function request(world: LabWorld, device: LabDevice, wish: Wish, isRecovery = false): Result {
  const outcome = ask(world, device, wish, isRecovery);
  if (outcome.kind === 'accepted') return 'ok';
  if (outcome.kind === 'never-returns') return end(world, device, 'hangs');
  if (world.ruleSet.generation === 'v1')
    return outcome.now === getErrorValue(world.ruleSet) ? end(world, device, 'hw_error') : 'failed';
  if (wish.recover === null || wish.recover === getErrorValue(world.ruleSet))
    return reset(world, device, 'vmm');
  const mended = ask(world, device, { name: 'recover', to: wish.recover, recover: null }, true);
  if (mended.kind === 'never-returns') return end(world, device, 'hangs');
  return mended.kind === 'accepted' ? 'failed' : reset(world, device, 'vmm');
}

function ask(world: LabWorld, device: LabDevice, { name, to, recover }: Wish, isRecovery: boolean) {
  const { ruleSet, settings } = world;
  const found = findFault(world);
  const armed = isDriverFault(found) ? found : null;
  const suppose = found?.kind === 'refuses' ? undefined : 'accepted';
  const verdict = readVerdict(ruleSet, { from: device.state, to, flags: settings.flags });
  const outcome = toOutcome(ruleSet, verdict, armed ?? undefined, suppose);
  const event = toDeviceEvent(ruleSet, to, outcome.failed && armed, suppose);
  const before = getInfo(world, device);
  beginRound(world);
  device.state = outcome.now;
  if (before?.session === 'loading' && getInfo(world, device)?.session !== 'loading' && outcome.returns === 0)
    device.isDriven = true;
  const error =
    outcome.kind === 'accepted' || outcome.kind === 'never-returns' ? null : outcome.returns || 'EINVAL';
  record(
    world,
    device.host,
    device.index,
    { kind: 'request', name, to, outcome, event, recover, isRecovery },
    error,
  );
  if (!isNotified(world, name)) sendStray(world, device, before?.activity);
  return outcome;
}

/**
 * Resets a device: all of its state is pending again, and until the guest's driver has set it up it starts no DMA.
 * Where a reset of QEMU's own fails, QEMU ends.
 */
export function reset(world: LabWorld, device: LabDevice, by: 'vmm' | 'guest'): Result {
  const fails = findFault(world)?.kind === 'fails';
  if (fails) {
    record(world, device.host, device.index, { kind: 'reset', by, outcome: null, event: null }, 'EIO');
    return by === 'guest' ? 'ok' : end(world, device, 'hw_error');
  }
  const outcome = getResetOutcome(world.ruleSet, device.state);
  const before = getInfo(world, device);
  beginRound(world);
  device.state = outcome.now;
  device.isDriven = by === 'guest';
  if (device.host === 'source') device.left = world.settings.stateSize;
  record(world, device.host, device.index, { kind: 'reset', by, outcome, event: { type: 'reset' } });
  sendStray(world, device, before?.activity);
  return by === 'guest' ? 'ok' : 'failed';
}

/** QEMU of that host ends, or waits in a call for good. */
export function end(
  world: LabWorld,
  { host }: Pick<LabDevice, 'host'>,
  why: 'hw_error' | 'exits' | 'hangs',
): Result {
  if (host === 'destination') world.isDestinationUp = false;
  record(world, host, null, { kind: 'ends', why });
  return 'ended';
}

/**
 * Tells that the migration has failed come last: by then QEMU has started the VM and, with P2P, its devices in two
 * passes, which the client flows leave out. So no device is alone in running then. A paused VM is not started.
 *
 * @source QEMU migration/migration.c v8.2.0, migration_iteration_finish()
 */
const isNotified = ({ settings }: LabWorld, name: string) =>
  name === 'cancelled' && hasFlags(settings.flags ?? 0, P2P) && !LAB_PLANS[settings.flow].isPaused;

/**
 * One device of a host runs and another is stopped: the one that runs writes into the other, which may change no more.
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
