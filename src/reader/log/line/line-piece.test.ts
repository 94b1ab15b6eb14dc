import { describe, expect, it } from 'vitest';
import { formatRunSteps, readLog } from '../log-run.fixture.ts';
import { findPiece } from './line-piece.ts';

const plain = { hasTime: false, isLast: false };
const timed = { hasTime: true, isLast: false };
const last = { hasTime: false, isLast: true };

describe('pieces of lines', () => {
  it.each([
    ['4711@17000000', plain, 'piece'],
    ['4711@1700000000.000123:vfi', plain, 'piece'],
    ['May  2 12:01:30 host qemu-system-', plain, 'piece'],
    ['May  2 12:01:30 h', plain, 'piece'],
    ['host qemu-system-x86_64[4711]: v', plain, 'piece'],
    ['qemu-syst', plain, 'piece'],
    ['qemu-system-x86_64:', plain, 'piece'],
    ['vf', timed, 'piece'],
    ['2023-11-14T22:13:20.00', plain, 'piece'],
    ['2024-05-02T12:01', plain, 'maybe'],
    ['2023-1', last, 'maybe'],
    ['[ 1001.2', plain, 'maybe'],
    ['12: info : QEMU_MONITOR_RECV_EVENT: event={', timed, 'maybe'],
    ['1234: info : qemuMonitorJSONIOProcessLine:208 : QEMU_MON', timed, 'maybe'],
    ['1234: info : libvirt version: 10.0.0', timed, null],
    ['[', plain, null],
    ['4', last, 'maybe'],
    ['2023-1', plain, null],
    ['4', plain, null],
    ['vf', plain, null],
    ['May 2 is a day', plain, null],
    ['Thanks, Bob', last, null],
    ['qemu is a program', timed, null],
    ['', last, null],
  ] as const)('[LOG-22] %s', (text, clue, kind) => {
    expect(findPiece(text, clue)).toBe(kind);
  });

  const BEGUN = [
    'vfio_migration_realize  (d0)',
    'qemu-system-x86_64: d0: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device',
  ];

  it('[LOG-23] do not let a later line confirm a reset whose own error may have stood there', () => {
    const wanted = 'vfio_vmstate_change  (d0) running 0 reason finish-migrate device state STOP_COPY';
    const told = (lines: readonly string[]) => formatRunSteps(readLog(`${lines.join('\n')}\n`));
    expect(told([...BEGUN, wanted])).toEqual(['2 2>3 failed EIO', '2 >2 reset']);
    for (const piece of ['qemu-sys', 'qemu-system-x86_64: d', 'May  2 12:01:30 host qe'])
      expect(told([...BEGUN, piece, wanted]), piece).toEqual([
        ...['2 2>3 failed EIO', '~2 >2 reset', '~4 2>3 asked'],
      ]);
    expect(told([...BEGUN, 'hello', wanted])).toEqual(['2 2>3 failed EIO', '2 >2 reset']);
  });

  it('[LOG-24] at the head of a log leave open what a failed recover state led to', () => {
    const alone =
      'qemu-system-x86_64: d0: Failed setting device in recover state, err: Invalid argument. Resetting device';
    const error =
      'qemu-system-x86_64: d0: Failed setting device state to PRE_COPY. Setting device in recover state RUNNING: Input/output error';
    const after = 'vfio_migration_set_state  (d0) new state RUNNING, recover state ERROR';
    expect(formatRunSteps(readLog(`${[alone, error, after].join('\n')}\n`))).toEqual([
      '1 ?>? failed EINVAL',
      '2 ?>6 failed EIO',
      '~2 >2 reset',
      '~3 ?>2 asked',
    ]);
    // Alone, the error may follow one of its recover state that is not in the log.
    expect(formatRunSteps(readLog(`${error}\n${after}\n`)).slice(0, 2)).toEqual([
      '1 ?>6 failed EIO',
      '~1 ?>2',
    ]);
  });

  const intent = (to: string, recover: string) =>
    `vfio_migration_set_state  (d0) new state ${to}, recover state ${recover}`;
  const now = (to: string) => `vfio_migration_set_device_state  (d0) state ${to}`;
  const wanted = (to: string) =>
    `vfio_vmstate_change  (d0) running 0 reason finish-migrate device state ${to}`;
  const stopCopyTwice = [
    ...[intent('PRE_COPY', 'RUNNING'), now('PRE_COPY'), 'vfio_save_setup  (d0) data buffer size 1048576'],
    ...[intent('STOP_COPY', 'ERROR'), now('RUNNING'), wanted('STOP_COPY')],
    ...[intent('STOP_COPY', 'STOP'), now('STOP')],
  ];
  const failed = (mend: string, why: string) =>
    `qemu-system-x86_64: d0: Failed setting device state to STOP_COPY. ${mend}: ${why}`;
  const ofComplete = failed('Setting device in recover state STOP', 'Connection timed out');
  const ofVmStop = failed('Recover state is ERROR. Resetting device', 'Device or resource busy');

  it('[LOG-25] give a late error to the request whose recover state it names', () => {
    const text = `${[...stopCopyTwice, ofComplete, ofVmStop].join('\n')}\n`;
    expect(formatRunSteps(readLog(text))).toEqual([
      ...['2 2>6', '5 6>3 failed EBUSY', '5 >2 reset', '9 2>3 failed ETIMEDOUT', '8 ?>1'],
    ]);
  });

  it('[LOG-25] are less sure of a late error where the log begins in the middle of a migration', () => {
    const text = `${[...stopCopyTwice.slice(3), ofComplete, ofVmStop].join('\n')}\n`;
    expect(formatRunSteps(readLog(text)).slice(0, 2)).toEqual(['~2 ?>3 failed EBUSY', '2 >2 reset']);
  });

  it('[LOG-26] that were moved or wrapped do not swallow the line after them', () => {
    const syslog = (text: string) => `May  2 12:01:30 host qemu-system-x86_64[4711]: ${text}`;
    const swallowed = [
      syslog('vfio_migration_set_state  (d0) sta'),
      syslog('vfio_migration_set_state  (d0) state 3'),
    ];
    expect(readLog(`${swallowed.join('\n')}\n`).steps.map(({ device }) => device)).toEqual(['d0']);
    const inName = ['vfio_migration_realize  (d (x) y)', 'vfio_pci_reset  (d (x)', 'y)', ''].join('\n');
    expect(readLog(inName).summary.devices.map(({ name }) => name)).toEqual(['d (x) y']);
  });

  it('[LOG-26] of the journal are not read as if they were whole', () => {
    const line = JSON.stringify({
      __REALTIME_TIMESTAMP: '1700000000000270',
      MESSAGE: 'vfio_migration_set_state  (d0) state STOP_COPY',
    });
    expect(formatRunSteps(readLog(`${line}\n`))).toEqual(['1 ?>3']);
    const cut = readLog(`${line.slice(0, line.indexOf('_COPY'))}\n`);
    expect(cut.steps).toEqual([]);
    expect(cut.notes).toMatchObject([{ id: 'torn-line', line: 1 }]);
  });

  it('[LOG-27] show at which column the lines were cut, so that STOP there may have been STOP_COPY', () => {
    const text = 'vfio_migration_set_state  (d0) state STOP\nqemu-system-x86_64: d0: Failed setting de';
    const [first = '', second = ''] = text.split('\n');
    expect(first).toHaveLength(second.length);
    expect(formatRunSteps(readLog(`${text}\n`))).toEqual(['~1 ?>1']);
    expect(formatRunSteps(readLog(`${text}vice\n`))).toEqual(['1 ?>1']);
  });
});
