/**
 * The host that loads: its devices take in what comes, and run when all of it is there. It does what the flow `incoming`
 * does, or `incoming-paused` where the VM stays paused; alone, what its own flow does with a file.
 */

import { QEMU_SCRIPTS } from '../../protocol/clients/qemu/qemu-script.ts';
import { sendChunk } from '../data/lab-data.ts';
import type { LabWorld } from '../run/lab-world.ts';
import { createQemu } from './lab-qemu.ts';
import { createLabSide } from './lab-side.ts';

export interface Destination {
  /** Every device begins to load; false where one fails, and QEMU there ends. */
  readonly load: () => boolean;
  /** All is there: the VM runs, or waits. False where a device failed. */
  readonly arrive: (isLive: boolean) => boolean;
}

/** QEMU that was started with -incoming. */
export function createDestination(world: LabWorld): Destination {
  const side = createLabSide(world, 'destination');
  const vm = createQemu(world, side, 'never-ran', null);
  return {
    load() {
      vm.happen('load');
      return !side.isOver();
    },
    arrive(isLive) {
      const events = (isLive ? QEMU_SCRIPTS.incoming : QEMU_SCRIPTS['incoming-paused'])?.events ?? [];
      for (const event of events) {
        if (event === 'load' || (event === 'cont' && !isLive)) continue;
        if (!side.isOver()) vm.happen(event);
      }
      return side.getEnd() === 'completes';
    },
  };
}

/** QEMU that loads from a file. `ended` where it is gone; `failed` where a device is not what was saved. */
export function runIncoming(world: LabWorld): 'ok' | 'failed' | 'ended' {
  const side = createLabSide(world, 'destination');
  const vm = createQemu(world, side, world.plan.start, null);
  for (const event of world.plan.events) {
    if (side.isOver()) break;
    vm.happen(event);
    if (event === 'load' && !side.isOver() && !loadFile(world)) return 'failed';
  }
  if (side.getEnd() === 'completes') return 'ok';
  return side.isOver() ? 'ended' : 'failed';
}

/** The stream of every device, out of a file. */
function loadFile(world: LabWorld): boolean {
  for (const device of world.source)
    while (device.left > 0) {
      if (sendChunk(world, device)) continue;
      return false;
    }
  return true;
}
