/**
 * Faults on the generated machines: a driver declines, faults, or finds the loaded data corrupt, at each arc of each
 * request. The device is then on the path or in the error state, and userspace gets the errno.
 *
 * @thread #25, #35
 */

import { describe, expect, it, vi } from 'vitest';
import type { Fault } from '../protocol/trace/trace.ts';
import { ERRNOS } from '../protocol/trace/trace.ts';
import { FAULTS, findTransitions, getFault, machineOf, send, toFaults } from './device-graph.fixture.ts';
import type { DeviceEvent } from './device-machine.ts';
import { toDeviceEvent } from './device-machine.ts';
import type { Expected } from './expected-device.fixture.ts';
import {
  EXPECTED,
  formatExpected,
  getExpectedKind,
  getExpectedPath,
  getValues,
} from './expected-device.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

interface Ask {
  readonly from: number;
  readonly to: number;
  readonly path: readonly number[];
}

/** Every accepted request that takes an arc, with its path. */
const findAsks = (expected: Expected): Ask[] =>
  getValues(expected).flatMap((from) =>
    getValues(expected)
      .filter((to) => from !== to && getExpectedKind(expected, from, to) === 'accepted')
      .map((to) => ({ from, to, path: getExpectedPath(expected, from, to) })),
  );

const isCorruptible = ({ loading }: Expected, { from, to }: Ask) =>
  loading.includes(from) && !loading.includes(to);
const stateBefore = ({ from, path }: Ask, arc: number) => (arc === 1 ? from : path[arc - 2]);

const isStaying = (fault: Fault | undefined) => fault?.kind === 'corrupt' && fault.device === 'stays';

/** `declined.2.STOP_COPY`, `corrupt.stays.RUNNING`. */
function toFailed(event: DeviceEvent): string {
  const fault = getFault(event);
  const name = event.type.slice('request.'.length);
  return fault?.kind === 'corrupt'
    ? `corrupt.${fault.device}.${name}`
    : `${fault?.kind}.${fault?.arc}.${name}`;
}

const CASES = EXPECTED.map((expected) => ({ name: formatExpected(expected), expected }));

describe.each(CASES)('$name', ({ expected }) => {
  const { ruleSet, names, error } = expected;
  const machine = machineOf(expected);
  const asks = findAsks(expected);
  const make = (from: number, event: DeviceEvent) => send(expected, machine, from, event);
  const fail = ({ from, to }: Pick<Ask, 'from' | 'to'>, fault: Fault) =>
    make(from, { type: `request.${names[to] ?? ''}`, fault });

  it('[MACH-11] keeps the state before the arc that the driver declines, and returns the errno of the event', () => {
    for (const ask of asks)
      for (const [index] of ask.path.entries()) {
        const errno = ERRNOS[(ask.from + ask.to + index) % ERRNOS.length]!;
        const { now, outcome } = fail(ask, { kind: 'declined', arc: index + 1, errno });
        const kept = stateBefore(ask, index + 1);
        expect(now).toBe(kept);
        expect(outcome).toMatchObject({
          kind: 'refused',
          cause: 'declined',
          from: ask.from,
          now: kept,
          returns: errno,
        });
        expect(outcome?.arcs.map(({ to }) => to)).toEqual(ask.path.slice(0, index));
        expect(outcome?.failed).toMatchObject({ from: kept, to: ask.path[index] });
      }
  });

  it('[MACH-12] is in the error state after an arc on which the driver faults, and returns EIO', () => {
    for (const ask of asks)
      for (const [index, to] of ask.path.entries()) {
        const { now, outcome } = fail(ask, { kind: 'faulted', arc: index + 1 });
        expect(now).toBe(error);
        expect(outcome).toMatchObject({
          kind: 'refused',
          cause: 'faulted',
          from: ask.from,
          now: error,
          returns: 'EIO',
        });
        expect(outcome?.arcs.map((arc) => arc.to)).toEqual(ask.path.slice(0, index));
        expect(outcome?.failed).toMatchObject({ from: stateBefore(ask, index + 1), to });
      }
  });

  it('[MACH-13] stays in the loading session or goes to the error state where the data is corrupt', () => {
    for (const ask of asks.filter((each) => isCorruptible(expected, each))) {
      const stays = fail(ask, { kind: 'corrupt', device: 'stays' });
      expect(stays.now).toBe(ask.from);
      expect(stays.outcome).toMatchObject({
        kind: 'refused',
        cause: 'corrupt',
        now: ask.from,
        returns: 'EINVAL',
        arcs: [],
      });
      const faults = fail(ask, { kind: 'corrupt', device: 'faults' });
      expect(faults.now).toBe(error);
      expect(faults.outcome).toMatchObject({
        kind: 'refused',
        cause: 'corrupt',
        now: error,
        returns: 'EINVAL',
        arcs: [],
      });
      expect(faults.outcome?.failed).toMatchObject({ from: ask.from, to: ask.path[0] });
    }
  });

  it('[MACH-13] knows corrupt data only where a request leaves the loading session', () => {
    const left = asks
      .filter((ask) => isCorruptible(expected, ask))
      .map(({ from, to }) => `${from} ${names[to]}`);
    const found = findTransitions(expected, toFaults(expected))
      .filter(({ event, outcome }) => outcome?.cause === 'corrupt' && isStaying(getFault(event)))
      .map(({ from, event }) => `${from} ${event.type.slice('request.'.length)}`);
    expect(found.sort()).toEqual(left.sort());
    expect(found.length).toBeGreaterThan(0);
  });

  it('[MACH-14] has in each state these events and no other', () => {
    const events = ['request', 'reset', ...Object.values(names).map((name) => `request.${name}`)].sort();
    for (const from of getValues(expected)) {
      const ownEvents = machine.states[names[from]!]?.ownEvents ?? [];
      expect([...ownEvents].sort(), names[from]).toEqual(events);
    }
  });

  it('[MACH-14] fails in each state the requests that reach the arc of the fault, and no other', () => {
    const reached = asks.flatMap((ask) => [
      ...ask.path.flatMap((_, index) => [
        `${ask.from} declined.${index + 1}.${names[ask.to]}`,
        `${ask.from} faulted.${index + 1}.${names[ask.to]}`,
      ]),
      ...(isCorruptible(expected, ask)
        ? [`${ask.from} corrupt.stays.${names[ask.to]}`, `${ask.from} corrupt.faults.${names[ask.to]}`]
        : []),
    ]);
    const found = findTransitions(expected, toFaults(expected));
    const [failed, others] = [true, false].map((isFailed) =>
      found.filter(({ outcome }) => (outcome?.failed !== null) === isFailed),
    );
    expect(failed?.map(({ from, event }) => `${from} ${toFailed(event)}`).sort()).toEqual(reached.sort());
    for (const { from, event, outcome } of others ?? [])
      expect(outcome).toEqual(make(from, { type: event.type as `request.${string}` }).outcome);
  });

  it('[MACH-15] finds for a request and an armed fault the event that the state has, and says whether it hits', () => {
    const isHit = (from: number, to: number, fault: Fault) => {
      const ask = asks.find((each) => each.from === from && each.to === to);
      if (fault.kind === 'corrupt') return ask !== undefined && isCorruptible(expected, ask);
      return fault.arc <= (ask?.path.length ?? 0);
    };
    const wrong = getValues(expected).flatMap((from) => {
      const own = new Set<string>(machine.states[names[from]!]?.ownEvents);
      return getValues(expected).flatMap((to) =>
        FAULTS.filter((fault) => {
          const event = toDeviceEvent(ruleSet, to, fault);
          const cause = make(from, event).outcome?.cause;
          const isRight = isHit(from, to, fault) ? cause === fault.kind : cause === 'rules';
          return (
            !isRight ||
            getFault(event) !== fault ||
            event.type !== `request.${names[to]}` ||
            !own.has(event.type)
          );
        }),
      );
    });
    expect(wrong).toEqual([]);
  });

  it('[MACH-15] carries the errno of the armed fault to what the call returns', () => {
    const { from, to } = asks[0]!;
    for (const errno of ERRNOS) {
      const event = toDeviceEvent(ruleSet, to, { kind: 'declined', arc: 1, errno });
      expect(make(from, event).outcome?.returns).toBe(errno);
    }
  });
});
