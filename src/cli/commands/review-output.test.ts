/** `review --format` and `--reply`, and what cannot be asked for together. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../command-line.ts';

const fixture = (name: string) => readFileSync(new URL(`../../reader/fixtures/${name}`, import.meta.url));
const read = (text: string | Uint8Array) => () =>
  ({ ok: true, value: typeof text === 'string' ? new TextEncoder().encode(text) : text }) as const;
const review = (name: string, ...words: string[]) =>
  runCommand(['review', name, ...words], read(fixture(name)));

describe('review --format', () => {
  it('[CLI-40] prints each form and nothing else, with the exit status of the review', () => {
    const name = 'breaks-more.patch';
    expect(review(name, '--format', 'text')).toEqual(review(name));
    expect(review(name, '--format', 'json')).toEqual(review(name, '--json'));
    expect(review(name, '--format', 'terse')).toMatchObject({ exit: 1, stderr: '' });
    expect(review(name, '--format', 'terse').stdout).toMatch(/^breaks-more\.patch:7: ERROR: .+\n$/);
    expect(review(name, '--format', 'lines').stdout).toMatch(
      /^breaks-more\.patch:7: error: \[change\.newly-refused\] .+\n$/,
    );
    expect(JSON.parse(review(name, '--format', 'sarif').stdout).version).toBe('2.1.0');
  });

  it('[CLI-40] calls standard input stdin, and prints nothing for a patch that has no finding', () => {
    const { stdout } = runCommand(['review', '-', '--format', 'terse'], read(fixture('breaks-more.patch')));
    expect(stdout).toMatch(/^stdin:7: ERROR: /);
    expect(review('bound-sound.c', '--format', 'terse')).toEqual({ stdout: '', stderr: '', exit: 0 });
  });

  it('[CLI-41] for b4 is always an array with exit 0, empty where the mail has no table', () => {
    expect(review('breaks-more.patch', '--format', 'b4')).toMatchObject({ exit: 0, stderr: '' });
    expect(JSON.parse(review('breaks-more.patch', '--format', 'b4').stdout)).toMatchObject([
      { status: 'fail' },
    ]);
    const mail = 'From: A <a@example.org>\nSubject: [PATCH] net: fix\n\nWords.\n';
    const none = runCommand(['review', '-', '--format', 'b4'], read(mail));
    expect(none).toEqual({ stdout: '[]\n', stderr: '', exit: 0 });
    const unread = review('bad-cells.c', '--format', 'b4');
    expect([unread.exit, JSON.parse(unread.stdout)]).toMatchObject([0, [{ tool: 'vfio', status: 'warn' }]]);
  });
});

describe('review --reply', () => {
  it('[CLI-42] prints the reply, the patch quoted and the findings under its lines', () => {
    const { stdout, exit, stderr } = review('breaks-more.patch', '--reply');
    expect([exit, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^The author wrote:\n> /);
    expect(stdout).toMatch(/\n> -\t+\[VFIO_DEVICE_STATE_STOP\] = 1,\n\n_RUNNING > _STOP was accepted/);
    expect(stdout).not.toMatch(/^\[\.\.\.\]$/m);
  });

  it('[CLI-42] is empty where there is nothing to say', () => {
    expect(review('bound-sound.c', '--reply')).toEqual({ stdout: '', stderr: '', exit: 0 });
  });
});

describe('forms that cannot be had', () => {
  it.each([
    [['--format', 'xml'], /^vfio review: --format "xml": there is no such form; the closest is \w+\n$/],
    [['--format', 'terse', '--json'], /--format terse and --json are both given/],
    [['--format', 'terse', '--reply'], /--format terse and --reply are both given/],
    [['--json', '--reply'], /--json and --reply are both given/],
    [['--format', 'b4', '--format', 'lines'], /--format is given twice/],
  ])('[CLI-43] %j: a sentence, and exit 2', (words, problem) => {
    const { stdout, stderr, exit } = review('breaks-more.patch', ...words);
    expect([stdout, exit, stderr.split('\n').length]).toEqual(['', 2, 2]);
    expect(stderr).toMatch(problem);
  });

  it('[CLI-43] --reply answers a text, not a rule set, nor a text in which nothing was read', () => {
    const rules = runCommand(['review', '--rules', 'v2-6.2', '--reply']);
    expect([rules.stdout, rules.exit]).toEqual(['', 2]);
    expect(rules.stderr).toMatch(/--reply answers a mail or a patch/);
    const nothing = runCommand(['review', 'a', '--reply'], read('no table here'));
    expect([nothing.stdout, nothing.exit]).toEqual(['', 2]);
  });
});
