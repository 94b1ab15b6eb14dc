import { describe, expect, it } from 'vitest';
import { createLogReader } from '../log-reader.ts';
import { formatRunSteps, readLog } from '../log-run.fixture.ts';

const RIP = 'RIP: 0010:vfio_mig_get_next_state+0x8c/0xa0 [vfio]';
const WARNING =
  'WARNING: CPU: 3 PID: 4711 at drivers/vfio/vfio_main.c:788 vfio_mig_get_next_state+0x8c/0xa0 [vfio]';
const LOCKUP = 'watchdog: BUG: soft lockup - CPU#7 stuck for 26s! [qemu-system-x86:4711]';

/** What is told of the lines: notes by id, errors by `error`, each with its line. */
function tell(...lines: readonly string[]): readonly string[] {
  const told: string[] = [];
  const reader = createLogReader({
    onStep: () => undefined,
    onNote: ({ id, line }) => told.push(`${id} ${line}`),
    onError: (line, text) => {
      if (text === RIP) told.push(`error ${line}`);
    },
  });
  for (const [at, line] of lines.entries()) reader.push(`[ 100${at}.000001] ${line}`);
  reader.end();
  return told.toSorted();
}

describe('a processor within vfio_mig_get_next_state()', () => {
  it('[LOG-74] is there for a warning or a fault: nothing is told of a request that never returned', () => {
    expect(tell(WARNING, RIP)).toEqual([]);
    expect(tell('BUG: kernel NULL pointer dereference, address: 0000000000000010', RIP)).toEqual([]);
    expect(tell(LOCKUP, 'Modules linked in: vfio', WARNING, RIP)).toEqual([]);
  });

  it('[LOG-74] spins where the kernel says that it is stuck', () => {
    expect(tell(LOCKUP, 'Modules linked in: vfio', RIP)).toEqual(['error 3', 'never-returned 3']);
    expect(tell(WARNING, 'rcu: INFO: rcu_preempt self-detected stall on CPU', RIP)).toEqual([
      'error 3',
      'never-returned 3',
    ]);
  });

  it('[LOG-75] gives one step for an error that two programs write, and two for two errors', () => {
    const error = (at: string) =>
      `${at} qemu-kvm: d0: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device`;
    const [first, next] = ['2024-05-02T12:01:34.610002Z', '2024-05-02T12:09:34.610002Z'];
    const journal = (at: string) => `May 02 12:01:34 node1 qemu-kvm[4711]: ${error(at)}`;
    const count = (...lines: readonly string[]) =>
      formatRunSteps(readLog(`${lines.join('\n')}\n`)).filter((step) => step.includes('failed')).length;
    expect(count(error(first), journal(first))).toBe(1);
    expect(count(error(first), journal(next))).toBe(2);
  });
});
