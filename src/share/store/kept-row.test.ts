/** The rows of the browser's database: whatever stands there is a row, or is said not to be one. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRaw, getKeyName, getKind, isKey, KEPT_KINDS, parseRow } from './kept-row.ts';

const ROW = { version: 1, key: 'history/a', text: '{}', changed: 7, by: 'b' };

describe('a row', () => {
  it('[ROW-1] is read as it was written, and what it does not know is dropped', () => {
    expect(parseRow({ ...ROW, name: 'My patch', zoom: 2 })).toEqual({
      ok: true,
      value: { ...ROW, name: 'My patch' },
    });
  });

  it('[ROW-1] has a name in which nothing hides', () => {
    const parsed = parseRow({ ...ROW, name: 'a\u202eb' });
    expect(parsed).toMatchObject({ value: { name: 'a\\u202eb' } });
  });

  it.each([
    [null, 'row: '],
    ['text', 'row: '],
    [{ ...ROW, version: 2 }, 'version: there must be 1'],
    [{ ...ROW, key: 'history' }, 'key: there must be the kind of what is kept'],
    [{ ...ROW, key: 'session/a' }, 'key: '],
    [{ ...ROW, key: `history/${'a'.repeat(2001)}` }, 'key: '],
    [{ ...ROW, text: { a: 1 } }, 'text: there must be a text'],
    [{ ...ROW, changed: -1 }, 'changed: there must be a time'],
    [{ ...ROW, changed: Number.NaN }, 'changed: '],
    [{ ...ROW, by: undefined }, 'by: '],
    [{ ...ROW, name: 7 }, 'name: '],
  ])('[ROW-2] that is %j is not one, and the problem says where', (value, where) => {
    const parsed = parseRow(value);
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining(where) });
  });

  it('[ROW-3] never makes the check throw, whatever stands there', () => {
    const part = fc.constantFrom(...Object.keys(ROW));
    fc.assert(
      fc.property(part, fc.anything({ withBigInt: true, withDate: true, withMap: true }), (key, value) => {
        const parsed = parseRow({ ...ROW, [key]: value });
        if (parsed.ok) expect(parseRow(parsed.value)).toEqual(parsed);
        expect(typeof formatRaw(value)).toBe('string');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a key', () => {
  it('[ROW-4] is its kind and its name, whatever is in the name', () => {
    for (const kind of KEPT_KINDS)
      for (const name of ['1', 'draft-1', 'A/B', '\ud800', 'zwei\nZeilen']) {
        const key = `${kind}/${name}`;
        expect(isKey(key)).toBe(true);
        if (isKey(key)) expect([getKind(key), getKeyName(key)]).toEqual([kind, name]);
      }
  });

  it('[ROW-5] of a kind that begins like another is its own kind', () => {
    expect([getKind('review/1'), getKind('review-before/1')]).toEqual(['review', 'review-before']);
  });
});

describe('what cannot be read', () => {
  it('[ROW-6] is saved as it was: a text letter by letter, anything else as JSON', () => {
    expect(formatRaw('{"a":')).toBe('{"a":');
    expect(formatRaw({ a: [1, 2n] })).toBe('{"a":[1,"2"]}');
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(formatRaw(circle)).toBe('[object Object]');
    expect(formatRaw(undefined)).toBe('');
  });
});
