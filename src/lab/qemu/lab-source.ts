/**
 * QEMU on the source: the events of a flow one after the other, and between them the data. What a failure does follows from
 * the engine of protocol/; here stands when data moves, and when the other host comes in.
 *
 * @source QEMU migration/migration.c, migration_thread(), migration_iteration_finish()
 */

import type { QemuEvent } from '../../protocol/clients/qemu/qemu-script.ts';
import { setInfoV2 } from '../data/lab-ack.ts';
import { failRead } from '../data/lab-data.ts';
import { cutRound, iterate } from '../data/lab-rounds.ts';
import type { LabStep } from '../run/lab-step.ts';
import type { LabWorld } from '../run/lab-world.ts';
import { recordEnd, stopTime } from '../run/lab-world.ts';
import type { Destination } from './lab-destination.ts';
import { createDestination } from './lab-destination.ts';
import { createQemu } from './lab-qemu.ts';
import { createLabSide } from './lab-side.ts';

/**
 * How it ends on the source. `gave-up`: as the flow has it. `lost`: the source is done, and the VM on the other host lacks a
 * device or does not run. `ended`: QEMU is gone, or waits forever.
 */
export type SourceResult = 'ok' | 'gave-up' | 'failed' | 'stuck' | 'cancelled' | 'lost' | 'ended';

/** Events that end a migration or a snapshot, good or bad. */
const CLOSING: ReadonlySet<QemuEvent> = new Set(['finish', 'finish-unnotified', 'snapshot-end']);
/** Events that stop the VM so that its state can be saved. */
const STOPS: ReadonlySet<QemuEvent> = new Set(['switch-over', 'save-vm', 'pause-for-cpr']);
/** Events by which the flow has a migration fail. */
const GIVES_UP: ReadonlySet<QemuEvent> = new Set(['cancel', 'fail', 'read-fails']);
/** Events that come while a round is half done. */
const CUTS: ReadonlySet<QemuEvent> = new Set(['pause', 'io-error', 'cont', 'cancel']);

/** The whole flow. */
export function runSource(world: LabWorld): SourceResult {
  const source = createSource(world);
  if (world.plan.events.includes('setup') && !setInfoV2(world)) return 'failed';
  for (const [index, event] of world.plan.events.entries()) {
    if (source.happen(event, world.plan.events[index + 1]) === 'stuck') return 'stuck';
    if (source.isOver()) break;
  }
  return source.getResult();
}

function createSource(world: LabWorld) {
  const { events } = world.plan;
  const side = createLabSide(world, 'source');
  let isLate = false;
  const vm = createQemu(world, side, world.plan.start, {
    breaksOff: events.includes('read-fails'),
    onLate: () => {
      isLate = true;
    },
  });
  const destination: Destination | null = world.destination.length > 0 ? createDestination(world) : null;
  let [hasBegun, hasIterated, hasCut, hasArrived, isWhole] = [false, false, false, false, true];
  let bad: 'gave-up' | 'cancelled' | 'failed' | null = null;

  /** Once the migration cannot succeed: why, and at which step. */
  function note(why: 'gave-up' | 'cancelled' | 'failed') {
    if (bad || !vm.isLost()) return;
    bad = why;
    if (why === 'failed') world.failedAt = world.steps.findLast(isFailure)?.index ?? null;
  }

  function fail(isDone: boolean) {
    if (isDone || vm.isLost()) return;
    vm.happen('fail');
    note('failed');
  }

  function goOn(until: 'to-limit' | 'to-empty'): 'stuck' | undefined {
    hasIterated = true;
    const result = iterate(world, until);
    if (result === 'stuck') return result;
    if (result === 'failed') fail(false);
    if (result === 'cancelled') {
      vm.happen('cancel');
      note('cancelled');
    }
    return undefined;
  }

  /** The data that comes before an event. */
  function prepare(event: QemuEvent, next: QemuEvent | undefined): 'stuck' | undefined {
    if (!hasBegun || hasIterated || vm.isLost()) return undefined;
    const isSeen = event === 'reset' && next === 'fail';
    if ((isSeen || CUTS.has(event)) && !hasCut) {
      hasCut = true;
      fail(cutRound(world));
    }
    if (event === 'switch-over' || (event === 'reset' && !isSeen)) return goOn('to-limit');
    const isV1 = world.ruleSet.generation === 'v1';
    if (event === 'complete' || event === 'read-fails') return isV1 ? goOn('to-empty') : undefined;
    return undefined;
  }

  /** The end of a migration: the other host has all, and its VM starts; or the stream breaks off. */
  function meetDestination() {
    if (bad !== null) return giveUp(world);
    hasArrived = true;
    if (destination) isWhole = destination.arrive(vm.wasLive());
  }

  function begin() {
    hasBegun = true;
    if (destination && world.isDestinationUp) fail(destination.load());
  }

  return {
    isOver: () => side.isOver(),
    happen(event: QemuEvent, next: QemuEvent | undefined): 'stuck' | undefined {
      if (prepare(event, next) === 'stuck') return 'stuck';
      if (side.isOver()) return undefined;
      if (event === 'fail' && events.includes('reset') && world.source[0]) failRead(world, world.source[0]);
      if (STOPS.has(event) && !vm.isLost()) stopTime(world);
      if (CLOSING.has(event)) meetDestination();
      vm.happen(event);
      note(GIVES_UP.has(event) ? 'gave-up' : 'failed');
      if (event === 'setup' && !vm.isLost() && !side.isOver()) begin();
      if (event === 'switch-over' && isLate) fail(false);
      return undefined;
    },
    getResult(): SourceResult {
      if (side.isOver() && !hasArrived) {
        giveUp(world);
        return 'ended';
      }
      return bad ?? (isWhole ? 'ok' : 'lost');
    },
  };
}

/** A call that failed, other than one that mends another. */
export const isFailure = ({ act, error }: LabStep): boolean =>
  (error !== null || (act.kind === 'request' && act.outcome.kind === 'never-returns')) &&
  act.kind !== 'reset' &&
  !(act.kind === 'request' && act.isRecovery);

/** The stream breaks off, and QEMU on the other host ends. */
function giveUp(world: LabWorld): void {
  if (world.isDestinationUp) recordEnd(world, 'destination', 'exits');
}
