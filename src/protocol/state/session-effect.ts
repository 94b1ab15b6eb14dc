/**
 * What an arc does to the data session: the migration region in v1, the data_fd in v2.
 *
 * @source include/uapi/linux/vfio.h, enum vfio_device_mig_state @thread #35
 */

import type { StateInfo } from './state.ts';

export interface SessionEffect {
  readonly effect: 'opens' | 'keeps' | 'ends';
  readonly session: 'saving' | 'loading';
}

/** The effects of one arc in order: an arc out of one session into the other ends the first and opens the second. */
export function getSessionEffects(from: StateInfo, to: StateInfo): readonly SessionEffect[] {
  if (from.session === to.session)
    return from.session === 'none' ? [] : [{ effect: 'keeps', session: from.session }];
  const effects: SessionEffect[] = [];
  if (from.session !== 'none') effects.push({ effect: 'ends', session: from.session });
  if (to.session !== 'none') effects.push({ effect: 'opens', session: to.session });
  return effects;
}
