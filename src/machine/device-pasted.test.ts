/**
 * Machines of tables that a reader may paste: v2-7.2 with one cell changed. They get stuck, or walk in a circle, and
 * the machine still answers every request and stands where the driver would.
 *
 * @source drivers/vfio/vfio_main.c, vfio_mig_get_next_state()
 */

import { describe, expect, it, vi } from 'vitest';
import type { V2RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getOutcome } from '../protocol/trace/replay.ts';
import { send } from './device-graph.fixture.ts';
import { createDeviceMachine } from './device-machine.ts';
import type { Expected } from './expected-device.fixture.ts';
import { EXPECTED, ruleSetOf } from './expected-device.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

const STATES = [1, 2, 3, 4, 5, 6, 7];
const KERNEL = ruleSetOf('v2-7.2') as V2RuleSet;

const getCell = (ruleSet: V2RuleSet, row: number, column: number) =>
  ruleSet.next[ruleSet.values.indexOf(row)]?.[ruleSet.values.indexOf(column)];

function toMutant(row: number, column: number, next: number): Expected & { readonly ruleSet: V2RuleSet } {
  const [at, to] = [KERNEL.values.indexOf(row), KERNEL.values.indexOf(column)];
  const cells = KERNEL.next.map((line, index) => (index === at ? line.with(to, next) : line));
  return { ...EXPECTED.at(-1)!, flags: 7, ruleSet: { ...KERNEL, id: 'pasted', next: cells } };
}

const ask = (expected: Expected, from: number, to: number) =>
  send(expected, createDeviceMachine(expected.ruleSet, 7), from, { type: `request.${expected.names[to]!}` });

describe('a pasted table', () => {
  it('[MACH-16] that gets stuck leaves the device where it stopped, though the request is refused', () => {
    const { now, outcome } = ask(toMutant(5, 4, 0), 2, 4);
    expect(now).toBe(5);
    expect(outcome).toMatchObject({ kind: 'refused', cause: 'rules', from: 2, now: 5, returns: 'EINVAL' });
    expect(outcome?.arcs).toHaveLength(1);
  });

  it('[MACH-16] that walks in a circle never returns, and the device is on the circle', () => {
    const { now, outcome } = ask(toMutant(5, 4, 2), 2, 4);
    expect(outcome).toMatchObject({ kind: 'never-returns', from: 2, now, returns: null });
    expect(outcome?.arcs.map(({ from, to }) => `${from}>${to}`)).toEqual(['2>5', '5>2']);
    expect(now).toBe(2);
  });

  it('[MACH-16] with any one of the 49 cells blocked or led to STOP makes a machine that answers as the rules do', () => {
    const mutants = STATES.flatMap((row) =>
      STATES.flatMap((column) =>
        [0, 1]
          .filter((next) => next !== getCell(KERNEL, row, column))
          .map((next) => toMutant(row, column, next)),
      ),
    );
    expect(mutants).toHaveLength(98 - 2 - 14);
    const wrong = mutants.flatMap((expected) => {
      const machine = createDeviceMachine(expected.ruleSet, 7);
      return STATES.flatMap((from) => STATES.map((to) => ({ from, to }))).filter(({ from, to }) => {
        const { now, outcome } = send(expected, machine, from, { type: `request.${expected.names[to]!}` });
        const ruled = getOutcome(expected.ruleSet, 7, from, to);
        return !outcome || now !== ruled.now || outcome.now !== ruled.now || outcome.kind !== ruled.kind;
      });
    });
    expect(wrong).toEqual([]);
  });
});
