/** What of the patch a reply quotes, and which words stand under it. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { findAll } from '../findings/find-all.ts';
import type { ReplyNote } from './reply.ts';
import { formatReply } from './reply.ts';

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

  it('[REPLY-10] name the first source of a finding in brackets after it, if it has one', () => {
    const [finding] = findAll({ ruleSet: of('stop-default'), against: null });
    const cite = (citations: NonNullable<typeof finding>['citations']) =>
      formatReply({ lines: [], notes: [], findings: [{ ...finding!, text: 'Starts.', citations }] });
    expect(
      cite([
        { kind: 'thread', message: 15 },
        { kind: 'thread', message: 17 },
      ]),
    ).toBe('Starts.\n(message 15 of the thread of September 2021)\n');
    expect(cite([])).toBe('Starts.\n');
  });
});
