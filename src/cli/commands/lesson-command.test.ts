/** `lesson`: what is in a lesson, and where it is wrong. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../cli-command.ts';
import { runCommand } from '../command-line.ts';

const COURSE = new URL('../../lesson/course/', import.meta.url);
const readCourse: ReadFile = (path) => ({ ok: true, value: readFileSync(new URL(path, COURSE)) });
const readText =
  (text: string): ReadFile =>
  () => ({ ok: true, value: new TextEncoder().encode(text) });

const lesson = (text: string, ...words: string[]) => runCommand(['lesson', ...words], readText(text));

const FRONT = '---\nid: a\ntitle: A\nminutes: 5\nruleSet: v2-7.2\nsummary: S.\n---\n\n## One\n\n### Two\n\n';
const ASK = '```predict\nask: path\nrequest: RUNNING > STOP\n```\n';

describe('lesson FILE', () => {
  it.each(readdirSync(COURSE).filter((name) => name.startsWith('lesson-')))(
    '[CLI-40] finds nothing wrong with %s',
    (name) => {
      const { stdout, stderr, exit } = runCommand(['lesson', name], readCourse);
      expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
      expect(stdout).toMatch(/\n\d chapters, \d+ steps, \d+ questions, 1 task, about \d+ minutes\.\n/);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    },
  );

  it('[CLI-45] ends the one on reviewing with a mail that hides one fault, which review finds at its line', () => {
    const { stdout } = runCommand(['lesson', 'lesson-reviewing.md', '--json'], readCourse);
    const { chapters } = JSON.parse(stdout).lesson;
    const [mail] = chapters
      .at(-1)
      .steps.at(-1)
      .narration.filter(({ kind }: { kind: string }) => kind === 'review');
    const { exit, stdout: found } = runCommand(['review', mail.name, '--json'], readText(mail.text));
    expect(exit).toBe(1);
    const errors = JSON.parse(found).findings.filter(
      ({ severity, change }: { severity: string; change: string }) =>
        severity === 'error' && change === 'introduced',
    );
    expect(errors).toMatchObject([{ id: 'change.newly-refused', from: 2, to: 1 }]);
    expect(mail.text.split('\n')[errors[0].line - 1]).toBe('-\t\t\t[VFIO_DEVICE_STATE_RUNNING] = 1,');
  });

  it('[CLI-41] lists the questions with the answers that the machine gives', () => {
    expect(lesson(`${FRONT}${ASK}`, 'a.md').stdout).toBe(
      [
        'A (a)',
        '1 chapter, 1 step, 1 question, 0 tasks, about 5 minutes.',
        '',
        'One',
        '  Two',
        '      RUNNING > STOP: which states does the device go through, in order?',
        '      = RUNNING_P2P > STOP',
        '',
      ].join('\n'),
    );
  });

  it('[CLI-42] says in one line where the first problem is, and how many there are', () => {
    const text = `${FRONT}${ASK.replace('RUNNING', 'RUNING')}\nSee [25].\n`;
    expect(lesson(text, 'a.md')).toEqual({
      stdout: '',
      stderr:
        'vfio lesson: a.md:15:10: v2-7.2 has no state "RUNING". The closest is RUNNING. (and 1 more; --json lists them)\n',
      exit: 2,
    });
    expect(lesson(FRONT, '-')).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/^vfio lesson: -:11:1: .*\.\n$/),
    });
  });

  it('[CLI-43] prints one JSON document with the lesson, its questions, or all problems', () => {
    const good = lesson(`${FRONT}${ASK}`, 'a.md', '--json');
    expect(good).toMatchObject({ exit: 0, stderr: '' });
    expect(JSON.parse(good.stdout)).toMatchObject({
      lesson: { id: 'a', chapters: [{ steps: [{ id: 'two' }] }] },
      questions: [{ step: 'two', answer: 'RUNNING_P2P > STOP' }],
      problems: [],
    });
    const bad = lesson(`${FRONT}${ASK.replace('path', 'pth')}\nSee [25].\n`, 'a.md', '--json');
    expect(bad.exit).toBe(2);
    expect(bad.stderr.split('\n')).toHaveLength(2);
    const { lesson: none, problems } = JSON.parse(bad.stdout);
    expect(none).toBeNull();
    expect(problems).toMatchObject([
      { line: 14, column: 6, id: 'value' },
      { line: 18, column: 5, id: 'bracket' },
    ]);
  });

  it('[CLI-44] needs a file that can be read, and takes no other option', () => {
    for (const words of [[], ['a.md'], ['a.md', '--rules', 'v2-7.2'], ['a.md', 'b.md']])
      expect(runCommand(['lesson', ...words])).toMatchObject({ exit: 2, stdout: '' });
  });
});
