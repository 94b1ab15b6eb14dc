/** One device of a log: each fact about it goes to the reader of its kind. */

import { isNews, toFamily } from '../client/client-guess.ts';
import type { DeviceFact, Fact } from '../line/log-fact.ts';
import { takeArc, takeEvent, takeSample } from './arc-run.ts';
import type { DeviceState, Place, RunContext } from './device-state.ts';
import { addNote, getInitial, hold, isInSession, release, settle } from './device-state.ts';
import {
  closeIntent,
  takeIntent,
  takeLateFailed,
  takeLateOutOfSync,
  takeLateRecoverFailed,
  takeNow,
  takeVmState,
} from './intent-run.ts';
import {
  confirmMend,
  resolvePending,
  takeFailed,
  takePending,
  takeRecoverFailed,
  takeResetFailed,
  takeSet,
  takeUnset,
  takeWanted,
} from './set-run.ts';

/** A fact of this device. */
export function takeFact(state: DeviceState, fact: DeviceFact, place: Place, context: RunContext): void {
  const seen = toFamily(fact);
  if (seen !== null && isNews(state.family, seen)) state.family = seen;
  const isLate = context.client === null ? state.family === 'v2-intent' : context.client === 'qemu-9.1';
  if (fact.kind !== 'wanted' && fact.kind !== 'set' && fact.kind !== 'failed') state.decided = null;
  switch (fact.kind) {
    case 'set':
      takeSet(state, fact, place, context);
      break;
    case 'intent':
      takeIntent(state, fact, place, context);
      break;
    case 'now':
      takeNow(state, fact, place, context);
      break;
    case 'wanted':
      if (isLate || state.family === null) takeVmState(state, fact, place.line);
      else takeWanted(state, fact, place, context);
      break;
    case 'failed':
      if (fact.late) takeLateFailed(state, fact, place, context);
      else takeFailed(state, fact, place, context);
      break;
    case 'recover-failed':
      if (isLate || (context.client === null && state.family === null))
        takeLateRecoverFailed(state, fact.errno, place, context);
      else takeRecoverFailed(state, fact.errno, place);
      break;
    case 'reset-failed':
      takeResetFailed(state, fact.errno, place);
      break;
    case 'out-of-sync':
      if (isLate) takeLateOutOfSync(state, place, context);
      else takePending(state, 'out-of-sync', null, place, context);
      break;
    case 'write-failed':
      takePending(state, 'write-failed', fact.errno, place, context);
      break;
    case 'unset':
      takeUnset(state, fact, place, context);
      break;
    case 'reset':
      takeReset(state, place, context);
      break;
    case 'notified':
      resolvePending(state, null, context);
      confirmMend(state);
      break;
    case 'sign':
      takeSign(state, fact, place, context);
      break;
    case 'event':
      takeEvent(state, fact, place, context);
      break;
    case 'arc':
      takeArc(state, fact, place, context);
      break;
    case 'sample':
      takeSample(state, fact, place, context);
      break;
    case 'closed':
      startAnew(state, context);
      break;
    case 'unknown-state': {
      const { name, closest } = fact;
      tear(state);
      addNote(context, 'unknown-state', place.line, state.name, { name, closest: closest ?? '' });
      break;
    }
    case 'remark':
      break;
  }
}

/** VFIO_DEVICE_RESET from outside the migration code, which keeps what it believes and its data_fd. */
function takeReset(state: DeviceState, place: Place, context: RunContext): void {
  resolvePending(state, null, context);
  confirmMend(state);
  release(state, context);
  if (state.value === null && state.believed === null && state.held.length === 0) {
    Object.assign(state, { wasReset: !state.opened || state.wasReset, opened: true });
    return;
  }
  const to = getInitial(state);
  const believed = state.believed ?? state.value;
  const from = state.sure ? state.value : null;
  hold(state, place, {
    ...{ event: 'reset', from, to, certain: true, said: 'reset-line', believes: state.believed },
  });
  if (isInSession(state.generation, believed))
    addNote(context, 'desync-reset', place.line, state.name, { believed: believed ?? 0 });
  settle(state, to, true);
  state.opened = false;
}

function takeSign(
  state: DeviceState,
  { sign }: Extract<Fact, { readonly kind: 'sign' }>,
  place: Place,
  context: RunContext,
): void {
  resolvePending(state, null, context);
  confirmMend(state);
  switch (sign) {
    case 'opened':
      Object.assign(state, { opened: true, wasReset: false, isFromStart: true });
      settle(state, null, false);
      state.believed = null;
      break;
    case 'setup':
      state.isFromStart = true;
      if (!state.torn && !state.flags.preCopy && (state.value === null || state.value === 2))
        state.flags.quietSetup ||= place.line;
      break;
    case 'cleanup':
    case 'saved':
    case 'load':
    case 'pre-copy':
    case 'no-pre-copy-sizes':
    case 'other':
      break;
  }
}

/** A piece of a line stood here: what it said of the device is lost. */
export function tear(state: DeviceState): void {
  state.torn = true;
  state.isFromStart = false;
  state.sure = false;
  state.believed = null;
  state.decided = null;
  if (state.intent) state.intent.unsure = true;
  // The piece may have been the error of a reset that looks like a success.
  if (state.lastRunning) state.lastRunning.certain = false;
}

/** Another QEMU writes from here: what was known of the device is over. */
export function startAnew(state: DeviceState, context: RunContext): void {
  closeRun(state, context);
  settle(state, null, false);
  Object.assign(state, {
    ...{ believed: null, opened: false, wasReset: false, decided: null, recentFailed: [], lastRunning: null },
    ...{
      torn: false,
      isFromStart: false,
      isRecoverFailed: false,
      lastBy: '',
      isAnew: true,
      lastSeconds: null,
    },
  });
}

/** The log ends here: what is held stays as it is. */
export function closeRun(state: DeviceState, context: RunContext): void {
  resolvePending(state, null, context);
  closeIntent(state);
  release(state, context);
}
