import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { LibraryEntry } from '../library-entry.ts';
import { libraryEntry } from '../table/edited.fixture.ts';
import { encodeTable } from '../table/table-text.ts';
import { decodeLibrary, encodeLibrary, findForeign, MAX_LIBRARY_LENGTH } from './library.ts';

const toEntry = (id: string, base: string | null = 'v2-7.2'): LibraryEntry => ({
  ruleSet: { ...getRuleSet('v2-7.2')!, id, title: `Draft of ${base}` },
  base,
  origin: 'edited',
});

const FIRST = toEntry('draft-1');
const SECOND = toEntry('draft-2', 'draft-1');

/** A library with something in it that `encodeLibrary` would not write. */
const toText = (...entries: readonly unknown[]) => JSON.stringify({ version: 1, entries });
const toItem = ({ ruleSet, base, origin }: LibraryEntry) => ({ origin, table: encodeTable(ruleSet, base) });

const getProblem = (text: string) => {
  const decoded = decodeLibrary(text);
  return decoded.ok ? undefined : decoded.problem;
};

describe('a library', () => {
  it('[LIB-1] comes back as it was kept, one made from another', () => {
    expect(decodeLibrary(encodeLibrary([FIRST, SECOND]))).toEqual({
      ok: true,
      value: { entries: [FIRST, SECOND], problems: [] },
    });
    expect(decodeLibrary(encodeLibrary([]))).toEqual({ ok: true, value: { entries: [], problems: [] } });
    const unique = fc.uniqueArray(libraryEntry, { selector: ({ ruleSet }) => ruleSet.id, maxLength: 6 });
    fc.assert(
      fc.property(unique, (entries) => {
        expect(decodeLibrary(encodeLibrary(entries))).toEqual({ ok: true, value: { entries, problems: [] } });
      }),
    );
  });

  it.each([
    [3, 'Entry 2 of the library has no origin and table; it is left out.'],
    [null, 'Entry 2 of the library has no origin and table; it is left out.'],
    [
      { ...toItem(SECOND), origin: 'found' },
      'Entry 2 of the library has no origin and table; it is left out.',
    ],
    [
      { origin: 'edited', table: '1~draft-2~B~v2-9' },
      'The table of entry 2 of the library cannot be read at "like", where "v2-9" stands: there must be the id of a built-in rule set; it is left out.',
    ],
    [toItem(FIRST), 'Entry 2 of the library has the id "draft-1", as one before it has; it is left out.'],
    [
      toItem({ ...FIRST, ruleSet: getRuleSet('v2-6.2')! }),
      'Entry 2 of the library has the id "v2-6.2", which is built in; it is left out.',
    ],
  ])('[LIB-2] loses one entry and no other: %j', (item, problem) => {
    expect(decodeLibrary(toText(toItem(FIRST), item, toItem(SECOND)))).toEqual({
      ok: true,
      value: { entries: [FIRST, SECOND], problems: [problem] },
    });
  });

  it.each([
    [
      '',
      'The library, which begins with "", is not JSON: "Unexpected end of JSON input"; the library starts empty.',
    ],
    ['[]', 'The library has no version; the library starts empty.'],
    [
      '{"version":"x"}',
      'The library has the version "x", and a version is a number like 1; the library starts empty.',
    ],
    [
      '{"version":2}',
      'The library is of version 2, kept by a newer explorer, and this page reads version 1; the library starts empty.',
    ],
    ['{"version":1}', 'The library has no list of entries; the library starts empty.'],
    ['{"version":1,"entries":{}}', 'The library has no list of entries; the library starts empty.'],
  ])('[LIB-3] is not %s, and a sentence says why', (text, problem) => {
    expect(getProblem(text)).toBe(problem);
  });

  it('[LIB-4] is not read where it is larger than 2 MB, and says what the page wants said', () => {
    const text = encodeLibrary([FIRST]);
    expect(decodeLibrary(text.padEnd(MAX_LIBRARY_LENGTH)).ok).toBe(true);
    expect(decodeLibrary(text.padEnd(MAX_LIBRARY_LENGTH + 1), { instead: 'none is shown' })).toEqual({
      ok: false,
      problem: 'The library is 2097153 characters long, and the limit is 2097152; none is shown.',
    });
  });

  it('[LIB-5] never throws, whatever stands there', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const decoded = decodeLibrary(toText(toItem(FIRST), JSON.parse(json)));
        expect(decoded.ok && decoded.value.entries).toEqual([FIRST]);
        for (const problem of decoded.ok ? decoded.value.problems : [])
          expect(problem).toMatch(/^[A-Z][^\p{Cc}\p{Cf}\p{Cs}]+; it is left out\.$/u);
      }),
    );
  });

  it('[LIB-6] of another tab adds what is missing or different here, but never what belongs to this tab or was pasted there', () => {
    const changed = { ...FIRST, ruleSet: { ...FIRST.ruleSet, title: 'Changed there' } };
    const pasted = { ...toEntry('pasted-1'), origin: 'pasted' as const };
    const there = encodeLibrary([changed, SECOND, pasted]);
    expect(findForeign(there, [], new Set())).toEqual([changed, SECOND]);
    expect(findForeign(there, [FIRST, SECOND], new Set())).toEqual([changed]);
    expect(findForeign(there, [FIRST], new Set(['draft-1']))).toEqual([SECOND]);
    expect(findForeign(there, [changed, SECOND], new Set())).toEqual([]);
    expect(findForeign(null, [], new Set())).toEqual([]);
    expect(findForeign('{', [], new Set())).toEqual([]);
  });
});
