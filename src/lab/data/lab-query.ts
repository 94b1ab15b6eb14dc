/**
 * How much QEMU is told is left, and what it remembers of that. Every version counts in its own way: lab-client.ts says how.
 *
 * @source QEMU hw/vfio/migration.c, vfio_save_pending() v7.2.0; vfio_query_stop_copy_size(), vfio_query_precopy_size(),
 * vfio_state_pending_estimate() and vfio_state_pending_exact() v8.2.0 and v10.2.2
 */

import type { DataRead } from '../run/lab-step.ts';
import type { LabDevice, LabWorld } from '../run/lab-world.ts';
import { findFault, getPending, isInPreCopy, record } from '../run/lab-world.ts';

/** What QEMU takes for the size of a state that it cannot learn. @source VFIO_MIG_STOP_COPY_SIZE */
const UNKNOWN = 100 * 2 ** 30;
/** The buffer for data is no larger. @source VFIO_MIG_DEFAULT_DATA_BUFFER_SIZE */
const MOST_BUFFER = 2 ** 20;

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** A read lowers initial bytes first, then dirty bytes, and what stop-and-copy would move. A read of 0 zeroes the first two. */
export function lowerCache({ cache }: LabDevice, bytes: number): void {
  if (bytes === 0) {
    cache.initial = 0;
    cache.dirty = 0;
    return;
  }
  const fromInitial = Math.min(cache.initial, bytes);
  cache.initial -= fromInitial;
  cache.dirty = Math.max(0, cache.dirty - (bytes - fromInitial));
  cache.stopCopy = Math.max(0, cache.stopCopy - bytes);
}

/** Where setup on v2 begins: the buffer is as large as stop-and-copy, up to 1 MiB. False where it cannot be allocated. */
export function prepareBuffer(world: LabWorld, device: LabDevice): boolean {
  const size = queryStopCopy(world, device);
  device.cache.stopCopy = size ?? 0;
  const bytes = Math.min(MOST_BUFFER, size ?? MOST_BUFFER);
  record(world, device.host, device.index, { kind: 'allocate', bytes }, bytes === 0 ? 'ENOMEM' : null);
  return bytes > 0;
}

/** What VFIO_DEVICE_FEATURE_MIG_DATA_SIZE tells; null where it fails. */
function queryStopCopy(world: LabWorld, device: LabDevice): number | null {
  const bytes = world.settings.hasLength ? getPending(world, device) : 0;
  return query(world, device, 'VFIO_DEVICE_FEATURE_MIG_DATA_SIZE', bytes) ? bytes : null;
}

/** Refreshes what is remembered of pre-copy: where the query fails, 0 and 0. `renewed` where initial data begins anew. */
export function queryPreCopy(world: LabWorld, device: LabDevice): 'told' | 'fails' | 'renewed' {
  const isRenewed = findFault(world)?.kind === 'reinit' && canRenew(world);
  if (isRenewed) {
    device.left = world.settings.stateSize;
    device.initial = device.left;
    device.hasToldInitial = false;
  }
  const bytes = getPending(world, device);
  const initial = Math.min(device.initial, bytes);
  const isTold = query(world, device, 'VFIO_MIG_GET_PRECOPY_INFO', bytes, {
    initial,
    ...(isRenewed && { isRenewed }),
  });
  device.cache.initial = isTold ? initial : 0;
  device.cache.dirty = isTold ? bytes - initial : 0;
  if (isRenewed) return 'renewed';
  return isTold ? 'told' : 'fails';
}

/** QEMU 11.1 has asked for VFIO_PRECOPY_INFO_REINIT, and the driver knows it. */
export const canRenew = ({ client, settings }: Pick<LabWorld, 'client' | 'settings'>): boolean =>
  client.sizes?.counts === 'merged' && settings.hasInfoV2;

function query(
  world: LabWorld,
  device: LabDevice,
  what: DataRead,
  bytes: number,
  more: { readonly initial?: number; readonly isRenewed?: boolean } = {},
): boolean {
  const fault = findFault(world);
  const error = fault?.kind === 'fails' ? fault.errno : null;
  const act = error ? { what, bytes: 0 } : { what, bytes, ...more };
  record(world, device.host, device.index, { kind: 'read', ...act }, error);
  return error === null;
}

/** What QEMU thinks is left, from memory. */
export function getEstimate(world: LabWorld): number {
  return sum(
    world.source.map((device) => {
      const { initial, dirty, stopCopy } = device.cache;
      switch (world.client.sizes?.counts) {
        case 'added':
        case 'refreshed':
          return isInPreCopy(world, device) ? initial + dirty : 0;
        case 'merged':
          return Math.max(initial + dirty, stopCopy);
        default:
          return 0;
      }
    }),
  );
}

interface Exact {
  readonly bytes: number;
  /** True where a size could not be learned. */
  readonly isGuess: boolean;
}

/** What is left, by new queries of every device. */
export function queryExact(world: LabWorld): Exact {
  const each = world.source.map((device) => queryDevice(world, device));
  return { bytes: sum(each.map(({ bytes }) => bytes)), isGuess: each.some(({ isGuess }) => isGuess) };
}

function queryDevice(world: LabWorld, device: LabDevice): Exact {
  const counts = world.client.sizes?.counts;
  if (counts === 'pending') {
    const bytes = getPending(world, device);
    return { bytes: query(world, device, 'pending_bytes', bytes) ? bytes : 0, isGuess: false };
  }
  const told = queryStopCopy(world, device);
  const isGuess = told === null;
  const stopCopy = told ?? UNKNOWN;
  if (counts !== 'stop-copy' && isInPreCopy(world, device)) queryPreCopy(world, device);
  // What was guessed is not remembered: the next decision asks again.
  device.cache.stopCopy = told ?? 0;
  return { bytes: count(world, device, stopCopy), isGuess };
}

function count(world: LabWorld, device: LabDevice, stopCopy: number): number {
  const preCopy = isInPreCopy(world, device) ? device.cache.initial + device.cache.dirty : 0;
  switch (world.client.sizes?.counts) {
    case 'added':
      return stopCopy + preCopy;
    case 'merged':
      return Math.max(preCopy, stopCopy);
    default:
      return stopCopy;
  }
}
