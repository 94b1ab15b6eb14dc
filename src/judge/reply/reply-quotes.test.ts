/** What of the patch a reply quotes, and which words stand under it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { findAll } from '../findings/find-all.ts';
import { listSubjects } from '../findings/finding-cases.fixture.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import { judgeText } from '../judge-text.ts';
import { toReport } from '../report/judged-report.ts';
import type { ReplyNote } from './reply.ts';
import { formatReply } from './reply.ts';

/** What the kernel and the clients spell in capitals. */
const KERNEL_WORDS = new Set(
  'QEMU VM DMA EBADF ERROR STOP RUNNING STOP_COPY PRE_COPY PRE_COPY_P2P RUNNING_P2P RESUMING VFIO_\\w+ MAX_STATE VALID RFC NDMA _?(?:STOP|RUNNING|SAVING|RESUMING|ERROR|NDMA)'.split(
    ' ',
  ),
);

const LETTERS = 'a b c d e f g h i j k l'.split(' ');

const reply = (lines: readonly string[], notes: readonly ReplyNote[], more: { context?: number } = {}) =>
  formatReply({ lines, notes, findings: [], ...more });

const on = (line: number | null, text = 'No.'): ReplyNote => ({ line, text });

describe('the lines around a note', () => {
  it('[REPLY-7] are three before and three after, as far as the text reaches', () => {
    expect(reply(LETTERS, [on(1)])).toBe('> a\n\nNo.\n\n> b\n> c\n> d\n> [...]\n');
    expect(reply(LETTERS, [on(12)])).toBe('> [...]\n> i\n> j\n> k\n> l\n\nNo.\n');
    expect(reply(LETTERS, [on(6)])).toBe('> [...]\n> c\n> d\n> e\n> f\n\nNo.\n\n> g\n> h\n> i\n> [...]\n');
  });

  it('[REPLY-7] are as many as are asked for, or none', () => {
    expect(reply(LETTERS, [on(6)], { context: 1 })).toBe('> [...]\n> e\n> f\n\nNo.\n\n> g\n> [...]\n');
    expect(reply(LETTERS, [on(6)], { context: 0 })).toBe('> [...]\n> f\n\nNo.\n\n> [...]\n');
  });

  it('[REPLY-7] of two notes are quoted once, with a mark between them only where lines are left out', () => {
    expect(reply(LETTERS, [on(2), on(6, 'Yes.')], { context: 1 })).toBe(
      '> a\n> b\n\nNo.\n\n> c\n> [...]\n> e\n> f\n\nYes.\n\n> g\n> [...]\n',
    );
    expect(reply(LETTERS, [on(2), on(5, 'Yes.')], { context: 1 })).toBe(
      '> a\n> b\n\nNo.\n\n> c\n> d\n> e\n\nYes.\n\n> f\n> [...]\n',
    );
  });

  it('[REPLY-7] have no mark for blank lines that are left out', () => {
    expect(reply(['a', '', ' ', 'b', '\t'], [on(4)], { context: 0 })).toBe('> [...]\n> b\n\nNo.\n');
    expect(reply(['', ' ', 'b', '\t'], [on(3)], { context: 0 })).toBe('> b\n\nNo.\n');
  });
});

describe('the file and the hunk of a note', () => {
  const two = [
    '+++ b/first.c',
    '@@ -1 +1 @@ first',
    '+x',
    '+++ b/second.c',
    '@@ -1 +1 @@ second',
    '+y',
    '@@ -9 +9 @@ third',
    '+z',
  ];

  it('[REPLY-8] are the last ones before it, however many there are', () => {
    expect(reply(two, [on(6)], { context: 0 })).toBe(
      '> [...]\n> +++ b/second.c\n> @@ -1 +1 @@ second\n> +y\n\nNo.\n\n> [...]\n',
    );
    expect(reply(two, [on(8)], { context: 0 })).toBe(
      '> [...]\n> +++ b/second.c\n> [...]\n> @@ -9 +9 @@ third\n> +z\n\nNo.\n',
    );
    expect(reply(two, [on(3)], { context: 0 })).toBe(
      '> +++ b/first.c\n> @@ -1 +1 @@ first\n> +x\n\nNo.\n\n> [...]\n',
    );
  });

  it('[REPLY-8] are not those of another file, if the note is above the first hunk of its own', () => {
    expect(reply(two, [on(4)], { context: 0 })).toBe('> [...]\n> +++ b/second.c\n\nNo.\n\n> [...]\n');
    expect(reply(two, [on(7)], { context: 0 })).toBe(
      '> [...]\n> +++ b/second.c\n> [...]\n> @@ -9 +9 @@ third\n\nNo.\n\n> [...]\n',
    );
    const git = two.toSpliced(3, 0, 'diff --git a/second.c b/second.c');
    expect(reply(git, [on(4)], { context: 0 })).toBe(`> [...]\n> ${git[3]}\n\nNo.\n\n> [...]\n`);
  });

  it('[REPLY-8] are found in a patch that is quoted itself, and not in the middle of a line', () => {
    const quoted = ['> > +++ b/a.c', '> > @@ -1 +1 @@', '> > x +++ y', '> > x @@ y', '> > z'];
    expect(reply(quoted, [on(5)], { context: 0 })).toBe(
      '>> > +++ b/a.c\n>> > @@ -1 +1 @@\n> [...]\n>> > z\n\nNo.\n',
    );
  });
});

describe('the words of a reply', () => {
  it('[REPLY-9] are trimmed, and a note of blanks says nothing', () => {
    expect(reply(['a'], [on(1, '  No.\n\n')])).toBe('> a\n\nNo.\n');
    expect(reply(['a'], [on(1, ' \n ')])).toBe('\n');
    expect(reply(['a'], [on(1), on(null, '\t')])).toBe('> a\n\nNo.\n');
  });

  it('[REPLY-9] on a line that the text does not have come last, in their order', () => {
    expect(
      reply(['a', 'b'], [on(0, 'Zero.'), on(3, 'Three.'), on(2), on(null, 'All.'), on(-1, 'Minus.')]),
    ).toBe('> a\n> b\n\nNo.\n\nZero.\n\nThree.\n\nAll.\n\nMinus.\n');
  });

  it('[REPLY-9] begin with the attribution, wrapped, only if a line is quoted', () => {
    const attribution = `On Wed, 22 Sep 2021 13:38:51 +0300, ${'Somebody '.repeat(6).trim()} wrote:`;
    const text = formatReply({ lines: ['a'], notes: [on(1)], findings: [], attribution });
    expect(text.split('\n').slice(0, -4).join(' ')).toBe(attribution);
    expect(text.split('\n').length).toBe(6);
    expect(text).toContain('wrote:\n> a\n\nNo.\n');
    expect(formatReply({ lines: ['a'], notes: [on(null)], findings: [], attribution })).toBe('No.\n');
  });

  it('[REPLY-10] end with the sources, each named once; a finding refers to its first by number', () => {
    const [finding] = findAll({ ruleSet: of('stop-default'), against: null });
    const cite = (...all: readonly (readonly number[])[]) =>
      formatReply({
        lines: [],
        notes: [],
        findings: all.map((messages, index) => ({
          ...finding!,
          text: `Is it ${index}?`,
          hits: [],
          citations: messages.map((message) => ({ kind: 'thread', message })),
        })),
      });
    const source = (message: number) => `message ${message} of the thread of September 2021`;
    expect(cite([15, 17])).toBe(`Is it 0? [1]\n\n[1] ${source(15)}\n`);
    expect(cite([15], [17], [15])).toBe(
      `Is it 0? [1]\n\nIs it 1? [2]\n\nIs it 2? [1]\n\n[1] ${source(15)}\n[2] ${source(17)}\n`,
    );
    expect(cite([])).toBe('Is it 0?\n');
  });
});

describe('the findings of a reply', () => {
  const read = (name: string) =>
    readFileSync(new URL(`../../reader/fixtures/${name}`, import.meta.url), 'utf8');

  it('[REPLY-12] each end with a question, whatever is found, and without a word in capitals', () => {
    const isName = new RegExp(`^(?:${[...KERNEL_WORDS].join('|')})$`);
    for (const [name, findings] of listSubjects())
      for (const finding of findings) {
        const [body = ''] = formatReply({ lines: [], notes: [], findings: [finding] }).split('\n\n');
        expect(body, `${name}: ${finding.id}`).toMatch(/\?(?: \[1\])?$/);
        for (const [word] of body.matchAll(/(?<![\w-])[A-Z][A-Z_]+(?:_[A-Z0-9]+)*(?![\w-])/g))
          expect(word, body).toMatch(isName);
      }
  });

  it('[REPLY-12] list what one cause hits', () => {
    const text = read('breaks-more.patch');
    const { findings } = toReport(judgeText(text, {}, null));
    const reply = formatReply({
      lines: text.split('\n'),
      notes: [],
      findings: findings.filter(isIntroduced),
    });
    expect(reply).toContain(
      [
        '',
        '_RUNNING > _STOP was accepted under the old code and is refused now:',
        'breaking for userspace. The table does not list it.',
        '- a charted request is refused',
        '- a QEMU flow fails: stop-cont, loadvm; ending as before:',
        '  pause-and-cont-in-pre-copy, cont-in-pre-copy,',
        '  io-error-and-cont-in-pre-copy, reset-in-pre-copy',
        '- cannot be stopped at once',
        'Is that intended? [1]',
        '',
      ].join('\n'),
    );
    expect(reply.match(/VFIO_DEVICE_STATE_STOP\] = 1,\n\n_RUNNING/)).not.toBeNull();
  });

  it('[REPLY-13] stand under the messages that they are about, each with who wrote it', () => {
    const mail = (name: string, day: number, line: string) =>
      `From 0 Mon Sep 17 00:00:00 2001\nFrom: ${name} <x@example.org>\nDate: ${day} Sep 2021\nSubject: x\n\n${line}\n`;
    const lines = `${mail('A', 1, 'a')}\n${mail('B', 2, 'b')}`.split('\n');
    const at = (text: string) => lines.indexOf(text) + 1;
    const notes = [on(at('a'), 'First.'), on(at('b'), 'Second.')];
    expect(formatReply({ lines, notes, findings: [], attribution: 'On 1 Sep 2021, A wrote:' })).toBe(
      'On 1 Sep 2021, A wrote:\n> a\n\nFirst.\n\nOn 2 Sep 2021, B wrote:\n> b\n\nSecond.\n',
    );
  });
});
