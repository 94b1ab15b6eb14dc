/**
 * Walks a generated device machine for the tests: `xstate/graph` finds what there is, and `send` makes one event happen.
 */

import { transition } from 'xstate';
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph';
import type { Outcome } from '../protocol/trace/replay.ts';
import type { Fault } from '../protocol/trace/trace.ts';
import type { DeviceEvent, DeviceMachine, DeviceSnapshot } from './device-machine.ts';
import { createDeviceMachine } from './device-machine.ts';
import type { Expected } from './expected-device.fixture.ts';
import { getValues } from './expected-device.fixture.ts';

export interface Found {
  readonly from: number;
  readonly event: DeviceEvent;
  readonly to: number;
  readonly outcome: Outcome | null;
}

/** More than the longest path of any table. */
const ARCS = [1, 2, 3, 4, 5];

export const UNLISTED = [16, 17, 0xf0, 0xf000, 0xf001, 0x8000_0001, 0xffff_fffe, 0xffff_ffff];

export const machineOf = ({ ruleSet, flags }: Expected) => createDeviceMachine(ruleSet, flags);

export const toRequests = ({ names }: Expected): DeviceEvent[] =>
  Object.values(names).map((name) => ({ type: `request.${name}` }));

export const toSuppositions = ({ names }: Expected): DeviceEvent[] =>
  Object.values(names).map((name) => ({ type: `request.${name}`, suppose: 'accepted' }));

export const toPlainRequests = (values: readonly number[]): DeviceEvent[] =>
  values.map((to) => ({ type: 'request', to }));

export const FAULTS: readonly Fault[] = [
  ...ARCS.flatMap((arc): Fault[] => [
    { kind: 'declined', arc, errno: 'EBUSY' },
    { kind: 'faulted', arc },
  ]),
  { kind: 'corrupt', device: 'stays' },
  { kind: 'corrupt', device: 'faults' },
];

/** Every fault on every request, those that no request reaches included. */
export const toFaults = ({ names }: Expected): DeviceEvent[] =>
  Object.values(names).flatMap((name) =>
    FAULTS.map((fault): DeviceEvent => ({ type: `request.${name}`, fault })),
  );

/** The fault that an event carries, if any. */
export const getFault = (event: DeviceEvent): Fault | undefined =>
  'fault' in event ? event.fault : undefined;

/** Everything that could be sent. */
export const toEvents = (expected: Expected): DeviceEvent[] => [
  ...toRequests(expected),
  ...toSuppositions(expected),
  ...toPlainRequests(UNLISTED),
  ...toFaults(expected),
  { type: 'reset' },
];

/** The snapshot of a state before anything was asked. */
export const snapshotAt = (machine: DeviceMachine, name: string): DeviceSnapshot =>
  machine.resolveState({ value: name, context: { outcome: null } });

/** States are told apart by name alone: what was recorded on the way does not matter. */
export const byName = (snapshot: DeviceSnapshot) => String(snapshot.value);

export const toValue = (expected: Expected, snapshot: DeviceSnapshot): number => {
  const value = getValues(expected).find((each) => expected.names[each] === byName(snapshot));
  if (value === undefined) throw new Error(`${byName(snapshot)} is not an expected state`);
  return value;
};

/** What `xstate/graph` finds for these events in every listed state, in those too that nothing leads to. */
export function findTransitions(expected: Expected, events: readonly DeviceEvent[]): readonly Found[] {
  const machine = machineOf(expected);
  return Object.values(expected.names).flatMap((name) => {
    const map = getAdjacencyMap(machine, {
      events,
      fromState: snapshotAt(machine, name),
      serializeState: byName,
      stopWhen: (snapshot: DeviceSnapshot) => byName(snapshot) !== name,
    });
    return adjacencyMapToArray(map).map(({ state, event, nextState }) => ({
      from: toValue(expected, state),
      event,
      to: toValue(expected, nextState),
      outcome: nextState.context.outcome,
    }));
  });
}

/** The states that these events lead to from the initial one, sorted; the initial one included. */
export function findReachable(expected: Expected, events: readonly DeviceEvent[]): readonly number[] {
  const map = getAdjacencyMap(machineOf(expected), { events, serializeState: byName });
  return Object.values(map)
    .map(({ state }) => toValue(expected, state))
    .sort((a, b) => a - b);
}

/** One event in a state: the state after it, and what was recorded. */
export function send(expected: Expected, machine: DeviceMachine, from: number, event: DeviceEvent) {
  const [after] = transition(machine, snapshotAt(machine, expected.names[from] ?? ''), event);
  return { now: toValue(expected, after), outcome: after.context.outcome };
}
