/** QEMU on the other host: its devices load, take in what comes, and run when all of it is there. The requests are those of `incoming`. */

import type { LabWorld, Result } from '../run/lab-world.ts';
import { getAsks, toPasses, toWish } from './lab-asks.ts';
import { end, request } from './lab-request.ts';
import { sendChunk } from './lab-session.ts';

/** Every device begins to load. The first that fails ends QEMU there. */
export function load(world: LabWorld): Result {
  const [ask] = getAsks(world, 'incoming');
  if (!ask || ask.act === 'reset') throw new Error('the flow incoming asks nothing');
  for (const device of world.destination) {
    const result = request(world, device, toWish(world, device, ask));
    if (result === 'failed') return end(world, device, 'exits');
    if (result === 'ended') return result;
  }
  return 'ok';
}

/** The VM starts, and its devices with it: in two passes where they know P2P. What fails is not reported to anyone. */
export function startVm(world: LabWorld): Result {
  let sum: Result = 'ok';
  for (const [ask] of toPasses(getAsks(world, 'incoming').slice(1)))
    for (const device of world.destination) {
      if (ask.act === 'reset') continue;
      const result = request(world, device, toWish(world, device, ask));
      if (result === 'ended') return result;
      if (result === 'failed') sum = result;
    }
  return sum;
}

/** The other side alone: the stream comes out of a file. */
export function runIncoming(world: LabWorld): Result {
  const loaded = load(world);
  if (loaded !== 'ok') return loaded;
  for (const device of world.source)
    while (device.left > 0) {
      const result = sendChunk(world, device);
      if (result === 'ok') continue;
      if (world.isDestinationUp) end(world, { host: 'destination' }, 'exits');
      return 'ended';
    }
  return startVm(world);
}
