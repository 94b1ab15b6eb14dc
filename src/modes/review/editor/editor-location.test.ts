/** Locations in a text that has changed since, marks of lines, echoes, and keys. */

import { Text } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEchoes } from './editor-echo.ts';
import { isKeptInside } from './editor-key.ts';
import { getOffset, getRange } from './editor-location.ts';
import { formatMark, mergeMarks } from './editor-mark.ts';
import { MARK_WORDS } from './editor-words.ts';

const doc = Text.of(['[STOP] = 1,', '', '\tx', 'last']);
const slice = (line: number, column: number) => {
  const [from, to] = getRange(doc, line, column);
  return doc.sliceString(from, to);
};

describe('a location', () => {
  it('[EDIT-4] becomes the offset of its line and column', () => {
    expect(getOffset(doc, 1, 1)).toBe(0);
    expect(getOffset(doc, 1, 2)).toBe(1);
    expect(getOffset(doc, 3, 2)).toBe(14);
    expect(getOffset(doc, 4, 5)).toBe(doc.length);
  });

  it('[EDIT-4] underlines the word there', () => {
    expect([slice(1, 2), slice(1, 1), slice(1, 8), slice(3, 2), slice(3, 1)]).toEqual([
      'STOP',
      '[STOP]',
      '=',
      'x',
      'x',
    ]);
    expect([slice(1, 99), slice(2, 1), slice(4, 2)]).toEqual([',', '', 'ast']);
  });

  it('[EDIT-4] underlines the code of a diff line, not its quotation marks, sign or blanks', () => {
    const first = (text: string, column = 1) => {
      const [from, to] = getRange(Text.of([text]), 1, column);
      return text.slice(from, to);
    };
    expect([first('+\t\t[STOP] = 1,'), first('> > -\treturn 0;'), first('+', 1)]).toEqual([
      '[STOP]',
      'return',
      '+',
    ]);
    expect([first('a  b', 2), first('a = -1', 5), first('   '), first('a  ', 3)]).toEqual([
      'b',
      '-',
      ' ',
      ' ',
    ]);
  });

  it('[EDIT-4] stays within the text, whatever line and column it names', () => {
    const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, fc.array(fc.string()), (line, column, lines) => {
        const text = Text.of(lines.length > 0 ? lines.map((each) => each.replaceAll(/[\r\n]/g, ' ')) : ['']);
        const [from, to] = getRange(text, line, column);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(text.length);
        expect(text.lineAt(from).number).toBe(text.lineAt(to).number);
        expect(to - from).toBe(text.lineAt(from).length === 0 ? 0 : Math.max(1, to - from));
      }),
    );
  });
});

describe('the marks of a line', () => {
  it('[EDIT-5] become one mark of the strongest kind, with each request once', () => {
    const marks = mergeMarks(
      [
        { line: 3, kind: 'assumed', requests: ['a'] },
        { line: 2, kind: 'arc', requests: ['b'] },
        { line: 3, kind: 'selected', requests: ['a', 'c'] },
        { line: 3, kind: 'arc', requests: ['d'] },
      ],
      3,
    );
    expect(marks).toEqual([
      { line: 2, kind: 'arc', requests: ['b'] },
      { line: 3, kind: 'selected', requests: ['a', 'c', 'd'] },
    ]);
  });

  it('[EDIT-5] are dropped if the text has no such line', () => {
    const lines = [0, -1, 4, 1.5, Number.NaN];
    expect(
      mergeMarks(
        lines.map((line) => ({ line, kind: 'arc', requests: [] })),
        3,
      ),
    ).toEqual([]);
  });

  it('[EDIT-5] are described, with a long list of requests cut', () => {
    expect(formatMark({ line: 1, kind: 'arc', requests: ['STOP to RUNNING'] })).toBe(
      `${MARK_WORDS.arc}: STOP to RUNNING`,
    );
    expect(formatMark({ line: 1, kind: 'selected', requests: [] })).toBe(MARK_WORDS.selected);
    const many = Array.from({ length: 10 }, (_, index) => `r${index}`);
    expect(formatMark({ line: 1, kind: 'assumed', requests: many })).toMatch(
      /from the base: r0, .*, r7 and 2 more$/,
    );
  });
});

describe('an echo', () => {
  it('[EDIT-6] is recognised once, and earlier texts are no longer expected', () => {
    const echoes = createEchoes();
    for (const text of ['a', 'ab', 'abc']) echoes.tell(text, '');
    expect(echoes.isEcho('ab')).toBe(true);
    expect(echoes.isEcho('a')).toBe(false);
    expect(echoes.isEcho('other')).toBe(false);
    expect(echoes.isEcho('abc')).toBe(true);
    expect(echoes.isEcho('abc')).toBe(false);
  });

  it('[EDIT-6] is not expected if the page already has the text', () => {
    const echoes = createEchoes();
    echoes.tell('undone', 'text');
    echoes.tell('text', 'text');
    expect([echoes.isEcho('text'), echoes.isEcho('undone')]).toEqual([false, false]);
  });

  it('[EDIT-6] is forgotten once very many texts were sent', () => {
    const echoes = createEchoes();
    for (let index = 0; index < 100; index += 1) echoes.tell(String(index), '');
    expect(echoes.isEcho('10')).toBe(false);
    expect(echoes.isEcho('90')).toBe(true);
  });
});

describe('a key in the editor', () => {
  const press = (keys: string, defaultPrevented = false) => {
    const parts = keys.split('+');
    const [ctrlKey, metaKey, altKey] = ['Ctrl', 'Meta', 'Alt'].map((name) =>
      parts.includes(name),
    ) as boolean[];
    return isKeptInside({
      key: parts.at(-1) ?? '',
      ctrlKey: ctrlKey ?? false,
      metaKey: metaKey ?? false,
      altKey: altKey ?? false,
      defaultPrevented,
    });
  };

  it.each(['z', 'p', '?', '>', 'Enter', 'Ctrl+z', 'Meta+Z', 'Ctrl+y', 'Ctrl+a', 'Ctrl+f', 'Ctrl+Alt+e'])(
    '[EDIT-7] stays inside: %s',
    (keys) => expect(press(keys)).toBe(true),
  );

  it.each(['Escape', 'Tab', 'F1', 'F10', 'Ctrl+k', 'Meta+k'])('[EDIT-7] reaches the page: %s', (keys) => {
    expect(press(keys)).toBe(false);
    expect(press(keys, true)).toBe(true);
  });
});
