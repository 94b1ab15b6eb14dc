/** Giving up: after the time that was asked for, wherever the work is stuck. */

import { describe, expect, it } from 'vitest';
import type { ReadFile } from './cli-command.ts';
import { COMMANDS, runCommand } from './command-line.ts';
import { parseTimeout, runWithin } from './time-limit.ts';

/** Each step function is run for all pairs of states: this takes seconds. */
const LONG = Array.from(
  { length: 4000 },
  (_, index) =>
    `static int step_${index}(u32 cur, u32 new)\n{\n\tif (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RUNNING)\n\t\treturn 0;\n\treturn -EINVAL;\n}\n`,
).join('');

const read =
  (text: string): ReadFile =>
  () => ({ ok: true, value: new TextEncoder().encode(text) });

describe('work with a limit', () => {
  it('[LIMIT-1] gives what it gives within the time, and throws what it throws', () => {
    expect(runWithin(10, () => 7)).toEqual({ ok: true, value: 7 });
    const error = new RangeError('so');
    expect(() =>
      runWithin(10, () => {
        throw error;
      }),
    ).toThrow(error);
  });

  it.each([
    [
      'a loop',
      () => {
        for (let at = 0; at >= 0; ) at += 1;
      },
    ],
    ['a regular expression', () => /^(?:a+)+$/.test(`${'a'.repeat(64)}b`)],
    [
      'work that catches everything',
      () => {
        for (;;)
          try {
            for (let at = 0; at >= 0; ) at += 1;
          } catch {
            // Not even this goes on.
          }
      },
    ],
  ])('[LIMIT-2] ends %s', (_, work) => {
    expect(runWithin(0.02, work)).toEqual({
      ok: false,
      problem: expect.stringMatching(/^given up after 0\.02 s: .+ --timeout SECONDS allows more/),
    });
  });
});

describe('--timeout', () => {
  it('[LIMIT-3] gives up with a sentence and exit 2, and nothing on standard output', () => {
    for (const form of [[], ['--json'], ['--reply']])
      expect(runCommand(['review', '-', '--timeout', '0.001', ...form], read(LONG))).toEqual({
        stdout: '',
        stderr:
          'vfio review: given up after 0.001 s: this text takes too long. --timeout SECONDS allows more, and a shorter text needs less\n',
        exit: 2,
      });
    const lesson = `---\nid: a\ntitle: A\nminutes: 5\nruleSet: v2-7.2\nsummary: S.\n---\n\n## One\n\n### Two\n\n${'- item\n'.repeat(15_000)}`;
    expect(runCommand(['lesson', '-', '--timeout', '0.001'], read(lesson))).toMatchObject({
      stdout: '',
      stderr: expect.stringMatching(/^vfio lesson: given up after 0\.001 s/),
      exit: 2,
    });
  });

  it('[LIMIT-3] does not count the time that the text is waited for', () => {
    const slow: ReadFile = (path) => {
      const until = performance.now() + 1500;
      while (performance.now() < until);
      return read('no table')(path);
    };
    expect(runCommand(['review', '-', '--timeout', '1'], slow).stderr).toMatch(/has no table/);
  });

  it('[LIMIT-3] changes nothing where there is time, for every command', () => {
    for (const { name } of COMMANDS) {
      const given = name === 'review' || name === 'lesson' ? [name, 'a'] : [name];
      expect(runCommand([...given, '--timeout', '600'], read('no table'))).toEqual(
        runCommand(given, read('no table')),
      );
    }
  });

  it.each(['0', '-1', 'abc', '1e3', 'Infinity', 'NaN', '0x10', '1,5', ' ', '86401', '1s', '0.0'])(
    '[LIMIT-4] %j is no time: a sentence, and exit 2',
    (text) => {
      const { stdout, stderr, exit } = runCommand(['rules', `--timeout=${text}`]);
      expect([stdout, exit]).toEqual(['', 2]);
      expect(stderr).toMatch(/^vfio rules: --timeout ".*": not a number of seconds above 0 .+\n$/);
    },
  );

  it('[LIMIT-4] needs a value, once', () => {
    expect(runCommand(['rules', '--timeout']).stderr).toBe('vfio rules: --timeout needs a value after it\n');
    expect(runCommand(['rules', '--timeout', '1', '--timeout', '2']).stderr).toBe(
      'vfio rules: --timeout is given twice\n',
    );
    expect(parseTimeout('.5')).toEqual({ ok: true, value: 0.5 });
    expect(parseTimeout(undefined)).toEqual({ ok: true, value: 30 });
  });
});
