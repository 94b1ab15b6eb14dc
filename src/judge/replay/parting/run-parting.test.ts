import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createReplay, type ReplayResult } from '../log-replay.ts';
import { toComparisonJson } from './parting-json.ts';
import { formatComparison } from './parting-report.ts';
import { compareLogs } from './run-parting.ts';

function replay(lines: readonly string[]): ReplayResult {
  const log = createReplay({});
  for (const line of lines) log.push(line);
  return log.end();
}

const NAMES = ['good.log', 'bad.log'] as const;
const compare = (left: readonly string[], right: readonly string[]) =>
  compareLogs([replay(left), replay(right)], NAMES);

const set = (state: string, device = 'd0') => `vfio_migration_set_state  (${device}) state ${state}`;
const setup = 'vfio_save_setup  (d0) data buffer size 0x100000';
const change = (state: string, device = 'd0') =>
  `vfio_vmstate_change  (${device}) running 0 reason finish-migrate device state ${state}`;
const prepare = (state: string, device = 'd0') =>
  `vfio_vmstate_change_prepare  (${device}) running 0 reason finish-migrate device state ${state}`;
const failed = (state: string, why = 'Input/output error') =>
  `qemu-system-x86_64: d0: Failed setting device state to ${state}, err: ${why}. Recover state is ERROR. Resetting device`;
const BOOT = ['vfio_migration_realize  (d0)', set('RUNNING_P2P'), set('RUNNING')];
const BEGIN = [set('PRE_COPY'), setup, set('PRE_COPY_P2P'), prepare('PRE_COPY_P2P')];
const END = [set('STOP_COPY'), change('STOP_COPY'), set('STOP_COPY'), set('STOP')];
const GOOD = [...BEGIN, ...END];
const BAD = [...BEGIN, failed('STOP_COPY'), change('STOP_COPY')];

describe('two logs side by side', () => {
  it('[REPLAY-20] part where the same request went well in one and failed in the other', () => {
    const { runs, first, causes } = compare(GOOD, BAD);
    expect(runs).toMatchObject([
      {
        ...{ names: ['d0', 'd0'], by: 'name', before: [0, 0], agreed: 2 },
        parting: {
          kind: 'outcome',
          steps: [{ step: { line: 5, to: 3 } }, { step: { line: 5, errno: 'EIO' } }],
        },
      },
    ]);
    expect(first).toBe(runs[0]);
    expect(first?.parting?.text).toBe(
      'good.log reached PRE_COPY_P2P > STOP_COPY (line 5); bad.log failed at PRE_COPY_P2P > STOP_COPY with EIO (line 5).',
    );
    expect(first?.parting?.why).toMatch(/^PRE_COPY_P2P > STOP_COPY failed with EIO\. v2-7\.2 accepts it/);
    expect(first?.parting?.follows[1].map(({ id }) => id)).toEqual(['failed-request']);
    expect(causes.map((list) => list.map(({ id }) => id))).toEqual([[], ['state-failed-and-reset']]);
    expect(compare(BAD, GOOD).first?.parting?.why).toContain('The shortest legal way on to STOP_COPY');
  });

  it('[REPLAY-20] part where both failed, but not for the same reason', () => {
    const busy = [...BEGIN, failed('STOP_COPY', 'Device or resource busy')];
    expect(compare(BAD, busy).first?.parting).toMatchObject({ kind: 'errno' });
    expect(compare(BAD, BAD).first).toBeNull();
  });

  it('[REPLAY-20] part where a second data_fd came in one of them', () => {
    const desync = [...BEGIN, 'qemu-system-x86_64: d0: data_fd out of sync', change('STOP_COPY')];
    const parting = compare([...BEGIN, ...END], desync).first?.parting;
    expect(parting).toMatchObject({ kind: 'reset' });
  });

  it('[REPLAY-21] part where another state is asked for, and say why: flags, client, state, or none of these', () => {
    const noPreCopy = [
      ...BOOT,
      setup,
      set('RUNNING_P2P'),
      prepare('RUNNING_P2P'),
      set('STOP'),
      change('STOP'),
    ];
    const byFlags = compare([...BOOT, ...GOOD], noPreCopy).first?.parting;
    expect(byFlags).toMatchObject({ kind: 'request', steps: [{ step: { to: 6 } }, { step: { to: 5 } }] });
    expect(byFlags?.why).toMatch(/^The migration_flags differ: 7 in good\.log, 3 in bad\.log\./);
    const cancelled = [...BEGIN, set('RUNNING')];
    expect(compare(GOOD, cancelled).first?.parting?.why).toMatch(
      /^From the same state the client asked for a different one/,
    );
    const opened = 'vfio_migration_realize  (d0)';
    const sizes = 'vfio_state_pending_exact  (d0) precopy 0x0 postcopy 0x0 stopcopy size 0x1';
    const old = [opened, sizes, set('STOP'), set('STOP_COPY')];
    const newer = [opened, set('RUNNING_P2P'), set('STOP'), set('STOP_COPY')];
    expect(compare(newer, old).first?.parting?.why).toMatch(/^The clients differ: QEMU 8\.2 to 9\.0/);
  });

  it('[REPLAY-21] part where one device was reset, and where one log ends', () => {
    const reset = [...BEGIN, 'vfio_pci_reset  (d0)', ...END];
    expect(compare(GOOD, reset).first?.parting).toMatchObject({
      kind: 'reset',
      steps: [{ step: { to: 3 } }, { step: { event: 'reset' } }],
    });
    expect(compare(GOOD, reset).first?.parting?.follows[1].map(({ id }) => id)).toContain('desync-reset');
    const ended = compare(GOOD, BEGIN).first?.parting;
    expect(ended).toMatchObject({ kind: 'end', steps: [{ step: { to: 3 } }, null] });
    expect(ended?.why).toMatch(
      /^The log of bad\.log ends here, or the request after this one never returned/,
    );
  });

  it('[REPLAY-22] do not part where one begins earlier, by as many steps as went well', () => {
    expect(compare([...BOOT, ...GOOD], GOOD)).toMatchObject({
      first: null,
      runs: [{ before: [2, 0], agreed: 5 }],
    });
    const failing = [...BOOT, set('PRE_COPY'), failed('PRE_COPY_P2P'), ...GOOD];
    expect(compare(failing, GOOD).first?.parting).toMatchObject({
      kind: 'outcome',
      steps: [{ step: { line: 5 } }, {}],
    });
  });

  it('[REPLAY-22] do not part by time, by the version that writes, or by what a line leaves open', () => {
    const stamped = GOOD.map((line, at) => `9@17000000${at}0.000001:${line}`);
    expect(compare(GOOD, stamped).first).toBeNull();
    const intend = (to: string, mend = 'ERROR') =>
      `vfio_migration_set_state  (d0) new state ${to}, recover state ${mend}`;
    const now = (to: string) => `vfio_migration_set_device_state  (d0) state ${to}`;
    const newer = [
      ...[intend('PRE_COPY', 'RUNNING'), now('PRE_COPY'), setup, intend('PRE_COPY_P2P'), now('PRE_COPY_P2P')],
      ...[intend('STOP_COPY'), now('STOP_COPY'), intend('STOP_COPY', 'STOP'), intend('STOP'), now('STOP')],
    ];
    expect(compare(GOOD, newer).first).toBeNull();
    const open = newer.filter((line) => line !== now('STOP'));
    expect(compare(GOOD, open).first).toBeNull();
  });

  it('[REPLAY-23] pair devices by name, and else the only ones left, or those in the same order', () => {
    const of = (device: string) => [set('PRE_COPY', device), set('STOP_COPY', device)];
    const by = (left: readonly string[], right: readonly string[]) =>
      compare(left.flatMap(of), right.flatMap(of)).runs.map((run) => [...run.names, run.by]);
    expect(by(['a', 'b'], ['b', 'c'])).toEqual([
      ['b', 'b', 'name'],
      ['a', 'c', 'alone'],
    ]);
    expect(by(['a', 'b'], ['c', 'd'])).toEqual([
      ['a', 'c', 'order'],
      ['b', 'd', 'order'],
    ]);
    const uneven = compare(of('a'), [...of('b'), ...of('c')]);
    expect(uneven).toMatchObject({ runs: [], first: null, unpaired: [['a'], ['b', 'c']] });
    expect(compare(of('a'), [set('3', 'b')])).toMatchObject({ runs: [], unpaired: [['a'], ['b']] });
  });

  it('[REPLAY-23] say of several devices which parts first', () => {
    const both = (state: string) => [
      set('PRE_COPY', 'a'),
      set('PRE_COPY', 'b'),
      set(state, 'b'),
      set('STOP_COPY', 'a'),
    ];
    const { first, runs } = compare(both('PRE_COPY_P2P'), [
      ...both('RUNNING').slice(0, 3),
      set('RUNNING', 'a'),
    ]);
    expect(runs.every(({ parting }) => parting !== null)).toBe(true);
    expect(first?.names).toEqual(['b', 'b']);
  });

  it('[REPLAY-24] are told as text and as JSON that scripts rely on', () => {
    const logs = [replay(GOOD), replay(BAD)] as const;
    const comparison = compareLogs(logs, NAMES);
    const text = formatComparison(logs, comparison, NAMES, false);
    expect(text).toContain('d0: 2 steps are the same.\n-      5');
    expect(text).toContain('From there on in bad.log: failed-request (line 5).');
    const json = toComparisonJson(logs, comparison);
    expect(Object.keys(json)).toEqual(['logs', 'runs', 'first', 'unpaired', 'causes']);
    expect(Object.keys(json.runs[0] ?? {})).toEqual(['names', 'by', 'before', 'agreed', 'parting']);
    expect(json).toMatchObject({
      first: 0,
      runs: [{ parting: { kind: 'outcome', steps: [{ line: 5, event: 'reached' }, { errno: 'EIO' }] } }],
    });
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  it('[REPLAY-24] are both read whole: a sample beside itself is the same', () => {
    for (const name of ['qemu-7.2-reset', 'qemu-8.2-stop-copy', 'qemu-10.1-two-devices', 'dmesg']) {
      const sample = new URL(`../../../reader/log/sample/${name}.txt`, import.meta.url);
      const lines = readFileSync(sample, 'utf8').split('\n');
      const { runs, first, unpaired } = compare(lines, lines);
      expect(first, name).toBeNull();
      expect(runs.length, name).toBeGreaterThan(0);
      expect(unpaired).toEqual([[], []]);
    }
  });
});
