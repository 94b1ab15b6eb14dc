import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createReplay, type ReplayOptions } from '../log-replay.ts';

function findPhases(lines: readonly string[], options: ReplayOptions = {}) {
  const replay = createReplay(options);
  for (const line of lines) replay.push(line);
  return replay.end().findings.filter(({ id }) => id.startsWith('p2p-phase'));
}

let clock = 0;
/** One line of QEMU's trace, a microsecond after the last one. */
const trace = (text: string, pid = 7) => {
  clock += 1;
  return `${pid}@1700000000.${String(clock).padStart(6, '0')}:${text}`;
};
const set = (device: string, state: string, pid = 7) =>
  trace(`vfio_migration_set_state  (${device}) state ${state}`, pid);
const opened = (device: string, pid = 7) => trace(`vfio_migration_realize  (${device})`, pid);
const prepare = (device: string) => [
  set(device, 'RUNNING_P2P'),
  trace(`vfio_vmstate_change_prepare  (${device}) running 0 reason paused device state RUNNING_P2P`),
];
const stop = (device: string) => [
  set(device, 'STOP'),
  trace(`vfio_vmstate_change  (${device}) running 0 reason paused device state STOP`),
];

describe('the P2P phase of several devices', () => {
  it('[REPLAY-10] is broken where a device is stopped before the other is in a P2P state', () => {
    const lines = [opened('a'), opened('b'), ...prepare('a'), ...stop('a'), ...prepare('b'), ...stop('b')];
    expect(findPhases(lines)).toMatchObject([
      { id: 'p2p-phase-broken', severity: 'warning', line: 5, device: 'a', count: 1 },
    ]);
    expect(findPhases(lines)[0]?.text).toContain(
      'while b could still start peer-to-peer DMA: it was in RUNNING (line 7).',
    );
  });

  it('[REPLAY-12] is a question where the other device has no line after: it may have been unplugged', () => {
    const start = [opened('a'), opened('b'), set('b', 'RUNNING_P2P'), set('b', 'RUNNING')];
    const lines = [...start, ...prepare('a'), ...stop('a')];
    expect(findPhases(lines)).toMatchObject([
      {
        ...{ id: 'p2p-phase-unknown', severity: 'question', device: 'a' },
        text: expect.stringContaining('if b was not unplugged before'),
      },
    ]);
    expect(findPhases([...lines, ...prepare('b')]).map(({ id }) => id)).toEqual(['p2p-phase-broken']);
  });

  it('[REPLAY-10] names the request for the P2P state that failed before', () => {
    const error =
      'qemu-system-x86_64: b: Failed setting device state to RUNNING_P2P, err: Input/output error. Recover state is ERROR. Resetting device';
    const again = [...prepare('b'), ...stop('b')];
    const lines = [opened('a'), opened('b'), error, ...prepare('a'), ...stop('a'), ...again];
    expect(findPhases(lines).map(({ text }) => text)).toEqual([
      expect.stringContaining('Its request for RUNNING_P2P failed in line 3.'),
    ]);
  });

  it('[REPLAY-11] is complete where every device is prepared first, in whatever order', () => {
    const phases = [...prepare('b'), ...prepare('a'), ...stop('a'), ...stop('b')];
    expect(findPhases([opened('a'), opened('b'), ...phases])).toEqual([]);
    const sample = new URL('../../../reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url);
    expect(findPhases(readFileSync(sample, 'utf8').split('\n'))).toEqual([]);
  });

  it('[REPLAY-11] is not asked about one device, devices of two processes, or one that was added later', () => {
    expect(findPhases([opened('a'), ...prepare('a'), ...stop('a')])).toEqual([]);
    const two = [opened('a', 7), opened('b', 8), ...prepare('a'), ...stop('a'), set('b', 'RUNNING_P2P', 8)];
    expect(findPhases(two)).toEqual([]);
    const later = [opened('a'), ...prepare('a'), ...stop('a'), opened('b'), ...prepare('b'), ...stop('b')];
    expect(findPhases(later)).toEqual([]);
  });

  it('[REPLAY-11] is not asked about flags without P2P, about protocol v1, or about readings of debugfs', () => {
    const plain = [opened('a'), opened('b'), ...stop('a'), ...prepare('b'), ...stop('b')];
    expect(findPhases([...prepare('c'), ...plain])).toEqual([]);
    const both = [opened('a'), opened('b'), ...prepare('a'), ...stop('a'), ...stop('b')];
    expect(findPhases(both, { flags: 1 })).toEqual([]);
    expect(findPhases([set('a', '1'), set('b', '1'), set('a', '0'), set('b', '0')])).toEqual([]);
    const read = (device: string, state: string) => `${device}/migration/state:${state}`;
    const samples = [read('a', 'RUNNING'), read('b', 'RUNNING'), read('a', 'STOP'), read('b', 'RUNNING_P2P')];
    expect(findPhases(samples)).toEqual([]);
  });

  it('[REPLAY-12] is a question where the log shows neither flags, nor state, nor process', () => {
    const asked = (lines: readonly string[], options?: ReplayOptions) =>
      findPhases(lines, options).map(({ id, severity, text }) => [id, severity, text.replace(/^.*?; /, '')]);
    const flagless = [opened('a'), opened('b'), set('a', 'STOP'), set('b', 'STOP')];
    expect(asked(flagless)).toMatchObject([
      ['p2p-phase-unknown', 'question', expect.stringMatching(/^if both devices have VFIO_MIGRATION_P2P/)],
    ]);
    expect(asked(flagless, { flags: 3 })).toMatchObject([['p2p-phase-broken', 'warning', expect.anything()]]);
    const stateless = [
      set('b', 'RUNNING_P2P'),
      trace('vfio_migration_set_st'),
      set('a', 'RUNNING_P2P'),
      set('a', 'STOP'),
    ];
    expect(asked(stateless)).toEqual([]);
    const torn = [
      opened('a'),
      set('b', 'RUNNING'),
      trace('vfio_migration_set_st'),
      ...prepare('a'),
      ...stop('a'),
      ...prepare('b'),
    ];
    expect(asked(torn)).toMatchObject([
      ['p2p-phase-unknown', 'question', expect.stringMatching(/is not certain: it was in RUNNING/)],
    ]);
    const nameless = [opened('a'), opened('b'), ...prepare('a'), ...stop('a'), ...prepare('b')];
    expect(asked(nameless.map((line) => line.replace(/^.*?:/, '')))).toMatchObject([
      ['p2p-phase-unknown', 'question', expect.stringMatching(/^if both devices are of one VM/)],
    ]);
  });
});
