/**
 * The device as a state machine, generated from a rule set: one state for each value, one event for each request and
 * each fault that can befall it. A refusal is a transition too: it records itself and stays. No arc is written here;
 * every target comes from the verdict.
 */

import type { SnapshotFrom } from 'xstate';
import { assign, setup } from 'xstate';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../protocol/state/state.ts';
import { formatState, getState } from '../protocol/state/state.ts';
import type { Outcome } from '../protocol/trace/replay.ts';
import { findFailedArc, getOutcome, getResetOutcome } from '../protocol/trace/replay.ts';
import type { Errno, Fault } from '../protocol/trace/trace.ts';

/**
 * `request.STOP_COPY` asks for a listed state; `suppose.…` takes an unspecified request as accepted;
 * `declined.2.STOP_COPY`, `faulted.1.STOP_COPY` and `corrupt.stays.RUNNING` are requests that a driver fails;
 * plain `request` asks for a value that is not listed, and takes no other; `reset` is VFIO_DEVICE_RESET.
 */
export type DeviceEvent =
  | { type: `request.${string}` }
  | { type: `suppose.${string}` }
  | { type: `declined.${number}.${string}`; errno: Errno }
  | { type: `faulted.${number}.${string}` }
  | { type: `corrupt.${'stays' | 'faults'}.${string}` }
  | { type: 'request'; to: number }
  | { type: 'reset' };

interface DeviceContext {
  /** What came of the last event; null before the first. */
  readonly outcome: Outcome | null;
}

interface Transition {
  readonly target?: string;
  readonly actions: ReturnType<typeof toRecord>;
}

const device = setup({ types: { context: {} as DeviceContext, events: {} as DeviceEvent } });

const toRecord = (getOutcomeOf: (event: DeviceEvent) => Outcome) =>
  assign<DeviceContext, DeviceEvent, undefined, DeviceEvent, never>(({ event }) => ({
    outcome: getOutcomeOf(event),
  }));

/** The machine of a rule set with one set of migration_flags; starts in the initial state. */
export function createDeviceMachine(ruleSet: RuleSet, flags: number | null, start = ruleSet.initial) {
  const toKey = (value: number) => formatState(ruleSet.states, value);
  const toTransition = (outcome: Outcome): Transition => ({
    ...(outcome.now !== outcome.from && { target: toKey(outcome.now) }),
    actions: toRecord((event) => ('errno' in event ? { ...outcome, returns: event.errno } : outcome)),
  });
  return device.createMachine({
    id: ruleSet.id,
    context: { outcome: null },
    initial: toKey(start),
    states: Object.fromEntries(
      ruleSet.states.map(({ value: from }) => [
        toKey(from),
        {
          on: {
            ...Object.fromEntries(
              ruleSet.states.flatMap((to) => toEntries(ruleSet, flags, from, to, toTransition)),
            ),
            request: {
              guard: ({ event }: { event: DeviceEvent }) =>
                !('to' in event && getState(ruleSet.states, event.to)),
              actions: toRecord((event) => getOutcome(ruleSet, flags, from, 'to' in event ? event.to : from)),
            },
            reset: toTransition(getResetOutcome(ruleSet, from)),
          },
        },
      ]),
    ),
  });
}

/** The events that ask for one state: the request itself, and every way in which it can fail. */
function toEntries(
  ruleSet: RuleSet,
  flags: number | null,
  from: number,
  to: StateInfo,
  toTransition: (outcome: Outcome) => Transition,
): [string, Transition][] {
  const asked = getOutcome(ruleSet, flags, from, to.value);
  const entries: [string, Transition][] = [[`request.${to.name}`, toTransition(asked)]];
  const add = (type: string, fault: Fault) =>
    entries.push([type, toTransition(getOutcome(ruleSet, flags, from, to.value, fault))]);
  if (asked.kind === 'unspecified')
    entries.push([
      `suppose.${to.name}`,
      toTransition(getOutcome(ruleSet, flags, from, to.value, undefined, 'accepted')),
    ]);
  if (asked.kind !== 'accepted') return entries;
  asked.arcs.forEach((_, index) => {
    add(`declined.${index + 1}.${to.name}`, { kind: 'declined', arc: index + 1, errno: 'EINVAL' });
    add(`faulted.${index + 1}.${to.name}`, { kind: 'faulted', arc: index + 1 });
  });
  for (const device of ['stays', 'faults'] as const) {
    const fault: Fault = { kind: 'corrupt', device };
    if (findFailedArc(ruleSet, asked.arcs, fault) !== undefined) add(`corrupt.${device}.${to.name}`, fault);
  }
  return entries;
}

/**
 * The event that asks for a value, with the fault if it can befall the request. `hits` says whether it does: a fault
 * that does not stays armed.
 */
export function toDeviceEvent(
  ruleSet: RuleSet,
  flags: number | null,
  from: number,
  to: number,
  fault: Fault | null,
  suppose?: 'accepted',
): { readonly event: DeviceEvent; readonly hits: boolean } {
  const name = getState(ruleSet.states, to)?.name;
  if (name === undefined) return { event: { type: 'request', to }, hits: false };
  const asked = getOutcome(ruleSet, flags, from, to);
  if (asked.kind === 'unspecified' && suppose) return { event: { type: `suppose.${name}` }, hits: false };
  if (!fault || asked.kind !== 'accepted' || findFailedArc(ruleSet, asked.arcs, fault) === undefined)
    return { event: { type: `request.${name}` }, hits: false };
  switch (fault.kind) {
    case 'declined':
      return { event: { type: `declined.${fault.arc}.${name}`, errno: fault.errno }, hits: true };
    case 'faulted':
      return { event: { type: `faulted.${fault.arc}.${name}` }, hits: true };
    case 'corrupt':
      return { event: { type: `corrupt.${fault.device}.${name}` }, hits: true };
  }
}

export type DeviceMachine = ReturnType<typeof createDeviceMachine>;
export type DeviceSnapshot = SnapshotFrom<DeviceMachine>;
