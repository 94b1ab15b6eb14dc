/**
 * Pre-copy: round after round QEMU sends what is left, and counts what has changed meanwhile. It stops the VM when the
 * rest fits the downtime limit. Where devices change faster than the stream carries, that never comes.
 *
 * @source QEMU migration/migration.c, migration_iteration_run(): v7.2.0, v8.2.0, v10.0.2, v10.2.2
 */

import type { SizeTraits } from '../client/lab-client.ts';
import type { LabSettings } from '../run/lab-settings.ts';
import type { Decision } from '../run/lab-step.ts';
import type { LabDevice, LabWorld } from '../run/lab-world.ts';
import { beginRound, findFault, isDirtying, isInPreCopy, record } from '../run/lab-world.ts';
import { isAcked, tellAcks } from './lab-ack.ts';
import { sendRound } from './lab-data.ts';
import { getEstimate, queryExact } from './lab-query.ts';

/** How many rounds are made; those of QEMU have no end. */
export const MOST_ROUNDS = 200;
/** After so many that do not shrink, one is like the other. */
const ENOUGH = 3;

/** `stuck`: it never comes to stop-and-copy. `cancelled`: the user has had enough. */
export type Iteration = 'ok' | 'failed' | 'stuck' | 'cancelled';

/**
 * Whether bytes take no longer than the downtime limit; what takes exactly as long is where versions of QEMU differ. Whole
 * numbers, so that no division rounds that away.
 */
export function isWithinLimit(
  bytes: number,
  { bandwidth, downtimeLimit }: LabSettings,
  compares: SizeTraits['switchesOver'],
): boolean {
  const [takes, limit] = [bytes * 1000, downtimeLimit * bandwidth];
  return compares === 'at-most' ? takes <= limit : takes < limit;
}

/** Rounds until what is left fits the limit, or is nothing. */
export function iterate(world: LabWorld, until: 'to-limit' | 'to-empty'): Iteration {
  for (;;) {
    beginRound(world);
    const decision = decide(world, until);
    switch (decision) {
      case 'switches-over':
      case 'empty':
        return 'ok';
      case 'stuck':
      case 'too-many':
        return 'stuck';
      case 'cancelled':
        return 'cancelled';
      case 'asks-again':
        continue;
      case 'awaits-ack':
      case 'iterates':
        if (!runRound(world)) return 'failed';
    }
  }
}

/** The first half of a round, before something comes between. False where it fails. */
export function cutRound(world: LabWorld): boolean {
  beginRound(world);
  const [first] = world.source;
  if (world.ruleSet.generation === 'v1') queryExact(world);
  return !first || !isInPreCopy(world, first) || sendRound(world, [first]);
}

/**
 * QEMU 7.2 is done with a device before it turns to the next; since 8.0 it reads a chunk of each in turn.
 *
 * @source QEMU hw/vfio/migration.c, what vfio_save_iterate() returns; migration/savevm.c, qemu_savevm_state_iterate()
 */
function runRound(world: LabWorld): boolean {
  const { ruleSet } = world;
  const source = world.source.filter((device) => isInPreCopy(world, device));
  const passes = ruleSet.generation === 'v1' ? source.map((device) => [device]) : [source];
  if (!passes.every((devices: readonly LabDevice[]) => sendRound(world, devices))) return false;
  tellAcks(world);
  world.round += 1;
  return true;
}

interface Sizes {
  readonly estimate: number;
  readonly exact: number | null;
  readonly left: number;
  readonly isGuess: boolean;
}

/** The estimate first; where it is small enough, exact sizes. v1 has one query for both. */
function readSizes(world: LabWorld): Sizes {
  const { settings, client } = world;
  if (client.sizes?.counts === 'pending') {
    const { bytes } = queryExact(world);
    return { estimate: bytes, exact: null, left: bytes, isGuess: false };
  }
  const estimate = getEstimate(world);
  if (!isWithinLimit(estimate, settings, client.sizes?.asksExact ?? 'below'))
    return { estimate, exact: null, left: estimate, isGuess: false };
  const { bytes, isGuess } = queryExact(world);
  return { estimate, exact: bytes, left: bytes, isGuess };
}

function decide(world: LabWorld, until: 'to-limit' | 'to-empty'): Decision {
  const { bandwidth } = world.settings;
  const { estimate, exact, left, isGuess } = readSizes(world);
  const decision =
    findFault(world)?.kind === 'cancelled' ? 'cancelled' : getDecision(world, left, until, isGuess);
  record(world, 'source', null, {
    kind: 'decide',
    round: world.round,
    ...{ left, estimate, exact },
    takes: left / bandwidth,
    decision,
  });
  return decision;
}

function getDecision(
  world: LabWorld,
  left: number,
  until: 'to-limit' | 'to-empty',
  isGuess: boolean,
): Decision {
  const { bandwidth, dirtyRate } = world.settings;
  const compares = world.client.sizes?.switchesOver ?? 'below';
  const fits = left === 0 || (until === 'to-limit' && isWithinLimit(left, world.settings, compares));
  if (fits && isAcked(world)) return left === 0 ? 'empty' : 'switches-over';
  if (!world.source.some((device) => isInPreCopy(world, device))) return isGuess ? 'asks-again' : 'stuck';
  const changes = dirtyRate * world.source.filter((device) => isDirtying(world, device)).length;
  if (!fits && changes >= bandwidth && world.round >= ENOUGH) return 'stuck';
  if (world.round >= MOST_ROUNDS) return 'too-many';
  return fits ? 'awaits-ack' : 'iterates';
}
