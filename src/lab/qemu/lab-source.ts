/**
 * QEMU on the source: the requests of the flow, and between them the data. Where something fails, it does as QEMU does:
 * a handler that cannot report goes on with the other devices; anything else gives the migration up at once.
 *
 * @source QEMU hw/vfio/migration.c, vfio_vmstate_change(), vfio_save_complete_precopy(), vfio_migration_state_notifier()
 */

import type { LabDevice, LabWorld, Result } from '../run/lab-world.ts';
import { beginRound, getPending, getSeconds } from '../run/lab-world.ts';
import type { Ask, Pass } from './lab-asks.ts';
import { getAsks, getMending, toPasses, toWish } from './lab-asks.ts';
import { load, startVm } from './lab-destination.ts';
import { GOES_ON, LAB_PLANS } from './lab-plan.ts';
import { end, request, reset } from './lab-request.ts';
import type { Iteration } from './lab-rounds.ts';
import { cutRound, iterate } from './lab-rounds.ts';
import { drain } from './lab-session.ts';

/** `lost`: the source is done, and the VM on the other host lacks a device or does not run. */
export type SourceResult = Iteration | 'lost';

/** What happens, in order: passes of requests, and what the lab adds to them. */
type Act = Pass | 'begin' | 'arrive' | 'give-up';

/** The whole flow, mending included. */
export function runSource(world: LabWorld): SourceResult {
  const result = runActs(world);
  if (result !== 'failed' && result !== 'cancelled') {
    if (result === 'ended') giveUp(world);
    return result;
  }
  giveUp(world);
  const ask = getMending(world, LAB_PLANS[world.settings.flow].mends, result === 'cancelled');
  return askAll(world, ask, true) === 'ended' ? 'ended' : result;
}

function runActs(world: LabWorld): SourceResult {
  let [hasBegun, hasFailed, isLost] = [false, false, false];
  for (const act of toActs(world)) {
    if (act === 'arrive') {
      isLost = startVm(world) !== 'ok';
      continue;
    }
    if (typeof act === 'string') {
      const begun = act === 'begin' ? begin(world) : giveUp(world);
      if (begun !== 'ok') return begun;
      hasBegun = true;
      continue;
    }
    const [{ name }] = act;
    if (name === 'complete' && hasFailed) return 'failed';
    if (name === 'VM stopped' && hasBegun) stop(world);
    const result = runPass(world, act);
    // The other side has everything by now, so that QEMU here may end without it.
    if (result === 'ended' && name === 'cleanup') break;
    if (result === 'ended' || (result === 'failed' && !GOES_ON.has(name))) return result;
    hasFailed ||= hasBegun && result === 'failed';
  }
  return isLost ? 'lost' : 'ok';
}

/** The migration begins with the setup, or without one before the ask that the plan names; the VM arrives before the cleanup. */
function toActs(world: LabWorld): readonly Act[] {
  const { begins, ends } = LAB_PLANS[world.settings.flow];
  const passes = toPasses(getAsks(world, world.settings.flow));
  const named = (name: string) => passes.find(([ask]) => ask.name === name);
  const setup = named('setup');
  const first = setup ?? (begins === 'complete' ? named('complete') : undefined) ?? passes[0];
  const arrives: readonly Act[] = ends === 'arrives' && world.destination.length > 0 ? ['arrive'] : [];
  const acts = passes.flatMap((pass): readonly Act[] => {
    const [{ name }] = pass;
    if (name === 'cancelled' || name === 'failed') return ['give-up', pass];
    if (pass !== first) return name === 'cleanup' ? [...arrives, pass] : [pass];
    return pass === setup ? [pass, 'begin'] : ['begin', pass];
  });
  return named('cleanup') ? acts : [...acts, ...arrives];
}

/** The other host loads, and data flows until the VM can be stopped, or something comes between. */
function begin(world: LabWorld): SourceResult {
  if (world.isDestinationUp && load(world) !== 'ok') return 'failed';
  const { rounds } = LAB_PLANS[world.settings.flow];
  const result = rounds === 'cut' ? cutRound(world) : iterate(world, rounds);
  if (result === 'ok' && rounds !== 'cut') stop(world);
  return result;
}

/** From now on nothing changes that has not been counted. */
function stop(world: LabWorld): void {
  beginRound(world);
  world.stopped ??= {
    at: getSeconds(world),
    left: world.source.reduce((sum, device) => sum + getPending(world, device), 0),
  };
}

function runPass(world: LabWorld, pass: Pass): Result {
  const [ask] = pass;
  if (ask.name !== 'complete') return askAll(world, ask, false);
  for (const device of world.source) {
    const result = complete(world, device, pass);
    if (result !== 'ok') return result;
  }
  return 'ok';
}

/** One device to its end: stop-and-copy, its data, and on v1 the end of saving. */
function complete(world: LabWorld, device: LabDevice, pass: Pass): Result {
  for (const ask of pass) {
    if (ask.act === 'reset') continue;
    const result = request(world, device, toWish(world, device, ask));
    if (result !== 'ok') return result;
    if (ask.name !== 'complete') continue;
    const drained = drain(world, device, LAB_PLANS[world.settings.flow].drains);
    if (drained !== 'ok') return drained;
  }
  return 'ok';
}

/** One ask of every device. Where it cannot report a failure, or mends one, the others are asked all the same. */
function askAll(world: LabWorld, ask: Ask, isRecovery: boolean): Result {
  let sum: Result = 'ok';
  for (const device of world.source) {
    const result =
      ask.act === 'reset'
        ? reset(world, device, 'guest')
        : request(world, device, toWish(world, device, ask), isRecovery);
    if (result === 'ended') return result;
    if (result !== 'failed') continue;
    if (!GOES_ON.has(ask.name)) return result;
    sum = result;
  }
  return sum;
}

/** The stream breaks off, and QEMU on the other host ends. */
function giveUp(world: LabWorld): Result {
  if (world.isDestinationUp) end(world, { host: 'destination' }, 'exits');
  return 'ok';
}
