import { describe, expect, it } from 'vitest';
import { formatRunSteps, readLog } from '../log-run.fixture.ts';
import { getBelief } from './step-words.ts';

const set = (to: string, recover: string, at: number) =>
  `11@1751500000.90000${at}:vfio_migration_set_state  (d0) new state ${to}, recover state ${recover}`;
const now = (to: string, at: number) =>
  `11@1751500000.90000${at}:vfio_migration_set_device_state  (d0) state ${to}`;
const read = (...lines: readonly string[]) => readLog(`${lines.join('\n')}\n`);
const told = (...lines: readonly string[]) => formatRunSteps(read(...lines));

describe('an error before the line of what it led to', () => {
  const before = [set('STOP', 'ERROR', 0), now('STOP', 1), set('STOP_COPY', 'STOP', 2)];
  const error =
    'qemu-system-x86_64: d0: Failed setting device state to STOP_COPY. Setting device in recover state STOP: No space left on device';

  it('[LOG-45] is one attempt, and its recover state is no step of its own', () => {
    expect(told(...before, error, now('STOP', 3))).toEqual(['2 ?>1', '4 1>3 failed ENOSPC', '5 ?>1']);
    expect(told(...before, now('STOP', 3), error)).toEqual(['2 ?>1', '5 1>3 failed ENOSPC', '4 ?>1']);
  });

  it('[LOG-45] may be of a reset as well', () => {
    const reset =
      'qemu-system-x86_64: d0: Failed setting device state to PRE_COPY_P2P. Recover state is ERROR. Resetting device: Input/output error';
    const run = read(
      set('PRE_COPY', 'RUNNING', 0),
      now('PRE_COPY', 1),
      set('PRE_COPY_P2P', 'ERROR', 2),
      reset,
      now('RUNNING', 3),
    );
    expect(formatRunSteps(run).slice(1)).toEqual(['4 6>7 failed EIO', '5 >2 reset']);
    expect(run.steps.slice(1).map(getBelief)).toEqual([6, 2]);
  });

  it('[LOG-45] says nothing of a line that names another state, or stands after a piece', () => {
    expect(told(...before, error, now('RUNNING', 3)).at(-1)).toBe('~5 1>2');
    expect(told(...before, error, '11@1751500000.90', now('STOP', 3)).at(-1)).toBe('~6 1>1');
  });

  it('[LOG-46] of a request for RUNNING that is printed late: QEMU believes RUNNING after its reset', () => {
    const late =
      'qemu-system-x86_64: d0: Failed setting device state to RUNNING. Recover state is ERROR. Resetting device: Input/output error';
    const begun = [
      '11@1751500000.900000:vfio_migration_realize  (d0)',
      set('PRE_COPY', 'RUNNING', 1),
      now('PRE_COPY', 2),
    ];
    const { steps } = read(...begun, set('RUNNING', 'ERROR', 3), now('RUNNING', 4), late);
    const [, failed, reset] = steps;
    expect(failed).toMatchObject({ said: 'failed-late', event: 'failed', certain: true, believes: 2 });
    expect(reset).toMatchObject({ said: 'reset-now', believes: 2 });
    expect(steps[0]?.believes).toBeNull();
  });
});
