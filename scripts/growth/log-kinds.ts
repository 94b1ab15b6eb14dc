/** Logs that grow: each kind repeats one thing, as a log that is cut, wrapped, mixed up or made to do harm. */

import type { Kind } from './grow.ts';
import { nested, numbered, repeated } from './grow.ts';

const log = (title: string, make: Kind['make']): Kind => ({ title, reader: 'log', make });

const STATES = ['RUNNING', 'PRE_COPY', 'STOP_COPY', 'STOP'];

const stamp = (index: number) =>
  `4711@${1_700_000_000 + Math.floor(index / 100)}.${String(index % 100).padStart(6, '0')}:`;
const state = (index: number) => STATES[index % STATES.length];

/** One line of QEMU 8.2. */
const set = (index: number, device = '0000:81:00.2') =>
  `${stamp(index)}vfio_migration_set_state  (${device}) state ${state(index)}\n`;

const failed = (device: string) =>
  `qemu-system-x86_64: ${device}: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device\n`;

const EVENT = '{"event": "VFIO_MIGRATION", "data": {"device-id": "d0", "device-state": ';

/** Lines that are as long as a line may be before the rest of it is not read. */
const longLines = (head: string, part: string, foot = '') =>
  repeated(
    '',
    `${head}${part.repeat(Math.floor((8000 - head.length - foot.length) / part.length))}${foot}\n`,
  );

export const LOG_KINDS: readonly Kind[] = [
  log(
    'steps of one device',
    numbered('', (index) => set(index)),
  ),
  log(
    'steps of two devices',
    numbered('', (index) => set(index >> 1, `d${index % 2}`)),
  ),
  log(
    'many devices',
    numbered('', (index) => set(index, `0000:${index.toString(16)}:00.0`)),
  ),
  log(
    'many devices, again and again',
    numbered('', (index) => set(index, `d${(index * 7919) % 1500}`)),
  ),
  log(
    'many devices that stop',
    numbered('', (index) =>
      set(index, `d${index % 800}`).replace(
        /state \w+\n/,
        `state ${['RUNNING_P2P', 'RUNNING', 'STOP'][Math.floor(index / 800) % 3]}\n`,
      ),
    ),
  ),
  log(
    'many processes',
    numbered('', (index) => set(index).replace('4711', `${4711 + index}`)),
  ),
  log(
    'requests and their results',
    numbered('', (index) =>
      index % 2 === 0
        ? `${stamp(index)}vfio_migration_set_state  (d0) new state ${state(index >> 1)}, recover state RUNNING\n`
        : `${stamp(index)}vfio_migration_set_device_state  (d0) state ${state(index >> 1)}\n`,
    ),
  ),
  log(
    'torn lines',
    numbered('', (index) => `${set(index).slice(0, 20 + (index % 45))}\n`),
  ),
  log(
    'wrapped lines',
    numbered('', (index) => set(index).replace('  (', '\n(').replace(' state ', '\nstate\n')),
  ),
  log(
    'lines that never go on',
    numbered('', (index) => `${stamp(index)}vfio_migration_set_state\n`),
  ),
  log(
    'lines in no order',
    numbered('', (index) => set((index * 7919) % 10_007)),
  ),
  log(
    'times that go back',
    numbered('', (index) => set(1_000_000 - 1000 * (index % 1000))),
  ),
  log('the same line', repeated('', set(1))),
  log(
    'one long line of a trace',
    repeated('4711@1700000000.000001:vfio_migration_set_state  (', 'd', ') state STOP'),
  ),
  log('one long line of names of events', repeated('', 'vfio_migration_set_state ')),
  log(
    'one long line of errors',
    repeated('qemu-system-x86_64: ', 'd: Failed setting device state to STOP, err: '),
  ),
  log('long lines of names of events', longLines('', 'vfio_ ')),
  log('long lines of times', longLines('', '4711@1700000000.000001:vfio_')),
  log('long lines of a name', longLines('vfio_migration_set_state  (', 'd', ') state STOP')),
  log('long lines of words and a state', longLines('', 'a-', ' state: running->stop')),
  log(
    'long lines of drivers',
    longLines('', 'mlx5_core 0000:81:00.0: ', 'SAVE_VHCA_STATE(0xb0e) op_mod(0x0) failed'),
  ),
  log('long lines of errors', longLines('', 'd: Failed setting device state to STOP, err: ')),
  log(
    'long lines of errors, all in one',
    longLines('kvm: ', 'd: Failed setting device state to S. ', 'Resetting device'),
  ),
  log('long lines of programs', longLines('', 'qemu-system-x86_64: ', 'Failed to set state SAVING')),
  log('long lines of system calls', longLines('ioctl(3, ', 'VFIO_DEVICE_FEATURE or ', '0x7) = -1')),
  log('long lines of perf', longLines('', 'ioctl(fd: 3, cmd: (NONE, 0x3b, 0x75, 0)')),
  log('long lines of dmesg', longLines('[  1.000000] ', 'failed to get save status', ' -EIO')),
  log('long lines of a path', longLines('', 'a/', 'd/migration/state STOP')),
  log('long lines of fields', longLines('vfio_migration_set_state 0.0 pid=1 name=', 'running=1 reason=x ')),
  log(
    'errors of many devices',
    numbered('', (index) => failed(`d${index}`)),
  ),
  log(
    'states that are none',
    numbered('', (index) => set(index).replace(/state \w+\n/, `state RUNNIN${index}\n`)),
  ),
  log('errors that are cut', repeated('', `${failed('d0').slice(0, 60)}\n`)),
  log('resets', repeated('', 'vfio_pci_reset  (d0)\n')),
  log('causes', repeated('', 'qemu-system-x86_64: d0: VFIO migration is not supported in kernel\n')),
  log(
    'events of QMP',
    numbered('', (index) => `${EVENT}"${index % 2 ? 'stop' : 'running'}"}}\n`),
  ),
  log('deep JSON in QMP', nested(EVENT, '{"a": ', '}', '"stop"')),
  log('deep JSON in QMP, over lines', nested(EVENT, '\n{"a": ', '\n}', '"stop"')),
  log('brackets in a journal', nested('{"MESSAGE": ', '[', ']')),
  log('lines of brackets in a journal', longLines('{"MESSAGE": ', '[')),
  log('events of QMP without an end', repeated('', `${EVENT}\n`)),
  log(
    'long lines of quotation marks',
    longLines('{"return": {"status": "failed", "error-desc": "', '\\"', '"}}'),
  ),
  log(
    'replies of QMP',
    repeated('', '{"return": {"status": "failed", "error-desc": "x: data_fd out of sync"}}\n'),
  ),
  log(
    'a journal',
    numbered(
      '',
      (index) => `${JSON.stringify({ MESSAGE: set(index).trim(), __REALTIME_TIMESTAMP: `${index}` })}\n`,
    ),
  ),
  log(
    'readings of debugfs',
    numbered('', (index) => `d${index % 3}/migration/state:${state(index)}\n`),
  ),
  log(
    'quoted lines of a log',
    numbered('', (index) => `${'> '.repeat(index % 40)}${set(index)}`),
  ),
  log('quotation marks before a line', longLines('', '> ', 'vfio_pci_reset  (d0)')),
  log(
    'arcs of mlx5',
    repeated(
      '',
      '[ 1.0] mlx5_core 0000:81:00.0: x:1:(pid 1): SUSPEND_VHCA(0xb0b) op_mod(0x1) failed, status x(0x1), syndrome (0x1), err(-5)\n',
    ),
  ),
  log(
    'arcs of xe',
    repeated(
      '',
      '[ 1.0] xe-vfio-pci 0000:03:00.1: state: running->running_p2p\n[ 1.1] xe-vfio-pci 0000:03:00.1: state: running_p2p->running\n',
    ),
  ),
  log(
    'unknown transitions of xe',
    repeated('', 'xe-vfio-pci 0000:03:00.1: state: running->stop\nUnknown state transition 2->1\n'),
  ),
  log(
    'transitions of a server',
    repeated(
      '',
      'migration: transition from state running to state pre-copy\nmigration: transitioned from state running to state pre-copy\n',
    ),
  ),
  log('system calls', repeated('', '00:53:36.5 ioctl(3, VFIO_DEVICE_FEATURE, 0x7ffd) = -1 ENOTTY (x)\n')),
  log('lines that are nearly of a log', repeated('', 'some qemu text of a vfio migration set_state\n')),
];
