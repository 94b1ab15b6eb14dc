import { describe, expect, it } from 'vitest';
import { formatRunSteps, readLog } from './log-run.fixture.ts';

const NAME = 'VFIO user </tmp/a b.sock>';

const MIGRATION = [
  `vfio_migration_realize  (${NAME})`,
  `vfio_migration_set_state  (${NAME}) state PRE_COPY`,
  `vfio_save_setup  (${NAME}) data buffer size 0x100000`,
  `vfio_migration_set_state  (${NAME}) state STOP_COPY`,
  `vfio_vmstate_change  (${NAME}) running 0 reason finish-migrate device state STOP_COPY`,
];
const STEPS = ['2 2>6', '4 6>3'];

const prefix = (toPrefix: (index: number) => string, lines = MIGRATION) =>
  lines.map((line, index) => `${toPrefix(index)}${line}`).join('\n');

/** What may stand around the lines of a trace. */
const FRAMES: readonly (readonly [what: string, text: string])[] = [
  ['no time', prefix(() => '')],
  ['the log backend', prefix((at) => `4711@1700000000.00000${at}:`)],
  ['a mail', prefix(() => '> > ')],
  ['CRLF', prefix((at) => `4711@1700000000.00000${at}:`).replaceAll('\n', '\r\n')],
  ['ISO time', prefix((at) => `2024-05-02T12:01:30.10000${at}Z `)],
  ['libvirt', prefix((at) => `2024-05-02 12:01:30.10${at}+0000: `)],
  ['syslog', prefix((at) => `May  2 12:01:3${at} host qemu-system-x86_64[4711]: `)],
  ['syslog with ISO time', prefix((at) => `2024-05-02T12:01:3${at}+02:00 host qemu-system-x86_64[4711]: `)],
  ['the journal', prefix(() => 'MESSAGE=')],
  [
    'the journal as JSON',
    MIGRATION.map((line, at) =>
      JSON.stringify({ __REALTIME_TIMESTAMP: `171465129000000${at}`, MESSAGE: line }),
    ).join('\n'),
  ],
  ['other lines', MIGRATION.join('\nvfio_region_write  (0000:01:00.0:region0+0x10, 0x1, 4)\n')],
];

describe('forms of a log', () => {
  it.each(FRAMES)('[LOG-6] reads the trace in %s', (what, text) => {
    const run = readLog(`${text}\n`);
    const expected = what === 'other lines' ? ['3 2>6', '7 6>3'] : STEPS;
    expect(formatRunSteps(run)).toEqual(expected);
    expect(run.summary.devices).toMatchObject([{ name: NAME }]);
    expect(run.notes).toEqual([]);
  });

  it('[LOG-7] reads what simpletrace.py prints', () => {
    const run = readLog(
      [
        `vfio_migration_realize 0.000 pid=4711 name=${NAME}`,
        `vfio_migration_set_state 9.120 pid=4711 name=${NAME} new_state=PRE_COPY recover_state=RUNNING`,
        `vfio_migration_set_device_state 90.7 pid=4711 name=${NAME} state=PRE_COPY`,
        `vfio_vmstate_change 1.000 pid=4711 name=${NAME} running=0x0 reason=paused dev_state=STOP_COPY`,
        `vfio_migration_state_notifier 1.000 pid=4711 name=${NAME} state=0x2`,
        '',
      ].join('\n'),
    );
    expect(formatRunSteps(run)).toEqual(['3 2>6']);
    expect(run.summary.devices).toMatchObject([{ name: NAME }]);
    const v1 = readLog('vfio_migration_set_state 3.1 pid=9 name=d0 state=0x3\n');
    expect(formatRunSteps(v1)).toEqual(['1 1>3']);
  });

  it('[LOG-8] joins lines that a mailer wrapped', () => {
    const wrapped = [
      '> 31@1700000000.000001:vfio_migration_set_state',
      '> (0000:81:00.2) new state',
      '> PRE_COPY, recover state RUNNING',
      '> 31@1700000000.000002:vfio_migration_set_device_state  (0000:81:00.2) state',
      '> PRE_COPY',
      '> qemu-system-x86_64: 0000:81:00.2: Failed setting device state to',
      '> PRE_COPY_P2P. Recover state is ERROR. Resetting device: Input/output',
      '> error',
      '',
    ].join('\n');
    const run = readLog(wrapped);
    expect(formatRunSteps(run)).toEqual(['4 2>6', '6 ?>7 failed EIO']);
    expect(run.notes).toEqual([]);
  });

  it('[LOG-9] says that a piece of a line is lost, and is less sure of what follows', () => {
    const run = readLog(
      [
        '31@1700000000.000001:vfio_migration_set_state  (d0) state PRE_COPY',
        '31@1700000000.000002:vfio_migration_set_st',
        '31@1700000000.000003:vfio_migration_set_state  (d0) state STOP_COPY',
        '31@1700000000.000004:vfio_migration_set_state  (d0) state STOP',
        '',
      ].join('\n'),
    );
    expect(formatRunSteps(run)).toEqual(['1 2>6', '~3 6>3', '4 3>1']);
    expect(run.notes).toMatchObject([{ id: 'torn-line', line: 2 }]);
  });

  it('[LOG-9] does not trust a name at the end of the file that a longer one begins with', () => {
    expect(formatRunSteps(readLog('1@1.000001:vfio_migration_set_state  (d0) state STOP'))).toEqual([
      '~1 ?>1',
    ]);
    expect(formatRunSteps(readLog('1@1.000001:vfio_migration_set_state  (d0) state STOP\n'))).toEqual([
      '1 ?>1',
    ]);
  });

  it('[LOG-10] puts lines in the order of their times, and drops those that stand twice', () => {
    const lines = MIGRATION.map((line, at) => `4711@1700000000.00000${at}:${line}`);
    const [opened = '', first = '', setup = '', second = '', wanted = ''] = lines;
    const run = readLog(`${[opened, second, first, first, setup, second, wanted].join('\n')}\n`);
    expect(formatRunSteps(run)).toEqual(['3 2>6', '2 6>3']);
  });

  it('[LOG-11] reads VFIO_MIGRATION in a line, in a session, in virsh and over several lines', () => {
    const event = (state: string, at: number) =>
      `{"timestamp": {"seconds": 1700000000, "microseconds": ${at}}, "event": "VFIO_MIGRATION", "data": {"device-state": "${state}", "device-id": "hostdev0", "qom-path": "/machine/peripheral/hostdev0"}}`;
    const run = readLog(
      [
        '{"QMP": {"version": {}}}',
        event('pre-copy', 1),
        `2024-05-02 12:01:30.100+0000: 12: info : event=${event('pre-copy-p2p-prepare', 2)}`,
        `event VFIO_MIGRATION at 1700000000.000003 for domain 'a b': {"device-state":"pre-copy-p2p","device-id":"hostdev0"}`,
        event('running', 9),
        '{"event": "MIGRATION", "data": {"status": "failed"}}',
        '{"return": {"status": "failed", "error-desc": "0000:81:00.2: Failed setting device state to STOP_COPY"}}',
        '',
      ].join('\n'),
    );
    expect(formatRunSteps(run)).toEqual(['2 ?>6', '4 6>7', '~5 7>3 failed', '~5 >2 reset']);
    expect(run.summary).toMatchObject({ formats: ['qmp'], client: { id: 'qemu-9.1' } });
    expect(run.notes.map(({ id }) => id)).toEqual(['migration-status', 'migration-status']);
    const pretty = JSON.stringify(JSON.parse(event('stop', 4)), null, 2);
    expect(formatRunSteps(readLog(`${pretty}\n`))).toEqual(['6 ?>1']);
  });

  it('[LOG-12] reads what libvfio-user and SPDK print', () => {
    const run = readLog(
      [
        'migration: transitioning from state running to state pre-copy',
        'migration: transitioned from state running to state pre-copy',
        'migration: transitioning from state pre-copy to state stopped',
        'migration: failed to transition from state pre-copy to state stopped',
        'migration: transition from state pre-copy to state stop-and-copy',
        '[2024-05-02 12:01:30.100000] vfio_user.c: 4711:f: *DEBUG*: c0 controller state 1, migration state 2',
        '',
      ].join('\n'),
    );
    expect(formatRunSteps(run)).toEqual(['2 1>3', '4 3>0 failed', '5 3>2 asked']);
    expect(run.notes).toMatchObject([{ id: 'server-numbers', line: 6 }]);
  });

  it('[LOG-13] reads migration/state of debugfs in a loop', () => {
    const path = '/sys/kernel/debug/vfio/0000:81:00.2/migration/state';
    const run = readLog(`${path}:RUNNING\n${path}:RUNNING\n${path}:STOP_COPY\n`);
    expect(formatRunSteps(run)).toEqual(['~3 2>3']);
    expect(run.summary.devices).toMatchObject([{ name: '0000:81:00.2', end: 3 }]);
    expect(formatRunSteps(readLog('RUNNING\nSTOP\n'))).toEqual(['~2 2>1']);
  });

  it('[LOG-14] names the state that a misspelt one is closest to, and the nearest line of other text', () => {
    const run = readLog('vfio_migration_set_state  (d0) state STOPCOPY\nvfio what is this\nhello\n');
    expect(run.steps).toEqual([]);
    expect(run.notes).toMatchObject([
      { id: 'unknown-state', words: { name: 'STOPCOPY', closest: 'STOP_COPY' } },
    ]);
    expect(run.summary).toMatchObject({ unread: 2, nearest: { line: 2, text: 'vfio what is this' } });
  });

  it('[LOG-15] keeps two processes apart that have a device of the same name', () => {
    const run = readLog(
      [
        '10@1700000000.000001:vfio_migration_set_state  (d0) state PRE_COPY',
        '11@1700000000.000002:vfio_migration_set_state  (d0) state RESUMING',
        '10@1700000000.000003:vfio_migration_set_state  (d0) state STOP_COPY',
        '',
      ].join('\n'),
    );
    expect(formatRunSteps(run, 'd0')).toEqual(['1 2>6', '3 6>3']);
    expect(formatRunSteps(run, 'd0, pid 11')).toEqual(['2 ?>4']);
    expect(run.notes).toMatchObject([{ id: 'second-process', line: 2 }]);
  });

  it('[LOG-16] reads no line of 1 MB beyond its beginning, and no binary as text', () => {
    const long = `vfio_migration_set_state  (d0) state ${'STOP'.repeat(300_000)}`;
    const run = readLog(`${long}\n${'\0\u0001\ufffd'.repeat(1000)}\n`);
    expect(run.steps).toEqual([]);
    expect(run.summary.lines).toBe(2);
  });
});
