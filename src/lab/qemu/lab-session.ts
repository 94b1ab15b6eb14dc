/**
 * The data session, read by read: v1 through the registers of the migration region, v2 through the data_fd. A chunk goes
 * from the device to QEMU, over the stream, and into the device of the other host.
 *
 * @source include/uapi/linux/vfio.h, struct vfio_device_migration_info (v5.8) and enum vfio_device_mig_state (v5.18)
 * @source QEMU hw/vfio/migration.c, vfio_save_buffer(), vfio_load_buffer() v7.2.0; vfio_save_block() v8.2.0
 */

import { hasFlags, PRE_COPY } from '../../protocol/state/migration-flags.ts';
import type { DataRead, DataWrite } from '../run/lab-step.ts';
import type { LabDevice, LabWorld, Result } from '../run/lab-world.ts';
import { findFault, getPending, record } from '../run/lab-world.ts';
import { end } from './lab-request.ts';

/** QEMU reads a MiB at a time; in the lab a chunk is so much of a device's state that each can be watched. */
const CHUNKS = 4;
/** A chunk is so many parts of the largest one, so that its size is a plain number. */
const GRAINS = 64;
/** The least share of the largest chunk that a driver has ready. */
const SMALLEST = 0.7;

/** One read. False where it fails: nothing was read then. */
function read(world: LabWorld, device: LabDevice, what: DataRead, bytes: number): boolean {
  return call(world, device, { kind: 'read', what, bytes });
}

type Call =
  | { kind: 'read'; what: DataRead; bytes: number }
  | { kind: 'write'; what: DataWrite; bytes: number };

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
 * How much QEMU is told is left, by device; `null` where no call tells. In pre-copy QEMU 8.2 asks for the size of
 * stop-and-copy too, and adds the two. The devices of the lab would count every byte twice then, so the second is asked
 * where the first one fails: there too QEMU has a size that keeps it from stopping the VM too early.
 *
 * @source QEMU hw/vfio/migration.c v8.2.0, vfio_state_pending_exact()
 */
export function queryPending(world: LabWorld): readonly (number | null)[] {
  const query = getQuery(world);
  return world.source.map((device) => {
    const ask = (what: DataRead) => {
      const bytes = getPending(world, device);
      return read(world, device, what, bytes) ? bytes : null;
    };
    const hasSecond = query === 'VFIO_MIG_GET_PRECOPY_INFO';
    return ask(query) ?? (hasSecond ? ask('VFIO_DEVICE_FEATURE_MIG_DATA_SIZE') : null);
  });
}

/** What tells how much is left. @source QEMU vfio_save_pending() v7.2.0, vfio_state_pending_exact() v8.2.0 */
function getQuery(world: LabWorld): DataRead {
  if (world.ruleSet.generation === 'v1') return 'pending_bytes';
  return canPreCopy(world) ? 'VFIO_MIG_GET_PRECOPY_INFO' : 'VFIO_DEVICE_FEATURE_MIG_DATA_SIZE';
}

/** True where data can be read before stop-and-copy: v1 while _SAVING, v2 in PRE_COPY. */
export function canPreCopy({ ruleSet, settings, source }: LabWorld): boolean {
  const isSaving = source.every(
    (each) => ruleSet.states.find(({ value }) => value === each.state)?.session === 'saving',
  );
  return isSaving && (ruleSet.generation === 'v1' || hasFlags(settings.flags ?? 0, PRE_COPY));
}

/** Sends what was left of these devices when the round began, a chunk of each in turn. */
export function sendRound(world: LabWorld, devices: readonly LabDevice[]): Result {
  const begun = new Set<LabDevice>();
  while (devices.some(({ left }) => left > 0))
    for (const device of devices.filter(({ left }) => left > 0)) {
      // The first chunk follows the query of all devices.
      const reads = begun.has(device) && world.ruleSet.generation === 'v1';
      begun.add(device);
      if (reads && !readPending(world, device)) return 'failed';
      const result = sendChunk(world, device);
      if (result !== 'ok') return result;
    }
  return 'ok';
}

/** Where reading it for the reckoning fails, QEMU takes it for 0 and reads it once more before it gives up. */
function readPending(world: LabWorld, device: LabDevice): boolean {
  const again = () => read(world, device, 'pending_bytes', getPending(world, device));
  return again() || again();
}

/** Stop-and-copy: everything that is left, to the end of the stream; or but a chunk of it. */
export function drain(world: LabWorld, device: LabDevice, isWhole: boolean): Result {
  const isV1 = world.ruleSet.generation === 'v1';
  const readOn = () =>
    read(world, device, isV1 ? 'pending_bytes' : 'data_fd', isV1 ? getPending(world, device) : 0);
  if (isV1 && !readOn()) return 'failed';
  while (device.left > 0) {
    const result = sendChunk(world, device);
    if (result !== 'ok') return result;
    if (!isWhole) return 'ok';
    if (isV1 && !readOn()) return 'failed';
  }
  return isV1 || readOn() ? 'ok' : 'failed';
}

/** One chunk, from the device's state to the other host. */
export function sendChunk(world: LabWorld, device: LabDevice): Result {
  const grain = Math.ceil(world.settings.stateSize / CHUNKS / GRAINS);
  const ready = grain * Math.ceil(GRAINS * (SMALLEST + (1 - SMALLEST) * world.chance()));
  const bytes = Math.min(device.left, ready);
  if (world.hasSource && !takeOut(world, device, bytes)) return 'failed';
  const fault = findFault(world);
  if (fault?.kind === 'breaks') {
    record(world, 'source', device.index, { kind: 'send', bytes: 0 }, 'EPIPE');
    return 'failed';
  }
  device.left -= bytes;
  world.sent += bytes;
  record(world, 'source', device.index, { kind: 'send', bytes });
  const target = world.destination[device.index];
  if (!target || !world.isDestinationUp) return 'ok';
  if (takeIn(world, target, bytes)) return 'ok';
  end(world, target, 'exits');
  return 'failed';
}

function takeOut(world: LabWorld, device: LabDevice, bytes: number): boolean {
  if (world.ruleSet.generation === 'v2') return read(world, device, 'data_fd', bytes);
  return (['data_offset', 'data_size', 'chunk'] as const).every((what) =>
    read(world, device, what, what === 'data_offset' ? 0 : bytes),
  );
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
