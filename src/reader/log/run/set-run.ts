/**
 * A device of QEMU 5.2 to 9.0, whose set_state line comes after a request that succeeded: failures are told by errors alone,
 * and a recover state or a reset prints no trace.
 *
 * @source QEMU hw/vfio/migration.c, vfio_migration_set_state(), v7.2.0 and v9.0.0
 */

import type { Fact } from '../line/log-fact.ts';
import { isHead } from '../line/logged-state.ts';
import type { DeviceState, Place, RunContext } from './device-state.ts';
import { addNote, getInitial, hold, isAsked, isInSession, release, settle } from './device-state.ts';
import type { RunStep } from './run-step.ts';

type FactOf<Kind extends Fact['kind']> = Extract<Fact, { readonly kind: Kind }>;

/** A later line shows that the client lives on: the reset or the recover state before it was reached. */
export function confirmMend(state: DeviceState): void {
  for (const step of state.held)
    if ((step.said === 'mended' || step.said === 'reset-after-failure') && !state.torn) step.certain = true;
}

/** What must be true of the device before its first step, where a line or the client says so. */
export function findStart(state: DeviceState, to: number): void {
  if (state.value !== null) return;
  const isFirstOfSaving = state.generation === 'v1' ? to === 3 : to === 6;
  if (!state.opened && !isFirstOfSaving) return;
  settle(state, getInitial(state), !state.torn);
  // Before its first request QEMU 5.2 to 7.2 has not noted any state.
  if (!state.torn && !state.wasReset && state.generation === 'v2') state.believed = getInitial(state);
  state.opened = false;
}

/** `state X`, after a success. */
export function takeSet(state: DeviceState, { to }: FactOf<'set'>, place: Place, context: RunContext): void {
  resolvePending(state, null, context);
  confirmMend(state);
  findStart(state, to);
  if (!isAsked(state, context, state.value, to)) inferReset(state, to, place, context);
  const from = state.value;
  const asked = isAsked(state, context, from, to);
  if (!asked) for (const step of state.held) step.certain &&= step.event !== 'reached';
  release(state, context);
  const isFirst = from === null;
  const certain = !place.isCut && (isFirst || (state.sure && asked));
  state.decided = hold(state, place, {
    ...{ event: 'reached', from, to, certain, said: isFirst ? 'set-first' : 'set' },
    needsErrors: state.generation === 'v2',
  });
  settle(state, to, !place.isCut && (asked || !state.sure));
  state.believed = to;
  state.torn = false;
}

/** In v1 QEMU changes bits of what it reads: a value that it cannot have made of the last one shows a reset between. */
function inferReset(state: DeviceState, to: number, place: Place, context: RunContext): void {
  const initial = getInitial(state);
  if (state.generation !== 'v1' || !state.sure || state.value === initial) return;
  if (!isAsked(state, context, initial, to)) return;
  release(state, context);
  hold(state, place, {
    event: 'reset',
    from: state.value,
    to: initial,
    certain: false,
    said: 'reset-inferred',
  });
  addNote(context, 'desync-inferred', place.line, state.name, {});
  settle(state, initial, false);
}

/** An error_report about a request, with what QEMU does next. */
export function takeFailed(
  state: DeviceState,
  { to, recover, errno }: FactOf<'failed'>,
  place: Place,
  context: RunContext,
): void {
  resolvePending(state, null, context);
  confirmMend(state);
  findStart(state, to);
  release(state, context);
  const from = state.value;
  const certain = from === null || (state.sure && isAsked(state, context, from, to));
  state.decided = hold(state, place, { event: 'failed', from, to, errno, certain, said: 'failed' });
  mend(state, recover, place);
}

/** The recover state, or the reset: no line tells of either in these versions. */
export function mend(state: DeviceState, recover: number, place: Place): void {
  if (recover === 0) resetAfterFailure(state, place);
  else {
    hold(state, place, { event: 'reached', from: null, to: recover, certain: false, said: 'mended' });
    settle(state, recover, true);
    state.believed = recover;
  }
  state.torn = false;
}

function resetAfterFailure(state: DeviceState, place: Place): void {
  const to = getInitial(state);
  hold(state, place, {
    ...{ event: 'reset', from: null, to, certain: false, said: 'reset-after-failure', believes: to },
  });
  settle(state, to, true);
  state.believed = to;
}

export function takeRecoverFailed(state: DeviceState, errno: string | null, place: Place): void {
  const mended = state.held.findLast(({ said }) => said === 'mended');
  if (mended) {
    const { line } = place;
    const believes = state.held.findLast(({ said }) => said === 'failed')?.believes ?? null;
    Object.assign(mended, { event: 'failed', errno, certain: true, said: 'recover-failed', line, believes });
  } else {
    hold(state, place, {
      event: 'failed',
      from: null,
      to: null,
      errno,
      certain: true,
      said: 'recover-failed',
    });
  }
  resetAfterFailure(state, place);
}

export function takeResetFailed(state: DeviceState, errno: string | null, place: Place): void {
  state.held = state.held.filter(({ said }) => said !== 'reset-after-failure');
  hold(state, place, { event: 'failed', from: null, to: null, errno, certain: true, said: 'reset-failed' });
  settle(state, null, false);
  state.believed = null;
}

/** What vfio_vmstate_change wanted: it confirms the line before it, or is all that is left of the request. */
export function takeWanted(
  state: DeviceState,
  { to, running, prepares }: FactOf<'wanted'>,
  place: Place,
  context: RunContext,
): void {
  resolvePending(state, to, context);
  confirmMend(state);
  seeVmState(state, running, prepares, place.line);
  const { decided } = state;
  state.decided = null;
  const isDoubtful = decided?.event === 'reached' && decided.said !== 'out-of-sync' && decided.to !== to;
  if (decided && !isDoubtful) return;
  if (decided) {
    decided.certain = false;
    state.sure = false;
    if (isHead(decided.to ?? 0)) return;
  }
  findStart(state, to);
  release(state, context);
  // Where no error is told, an earlier request may have failed as silently as this one.
  const certain = state.value === null;
  hold(state, place, { event: 'asked', from: state.value, to, certain, said: 'wanted-only' });
  settle(state, null, false);
  state.believed = null;
}

/** A VM stop without its prepare step shows that VFIO_MIGRATION_P2P is missing. */
export function seeVmState({ flags }: DeviceState, running: boolean, prepares: boolean, line: number): void {
  if (prepares) flags.prepared = true;
  else {
    if (!running && !flags.prepared) flags.noP2p ||= line;
    flags.prepared = false;
  }
}

/** The value that v1 writes for a request, from what it reads. */
const V1_WRITES: Readonly<Record<FactOf<'unset'>['ask'], (read: number) => number>> = {
  setup: (read) => (read & 7) | 2,
  complete: (read) => (read & ~1) | 2,
  done: (read) => read & ~2,
  load: () => 4,
};

/** v1: which of QEMU's writes failed. */
export function takeUnset(
  state: DeviceState,
  { ask }: FactOf<'unset'>,
  place: Place,
  context: RunContext,
): void {
  const errno = state.pending?.kind === 'write-failed' ? state.pending.errno : null;
  state.pending = null;
  if (state.opened) findStart(state, 0);
  release(state, context);
  const from = state.value;
  const to = from === null ? null : V1_WRITES[ask](from);
  const certain = from === null || state.sure;
  state.decided = hold(state, place, { event: 'failed', from, to, errno, certain, said: 'unset' });
}

/** An error waits for the line after it, which may say what was asked. */
export function takePending(
  state: DeviceState,
  kind: 'out-of-sync' | 'write-failed',
  errno: string | null,
  place: Place,
  context: RunContext,
): void {
  resolvePending(state, null, context);
  confirmMend(state);
  state.pending = { ...place, kind, errno };
}

const STOP_COPY = 3;

/** Decides what the error before was about: what vfio_vmstate_change wanted, or else the end of the migration. */
export function resolvePending(state: DeviceState, wanted: number | null, context: RunContext): void {
  const { pending } = state;
  if (!pending) return;
  state.pending = null;
  release(state, context);
  if (pending.kind === 'write-failed') {
    const words = { from: state.value, to: wanted, errno: pending.errno, said: 'write-failed' } as const;
    const certain = state.value === null || state.sure;
    state.decided = hold(state, pending, { event: 'failed', certain, ...words });
    return;
  }
  const to = wanted ?? STOP_COPY;
  if (isInSession('v2', state.value)) {
    const initial = getInitial(state);
    const from = state.value;
    hold(state, pending, { event: 'reset', from, to: initial, certain: false, said: 'reset-inferred' });
    addNote(context, 'desync-inferred', pending.line, state.name, {});
    settle(state, initial, false);
  } else addNote(context, 'desync-data-fd', pending.line, state.name, {});
  const words = { event: 'reached', from: state.value, to, errno: 'EBADF', certain: false } as const;
  const step: RunStep = hold(state, pending, { ...words, said: 'out-of-sync' });
  settle(state, to, false);
  state.believed = to;
  state.decided = step;
}
