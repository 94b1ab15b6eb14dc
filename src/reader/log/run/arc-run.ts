/**
 * A device as a kernel driver, a server, QMP or debugfs shows it: arcs that begin and fail, states that were reached, and
 * states that were read now and then.
 */

import type { Fact, LineTime } from '../line/log-fact.ts';
import type { DeviceState, Place, RunContext } from './device-state.ts';
import { addNote, getInitial, hold, isAsked, release, settle } from './device-state.ts';
import type { RunStep } from './run-step.ts';

type FactOf<Kind extends Fact['kind']> = Extract<Fact, { readonly kind: Kind }>;

const [STOP, RUNNING, STOP_COPY, RUNNING_P2P, PRE_COPY_P2P] = [1, 2, 3, 5, 7] as const;

/** An arc of a driver or a server. */
export function takeArc(state: DeviceState, fact: FactOf<'arc'>, place: Place, context: RunContext): void {
  const { to, came, guessed, by, answered } = fact;
  // Of a number that was cut, what is left is another errno.
  const errno = place.isCut ? null : fact.errno;
  const begun = state.held.findLast(({ said }) => said === 'arc-begins');
  const from = fact.from ?? (begun?.to === to && !state.torn ? begun.from : null);
  const isSame = begun !== undefined && begun.from === from && begun.to === to;
  if (by.startsWith('mlx5')) addNote(context, 'names-pf', place.line, state.name, { name: state.name });
  if (came === 'failed') {
    if (begun && isSame) state.held = state.held.filter((step) => step !== begun);
    const last = state.held.at(-1);
    const isSaid = last?.said === 'arc-failed' && state.lastBy === by && last.from === from && last.to === to;
    if (isSaid && isAtOnce(last, place)) {
      last.errno ??= errno;
      return;
    }
    release(state, context);
    hold(state, place, { event: 'failed', from, to, errno, certain: !guessed, said: 'arc-failed' });
    state.lastBy = by;
    settle(state, from, false);
    state.torn = false;
    return;
  }
  if (came === 'done') {
    if (begun && isSame) state.held = state.held.filter((step) => step !== begun);
    release(state, context);
    hold(state, place, { event: 'reached', from, to, certain: true, said: 'arc-done' });
    settle(state, to, true);
    state.torn = false;
    return;
  }
  // The arc before it is over, where it changed anything; a line that is missing, or a piece of it, may have said that it failed.
  if (begun && begun.to === from && begun.from !== from)
    Object.assign(begun, { event: 'reached', said: 'arc-done', certain: !state.torn && answered !== true });
  release(state, context);
  hold(state, place, { event: 'asked', from, to, certain: true, said: 'arc-begins' });
  settle(state, null, false);
  state.torn = false;
}

/** Lines that are farther apart are of two attempts. */
const LONGEST_FAILURE = 1;

/** True where the lines may be of one failure: drivers say in several lines what failed. */
const isAtOnce = ({ at }: RunStep, { time }: Place) => isSoon(at, time);

/** True unless two times tell that more than a second is between. */
function isSoon(at: RunStep['at'], time: LineTime | null): boolean {
  const isComparable = at !== null && time !== null && at.clock === time.clock;
  return !isComparable || Math.abs(time.seconds - at.seconds) < LONGEST_FAILURE;
}

/** The event of QMP, which follows a success, a recover state and a reset alike. */
export function takeEvent(
  state: DeviceState,
  fact: FactOf<'event'>,
  place: Place,
  context: RunContext,
): void {
  if (fact.prepares) return;
  const { to } = fact;
  if (state.value === null && state.opened) settle(state, getInitial(state), true);
  release(state, context);
  const from = state.value;
  const isKnown = from === null || from === to || isAsked(state, context, from, to);
  // The reset follows its failure at once: after a while the VM, or another one, was continued.
  const isReset = from === PRE_COPY_P2P && to === RUNNING && isSoon(state.lastSeconds, place.time);
  state.lastSeconds = place.time;
  if (isReset) {
    hold(state, place, { event: 'failed', from, to: STOP_COPY, certain: false, said: 'event-failed' });
    hold(state, place, { event: 'reset', from: null, to, certain: false, said: 'event-reset' });
  } else if (from === STOP && to === STOP) {
    hold(state, place, { event: 'failed', from, to: STOP_COPY, certain: false, said: 'event-failed' });
    hold(state, place, { event: 'reached', from: null, to, certain: false, said: 'event-mended' });
  } else {
    // STOP is also the recover state of STOP_COPY, which may have failed on the way, past states that no event names.
    const mayBeMended = to === STOP && from !== null && from !== STOP_COPY && from !== RUNNING_P2P;
    const isPlain = to !== RUNNING && from !== to && !mayBeMended && isKnown;
    const isSure = !state.torn && (from === null || state.sure);
    hold(state, place, { event: 'reached', from, to, certain: isPlain && isSure, said: 'event' });
  }
  // Else events are missing, or two devices have one name.
  settle(state, to, isKnown || !state.sure);
  state.believed = to;
  state.torn = false;
}

/** A state read from debugfs: it stands, but states between two readings are not seen. */
export function takeSample(
  state: DeviceState,
  { to }: FactOf<'sample'>,
  place: Place,
  context: RunContext,
): void {
  if (state.value === to) return;
  release(state, context);
  const from = state.value;
  if (from !== null) hold(state, place, { event: 'reached', from, to, certain: false, said: 'sample' });
  settle(state, to, true);
}
