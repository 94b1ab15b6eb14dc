/**
 * A device of QEMU 9.1 and later: set_state is what it intends, printed also where it asks nothing; set_device_state is the
 * state after a success, a recover state or a reset. The error may be printed long after.
 *
 * @source QEMU hw/vfio/migration.c, vfio_migration_set_state(), v10.2.2
 */

import type { Fact } from '../line/log-fact.ts';
import type { DeviceState, Intent, Place, RunContext } from './device-state.ts';
import { addNote, hold, isAsked, isInSession, release, settle } from './device-state.ts';
import type { RunStep, SaidId } from './run-step.ts';
import { confirmMend, findStart, mend, seeVmState } from './set-run.ts';

type FactOf<Kind extends Fact['kind']> = Extract<Fact, { readonly kind: Kind }>;

const [ERROR, RUNNING, RUNNING_P2P, PRE_COPY] = [0, 2, 5, 6] as const;

/** How many failed steps wait for an error that is printed late. */
const MOST_RECENT = 8;

export function takeIntent(
  state: DeviceState,
  { to, recover }: FactOf<'intent'>,
  place: Place,
  context: RunContext,
): void {
  closeIntent(state);
  confirmMend(state);
  findStart(state, to);
  if (to === PRE_COPY) state.isFromStart = true;
  release(state, context);
  const words = { event: 'none', from: state.value, to, said: 'skipped' } as const;
  const isBelieved = state.believed === to && !state.torn;
  const skipped = isBelieved ? hold(state, place, { ...words, certain: state.sure }) : null;
  state.intent = {
    ...place,
    to,
    recover,
    skipped,
    unsure: state.torn,
    recoverFailed: false,
    known: state.believed !== null,
  };
}

/** An intent without a result: the request was made, or not, and what came of it is not in the log. */
export function closeIntent(state: DeviceState): void {
  const { intent } = state;
  state.intent = null;
  if (!intent || intent.skipped) return;
  // Where the belief is not known, nothing may have been asked.
  const certain = intent.known && !intent.unsure && (state.value === null || state.sure);
  hold(state, intent, { event: 'asked', from: state.value, to: intent.to, certain, said: 'asked' });
  settle(state, null, false);
  state.believed = null;
}

export function takeNow(state: DeviceState, { to }: FactOf<'now'>, place: Place, context: RunContext): void {
  const { intent } = state;
  state.intent = null;
  // The error may stand before the line of what mended the request: in a mail, or in a log of two streams.
  const mended = intent || state.torn ? undefined : state.held.at(-1);
  const isAwaited = mended !== undefined && mended.to === to && AWAITED.includes(mended.said);
  if (isAwaited) state.held = state.held.filter((step) => step !== mended);
  // After a request that the client is not known to make from there, lines are missing, or two devices have one name.
  const isKnown = !state.sure || intent === null || isAsked(state, context, state.value, intent.to);
  confirmMend(state);
  if (intent?.skipped) state.held = state.held.filter((step) => step !== intent.skipped);
  release(state, context);
  if (intent) takeResult(state, intent, to, place, context);
  else if (isAwaited) holdMend(state, mended, to, place);
  else hold(state, place, { event: 'reached', from: state.value, to, certain: false, said: 'now-alone' });
  settle(state, to, !place.isCut && isKnown);
  state.believed = to;
  state.torn = false;
}

const AWAITED: readonly SaidId[] = ['mended', 'reset-after-failure'];

/** What followed from an error, now that its own line says so. */
function holdMend(state: DeviceState, { event, believes }: RunStep, to: number, place: Place): void {
  const said = event === 'reset' ? 'reset-now' : 'mended-now';
  hold(state, place, { event, from: null, to, certain: !place.isCut, said, believes });
}

function takeResult(
  state: DeviceState,
  intent: Intent,
  now: number,
  place: Place,
  context: RunContext,
): void {
  const from = state.value;
  const { to, recover } = intent;
  const isSure = !intent.unsure && !place.isCut && !intent.skipped && !state.torn;
  const certain = isSure && (from === null || (state.sure && isAsked(state, context, from, to)));
  if (now === to) {
    const mayBeReset = to === RUNNING && recover === ERROR;
    const said = mayBeReset ? 'now-or-reset' : 'now';
    const step = hold(state, place, {
      ...{ event: 'reached', from, to, certain, said, needsErrors: mayBeReset },
    });
    if (mayBeReset) state.lastRunning = step;
    return;
  }
  const isMended = recover !== ERROR && now === recover && !intent.recoverFailed;
  const isReset = now === RUNNING && !isMended;
  if (!isMended && !isReset) {
    hold(state, place, { event: 'reached', from, to: now, certain: false, said: 'now-other' });
    return;
  }
  const failed = hold(state, place, { event: 'failed', from, to, certain, said: 'failed-quietly' });
  state.recentFailed = [
    ...state.recentFailed.slice(1 - MOST_RECENT),
    { step: failed, recover, isOfVm: false },
  ];
  if (isMended) {
    const needsErrors = recover === RUNNING;
    const words = { event: 'reached', from: null, to: now, needsErrors, said: 'mended-now' } as const;
    hold(state, place, { ...words, certain: isSure });
    return;
  }
  if (recover !== ERROR)
    hold(state, place, { event: 'failed', from: null, to: recover, certain: isSure, said: 'recover-failed' });
  hold(state, place, {
    ...{ event: 'reset', from: null, to: now, certain: isSure, said: 'reset-now', believes: now },
  });
}

/**
 * Gives an error to the failed request that it is of. One that was made because the VM stopped or started is reported late,
 * any other at once, so the last one goes before those that wait.
 */
function giveErrno(
  state: DeviceState,
  { to, recover, errno }: Pick<FactOf<'failed'>, 'to' | 'recover' | 'errno'>,
  place: Place,
): boolean {
  const fitting = state.recentFailed.filter(
    (one) => one.step.to === to && one.recover === recover && one.step.errno === null,
  );
  const last = fitting.at(-1);
  const isDirect = last !== undefined && !last.isOfVm && state.held.includes(last.step);
  const found = isDirect ? last : fitting[0];
  if (!found) return false;
  const { step } = found;
  state.recentFailed = state.recentFailed.filter((one) => one !== found);
  step.errno = errno;
  if (state.held.includes(step)) step.line = place.line;
  if (!isDirect) step.certain &&= state.isFromStart && fitting.length === 1;
  return true;
}

/** The error of a request, which QEMU 9.1 and later may print at once or at the end of the migration. */
export function takeLateFailed(
  state: DeviceState,
  { to, recover, errno }: FactOf<'failed'>,
  place: Place,
  context: RunContext,
): void {
  const { intent } = state;
  if (intent && !intent.skipped && intent.to === to) {
    state.intent = null;
    failWithoutResult(state, state.value, { to, errno }, place, context);
    mend(state, intent.recoverFailed ? ERROR : recover, place);
    // What stood in a piece may have been the error of the recover state.
    if (intent.unsure) release(state, context);
    return;
  }
  if (giveErrno(state, { to, recover, errno }, place)) return;
  const last = state.lastRunning;
  if (last && last.to === to) {
    state.lastRunning = null;
    const certain = last.certain && (state.held.includes(last) || state.isFromStart);
    const { line } = place;
    // The line that names RUNNING was of the reset, after which QEMU believes it.
    Object.assign(last, { event: 'failed', errno, certain, line, said: 'failed-late', believes: RUNNING });
    if (state.value === RUNNING)
      hold(state, place, { event: 'reset', from: null, to, certain: true, said: 'reset-now', believes: to });
    return;
  }
  const isErrorAlone = state.value === null;
  // The error may be of a request long ago: which state it was made in is not told.
  failWithoutResult(state, null, { to, errno }, place, context);
  if (isErrorAlone) {
    mend(state, state.isRecoverFailed ? ERROR : recover, place);
    // The log may begin after the error of the recover state: no later line makes it certain.
    release(state, context);
    settle(state, null, false);
    state.believed = null;
  } else state.sure = false;
  state.isRecoverFailed = false;
}

/** The recover state failed: since 9.1 the error of the request itself comes after this one. */
export function takeLateRecoverFailed(
  state: DeviceState,
  errno: string | null,
  place: Place,
  context: RunContext,
): void {
  if (state.intent) {
    state.intent.recoverFailed = true;
    return;
  }
  release(state, context);
  hold(state, place, { event: 'failed', from: null, to: null, errno, certain: true, said: 'recover-failed' });
  state.isRecoverFailed = true;
  settle(state, null, false);
  state.believed = null;
}

function failWithoutResult(
  state: DeviceState,
  from: number | null,
  { to, errno }: Pick<FactOf<'failed'>, 'to' | 'errno'>,
  place: Place,
  context: RunContext,
): void {
  confirmMend(state);
  release(state, context);
  const certain = from === null || (state.sure && isAsked(state, context, from, to));
  hold(state, place, { event: 'failed', from, to, errno, certain, said: 'failed' });
}

/** The error of a second data_fd, on a step whose state counts as reached all the same. */
export function takeLateOutOfSync(state: DeviceState, place: Place, context: RunContext): void {
  addNote(context, 'desync-data-fd', place.line, state.name, {});
  const step = state.held.findLast(({ event, to }) => event === 'reached' && isInSession('v2', to));
  if (step) step.errno = 'EBADF';
}

/** vfio_vmstate_change in these versions only shows whether the VM ran, and whether the device was prepared. */
export function takeVmState(
  state: DeviceState,
  { to, running, prepares }: FactOf<'wanted'>,
  line: number,
): void {
  seeVmState(state, running, prepares, line);
  const failed = state.recentFailed.at(-1);
  if (failed && failed.step.to === to) failed.isOfVm = true;
  const first = state.held.find(({ event, from }) => event === 'reached' && from === null);
  if (!first || running || !prepares || to !== RUNNING_P2P || first.to !== to || first.said === 'mended-now')
    return;
  first.from = RUNNING;
  if (state.flags.quietSetup > 0) state.flags.noPreCopy ||= state.flags.quietSetup;
}
