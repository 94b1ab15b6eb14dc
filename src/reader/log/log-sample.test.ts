import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatRunSteps, readLog, type WholeRun } from './log-run.fixture.ts';
import { formatStepText, getBelief } from './run/step-words.ts';

const read = (name: string) => readLog(readFileSync(new URL(`sample/${name}.txt`, import.meta.url), 'utf8'));

describe('samples of logs', () => {
  it('[LOG-1] QEMU 7.2: a reset behind its back, then a write that the register refuses', () => {
    const run = read('qemu-7.2-reset');
    expect(formatRunSteps(run)).toEqual([
      '4 1>3',
      '9 >1 reset',
      '10 1>0',
      '13 0>2 failed EINVAL',
      '14 0>1',
      '17 1>1',
    ]);
    expect(run.notes).toMatchObject([{ id: 'desync-reset', line: 9 }]);
    expect(run.summary).toMatchObject({
      formats: ['qemu-trace-v1', 'qemu-error'],
      client: { id: 'qemu-6.1' },
      devices: [{ name: 'VFIO user </var/run/vfio-user.sock>', generation: 'v1', flags: null, end: 1 }],
    });
  });

  it('[LOG-2] QEMU 8.2: STOP_COPY fails, the reset has no line, and the second data_fd shows STOP_COPY', () => {
    const run = read('qemu-8.2-stop-copy');
    expect(formatRunSteps(run)).toEqual([
      '4 2>6',
      '9 6>7',
      '11 7>3 failed EIO',
      '11 >2 reset',
      '~13 2>3 EBADF',
      '~14 3>5',
      '16 5>2',
      '20 2>2',
    ]);
    expect(run.notes).toMatchObject([{ id: 'desync-data-fd', line: 13 }]);
    expect(run.summary).toMatchObject({
      client: { id: 'qemu-8.2' },
      devices: [{ name: '0000:81:00.2', flags: 7, end: 2 }],
    });
  });

  it('[LOG-3] QEMU 10.1: intents and results of two devices, one of which recovers', () => {
    const run = read('qemu-10.1-two-devices');
    expect(formatRunSteps(run, '0000:3b:00.1')).toEqual([
      '3 2>6',
      '13 6>7',
      '19 7>3',
      '21 3>3 none',
      '26 3>5',
      '32 5>2',
      '40 2>2 none',
    ]);
    expect(formatRunSteps(run, '0000:5e:00.4')).toEqual([
      '10 2>5',
      '16 5>1',
      '24 1>3 failed ENOSPC',
      '23 ?>1',
      '29 1>5',
      '35 5>2',
      '38 2>2 none',
    ]);
    expect(run.notes).toEqual([]);
    expect(run.summary).toMatchObject({
      formats: ['qemu-trace-9.1', 'qemu-trace-10.0', 'qemu-error'],
      client: { id: 'qemu-9.1' },
      devices: [
        { name: '0000:3b:00.1', flags: 7, end: 2 },
        { name: '0000:5e:00.4', flags: 3, end: 2 },
      ],
    });
  });

  it('[LOG-4] dmesg: arcs of drivers, those that begin and those that fail', () => {
    const run = read('dmesg');
    expect(formatRunSteps(run, '0000:03:00.1')).toEqual([
      '7 2>5',
      '8 5>1',
      '10 1>3 failed EIO',
      '~12 2>1 failed EINVAL',
    ]);
    expect(formatRunSteps(run, '0000:81:00.0')).toEqual(['~1 1>3 failed EINVAL', '~2 5>1 failed EIO']);
    expect(formatRunSteps(run, '0000:75:00.1')).toEqual(['~3 2>1 failed']);
    expect(formatRunSteps(run, '0000:b5:00.3')).toEqual(['6 1>3 failed EIO']);
    expect(run.notes).toMatchObject([
      { id: 'names-pf', line: 1, device: '0000:81:00.0' },
      { id: 'names-pf', line: 2, device: '0000:81:00.0' },
      { id: 'no-data', line: 5, device: '0000:75:00.1' },
      { id: 'never-returned', line: 15 },
    ]);
  });

  it('[LOG-5] strace and perf trace: nothing is read of a struct that they do not decode', () => {
    const run = read('strace');
    expect(run.steps).toEqual([]);
    expect(run.summary.formats).toEqual(['strace', 'perf-trace']);
    expect(run.notes.map(({ id, line }) => `${id} ${line}`)).toEqual(
      expect.arrayContaining(['not-decoded 2', 'not-decoded 9', 'not-decoded 16', 'reset-of-syscall 6']),
    );
  });
});

/** What the client believes after each failed request and each reset. */
const listBeliefs = ({ steps }: WholeRun) =>
  steps
    .filter(({ event }) => event === 'failed' || event === 'reset')
    .map((step) => `${step.line} ${step.event} ${getBelief(step)}`);

describe('what the client believes', () => {
  it('[LOG-17] is what it was before a reset behind its back, and before a write that failed', () => {
    expect(listBeliefs(read('qemu-7.2-reset'))).toEqual(['9 reset 3', '13 failed 0']);
  });

  it('[LOG-17] is RUNNING after the reset that follows a failure, and the recover state after that', () => {
    expect(listBeliefs(read('qemu-8.2-stop-copy'))).toEqual(['11 failed 7', '11 reset 2']);
    expect(listBeliefs(read('qemu-10.1-two-devices'))).toEqual(['24 failed 1']);
  });

  it('[LOG-17] is said of a failed step and a reset, and of no other', () => {
    for (const name of ['qemu-7.2-reset', 'qemu-8.2-stop-copy', 'qemu-10.1-two-devices'])
      for (const step of read(name).steps) {
        const isMeant = step.event === 'failed' || step.event === 'reset';
        expect(formatStepText(step).includes('QEMU then believes'), `${name} ${step.line}`).toBe(isMeant);
        if (!isMeant) expect(step.believes).toBeNull();
      }
  });

  it('[LOG-18] is not known where only the kernel tells, where a line is lost, or where the log begins too late', () => {
    for (const step of read('dmesg').steps.filter(({ event }) => event === 'failed')) {
      expect(getBelief(step)).toBeNull();
      expect(formatStepText(step)).toContain('What the client then believes is not known.');
    }
    const error =
      'qemu-system-x86_64: d0: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device\n';
    expect(listBeliefs(readLog(error))).toEqual(['1 failed null', '1 reset null']);
    const torn = `1@1.000001:vfio_migration_set_state  (d0) state PRE_COPY\n1@1.000002:vfio_migration_set_st\n${error}`;
    expect(listBeliefs(readLog(torn))[0]).toBe('3 failed null');
  });

  it('[LOG-18] of QEMU 5.2 to 7.2 is not known before its first request', () => {
    const text =
      '1@1.000001:vfio_migration_probe  (d0) Region 9\n1@1.000002:vfio_migration_set_state  (d0) state 3\n1@1.000003:vfio_pci_reset  (d0)\n';
    expect(listBeliefs(readLog(text))).toEqual(['3 reset 3']);
    const early = 'qemu-system-x86_64: d0: Failed to set state SAVING\n';
    expect(listBeliefs(readLog(`${text.split('\n')[0]}\n${early}`))).toEqual(['2 failed null']);
  });
});
