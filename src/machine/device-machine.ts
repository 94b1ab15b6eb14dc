/**
 * The device as a state machine, generated from a rule set: one state for each value, and in each state one event for
 * each request. No arc is written here and no verdict is asked beforehand: when an act happens its one outcome is
 * computed, and the transition leads where that says. A refusal is a transition too: it records itself and stays.
 */

import type { SnapshotFrom } from 'xstate';
import { assign, setup, transition } from 'xstate';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getErrorValue } from '../protocol/rule-sets/rule-set.ts';
import { formatState, getState } from '../protocol/state/state.ts';
import type { Outcome } from '../protocol/trace/replay.ts';
import { getOutcome, getResetOutcome } from '../protocol/trace/replay.ts';
import type { Fault } from '../protocol/trace/trace.ts';

/**
 * `request.STOP_COPY` asks for a listed state. `fault` is what the driver does when the request reaches that arc;
 * `suppose` takes the request as accepted where it is unspecified. Plain `request` asks for a value that is not listed,
 * and takes no other; `reset` is VFIO_DEVICE_RESET.
 */
export type DeviceEvent =
  | { type: `request.${string}`; fault?: Fault; suppose?: 'accepted' }
  | { type: 'request'; to: number }
  | { type: 'reset' };

interface DeviceContext {
  /** What came of the last event; null before the first. */
  readonly outcome: Outcome | null;
}

type Guard = (args: { event: DeviceEvent }) => boolean;

const device = setup({ types: { context: {} as DeviceContext, events: {} as DeviceEvent } });

const toRecord = (getOutcomeOf: (event: DeviceEvent) => Outcome) =>
  assign<DeviceContext, DeviceEvent, undefined, DeviceEvent, never>(({ event }) => ({
    outcome: getOutcomeOf(event),
  }));

/** The machine of a rule set with one set of migration_flags; starts in the initial state. */
export function createDeviceMachine(ruleSet: RuleSet, flags: number | null, start = ruleSet.initial) {
  const toKey = (value: number) => formatState(ruleSet.states, value);
  const ask = createAsk(ruleSet, flags);
  const toState = (from: number) => {
    const record = toRecord((event) => ask(from, event));
    const toTransitions = (to: number) => [
      ...getEnds(ruleSet, to)
        .filter((end) => end !== from)
        .map((end) => ({
          guard: (({ event }) => ask(from, event).now === end) as Guard,
          target: toKey(end),
          actions: record,
        })),
      { actions: record },
    ];
    const isUnlisted: Guard = ({ event }) => !('to' in event && getState(ruleSet.states, event.to));
    const reset = getResetOutcome(ruleSet, from);
    return {
      on: {
        ...Object.fromEntries(
          ruleSet.states.map(({ name, value }) => [`request.${name}`, toTransitions(value)]),
        ),
        request: { guard: isUnlisted, actions: record },
        reset: {
          ...(reset.now !== from && { target: toKey(reset.now) }),
          actions: toRecord(() => reset),
        },
      },
    };
  };
  return device.createMachine({
    id: ruleSet.id,
    context: { outcome: null },
    initial: toKey(start),
    states: Object.fromEntries(ruleSet.states.map(({ value }) => [toKey(value), toState(value)])),
  });
}

/** Where a request can end besides where it began. A v1 write is one arc; one of v2 may end anywhere on its way. */
function getEnds(ruleSet: RuleSet, to: number): readonly number[] {
  if (ruleSet.generation === 'v2') return ruleSet.states.map(({ value }) => value);
  return [...new Set([to, getErrorValue(ruleSet)])];
}

/** What comes of an event in a state. The guards and the action of one act share one answer. */
function createAsk(ruleSet: RuleSet, flags: number | null) {
  let last: { readonly from: number; readonly event: DeviceEvent; readonly outcome: Outcome } | undefined;
  return (from: number, event: DeviceEvent): Outcome => {
    if (last?.event !== event || last.from !== from)
      last = { from, event, outcome: toOutcome(ruleSet, flags, from, event) };
    return last.outcome;
  };
}

function toOutcome(ruleSet: RuleSet, flags: number | null, from: number, event: DeviceEvent): Outcome {
  if (event.type === 'reset') return getResetOutcome(ruleSet, from);
  if ('to' in event) return getOutcome(ruleSet, flags, from, event.to);
  const name = event.type.slice('request.'.length);
  const wanted = ruleSet.states.find((state) => state.name === name);
  if (!wanted) throw new Error(`${ruleSet.id} lists no state ${name}`);
  return getOutcome(ruleSet, flags, from, wanted.value, event.fault, event.suppose);
}

/** The event that asks for a value, with the fault that is armed. A fault that it does not reach changes nothing. */
export function toDeviceEvent(
  ruleSet: RuleSet,
  to: number,
  fault: Fault | null,
  suppose?: 'accepted',
): DeviceEvent {
  const name = getState(ruleSet.states, to)?.name;
  if (name === undefined) return { type: 'request', to };
  return { type: `request.${name}`, ...(fault && { fault }), ...(suppose && { suppose }) };
}

/** By rule set, then by flags. */
const machines = new WeakMap<RuleSet, Map<number | null, DeviceMachine>>();

/** The machine of a rule set with one set of flags, generated once. */
export function getDeviceMachine(ruleSet: RuleSet, flags: number | null): DeviceMachine {
  const known = machines.get(ruleSet) ?? new Map<number | null, DeviceMachine>();
  if (known.size === 0) machines.set(ruleSet, known);
  const machine = known.get(flags) ?? createDeviceMachine(ruleSet, flags);
  known.set(flags, machine);
  return machine;
}

/** Makes one act on the device machine of a rule set: what comes of an event in a state. */
export function act(ruleSet: RuleSet, flags: number | null, from: number, event: DeviceEvent): Outcome {
  const machine = getDeviceMachine(ruleSet, flags);
  const state = getState(ruleSet.states, from);
  if (!state) throw new Error(`device_state ${from} is not a state of ${ruleSet.id}`);
  const snapshot = machine.resolveState({ value: state.name, context: { outcome: null } });
  const [after] = transition(machine, snapshot, event);
  const { outcome } = after.context;
  if (!outcome) throw new Error(`${event.type} in ${state.name} of ${ruleSet.id} records nothing`);
  return outcome;
}

export type DeviceMachine = ReturnType<typeof createDeviceMachine>;
export type DeviceSnapshot = SnapshotFrom<DeviceMachine>;
