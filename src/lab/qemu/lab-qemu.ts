/**
 * QEMU of one host: the engine of protocol/, with the data that its handlers move between their requests.
 *
 * @source QEMU hw/vfio/migration.c, vfio_save_setup(), vfio_save_complete_precopy(); hw/vfio/migration-multifd.c,
 * vfio_multifd_save_complete_precopy_thread()
 */

import { createQemuDevice } from '../../protocol/clients/flow-run.ts';
import type { DeviceSide } from '../../protocol/clients/play/device-side.ts';
import type { QemuDevice, VmStart } from '../../protocol/clients/qemu/qemu-device.ts';
import type { QemuVm } from '../../protocol/clients/qemu/qemu-vm.ts';
import { createQemuVm } from '../../protocol/clients/qemu/qemu-vm.ts';
import { checkLast } from '../data/lab-ack.ts';
import { drain, drainByChunk, sendChunk } from '../data/lab-data.ts';
import { prepareBuffer, queryPreCopy } from '../data/lab-query.ts';
import { getOne } from '../run/lab-chance.ts';
import type { LabDevice, LabWorld } from '../run/lab-world.ts';
import { isInPreCopy } from '../run/lab-world.ts';

/** What the source is told besides events. */
export interface Saving {
  /** True where stop-and-copy breaks off after a chunk of a device. */
  readonly breaksOff: boolean;
  /** Called where an ack is asked for anew after the VM is to stop. */
  readonly onLate: () => void;
}

/** QEMU with its devices. Without `saving` it moves no data by itself. */
export function createQemu(world: LabWorld, side: DeviceSide, start: VmStart, saving: Saving | null): QemuVm {
  const devices = world[side.devices === world.source ? 'source' : 'destination'];
  const pairs = devices.map(
    (device) => [device, createQemuDevice(side, device, world.client.client, start)] as const,
  );
  if (!saving) {
    const plain = pairs.map(([, one]) => one);
    return createQemuVm(side, plain, start);
  }
  const threads = world.settings.multifd ? createThreads(world, pairs, saving) : null;
  const wrapped = pairs.map(([device, one]) => addData(world, device, one, saving, threads));
  return createQemuVm(side, wrapped, start);
}

/** Whether the thread of a device has asked for stop-and-copy, and come to the end of its data. */
type Threads = (device: LabDevice) => { readonly isAsked: boolean; readonly isDone: boolean };

function addData(
  world: LabWorld,
  device: LabDevice,
  one: QemuDevice,
  { breaksOff, onLate }: Saving,
  threads: Threads | null,
): QemuDevice {
  const isV2 = world.ruleSet.generation === 'v2';
  const { prepare } = one;
  return {
    ...one,
    prepare:
      prepare &&
      ((running) => {
        if (!running && !checkLast(world, device.index)) onLate();
        return prepare(running);
      }),
    setup() {
      if (isV2 && !prepareBuffer(world, device)) return false;
      if (!one.setup()) return false;
      if (isV2 && isInPreCopy(world, device)) queryPreCopy(world, device);
      return true;
    },
    complete() {
      if (threads) return threads(device).isAsked;
      if (!one.complete()) return false;
      if (breaksOff) sendChunk(world, device);
      return true;
    },
    done: () => (threads ? threads(device).isDone : drain(world, device)) && one.done(),
  };
}

/** The first device that is asked starts the threads of all; which of them goes on next is left to chance. */
function createThreads(
  world: LabWorld,
  pairs: readonly (readonly [LabDevice, QemuDevice])[],
  { breaksOff }: Saving,
): Threads {
  const results = new Map<LabDevice, { isAsked: boolean; isDone: boolean }>();
  const run = () => {
    const open = pairs.map(([device, one]) => ({ device, chunks: save(device, one) }));
    while (open.length > 0) {
      const next = getOne(world.chance, open);
      if (!next) return;
      if (next.chunks.next().done) open.splice(open.indexOf(next), 1);
    }
  };
  function* save(device: LabDevice, one: QemuDevice): Generator<undefined> {
    const isAsked = one.complete();
    results.set(device, { isAsked, isDone: false });
    yield;
    if (!isAsked) return;
    if (breaksOff) sendChunk(world, device);
    else results.set(device, { isAsked, isDone: yield* drainByChunk(world, device) });
  }
  return (device) => {
    if (results.size === 0) run();
    return results.get(device) ?? { isAsked: false, isDone: false };
  };
}
