/**
 * The data session, read by read: v1 through the registers of the migration region, v2 through the data_fd. A chunk goes
 * from the device to the VMM, over the stream, and into the device of the other host.
 *
 * @source include/uapi/linux/vfio.h, struct vfio_device_migration_info (v5.8) and enum vfio_device_mig_state (v5.18)
 * @source QEMU hw/vfio/migration.c, vfio_save_buffer(), vfio_load_buffer() v7.2.0; vfio_save_block() v8.2.0
 */

import type { DataRead, DataWrite, LabAct } from '../run/lab-step.ts';
import type { LabDevice, LabWorld } from '../run/lab-world.ts';
import { findFault, getPending, isInPreCopy, record, recordEnd } from '../run/lab-world.ts';
import { lowerCache } from './lab-query.ts';

/** QEMU reads a MiB at a time; in the lab a chunk is so much of a device's state that each can be watched. */
const CHUNKS = 4;
/** A chunk is so many parts of the largest one, so that its size is a plain number. */
const GRAINS = 64;
/** The least share of the largest chunk that a driver has ready. */
const SMALLEST = 0.7;

/** One read. False where it fails: nothing was read then. */
const read = (world: LabWorld, device: LabDevice, what: DataRead, bytes: number): boolean =>
  call(world, device, { kind: 'read', what, bytes });

type Call = (LabAct & { kind: 'read' }) | { kind: 'write'; what: DataWrite; bytes: number };

function call(world: LabWorld, device: LabDevice, act: Call): boolean {
  const fault = findFault(world);
  const error = fault?.kind === 'fails' ? fault.errno : null;
  if (!error && isTakenIn(world, act)) device.arrived += act.bytes;
  record(world, device.host, device.index, error ? { ...act, bytes: 0 } : act, error);
  return error === null;
}

/** v1: the driver takes a chunk when data_size is written; v2: with the write itself. */
const isTakenIn = ({ ruleSet }: LabWorld, { kind, what }: Call) =>
  kind === 'write' && what === (ruleSet.generation === 'v1' ? 'data_size' : 'data_fd');

/**
 * Sends what was left of these devices when the round began, a chunk of each in turn. A device in pre-copy that has nothing
 * is read all the same, and answers ENOMSG.
 */
export function sendRound(world: LabWorld, devices: readonly LabDevice[]): boolean {
  const isV1 = world.ruleSet.generation === 'v1';
  for (const device of devices)
    if (!isV1 && device.left === 0 && isInPreCopy(world, device) && !readNothing(world, device)) return false;
  const begun = new Set<LabDevice>();
  while (devices.some(({ left }) => left > 0))
    for (const device of devices.filter(({ left }) => left > 0)) {
      // The first chunk follows the query of all devices.
      const reads = begun.has(device) && isV1;
      begun.add(device);
      if ((reads && !readPending(world, device)) || !sendChunk(world, device)) return false;
    }
  return true;
}

/** The end of the stream, or in pre-copy ENOMSG: either way QEMU takes it that nothing is left. */
function readNothing(world: LabWorld, device: LabDevice): boolean {
  if (!read(world, device, 'data_fd', 0)) return false;
  lowerCache(device, 0);
  return true;
}

/** Where reading it for a decision fails, QEMU takes it for 0 and reads it once more before it gives up. */
function readPending(world: LabWorld, device: LabDevice): boolean {
  const again = () => read(world, device, 'pending_bytes', getPending(world, device));
  return again() || again();
}

/** Stop-and-copy of one device, chunk by chunk: threads of several devices can take turns. The result is false where it fails. */
export function* drainByChunk(world: LabWorld, device: LabDevice): Generator<undefined, boolean> {
  const isV1 = world.ruleSet.generation === 'v1';
  const readOn = () => !isV1 || read(world, device, 'pending_bytes', getPending(world, device));
  if (!readOn()) return false;
  while (device.left > 0) {
    if (!sendChunk(world, device)) return false;
    if (!readOn()) return false;
    yield;
  }
  return isV1 || readNothing(world, device);
}

/** Stop-and-copy of one device, to the end of the stream. */
export function drain(world: LabWorld, device: LabDevice): boolean {
  const chunks = drainByChunk(world, device);
  for (;;) {
    const { done, value } = chunks.next();
    if (done) return value;
  }
}

/** One chunk, from the device's state to the other host. */
export function sendChunk(world: LabWorld, device: LabDevice): boolean {
  const grain = Math.ceil(world.settings.stateSize / CHUNKS / GRAINS);
  const ready = grain * Math.ceil(GRAINS * (SMALLEST + (1 - SMALLEST) * world.chance()));
  const bytes = Math.min(device.left, ready);
  if (world.hasSource && !takeOut(world, device, bytes)) return false;
  const fault = findFault(world);
  if (fault?.kind === 'breaks') {
    record(world, 'source', device.index, { kind: 'send', bytes: 0 }, 'EPIPE');
    return false;
  }
  device.left -= bytes;
  world.sent += bytes;
  record(world, 'source', device.index, { kind: 'send', bytes });
  const target = world.destination[device.index];
  if (!target || !world.isDestinationUp || takeIn(world, target, bytes)) return true;
  if (world.plan.purpose !== 'load' || world.plan.start === 'never-ran')
    recordEnd(world, 'destination', 'exits');
  return false;
}

function takeOut(world: LabWorld, device: LabDevice, bytes: number): boolean {
  const isV1 = world.ruleSet.generation === 'v1';
  const reads: readonly DataRead[] = isV1 ? ['data_offset', 'data_size', 'chunk'] : ['data_fd'];
  if (!reads.every((what) => read(world, device, what, what === 'data_offset' ? 0 : bytes))) return false;
  device.initial = Math.max(0, device.initial - bytes);
  if (bytes > 0) lowerCache(device, bytes);
  return true;
}

function takeIn(world: LabWorld, device: LabDevice, bytes: number): boolean {
  if (world.ruleSet.generation === 'v2')
    return call(world, device, { kind: 'write', what: 'data_fd', bytes });
  return (
    read(world, device, 'data_offset', 0) &&
    call(world, device, { kind: 'write', what: 'chunk', bytes }) &&
    call(world, device, { kind: 'write', what: 'data_size', bytes })
  );
}

/** A device that was reset ends the session, and the next read of its data fails. */
export function failRead(world: LabWorld, device: LabDevice): void {
  const what = world.ruleSet.generation === 'v1' ? 'pending_bytes' : 'data_fd';
  record(world, device.host, device.index, { kind: 'read', what, bytes: 0 }, 'EIO');
}
