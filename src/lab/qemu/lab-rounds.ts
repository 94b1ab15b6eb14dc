/**
 * Pre-copy: round after round QEMU sends what is left, and counts what has changed meanwhile. It stops the VM when the
 * rest takes less than the downtime limit. Where devices change faster than the stream carries, that never comes.
 *
 * @source QEMU migration/migration.c v8.2.0, migration_iteration_run()
 */

import type { LabSettings } from '../run/lab-settings.ts';
import type { Decision } from '../run/lab-step.ts';
import type { LabWorld, Result } from '../run/lab-world.ts';
import { beginRound, findFault, isDirtying, record } from '../run/lab-world.ts';
import { canPreCopy, queryPending, sendRound } from './lab-session.ts';

/** How many rounds are made; those of QEMU have no end. */
export const MOST_ROUNDS = 200;
/** After so many that do not shrink, one is like the other. */
const ENOUGH = 3;
/** What QEMU 8.2 takes for the size of a state that it cannot learn; 7.2 counts nothing. @source VFIO_MIG_STOP_COPY_SIZE */
const UNKNOWN = 100 * 2 ** 30;

/** `stuck`: it never comes to stop-and-copy. `cancelled`: the user has had enough. */
export type Iteration = Result | 'stuck' | 'cancelled';

/**
 * Whether bytes take less than the downtime limit. What takes as long as the limit does not: QEMU goes on then. Whole numbers,
 * so that no division rounds that away.
 */
export const isWithinLimit = (bytes: number, { bandwidth, downtimeLimit }: LabSettings): boolean =>
  bytes * 1000 < downtimeLimit * bandwidth;

/** Rounds until what is left takes less than the limit, or is nothing. */
export function iterate(world: LabWorld, until: 'to-limit' | 'to-empty'): Iteration {
  for (;;) {
    beginRound(world);
    const told = queryPending(world);
    const decision = decide(world, told, until);
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
      case 'iterates': {
        const result = runRound(world);
        if (result !== 'ok') return result;
      }
    }
  }
}

/** The first half of a round, before something comes between. */
export function cutRound(world: LabWorld): Result {
  beginRound(world);
  queryPending(world);
  const [first] = world.source;
  return first && canPreCopy(world) ? sendRound(world, [first]) : 'ok';
}

/**
 * QEMU 7.2 is done with a device before it turns to the next; 8.2 reads a chunk of each in turn.
 *
 * @source QEMU hw/vfio/migration.c, what vfio_save_iterate() returns; migration/savevm.c, qemu_savevm_state_iterate()
 */
function runRound(world: LabWorld): Result {
  const { source, ruleSet } = world;
  for (const devices of ruleSet.generation === 'v1' ? source.map((device) => [device]) : [source]) {
    const result = sendRound(world, devices);
    if (result !== 'ok') return result;
  }
  world.round += 1;
  return 'ok';
}

function decide(world: LabWorld, told: readonly (number | null)[], until: 'to-limit' | 'to-empty'): Decision {
  const { bandwidth } = world.settings;
  const unknown = world.ruleSet.generation === 'v1' ? 0 : UNKNOWN;
  const left = told.reduce<number>((sum, bytes) => sum + (bytes ?? unknown), 0);
  const decision =
    findFault(world)?.kind === 'cancelled'
      ? 'cancelled'
      : getDecision(world, left, until, told.includes(null));
  record(world, 'source', null, {
    kind: 'decide',
    round: world.round,
    left,
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
  if (left === 0) return 'empty';
  if (until === 'to-limit' && isWithinLimit(left, world.settings)) return 'switches-over';
  if (!canPreCopy(world)) return isGuess ? 'asks-again' : 'stuck';
  const changes = dirtyRate * world.source.filter((device) => isDirtying(world, device)).length;
  if (changes >= bandwidth && world.round >= ENOUGH) return 'stuck';
  return world.round >= MOST_ROUNDS ? 'too-many' : 'iterates';
}
