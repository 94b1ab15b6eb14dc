/** A run as a trace: replayed by the rules, it does what the log says that the device did. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replay } from '../../protocol/trace/replay.ts';
import { readLog } from './read-log.ts';
import { toRunTrace } from './run-trace.ts';

const read = (text: string) => readLog([new TextEncoder().encode(text)], {});
const sample = (name: string) =>
  read(readFileSync(new URL(`../../reader/log/sample/${name}`, import.meta.url), 'utf8'));

/** The trace around a step, and the states that it takes the device through. */
function walk(result: ReturnType<typeof read>, index: number, at = 0) {
  const device = result.devices[at];
  const run = device && toRunTrace(device, index);
  if (!device || !run) throw new Error('there is no such run');
  const { steps } = replay(device.ruleSet, run.trace);
  return { ...run, now: steps.map((step) => (step.kind === 'made' ? step.outcome.now : null)) };
}

describe('the trace of a run', () => {
  it('[LOG-33] has its failures and resets, and ends where the device did', () => {
    const { trace, cursor, now, first, last, replaced } = walk(sample('qemu-8.2-stop-copy.txt'), 2);
    expect(trace.steps).toEqual([
      { act: 'request', to: 'PRE_COPY' },
      { act: 'request', to: 'PRE_COPY_P2P' },
      { act: 'request', to: 'STOP_COPY', fault: { kind: 'declined', arc: 1, errno: 'EIO' } },
      { act: 'reset' },
      { act: 'request', to: 'STOP_COPY' },
      { act: 'request', to: 'RUNNING_P2P' },
      { act: 'request', to: 'RUNNING' },
      { act: 'request', to: 'RUNNING' },
    ]);
    expect([cursor, first, last, replaced]).toEqual([3, 0, 7, null]);
    expect(now).toEqual([6, 7, 7, 2, 3, 5, 2, 2]);
  });

  it('[LOG-33] has no step where none was asked, and the recover state as a request', () => {
    const { trace, now } = walk(sample('qemu-10.1-two-devices.txt'), 0, 1);
    expect(trace.flags).toBe(3);
    expect(trace.steps.map((step) => (step.act === 'reset' ? 'reset' : step.to))).toEqual([
      'RUNNING_P2P',
      'STOP',
      'STOP_COPY',
      'STOP',
      'RUNNING_P2P',
      'RUNNING',
    ]);
    expect(now).toEqual([5, 1, 1, 1, 5, 2]);
  });

  it('[LOG-34] takes what v1 leaves open as the device took it', () => {
    const { trace, now } = walk(sample('qemu-7.2-reset.txt'), 0);
    expect(trace.steps).toContainEqual({ act: 'request', to: '_RUNNING', suppose: 'accepted' });
    expect(now).toEqual([3, 1, 0, 0, 1, 1]);
  });

  it('[LOG-35] begins anew where the log does not show how the device came into a state', () => {
    const trace = (state: string) => `vfio_migration_set_state  (d0) state ${state}\n`;
    const one = walk(read(trace('STOP') + trace('RUNNING')), 1);
    expect(one.trace).toMatchObject({ start: 'STOP', steps: [{ act: 'request', to: 'RUNNING' }] });
    const server = (from: string, to: string) => `migration: transition from state ${from} to state ${to}\n`;
    const done = (from: string, to: string) =>
      `migration: transitioning from state ${from} to state ${to}\nmigration: transitioned from state ${from} to state ${to}\n`;
    const parted = read(done('running', 'pre-copy') + done('stopped', 'resuming'));
    expect(walk(parted, 0).trace.steps).toEqual([{ act: 'request', to: '_SAVING|_RUNNING' }]);
    expect(walk(parted, 1)).toMatchObject({ first: 1, cursor: 1, trace: { start: '_STOP' } });
    // What was asked, without a word of what came of it, is no step that could be made again.
    const [device] = read(server('running', 'pre-copy')).devices;
    expect(device && [device.steps.length, toRunTrace(device, 0)]).toEqual([1, undefined]);
  });

  it('[LOG-36] says which errno it cannot have', () => {
    const text =
      'vfio_migration_set_state  (d0) state PRE_COPY\nqemu: d0: Failed setting device state to STOP_COPY, err: Operation not supported. Recover state is ERROR. Resetting device\n';
    const { replaced, trace } = walk(read(text), 1);
    expect(replaced).toBe('EOPNOTSUPP');
    expect(trace.steps[1]).toMatchObject({ fault: { errno: 'EIO' } });
  });
});
