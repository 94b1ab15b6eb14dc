/** A file beside what is kept: nothing here is replaced, and nothing that is here already comes twice. */

import { beforeEach, describe, expect, it } from 'vitest';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { KeptKey, KeptRow } from '../../share/store/kept-row.ts';
import { encodeLibrary } from '../../share/store/library.ts';
import { loadTables } from '../../share/table/tables.ts';
import { placeRow } from './kept-file.ts';

beforeEach(() => loadTables());

const row = (key: KeptKey, text: string, more: Partial<KeptRow> = {}): KeptRow => ({
  version: 1,
  key,
  text,
  changed: 1,
  by: 'a',
  ...more,
});

const here = (...rows: KeptRow[]) => new Map(rows.map((each) => [each.key, each]));

const draft = (id: string, initial: number) =>
  encodeLibrary([{ ruleSet: { ...getRuleSet('v2-7.2')!, id, initial }, base: null, origin: 'edited' }]);

describe('a row of a file', () => {
  it('[LOAD-1] keeps its place where that is free, and is left out where it is here already', () => {
    for (const key of ['history/a', 'review/1', 'library/draft-1', 'learn/progress', 'aside/a'] as const) {
      const one = row(key, '{}');
      expect(placeRow(one, here(), new Map())).toEqual(one);
      expect(placeRow(one, here(one), new Map())).toBeUndefined();
    }
  });

  it('[LOAD-2] of a history that differs here goes beside it', () => {
    const placed = placeRow(
      row('history/a', 'theirs', { name: 'Mine' }),
      here(row('history/a', 'ours')),
      new Map(),
    );
    expect(placed).toMatchObject({ text: 'theirs', name: 'Mine' });
    expect(placed?.key).toMatch(/^history\/[0-9a-f]{16}$/);
  });

  it('[LOAD-3] of Review gets the next number that is free, and so does the text that it replaced', () => {
    const names = new Map<string, string>();
    const kept = here(row('review/1', 'ours'), row('review-before/2', 'ours'));
    expect(placeRow(row('review/1', 'theirs'), kept, names)?.key).toBe('review/3');
    expect(placeRow(row('review-before/1', 'before'), kept, names)?.key).toBe('review-before/3');
    expect(
      placeRow(row('review/2', 'ours'), here(row('review/2', 'x'), row('review/5', 'ours')), names),
    ).toBeUndefined();
  });

  it('[LOAD-4] of a rule set that has another one’s name here gets a new name, once', () => {
    const kept = here(row('library/draft-1', draft('draft-1', 1)));
    const placed = placeRow(row('library/draft-1', draft('draft-1', 2)), kept, new Map());
    expect(placed).toMatchObject({ key: 'library/linked-1', text: draft('linked-1', 2) });
    const again = here(...kept.values(), ...(placed ? [placed] : []));
    expect(placeRow(row('library/draft-1', draft('draft-1', 2)), again, new Map())).toBeUndefined();
  });

  it('[LOAD-5] of what was learned is joined, and loading it again changes nothing', () => {
    const [ours, theirs] = [
      row('learn/coverage', '{"a":{"right":1}}'),
      row('learn/coverage', '{"b":{"right":2}}'),
    ];
    const joined = placeRow(theirs, here(ours), new Map());
    expect(JSON.parse(joined?.text ?? '')).toEqual({ a: { right: 1 }, b: { right: 2 } });
    if (joined) expect(placeRow(theirs, here(joined), new Map())).toBeUndefined();
    expect(placeRow(row('learn/pace', 'fast'), here(row('learn/pace', 'slow')), new Map())).toBeUndefined();
  });
});
