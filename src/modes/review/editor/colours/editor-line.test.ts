/** What a line is, at any depth of quotation, and how its C is told apart. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LineKind } from './editor-line.ts';
import { classifyLines, isSource } from './editor-line.ts';
import { readTokens } from './editor-token.ts';

const readFixture = (name: string) =>
  readFileSync(new URL(`../../../../reader/fixtures/${name}`, import.meta.url), 'utf8').split('\n');

/** `kind` of each line, with where its C begins. */
const classify = (lines: readonly string[]) =>
  classifyLines(lines, false).map(({ kind, code }) => (code === null ? kind : `${kind} ${code}`));

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
  it.each(['', '> ', '> > ', '>> ', '>', '> > > '])('[EDIT-1] are known behind %j', (marks) => {
    const infos = classifyLines(
      HUNK.map((line) => marks + line),
      false,
    );
    expect(infos.map(({ kind }) => kind)).toEqual(KINDS);
    expect(new Set(infos.map(({ depth }) => depth))).toEqual(new Set([marks.replaceAll(' ', '').length]));
    const [, , , , , removed] = infos;
    expect(`${marks}-\ta;`.slice(removed?.code ?? 0)).toBe('\ta;');
  });

  it('[EDIT-1] go on after a comment that is written between them', () => {
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

  it('[EDIT-1] go on after the end of a line that was wrapped, and after a hunk that is longer than it says', () => {
    expect(classify(['> @@ -1,9 +1,9 @@ f(int', '> a)', '> +b', '> words', '> and words', '> - c'])).toEqual([
      ...['hunk', 'prose', 'added 3', 'prose', 'prose', 'prose'],
    ]);
    expect(classify(['@@ -1 +1 @@', '-a', '+b', '+c', '-d', '- e'])).toEqual([
      ...['hunk', 'removed 1', 'added 1', 'added 1', 'removed 1', 'prose'],
    ]);
  });

  it('[EDIT-1] keep the first column of each mail program', () => {
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

  it('[EDIT-1] end where the header says so, and where another text begins', () => {
    expect(classify(['@@ -1 +1 @@', '-a', '+b', ' a reply, indented', '- an item'])).toEqual([
      'hunk',
      'removed 1',
      'added 1',
      'prose',
      'prose',
    ]);
    expect(classify(['@@ -1,9 +1,9 @@', '+b', '-- ', '2.18.1'])).toEqual([
      'hunk',
      'added 1',
      'prose',
      'prose',
    ]);
    expect(classify(['@@ -1,9 +1,9 @@', '+b', 'Words.'])).toEqual(['hunk', 'added 1', 'prose']);
  });

  it('[EDIT-1] are known by a tab or a sign of C where their header is not there', () => {
    expect(classify(['+\treturn 0;', '-}', '+', '- an item', '+1 from me', '-- '])).toEqual([
      'added 1',
      'removed 1',
      'added 1',
      'prose',
      'prose',
      'prose',
    ]);
  });

  it('[EDIT-1] are told from the headers of the mail around them', () => {
    const kinds = classify(readFixture('v1-mail.txt'));
    const count = (kind: LineKind) => kinds.filter((each) => each.startsWith(kind)).length;
    expect(kinds.slice(0, 6)).toEqual(['header', 'header', 'header', 'header', 'header', 'prose']);
    expect([count('hunk'), count('removed'), count('file')]).toEqual([2, 0, 8]);
    expect(count('added')).toBe(readFixture('v1-mail.txt').filter((line) => /^\+(?!\+\+)/.test(line)).length);
  });

  it('[EDIT-1] are found quickly in a line of any length', () => {
    const long = '> '.repeat(500_000);
    const start = performance.now();
    classifyLines([long, `+${' '.repeat(1_000_000)}`, '/'.repeat(1_000_000)], false);
    readTokens('"'.repeat(1_000_000), 0, false);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('C', () => {
  it('[EDIT-2] is told from a mail, a diff and prose', () => {
    for (const name of ['v1-allowed.c', 'v2-6.2.c', 'driver-if.c'])
      expect(isSource(readFixture(name)), name).toBe(true);
    for (const name of ['v1-mail.txt', 'v1-bare.patch', 'prose.txt', 'quoted-deep.txt'])
      expect(isSource(readFixture(name)), name).toBe(false);
    expect(isSource(['', ''])).toBe(false);
  });

  it('[EDIT-2] is every line of a source, and what looks like it in a mail', () => {
    expect(classifyLines(['int a = 1;', '+ 2;', 'words'], true).map(({ kind }) => kind)).toEqual([
      'code',
      'code',
      'code',
    ]);
    expect(classify(['I mean', '\treturn 0;', '#define A 1', 'or so.'])).toEqual([
      'prose',
      'code 0',
      'code 0',
      'prose',
    ]);
  });
});

/** The tokens of a line as `kind:text`. */
const read = (text: string, isOpen = false) => {
  const { tokens, isOpen: goesOn } = readTokens(text, 0, isOpen);
  return [
    ...tokens.map(({ kind, from, to }) => `${kind}:${text.slice(from, to)}`),
    ...(goesOn ? ['open'] : []),
  ];
};

describe('the tokens of C', () => {
  it('[EDIT-3] are keywords, constants, numbers, strings, directives and comments', () => {
    expect(read('#define MAX (0x4U | BIT(3)) /* of "it" */')).toEqual([
      'directive:#define',
      'constant:MAX',
      'number:0x4U',
      'constant:BIT',
      'number:3',
      'comment:/* of "it" */',
    ]);
    expect(read(`static u8 a = 'x'; // if "b"`)).toEqual([
      'keyword:static',
      'keyword:u8',
      "string:'x'",
      'comment:// if "b"',
    ]);
    expect(read('foo("/* no */ \\" if", x1); if (a # b)')).toEqual([
      'string:"/* no */ \\" if"',
      'keyword:if',
    ]);
  });

  it('[EDIT-3] carry a comment into the next line, and know one whose start is not there', () => {
    expect(read('a; /* from here')).toEqual(['comment:/* from here', 'open']);
    expect(read('if it goes on', true)).toEqual(['comment:if it goes on', 'open']);
    expect(read('to here */ if', true)).toEqual(['comment:to here */', 'keyword:if']);
    expect(read('\t * if it is starred')).toEqual(['comment:\t * if it is starred']);
    expect(read('\t*p = 1;')).toEqual(['number:1']);
  });

  it('[EDIT-3] begin after the sign of the diff', () => {
    const text = '> +\treturn -1;';
    expect(readTokens(text, 3, false).tokens.map(({ from, to }) => text.slice(from, to))).toEqual([
      'return',
      '1',
    ]);
  });
});
