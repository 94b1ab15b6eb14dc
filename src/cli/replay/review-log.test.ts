/** `review` of a log, alone or beside a patch: what `replay` reads, in the form of the review. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../command-line.ts';

const toText = (path: string) => readFileSync(new URL(`../../reader/${path}`, import.meta.url), 'utf8');
const log = (name: string) => toText(`log/sample/${name}.txt`);

function review(text: string, ...words: string[]) {
  const value = new TextEncoder().encode(text);
  const result = runCommand(['review', 'a.log', ...words], () => ({ ok: true, value }));
  result.live?.push(value);
  return result.live?.end() ?? result;
}

function replay(text: string, ...words: string[]) {
  const { live } = runCommand(['replay', 'a.log', ...words]);
  if (!live) throw new Error('replay goes on');
  live.push(new TextEncoder().encode(text));
  return live.end();
}

const BAD = log('qemu-8.2-stop-copy');
const GOOD =
  '1@1.000001:vfio_migration_set_state  (d0) state PRE_COPY\n1@1.000002:vfio_migration_set_state  (d0) state STOP_COPY\n';
const SOUND_PATCH = toText('fixtures/bound-sound.c');
const BAD_PATCH = toText('fixtures/breaks-more.patch');

const SAMPLES = ['qemu-7.2-reset', 'qemu-8.2-stop-copy', 'qemu-10.1-two-devices', 'dmesg', 'strace'];

describe('review of a log', () => {
  it.each(SAMPLES)('[CLI-55] says what %s is, then what replay says, with its exit status', (name) => {
    const told = replay(log(name));
    const { stdout, stderr, exit } = review(log(name));
    expect([stderr, exit]).toEqual(['', told.exit]);
    expect(stdout).toMatch(
      /^This is a log \([a-z0-9._-]+(?:, [a-z0-9._-]+)*\): \d+ devices?, \d+ steps?\.\n\n/,
    );
    expect(stdout.slice(stdout.indexOf('\n\n') + 2)).toBe(told.stdout);
  });

  it.each(SAMPLES)(
    '[CLI-55] has all keys of a review in JSON for %s, and log with what replay has',
    (name) => {
      const json = JSON.parse(review(log(name), '--json').stdout);
      expect(Object.keys(json)).toEqual([
        ...['inputs', 'diff', 'findings', 'repaired', 'flows', 'remarks', 'log'],
      ]);
      expect(json).toMatchObject({ inputs: [], diff: null, findings: [], log: {} });
      expect(json.log).toEqual(JSON.parse(replay(log(name), '--json').stdout));
    },
  );

  it('[CLI-56] prints a line for each finding and each cause, in every form of lines', () => {
    const terse = review(BAD, '--format', 'terse');
    expect(terse.exit).toBe(1);
    expect(terse.stdout.split('\n').map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'a.log:11: ERROR: 0000:81:00.2:',
      'a.log:11: CHECK: A',
      'a.log:13: ERROR: 0000:81:00.2:',
      'a.log:13: CHECK: A',
      '',
    ]);
    const lines = review(BAD, '--format', 'lines').stdout;
    expect(lines).toMatch(
      /^a\.log:11: error: \[log\.failed-request\] 0000:81:00\.2: PRE_COPY_P2P > STOP_COPY /,
    );
    expect(lines).toMatch(/^a\.log:13: note: \[cause\.data-fd-out-of-sync\] /m);
    expect(review(GOOD, '--format', 'terse')).toEqual({ stdout: '', stderr: '', exit: 0 });
  });

  it('[CLI-56] is one check for b4 with exit 0, and results of SARIF at the lines of the log', () => {
    const b4 = review(BAD, '--format', 'b4');
    expect([b4.exit, JSON.parse(b4.stdout)]).toMatchObject([
      0,
      [
        {
          tool: 'vfio',
          status: 'fail',
          summary: 'This is a log (qemu-trace-8.0, qemu-error): 1 device, 8 steps.',
        },
      ],
    ]);
    expect(JSON.parse(review(GOOD, '--format', 'b4').stdout)).toMatchObject([
      { status: 'pass', details: '' },
    ]);
    const [run] = JSON.parse(review(BAD, '--format', 'sarif').stdout).runs;
    const told = run.results.map(
      ({ ruleIndex, ruleId, level, locations: [at] }: (typeof run.results)[number]) => [
        ...[run.tool.driver.rules[ruleIndex].id === ruleId, ruleId, level],
        at.physicalLocation.region.startLine,
      ],
    );
    expect(told).toEqual([
      [true, 'log.failed-request', 'error', 11],
      [true, 'cause.state-failed-and-reset', 'note', 11],
      [true, 'log.desync-data-fd', 'error', 13],
      [true, 'cause.data-fd-out-of-sync', 'note', 13],
    ]);
  });

  it('[CLI-56] answers a log with the lines that decide, quoted', () => {
    const { stdout, exit } = review(BAD, '--reply');
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /^> 2024\S+ qemu-system-x86_64: 0000:81:00\.2: Failed setting .+\n\n0000:81:00\.2: /m,
    );
  });

  it('[CLI-57] beside a patch has both, and the patch alone decides the exit status', () => {
    const both = review(`${SOUND_PATCH}\n${BAD}`);
    const alone = review(SOUND_PATCH);
    expect([alone.exit, both.exit, both.stderr]).toEqual([0, 0, '']);
    expect(both.stdout).toContain(
      '\nThe text has a log, too (qemu-trace-8.0, qemu-error): 1 device, 8 steps.\n',
    );
    expect(both.stdout).toContain('PRE_COPY_P2P > STOP_COPY          EIO');
    expect(review(`${BAD_PATCH}\n${GOOD}`).exit).toBe(1);
    const json = JSON.parse(review(`${SOUND_PATCH}\n${BAD}`, '--json').stdout);
    expect(json.inputs).toEqual(JSON.parse(review(SOUND_PATCH, '--json').stdout).inputs);
    expect(json.log.devices).toMatchObject([{ name: '0000:81:00.2', end: 2 }]);
  });

  it('[CLI-57] beside a patch gives notes, since a mail shows most often what its patch mends', () => {
    const text = `${BAD_PATCH}\n${BAD}`;
    const own = review(BAD_PATCH, '--format', 'lines').stdout;
    const lines = review(text, '--format', 'lines').stdout;
    expect(lines.startsWith(own)).toBe(true);
    expect(lines.slice(own.length).match(/: note: \[(?:log|cause)\./g)).toHaveLength(4);
    expect(lines.slice(own.length)).not.toMatch(/: error: /);
    expect(JSON.parse(review(`${SOUND_PATCH}\n${BAD}`, '--format', 'b4').stdout)).not.toMatchObject([
      { status: 'fail' },
    ]);
    const other = `From: A <a@example.org>\nSubject: [PATCH] net: fix\n\n${BAD}\ndiff --git a/a.c b/a.c\n@@ -1 +1 @@\n-a\n+b\n`;
    expect(review(other, '--format', 'b4')).toEqual({ stdout: '[]\n', stderr: '', exit: 0 });
    expect(review(other).exit).toBe(0);
  });

  it('[CLI-58] names the cause of one error line, but not of the texts of a program', () => {
    const error = '0000:01:00.0: VFIO migration is not supported in kernel';
    expect(review(`Error: ${error}\n`)).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('no-kernel-support'),
    });
    expect(
      review(`  error_setg(errp, "%s: VFIO migration is not supported in kernel", name);\n`),
    ).toMatchObject({
      ...{ exit: 2, stdout: '' },
    });
    expect(review('hello\n')).toMatchObject({ exit: 2, stdout: '' });
  });

  it('[CLI-58] reads a log that is larger than a review of a patch may be, and judges by the flags given', () => {
    const noise = 'x'.repeat(99);
    const large = review(`${`${noise}\n`.repeat(30_000)}${BAD}`, '--json');
    expect([large.exit, large.stderr]).toEqual([1, '']);
    expect(JSON.parse(large.stdout).log.devices[0].steps).toHaveLength(8);
    expect(JSON.parse(review(BAD, '--json', '--flags', '3').stdout).log.devices[0]).toMatchObject({
      ...{ flags: 3, flagsWhy: 'you chose them' },
    });
  });
});
