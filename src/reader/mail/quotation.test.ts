/**
 * Quotations, copies and hunks: each remaining character keeps its location, whatever was cut off before it.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getPlace, toLines } from '../text/source-line.ts';
import { quote } from './mail-shape.fixture.ts';
import { splitMbox } from './mbox.ts';
import { isOmission, splitQuotes } from './quotation.ts';
import { readText } from './read-text.ts';

const DIFF = ['--- a/x.c', '+++ b/x.c', '@@ -1,3 +1,3 @@ int f(void)', ' one', '-two', '+TWO', ' three'];

const texts = (lines: readonly { readonly text: string }[]) => lines.map(({ text }) => text);

describe('quotes', () => {
  it.each([
    ['> a', 1, 'a'],
    ['>a', 1, 'a'],
    ['>> a', 2, 'a'],
    ['> > a', 2, 'a'],
    ['>>> > a', 4, 'a'],
    ['>', 1, ''],
    ['a > b', 0, 'a > b'],
    [' > b', 0, ' > b'],
    ['>  a', 1, ' a'],
  ])('[QUOTE-1] reads %j at depth %i with the text %j', (line, depth, text) => {
    expect(splitQuotes(toLines(line)).map((level) => [level.depth, ...texts(level.lines)])).toEqual([
      [depth, text],
    ]);
  });

  it('[QUOTE-2] keeps the location of every character at any depth', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '[', '1'), minLength: 1, maxLength: 9 });
    const marks = fc.array(fc.constantFrom('>', '> '), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(marks, line), { minLength: 1, maxLength: 9 }), (pairs) => {
        const pasted = pairs.map(([mark, text]) => mark.join('') + text);
        for (const level of splitQuotes(toLines(pasted.join('\n'))))
          for (const each of level.lines)
            for (const [at, character] of [...each.text].entries()) {
              const place = getPlace(each, at);
              expect(pasted[place.line - 1]?.[place.column - 1]).toBe(character);
            }
      }),
    );
  });

  it('[QUOTE-3] supports mail programs that write no blank after the mark', () => {
    const [level] = splitQuotes(toLines(quote(DIFF.join('\n'), '>')));
    expect(texts(level?.lines ?? [])).toEqual(DIFF);
  });
});

describe('omissions', () => {
  it.each([
    ...['[...]', '...', '..', '[ ... ]', '(...)', '<...>', '…', '[…]', ' [...]', '+[...]'],
    ...['[snip]', '<snip>', 'snip', '...snip...', '[... snip ...]', '---snip---', '[cut]', '(trimmed)'],
    ...['[snip the rest]', '[ the other rows are cut ]', '---8<---', '-- >8 --', '[skipped 20 lines]'],
  ])('[QUOTE-4] has one in %j', (text) => {
    expect(isOmission(text)).toBe(true);
  });

  it.each([
    ...['', ' ', '.', '-', '--', '+', '}', '[CUT] = 1,', ' [SKIP] = { 0 },', 'skip(cut);', '(cut)[0] = 1;'],
    ...[
      '-- ',
      '---',
      'We cut this.',
      '[1] the page',
      '> 8',
      '.next = 1,',
      '(removed) ? 0 : 1;',
      '[0 ... 4] = 1,',
    ],
  ])('[QUOTE-4] has none in %j', (text) => {
    expect(isOmission(text)).toBe(false);
  });
});

describe('patches', () => {
  const readFiles = (text: string) => readText(text).parts.flatMap(({ files }) => files);

  it('[DIFF-1] reads both sides of a hunk, with their lines', () => {
    const [file] = readFiles(DIFF.join('\n'));
    const [hunk] = file?.hunks ?? [];
    expect([file?.path, hunk?.section, hunk?.range]).toEqual(['x.c', 'int f(void)', '-1,3 +1,3']);
    expect(texts(hunk?.old ?? [])).toEqual(['one', 'two', 'three']);
    expect(texts(hunk?.new ?? [])).toEqual(['one', 'TWO', 'three']);
    expect(hunk?.new.map((line) => getPlace(line, 0))).toEqual([
      { line: 4, column: 2 },
      { line: 6, column: 2 },
      { line: 7, column: 2 },
    ]);
  });

  it('[DIFF-2] stops where the header says, whatever follows', () => {
    const [file] = readFiles([...DIFF, '- a list', '+ another', '-- ', '2.31'].join('\n'));
    expect(file?.hunks.map(({ fits, old }) => [fits, old.length])).toEqual([[true, 3]]);
  });

  it.each([
    ['one line too few', DIFF.slice(0, -1)],
    ['one line too many', [...DIFF.slice(0, 5), '-\tmore', ...DIFF.slice(5)]],
    ['one line too many at the end', [...DIFF, '+\tmore']],
  ])('[DIFF-3] locates a hunk with %s', (_, lines) => {
    const { problems, parts } = readText(lines.join('\n'));
    expect(problems.map(({ id, line, column }) => [id, line, column])).toEqual([['hunk-misfit', 3, 1]]);
    expect(parts[0]?.files).toHaveLength(1);
  });

  it('[DIFF-4] picks the unquoted copy, and one of several equal copies', () => {
    const text = DIFF.join('\n');
    const page = [quote(text, '> '), 'a comment', quote(quote(text, '> '), '> '), text, text].join('\n\n');
    const files = readFiles(page);
    expect(files).toHaveLength(1);
    expect(files[0]?.depth).toBe(0);
  });

  it('[DIFF-4] picks a complete quoted copy over an unquoted one that was cut', () => {
    const text = DIFF.join('\n');
    const page = [DIFF.slice(0, -2).join('\n'), '', quote(text, '> ')].join('\n');
    expect(readFiles(page).map(({ depth }) => depth)).toEqual([1]);
    expect(readText(page).problems).toEqual([]);
  });

  it('[DIFF-5] keeps two versions of one patch', () => {
    const other = DIFF.map((line) => line.replace('TWO', 'Two'));
    expect(readFiles([...DIFF, '', ...other].join('\n'))).toHaveLength(2);
  });

  it('[DIFF-6] rejoins a wrapped line', () => {
    const long = `+${'x'.repeat(60)} =`;
    const wrapped = [...DIFF.slice(0, 5), long, 'one,', ...DIFF.slice(6)].join('\n');
    for (const text of [
      wrapped,
      quote(wrapped, '> '),
      quote(wrapped, '> > ').replace('> > one,', '> one,'),
    ]) {
      const [file] = readFiles(text);
      const line = file?.hunks[0]?.new[1];
      expect(line?.text).toBe(`${long.slice(1)} one,`);
      expect(line && getPlace(line, line.text.indexOf('one')).line).toBe(7);
    }
  });
});

describe('mbox', () => {
  it('[MBOX-1] splits at dated lines after an empty line, and nowhere else', () => {
    const text =
      'From a@b Mon Jan  1 10:00:00 2001\nFrom: a\n\nFrom here to 10:00 in 2001\n\nFrom a@b Mon Jan  1 10:00:01 2001 +0000\nFrom: b\n\n>From c\n';
    expect(splitMbox(toLines(text)).map((mail) => texts(mail).filter((line) => line !== ''))).toEqual([
      ['From: a', 'From here to 10:00 in 2001'],
      ['From: b', 'From c'],
    ]);
  });
});
