/**
 * The generated machines against the documents: `xstate/graph` walks each of them, and finds the arcs, refusals and
 * reachable states that expected-device.fixture.ts lists by hand. No arc more, no arc fewer.
 */

import { describe, expect, it, vi } from 'vitest';
import { getShortestPaths, getSimplePaths } from 'xstate/graph';
import { getFlagSets } from '../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import type { RequestPair } from '../protocol/state/request-pair.ts';
import { getVerdict } from '../protocol/verdict/request-verdict.ts';
import type { Found } from './device-graph.fixture.ts';
import {
  byName,
  findReachable,
  findTransitions,
  getFault,
  machineOf,
  send,
  snapshotAt,
  toEvents,
  toFaults,
  toPlainRequests,
  toRequests,
  toSuppositions,
  toValue,
  UNLISTED,
} from './device-graph.fixture.ts';
import {
  EXPECTED,
  formatExpected,
  getExpectedKind,
  getValues,
  ruleSetOf,
} from './expected-device.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

const toKey = ({ from, event }: Found) => `${from} ${event.type}`;
const toOutcomes = (found: readonly Found[]) => new Map(found.map((each) => [toKey(each), each.outcome]));
const toPair = ({ from, to }: RequestPair) => `${from}>${to}`;
const CASES = EXPECTED.map((expected) => ({ name: formatExpected(expected), expected }));

describe('the expectation', () => {
  it('[MACH-1] covers the eleven rule sets with all their flags: eighteen machines', () => {
    const built = RULE_SETS.flatMap((ruleSet) =>
      getFlagSets(ruleSet).map((flags) => `${ruleSet.id} ${flags}`),
    );
    expect(EXPECTED.map(({ id, flags }) => `${id} ${flags}`)).toEqual(built);
    expect(built).toHaveLength(18);
  });

  it('[MACH-1] has the counts that the documents give', () => {
    const moves = EXPECTED.map(({ counts }) => counts.moves);
    expect(moves.slice(0, 8)).toEqual([7, 11, 12, 11, 20, 20, 20, 90]);
    const accepted = EXPECTED.map(({ counts }) => counts.moves + counts.stays);
    expect(accepted.slice(10, 14)).toEqual([16, 25, 24, 47]);
    for (const { counts, names, moves: listed } of EXPECTED) {
      expect(listed).toHaveLength(counts.moves);
      const sum = Object.values(counts).reduce((a, b) => a + b);
      expect(sum).toBe(Object.keys(names).length ** 2);
    }
  });
});

describe.each(CASES)('$name', ({ expected }) => {
  const { ruleSet, flags, names, initial, error, counts } = expected;
  const values = getValues(expected);
  const asked = findTransitions(expected, toRequests(expected));
  const everything = findTransitions(expected, toEvents(expected));

  it('[MACH-1] moves on the requests that are listed, and on no other', () => {
    const moves = asked.filter(({ from, to }) => from !== to);
    expect(moves.map(toPair).sort()).toEqual([...expected.moves].sort());
    expect(moves).toHaveLength(counts.moves);
    for (const { event, to } of moves) expect(event.type).toBe(`request.${names[to]}`);
  });

  it('[MACH-1] moves where the verdict of the request is accepted, and to its end', () => {
    const accepted = values.flatMap((from) =>
      values
        .filter((to) => to !== from && getVerdict(ruleSet, { from, to, flags }).kind === 'accepted')
        .map((to) => toPair({ from, to })),
    );
    expect(
      asked
        .filter(({ from, to }) => from !== to)
        .map(toPair)
        .sort(),
    ).toEqual(accepted.sort());
  });

  it('[MACH-2] takes every request in every state as a transition that records its outcome', () => {
    expect(asked).toHaveLength(values.length ** 2);
    const kinds = asked.map(({ from, event, to, outcome }) => {
      const wanted = values.find((value) => `request.${names[value]}` === event.type) ?? -1;
      expect(outcome?.verdict?.request, `${names[from]} ${event.type}`).toEqual({ from, to: wanted, flags });
      expect(outcome).toMatchObject({ from, now: to, kind: getExpectedKind(expected, from, wanted) });
      if (outcome?.kind !== 'accepted') expect(to).toBe(from);
      return outcome?.kind === 'accepted' ? (from === to ? 'stays' : 'moves') : outcome?.kind;
    });
    for (const [kind, count] of Object.entries(counts))
      expect(
        kinds.filter((each) => each === kind),
        kind,
      ).toHaveLength(count);
  });

  it('[MACH-2] says of a request what it returns: 0, EINVAL, or nothing', () => {
    const returns = { accepted: 0, refused: 'EINVAL', unspecified: null, 'never-returns': null };
    for (const { outcome } of asked) expect(outcome?.returns).toBe(outcome && returns[outcome.kind]);
  });

  it('[MACH-3] goes back to the initial value on VFIO_DEVICE_RESET, from every state', () => {
    const resets = findTransitions(expected, [{ type: 'reset' }]);
    expect(resets.map(({ from }) => from)).toEqual(values);
    for (const { from, to, outcome } of resets) {
      expect(to).toBe(initial);
      expect(outcome).toMatchObject({ kind: 'accepted', cause: 'reset', from, now: initial, returns: 0 });
    }
  });

  it('[MACH-4] leaves the error state by a reset and by nothing else', () => {
    const leaving = everything.filter(({ from, to }) => from === error && to !== error);
    expect(leaving.map(({ event }) => event.type)).toEqual(['reset']);
  });

  it('[MACH-4] enters the error state by a fault and by nothing else', () => {
    const entering = everything.filter(({ from, to }) => from !== error && to === error);
    expect(entering.length).toBeGreaterThan(0);
    for (const { event } of entering) {
      const fault = getFault(event);
      expect(fault?.kind === 'corrupt' ? fault.device : fault?.kind).toMatch(/^fault(ed|s)$/);
    }
  });

  it('[MACH-5] reaches by requests, by faults and never what the documents say', () => {
    const sorted = [...expected.byRequest].sort((a, b) => a - b);
    expect(findReachable(expected, toRequests(expected))).toEqual(sorted);
    const withFaults = [...sorted, error].sort((a, b) => a - b);
    expect(findReachable(expected, [...toRequests(expected), ...toFaults(expected)])).toEqual(withFaults);
    expect(findReachable(expected, toEvents(expected))).toEqual(withFaults);
    expect(values.filter((value) => !withFaults.includes(value))).toEqual(expected.never);
  });

  it('[MACH-6] has as many paths that meet no state twice as were counted by hand', () => {
    if (expected.simplePaths === null) return;
    const paths = getSimplePaths(machineOf(expected), {
      events: toRequests(expected),
      serializeState: byName,
    });
    expect(paths).toHaveLength(expected.simplePaths);
  });

  it('[MACH-7] refuses a value that is not listed, or does not specify it, and stays', () => {
    const found = findTransitions(expected, toPlainRequests(UNLISTED));
    expect(found).toHaveLength(values.length * UNLISTED.length);
    for (const { from, event, to, outcome } of found) {
      if (event.type !== 'request') throw new Error(`${event.type} was not asked`);
      const mask = expected.id === 'uapi-v1' ? 7 : expected.id === 'ndma-rfc' ? 15 : 0;
      const isValid = (value: number) => expected.byRequest.includes((value & mask) >>> 0);
      const kind = mask > 0 && isValid(from) && isValid(event.to) ? 'unspecified' : 'refused';
      expect(outcome, `${from} > ${event.to}`).toMatchObject({ kind, from, now: from, failed: null });
      expect(outcome?.verdict?.request.to).toBe(event.to);
      expect(to).toBe(from);
    }
  });

  it('[MACH-7] does not take a listed value by the plain request', () => {
    const machine = machineOf(expected);
    for (const from of values)
      for (const to of values)
        expect(send(expected, machine, from, { type: 'request', to })).toEqual({ now: from, outcome: null });
  });

  it('[MACH-8] supposes what is unspecified and nothing else', () => {
    const found = findTransitions(expected, toSuppositions(expected));
    expect(found).toHaveLength(values.length ** 2);
    const supposed = found.filter(({ outcome }) => outcome?.cause === 'supposed');
    expect(supposed).toHaveLength(counts.unspecified);
    for (const { from, to, event, outcome } of supposed) {
      expect(event.type).toBe(`request.${names[to]}`);
      expect(getExpectedKind(expected, from, to)).toBe('unspecified');
      expect(outcome).toMatchObject({ kind: 'accepted', cause: 'supposed', from, now: to, returns: 0 });
    }
    const plain = toOutcomes(asked);
    for (const each of found)
      if (!supposed.includes(each)) expect(each.outcome).toEqual(plain.get(toKey(each)));
  });

  it('[MACH-9] changes nothing, and records nothing, on an event that a state does not have', () => {
    expect(everything.filter(({ outcome }) => outcome === null)).toEqual([]);
    const machine = machineOf(expected);
    for (const type of [
      'request.NO_SUCH_STATE',
      'request.',
      'request.*',
      'declined.0._STOP',
      'faulted.x.STOP',
      'suppose._STOP',
    ] as const)
      for (const from of values)
        expect(send(expected, machine, from, { type: type as 'request.' })).toEqual({
          now: from,
          outcome: null,
        });
  });

  it('[MACH-10] has a state of the kernel’s name for each listed value, `|` and digits included', () => {
    const machine = machineOf(expected);
    expect(Object.keys(machine.states).sort()).toEqual(Object.values(names).sort());
    for (const value of values) {
      const snapshot = snapshotAt(machine, names[value]!);
      expect(toValue(expected, snapshot)).toBe(value);
      expect(snapshot.matches(names[value]!)).toBe(true);
    }
  });
});

describe('the way to a state', () => {
  const findLength = (id: (typeof EXPECTED)[number]['id'], to: number) => {
    const expected = EXPECTED.find((each) => each.id === id)!;
    const paths = getShortestPaths(machineOf(expected), {
      events: toRequests(expected),
      serializeState: byName,
    });
    return paths.find(({ state }) => toValue(expected, state) === to)?.weight;
  };

  it('[MACH-6] to _RESUMING takes two requests in the posted table, one in the amended one', () => {
    expect(findLength('patch-2021-09', 4)).toBe(2);
    expect(findLength('patch-2021-09-amended', 4)).toBe(1);
    expect(findLength('stop-default', 4)).toBe(1);
    expect(findLength('uapi-v1', 4)).toBe(1);
  });

  it('[MACH-6] to pre-copy takes two requests where the register starts in _STOP', () => {
    expect(findLength('patch-2021-09', 3)).toBe(1);
    expect(findLength('stop-default', 3)).toBe(2);
    expect(findLength('patch-2021-09', 6)).toBeUndefined();
  });

  it('[MACH-6] to any other state is one request in v2', () => {
    for (const to of [1, 3, 4]) expect(findLength('v2-6.2', to)).toBe(1);
    expect(ruleSetOf('v2-6.2').initial).toBe(2);
  });
});
