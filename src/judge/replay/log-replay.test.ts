/** What is no log, or a broken one: something is said of each, with its line, and nothing is made up. */

import { describe, expect, it } from 'vitest';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { createLineSplitter } from '../../reader/log/line/line-splitter.ts';
import { createReplay, type ReplayResult } from './log-replay.ts';

function replayBytes(bytes: Uint8Array, size = bytes.length): ReplayResult {
  const replay = createReplay({});
  const splitter = createLineSplitter(replay.push);
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  splitter.end();
  return replay.end();
}

const replay = (text: string) => replayBytes(new TextEncoder().encode(text));

const tell = ({ findings }: ReplayResult) => findings.map(({ id, line }) => `${id} ${line}`);
const getSteps = ({ devices }: ReplayResult) =>
  devices.flatMap(({ name, steps }) =>
    steps.map(({ step }) => `${name} ${step.line} ${step.from ?? '?'}>${step.to ?? '?'}`),
  );

const set = (state: string, time = '', device = 'd0') =>
  `${time}vfio_migration_set_state  (${device}) state ${state}\n`;
const GOOD = set('PRE_COPY') + set('STOP_COPY');
const STEPS = ['d0 1 2>6', 'd0 2 6>3'];

describe('a bad log', () => {
  it('[REPLAY-30] without a known line names the one that is most like one', () => {
    const { summary, devices } = replay('hello\nthe VFIO device_state is unknown\nbye\n');
    expect(devices).toEqual([]);
    expect(summary).toMatchObject({
      unread: 3,
      nearest: { line: 2, text: 'the VFIO device_state is unknown' },
    });
    expect(replay('').summary).toMatchObject({ lines: 0, nearest: null });
  });

  it('[REPLAY-31] with an unknown name or number says in which line, and which name is closest', () => {
    const named = replay(set('PRECOPY'));
    expect(tell(named)).toEqual(['unknown-state 1']);
    expect(named.findings[0]?.text).toContain('PRECOPY is not a state; the closest is PRE_COPY.');
    const numbered = replay(set('3') + set('4294967296') + set('2'));
    expect(tell(numbered)).toEqual(['unknown-state 2']);
    expect(getSteps(numbered)).toEqual(['d0 1 1>3', 'd0 3 3>2']);
    expect(numbered.devices[0]?.steps.map(({ step }) => step.certain)).toEqual([true, false]);
  });

  it('[REPLAY-32] whose times contradict each other says where, and keeps the order of the file', () => {
    const text = set('PRE_COPY', '9@1700000100.000001:') + set('STOP_COPY', '9@1700000000.000001:');
    expect(tell(replay(text))).toEqual(['times-go-back 2']);
    expect(getSteps(replay(text))).toEqual(STEPS);
  });

  it('[REPLAY-33] in which a device has two names takes them for two, asks, and knows nothing of the second', () => {
    const renamed = replay(set('PRE_COPY') + set('STOP_COPY', '', '0000:81:00.2'));
    expect(getSteps(renamed)).toEqual(['d0 1 2>6', '0000:81:00.2 2 ?>3']);
    expect(renamed.findings).toMatchObject([
      { id: 'name-changed', severity: 'question', line: 2, device: '0000:81:00.2' },
    ]);
    expect(renamed.findings[0]?.text).toContain('another name of d0? d0 is in PRE_COPY and');
    const v1 = replay(set('3') + set('2', '', 'd1'));
    expect(tell(v1)).toEqual(['name-changed 2']);
    expect(v1.findings[0]?.text).toContain('d0 is in _SAVING|_RUNNING');
  });

  it.each([
    [
      'both begin',
      [set('PRE_COPY'), set('PRE_COPY', '', 'd1'), set('STOP_COPY'), set('STOP_COPY', '', 'd1')],
    ],
    ['the first goes on', [set('PRE_COPY'), set('STOP_COPY', '', 'd1'), set('STOP_COPY')]],
    ['the second begins as any device', [set('PRE_COPY'), set('STOP', '', 'd1')]],
    ['the beginning of the first is not there', [set('PRE_COPY_P2P'), set('STOP_COPY', '', 'd1')]],
    ['one migrates after the other', [GOOD, set('STOP'), GOOD.replaceAll('d0', 'd1')]],
    ['it may be either of two', [set('PRE_COPY'), set('PRE_COPY', '', 'd1'), set('STOP_COPY', '', 'd2')]],
    ['either of two may be it', [set('PRE_COPY'), set('STOP_COPY', '', 'd1'), set('STOP_COPY', '', 'd2')]],
    [
      'a piece of a line may have begun the second',
      [set('PRE_COPY'), 'vfio_migration_set_state  (d\n', set('STOP_COPY', '', 'd1')],
    ],
    [
      'so it may, before a line of the first',
      [set('PRE_COPY'), 'vfio_migration_set_state  (d\n', set('PRE_COPY_P2P'), set('STOP_COPY', '', 'd1')],
    ],
    ['they are of two processes', [set('PRE_COPY', '1@1.000001:'), set('STOP_COPY', '2@1.000002:', 'd1')]],
    ['the second is opened', [set('PRE_COPY'), 'vfio_pci_reset  (d1)\n', set('STOP_COPY', '', 'd1')]],
  ])('[REPLAY-39] with two devices does not ask whether they are one: %s', (_, lines) => {
    expect(tell(replay(lines.join(''))).filter((told) => told.startsWith('name-'))).toEqual([]);
  });

  it('[REPLAY-39] with an event for each line of the trace asks whether the two names are one device', () => {
    const trace = (state: string, device = '0000:81:00.2') =>
      `vfio_migration_set_device_state  (${device}) state ${state}\n`;
    const event = (state: string, device = 'hostdev0') =>
      `{"event": "VFIO_MIGRATION", "data": {"device-state": "${state}", "device-id": "${device}", "qom-path": "/machine/peripheral/${device}"}}\n`;
    const both = (state: string) => trace(state) + event(state.toLowerCase().replaceAll('_', '-'));
    const other = (state: string) =>
      trace(state, 'd1') + event(state.toLowerCase().replaceAll('_', '-'), 'h1');
    const states = ['PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY', 'STOP'];
    const named = (text: string) => replay(text).findings.filter(({ id }) => id === 'name-twice');
    expect(named(states.map(both).join(''))).toMatchObject([
      {
        severity: 'question',
        line: 2,
        device: 'hostdev0',
        text: expect.stringContaining('Each of its 4 events'),
      },
    ]);
    expect(named(states.map((state) => both(state) + other(state)).join(''))).toHaveLength(2);
    // Too few; a line without its event; an event of another state; events of a device whose lines are not there.
    expect(named(states.slice(0, 2).map(both).join(''))).toEqual([]);
    expect(named(`${states.map(both).join('')}${trace('RUNNING')}${both('PRE_COPY')}`)).toEqual([]);
    expect(named(`${states.map(both).join('')}${trace('RUNNING')}${event('stop')}`)).toEqual([]);
    expect(named(states.map((state) => trace(state, 'd1') + both(state)).join(''))).toHaveLength(1);
  });

  it('[REPLAY-41] asks whether a device of events is that of the errors, where each error has its event', () => {
    const event = (state: string, id = 'hostdev0') =>
      `{"event": "VFIO_MIGRATION", "data": {"device-state": "${state}", "device-id": "${id}"}}\n`;
    const error = (mend: string, name = '0000:81:00.2') =>
      `qemu-system-x86_64: ${name}: Failed setting device state to STOP_COPY. ${mend}: Input/output error\n`;
    const [reset, recovered] = [
      'Recover state is ERROR. Resetting device',
      'Setting device in recover state STOP',
    ];
    const asked = (...lines: readonly string[]) =>
      replay(lines.join('')).findings.filter(({ id }) => id === 'name-in-error');
    const events = event('pre-copy') + event('pre-copy-p2p') + event('running');
    expect(asked(events, error(reset))).toMatchObject([
      {
        severity: 'question',
        line: 4,
        device: '0000:81:00.2',
        text: expect.stringContaining('of hostdev0?'),
      },
    ]);
    expect(asked(event('pre-copy'), event('stop'), error(recovered))).toHaveLength(1);
    // Another device of either kind; an error without its event; one of QEMU 8; a trace that names the device of the error.
    expect(asked(events, event('running', 'net1'), error(reset))).toEqual([]);
    expect(asked(events, error(reset), error(reset, '0000:81:00.3'))).toEqual([]);
    expect(asked(events, error(recovered))).toEqual([]);
    expect(
      asked(
        events,
        error(reset)
          .replace(': Input', ', err: Input')
          .replace(/(STOP_COPY)\. (.*)(, err: .*)\n/, '$1$3. $2\n'),
      ),
    ).toEqual([]);
    expect(asked(events, error(reset), 'vfio_save_setup  (0000:81:00.2) data buffer size 1\n')).toEqual([]);
    expect(asked(events, error(reset, 'hostdev0'))).toEqual([]);
  });

  it('[REPLAY-38] that counts 100 GiB for a device says that its size is not known; another size says nothing', () => {
    const exact = (size: string, rest: string) =>
      `vfio_state_pending_exact  (d0) precopy ${size} postcopy 0 stopcopy size ${size}${rest}\n`;
    const sizes = ' precopy initial size 0 precopy dirty size 0';
    const told = (line: string) => replay(set('PRE_COPY') + line + line).causes;
    for (const line of [
      exact('0x1900000000', ''),
      exact('0x1900000000', sizes),
      exact('107374182400', sizes),
    ])
      expect(told(line)).toMatchObject([{ line: 2, id: 'state-size-unknown' }]);
    for (const line of [exact('0x1900000001', ''), exact('107374182401', sizes), exact('0', sizes)])
      expect(told(line)).toEqual([]);
  });

  it('[REPLAY-33] in which words stand before the name of a device in an error knows whose error it is', () => {
    const error =
      'node7 says 0000:81:00.2: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device\n';
    const { devices } = replay(set('PRE_COPY', '', '0000:81:00.2') + error);
    expect(devices.map(({ name }) => name)).toEqual(['0000:81:00.2']);
  });

  it.each([
    ['another QEMU begins', GOOD + GOOD, 3],
    [
      'it is written backwards',
      ['90', '50', '10']
        .map((at, row) => set(['STOP', 'STOP_COPY', 'PRE_COPY'][row] ?? '', `9@17000000${at}.000001:`))
        .join(''),
      3,
    ],
    ['journald lost lines', `${GOOD}Suppressed 9 messages from /machine.slice\n${set('PRE_COPY')}`, 4],
  ])(
    '[REPLAY-42] in which a request seems to be refused asks for the missing line, where %s',
    (_, text, line) => {
      const read = replay(text);
      const told = read.findings.filter(({ id }) => id.startsWith('refused-'));
      expect(told).toMatchObject([{ id: 'refused-or-missed', severity: 'question', line }]);
      expect(read.isBad).toBe(false);
    },
  );

  it('[REPLAY-42] of readings of debugfs is of no requests: states between them are not seen', () => {
    for (const last of ['PRE_COPY', 'ERROR']) {
      const states = ['RUNNING', 'STOP_COPY', last].map((state) => `d0/migration/state:${state}\n`);
      expect(replay(states.join('')).findings).toEqual([]);
    }
  });

  it('[REPLAY-42] in which the device took what the chosen rules refuse says so', () => {
    const read = createReplay({ rules: getRuleSet('patch-2021-09') });
    for (const line of ['1', '4'].map((state) => set(state).trimEnd())) read.push(line);
    const { findings, isBad } = read.end();
    expect(findings).toMatchObject([{ id: 'refused-request', severity: 'error', line: 2 }]);
    expect(isBad).toBe(true);
  });

  it('[REPLAY-44] in which an event alone shows a failure asks, until a later line tells', () => {
    const event = (state: string) =>
      `{"event": "VFIO_MIGRATION", "data": {"device-state": "${state}", "device-id": "d0"}}\n`;
    const begin = ['pre-copy', 'pre-copy-p2p', 'running'].map(event).join('');
    const status = '{"event": "MIGRATION", "data": {"status": "failed"}}\n';
    const failures = ({ findings }: ReplayResult) =>
      findings.filter(({ id }) => id.startsWith('failed-')).map(({ id, line }) => `${id} ${line}`);
    for (const rest of ['', event('running-p2p') + event('stop'), status.replace('failed', 'completed')]) {
      const read = replay(begin + rest);
      expect(failures(read), rest).toEqual(['failed-or-continued 3']);
      expect(read.isBad).toBe(false);
    }
    for (const rest of [event('stop-copy'), status]) {
      const read = replay(begin + rest);
      expect(failures(read), rest).toEqual(['failed-request 3']);
      expect(read.isBad).toBe(true);
    }
  });

  it('[REPLAY-43] in which a line of a driver does not name the arc says that it is a guess', () => {
    const pds = (text: string) => replay(`pds_vfio_pci 0000:b5:00.3: ${text}: -EIO\n`).findings[0]?.text;
    expect(pds('Suspend failed')).toContain('The line does not name the arc');
    expect(pds('failed to get save status')).not.toContain('does not name the arc');
  });

  it('[REPLAY-34] of two protocols says where the second begins, and does not mix them', () => {
    const mixed = replay(set('3') + set('STOP_COPY') + set('2'));
    expect(tell(mixed)).toEqual(['two-protocols 2']);
    expect(getSteps(mixed)).toEqual(['d0 1 1>3', 'd0 3 3>2']);
  });

  it('[REPLAY-35] with a line of 1 MB reads the lines around it', () => {
    const long = `vfio_migration_set_state  (d0) state ${'X'.repeat(1_000_000)}\n`;
    expect(getSteps(replay(set('PRE_COPY') + long + set('STOP_COPY')))).toEqual(['d0 1 2>6', 'd0 3 6>3']);
    expect(replay(long.repeat(3)).summary.lines).toBe(3);
  });

  it('[REPLAY-36] that is binary gives no step', () => {
    const bytes = Uint8Array.from({ length: 50_000 }, (_, at) => (at * 7919 + (at >> 3)) & 255);
    expect(replayBytes(bytes).devices).toEqual([]);
    expect(replayBytes(new TextEncoder().encode(`\0\0${GOOD}`), 1).devices).toHaveLength(1);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${GOOD}`)],
    ['UTF-16, little endian', Buffer.from(`\ufeff${GOOD}`, 'utf16le')],
    ['UTF-16, big endian', Buffer.from(`\ufeff${GOOD}`, 'utf16le').swap16()],
    ['CRLF', Buffer.from(GOOD.replaceAll('\n', '\r\n'))],
  ] as const)('[REPLAY-37] in %s is read, in pieces of any size', (_what, bytes) => {
    for (const size of [bytes.length, 1, 3]) expect(getSteps(replayBytes(bytes, size))).toEqual(STEPS);
  });
});
