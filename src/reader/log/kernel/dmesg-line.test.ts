import { describe, expect, it } from 'vitest';
import { formatRunSteps, readLog } from '../log-run.fixture.ts';

const xe = (text: string, at = 0) => `[ 1001.00000${at}] xe-vfio-pci 0000:03:00.1: ${text}`;
const read = (...lines: readonly string[]) => readLog(`${lines.join('\n')}\n`);
const told = (...lines: readonly string[]) => formatRunSteps(read(...lines));

describe('lines of the kernel', () => {
  it('[LOG-39] of xe that were cut are no arcs, and leave the arc before them open', () => {
    const [first, next] = [xe('state: running_p2p->running'), xe('state: running->running_p2p', 2)];
    expect(told(first, next)).toEqual(['1 5>2', '2 2>5 asked']);
    for (const piece of [
      'Failed to transi',
      'state: running->running',
      'state: stop->stopco',
      'state: stop->stop',
    ])
      expect(told(first, xe(piece, 1), next), piece).toEqual(['~1 5>2', '3 2>5 asked']);
    for (const piece of ['[ 1001.00', '[ 1001.000001] xe-vf', '[ 1001.000001] xe-vfio-pci 0000:03'])
      expect(told(first, piece, next), piece).toEqual(['~1 5>2', '3 2>5 asked']);
    expect(told(first, '[ 1001.000001] usb 1-1: new device', next)).toEqual(['1 5>2', '3 2>5 asked']);
  });

  it('[LOG-39] that a mailer wrapped are put together', () => {
    expect(
      told(
        '> [ 1001.900000] xe-vfio-pci 0000:03:00.1: Failed to transition state:',
        '> stop->stopcopy err=-5',
        '> [  812.334455] mlx5_core 0000:81:00.0: mlx5_cmd_out_err:829:(pid 31337):',
        '> SAVE_VHCA_STATE(0xb0e) op_mod(0x0) failed, status bad resource state(0x9),',
        '> syndrome (0x4a02f5), err(-22)',
        '> [  950.100000] pds_vfio_pci 0000:b5:00.3: failed to get save status:',
        '> -EIO',
      ),
    ).toEqual(['1 1>3 failed EIO', '~3 1>3 failed EINVAL', '6 1>3 failed EIO']);
  });

  it('[LOG-39] of mlx5 are of the PF: nothing is certain of the VF', () => {
    const run = read(
      '[  1.0] mlx5_core 0000:81:00.0: mlx5_cmd_out_err:829:(pid 1): RESUME_VHCA(0xb0c) op_mod(0x0) failed, status internal error(0x1), syndrome (0x1), err(-5)',
      '[  1.1] mlx5_core 0000:81:00.0: mlx5_cmd_out_err:829:(pid 1): CREATE_MKEY(0x200) op_mod(0x0) failed, status internal error(0x1), syndrome (0x1), err(-5)',
    );
    expect(formatRunSteps(run)).toEqual(['~1 1>5 failed EIO']);
    expect(run.notes.map(({ id }) => id)).toEqual(['names-pf']);
  });

  it('[LOG-39] of mlx5 about the size of the state are of no arc: it is asked for in any state', () => {
    const run = read(
      '[  1.0] mlx5_core 0000:81:00.0: mlx5_cmd_out_err:829:(pid 1): QUERY_VHCA_MIGRATION_STATE(0xb0d) op_mod(0x1) failed, status limits exceeded(0x8), syndrome (0x1), err(-12)',
    );
    expect(formatRunSteps(run)).toEqual([]);
    expect(run.notes.map(({ id }) => id)).toEqual(['size-query-failed']);
  });

  it('[LOG-39] say which arc of hisi_acc and pds failed', () => {
    const hisi = 'hisi_acc_vfio_pci 0000:75:00.1:';
    expect(told(`${hisi} failed to recover the VF!`)).toEqual(['~1 4>1 failed']);
    expect(told(`${hisi} failed to match the VF!`)).toEqual(['~1 4>1 failed']);
    const pds = 'pds_vfio_pci 0000:b5:00.3:';
    expect(told(`${pds} vf3: Suspend failed: -EIO`)).toEqual(['~1 2>5 failed EIO']);
    expect(told(`${pds} pds_vfio_suspend_wait_device_cmd: vf3: Suspend comp timeout`)).toEqual([
      '~1 2>5 failed ETIMEDOUT',
    ]);
    expect(told(`${pds} failed to set migration state: -EINVAL`)).toEqual(['1 4>1 failed EINVAL']);
  });

  it('[LOG-39] that are more than a second apart are of two attempts', () => {
    const pds = (at: string) => `[${at}] pds_vfio_pci 0000:b5:00.3: failed to get save status: -EIO`;
    expect(told(pds('  950.100000'), pds('  950.200000'))).toEqual(['1 1>3 failed EIO']);
    expect(told(pds('  950.100000'), pds('  960.200000'))).toEqual(['1 1>3 failed EIO', '2 1>3 failed EIO']);
  });

  it.each([
    '[Thu May  2 12:01:30 2024]',
    '[  +0.000123]',
    '[May 2 12:01]',
    '<3>[ 12.5]',
    'May  2 12:01:30 node1 kernel:',
  ])('[LOG-39] are read after %s', (before) => {
    expect(
      told(`${before} xe-vfio-pci 0000:03:00.1: Failed to transition state: stop->stopcopy err=-5`),
    ).toEqual(['1 1>3 failed EIO']);
  });
});
