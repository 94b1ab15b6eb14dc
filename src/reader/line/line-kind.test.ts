/** The kind of each line of a text, at any depth of quotation, and how C is recognised. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../mail/read-text.ts';
import { reviewText } from '../review-text.ts';
import type { LineKind } from './line-info.ts';
import { getLineInfo } from './line-info.ts';
import { toLineKinds } from './line-kind.ts';

const readFixture = (name: string) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8').split('\n');

const readInfos = (lines: readonly string[]) => {
  const { kinds } = reviewText(lines.join('\n'));
  return lines.map((_, index) => getLineInfo(kinds, index + 1));
};

/** The `kind` of each line, and the offset where its C begins. */
const classify = (lines: readonly string[]) =>
  readInfos(lines).map(({ kind, code }) => (code === null ? kind : `${kind} ${code}`));

const HUNK = [
  'diff --git a/x.c b/x.c',
  '--- a/x.c',
  '+++ b/x.c',
  '@@ -1,3 +1,3 @@ f(void)',
  ' {',
  '-\ta;',
  '+\tb;',
  ' }',
];
const KINDS = ['file', 'file', 'file', 'hunk', 'context', 'removed', 'added', 'context'];

describe('the lines of a diff', () => {
  it.each(['', '> ', '> > ', '>> ', '>', '> > > '])('[EDIT-1] are recognised after %j', (marks) => {
    const infos = readInfos(HUNK.map((line) => marks + line));
    expect(infos.map(({ kind }) => kind)).toEqual(KINDS);
    expect(new Set(infos.map(({ depth }) => depth))).toEqual(new Set([marks.replaceAll(' ', '').length]));
    const [, , , , , removed] = infos;
    expect(`${marks}-\ta;`.slice(removed?.code ?? 0)).toBe('\ta;');
  });

  it('[EDIT-1] continue after a comment written between them', () => {
    expect(classify(['> @@ -1,2 +1,2 @@', '>  {', '', 'Why - and when?', '', '> -a', '> +b'])).toEqual([
      'hunk',
      'context 3',
      'prose',
      'prose',
      'prose',
      'removed 3',
      'added 3',
    ]);
  });

  it('[EDIT-1] continue after the rest of a wrapped line, and after a hunk that is longer than its header says', () => {
    expect(classify(['> @@ -1,9 +1,9 @@ f(int', '> a)', '> +b', '> words', '> and words', '> - c'])).toEqual([
      ...['hunk', 'prose', 'added 3', 'prose', 'prose', 'prose'],
    ]);
    expect(classify(['@@ -1 +1 @@', '-a', '+b', '+c', '-d', '- e'])).toEqual([
      ...['hunk', 'removed 1', 'added 1', 'added 1', 'removed 1', 'prose'],
    ]);
  });

  it('[EDIT-1] start in the first column that the mail program uses', () => {
    const kinds = classify([
      '>@@ -1,2 +1,2 @@',
      '> {',
      '>-a',
      '>+b',
      '> @@ -1,2 +1,2 @@',
      '>  {',
      '> -a',
      '> +b',
    ]);
    expect(kinds.map((kind) => kind.split(' ')[0])).toEqual([
      ...['hunk', 'context', 'removed', 'added'],
      ...['hunk', 'context', 'removed', 'added'],
    ]);
  });

  it('[EDIT-1] end where the header says, and where other text begins', () => {
    expect(classify(['@@ -1 +1 @@', '-a', '+b', ' a reply, indented', '- an item'])).toEqual([
      'hunk',
      'removed 1',
      'added 1',
      'prose',
      'prose',
    ]);
    expect(classify(['@@ -0,0 +1 @@', '+b', '-- ', '2.18.1'])).toEqual(['hunk', 'added 1', 'prose', 'prose']);
    expect(classify(['@@ -1,9 +1,9 @@', '+b', 'Words.'])).toEqual(['hunk', 'added 1', 'prose']);
  });

  it('[EDIT-1] are recognised without a header by a tab or C punctuation', () => {
    expect(classify(['+\treturn 0;', '-}', '+', '- an item', '+1 from me', '-- '])).toEqual([
      'added 1',
      'removed 1',
      'added 1',
      'prose',
      'prose',
      'prose',
    ]);
  });

  it('[EDIT-1] are distinguished from the mail headers around them', () => {
    const kinds = classify(readFixture('v1-mail.txt'));
    const count = (kind: LineKind) => kinds.filter((each) => each.startsWith(kind)).length;
    expect(kinds.slice(0, 6)).toEqual(['header', 'header', 'header', 'header', 'header', 'prose']);
    expect([count('hunk'), count('removed'), count('file')]).toEqual([2, 0, 8]);
    expect(count('added')).toBe(readFixture('v1-mail.txt').filter((line) => /^\+(?!\+\+)/.test(line)).length);
  });

  it('[EDIT-1] are found however long or many the lines: a quadratic search would outlast the test', () => {
    const long = ['> '.repeat(200_000), `+${' '.repeat(400_000)}`, '/'.repeat(400_000)];
    const many = Array.from({ length: 5_000 }, (_, index) => `${'> '.repeat(index % 7)}+\tint a${index};`);
    for (const lines of [long, many]) {
      const read = readText(lines.join('\n'));
      const { infos } = toLineKinds(read.lines, read.bodies);
      expect(infos.length).toBeLessThan(20);
    }
  });

  it('[EDIT-1] store each kind once, however many lines there are, and are plain past the end', () => {
    const { kinds } = reviewText(`${HUNK.join('\n')}\n${HUNK.slice(4).join('\n')}`);
    expect(kinds.lines).toHaveLength(HUNK.length + 4);
    expect(new Set(kinds.infos.map((info) => JSON.stringify(info))).size).toBe(kinds.infos.length);
    expect(getLineInfo(kinds, 99)).toEqual({ kind: 'prose', depth: 0, start: 0, code: null });
    expect(structuredClone(kinds)).toEqual(kinds);
  });

  it('[EDIT-1] are not searched for in the encoded lines of a mail', () => {
    const mail = (encoding: string, body: string) =>
      `From: A <a@b.c>\nSubject: x\nX-Mailer: y\nContent-Transfer-Encoding: ${encoding}\n\n${body}`;
    const text = HUNK.join('\n');
    expect(classify(mail('base64', btoa(text)).split('\n')).at(-1)).toBe('prose');
    expect(classify(mail('8bit', text).split('\n')).slice(-3)).toEqual(['removed 1', 'added 1', 'context 1']);
    expect(classify(mail('8bit', text).split('\n')).slice(0, 5)).toEqual([
      ...['header', 'header', 'header', 'header', 'prose'],
    ]);
  });
});

describe('C', () => {
  it('[EDIT-2] is distinguished from a mail, a diff and prose', () => {
    const isSource = (lines: readonly string[]) => readInfos(lines).every(({ kind }) => kind === 'code');
    for (const name of ['v1-allowed.c', 'v2-6.2.c', 'driver-if.c'])
      expect(isSource(readFixture(name)), name).toBe(true);
    for (const name of ['v1-mail.txt', 'v1-bare.patch', 'prose.txt', 'quoted-deep.txt'])
      expect(isSource(readFixture(name)), name).toBe(false);
    expect(isSource(['', ''])).toBe(false);
  });

  it('[EDIT-2] is every line of a source file, and lines of a mail that look like C', () => {
    expect(classify(['int a = 1;', '+ 2;', 'words', 'int b;', '}'])).toEqual(new Array(5).fill('code 0'));
    expect(classify(['I mean', '\treturn 0;', '#define A 1', 'or so.'])).toEqual([
      'prose',
      'code 0',
      'code 0',
      'prose',
    ]);
  });
});
