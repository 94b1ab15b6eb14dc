/** Everything kept, as one file: read back as it was, row by row, or refused with a sentence. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptRow } from './kept-row.ts';
import { decodeKept, encodeKept } from './stored-file.ts';

const ROWS: readonly KeptRow[] = [
  { version: 1, key: 'history/a', text: '{"version":1}', changed: 5, by: 'x', name: 'Mine' },
  { version: 1, key: 'aside/b', text: '{\u0000"', changed: 6, by: 'x', was: 'learn', why: 'It is not JSON.' },
];
const TEXT = encodeKept(ROWS, '{"theme":"dark"}', new Date(0));

describe('a file of what is kept', () => {
  it('[FILE-1] comes back as it was, and says when it was saved', () => {
    expect(decodeKept(TEXT)).toEqual({
      ok: true,
      value: { rows: ROWS, preferences: '{"theme":"dark"}', problems: [] },
    });
    expect(TEXT).toContain('"saved":"1970-01-01T00:00:00.000Z"');
  });

  it.each([
    ['{', /^my\.json, which begins with .* is not JSON.* Nothing is loaded\.$/],
    ['{"version":1,"rows":[]}', /^my\.json was not saved by this explorer.* Nothing is loaded\.$/],
    ['{"format":"vfio-migration-explorer","rows":[]}', /^my\.json has no version\. Nothing is loaded\.$/],
    [TEXT.replace('"version":1', '"version":2'), /^my\.json is of version 2, kept by a newer explorer/],
    ['{"format":"vfio-migration-explorer","version":1}', /^my\.json has no list of rows\./],
  ])('[FILE-2] that is %s is refused with a sentence', (text, sentence) => {
    expect(decodeKept(text, 'my.json')).toMatchObject({
      ok: false,
      problem: expect.stringMatching(sentence),
    });
  });

  it('[FILE-3] loses only the rows that cannot be read, and says which', () => {
    const decoded = decodeKept(TEXT.replace('"key":"history/a"', '"key":"session"'), 'my.json');
    expect(decoded).toMatchObject({ ok: true, value: { rows: [ROWS[1]] } });
    expect(decoded.ok && decoded.value.problems).toEqual([
      expect.stringMatching(/^Row 1 of my\.json cannot be read and is left out \(.*key.*\)\.$/),
    ]);
  });

  it('[FILE-4] never makes it throw', () => {
    const cut = fc.nat(TEXT.length).map((length) => TEXT.slice(0, length));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string(), fc.json()), (text) => {
        expect(typeof decodeKept(text).ok).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });
});
