/** What earlier versions kept in local storage moves into the database, and leaves local storage only then. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { encodeLibrary } from '../../share/store/library.ts';
import { moveLocal } from './kept-move.ts';
import type { Rows } from './store/shelf.fixture.ts';
import { getText, listAside, openBroken, openTab, toError } from './store/shelf.fixture.ts';

const local = new Map<string, string>();
const PREFIX = 'vfio-migration-explorer.';

beforeEach(() => {
  local.clear();
  // Its keys are those of the object, as in a browser.
  const localStorage = new Proxy(
    {
      getItem: (key: string) => local.get(key) ?? null,
      setItem: (key: string, text: string) => void local.set(key, text),
      removeItem: (key: string) => void local.delete(key),
    },
    {
      ownKeys: () => [...local.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
  vi.stubGlobal('window', { localStorage });
});

afterEach(() => void vi.unstubAllGlobals());

const lay = (texts: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(texts)) local.set(PREFIX + name, text);
};

const left = () => [...local.keys()].map((key) => key.slice(PREFIX.length)).sort();

const draft = { ...getRuleSet('v2-7.2')!, id: 'draft-1', title: 'A draft' };
const pasted = { ...getRuleSet('v2-6.2')!, id: 'pasted-1', title: 'Pasted' };
const LIBRARY = encodeLibrary([
  { ruleSet: draft, base: 'v2-7.2', origin: 'edited' },
  { ruleSet: pasted, base: null, origin: 'pasted' },
]);

const ALL = {
  session: '{"version":1,"ruleSet":"pasted-1"}',
  library: LIBRARY,
  review: '{"version":1,"text":"one"}',
  'review-before': '{"version":1,"text":"before"}',
  'review-3': '{"version":1,"text":"three"}',
  'review-last': '3',
  learn: '{"version":1,"lessons":{}}',
  'learn-coverage': '{"version":1,"entries":[]}',
  'learn-pace': 'fast',
  preferences: '{"theme":"dark"}',
  kept: '1',
};

describe('local storage', () => {
  it('[MOVE-1] moves letter by letter; the preferences stay', async () => {
    lay(ALL);
    const rows: Rows = new Map();
    expect(await moveLocal(await openTab(rows))).toEqual([]);
    const texts = Object.fromEntries([...rows.keys()].map((key) => [key, getText(rows, key)]));
    const history = [...rows.keys()].find((key) => key.startsWith('history/')) ?? '';
    expect(texts).toEqual({
      [history]: ALL.session,
      'library/draft-1': encodeLibrary([{ ruleSet: draft, base: 'v2-7.2', origin: 'edited' }]),
      'review/1': ALL.review,
      'review-before/1': ALL['review-before'],
      'review/3': ALL['review-3'],
      'learn/progress': ALL.learn,
      'learn/coverage': ALL['learn-coverage'],
      'learn/pace': 'fast',
    });
    expect(rows.get(history)).toMatchObject({ carried: LIBRARY });
    expect(left()).toEqual(['kept', 'preferences']);
  });

  it('[MOVE-2] opens the text of Review that was kept most recently', async () => {
    lay(ALL);
    const store = await openTab(new Map());
    await moveLocal(store);
    const reviews = await store.list('review');
    expect(reviews.toSorted((one, other) => other.changed - one.changed)[0]?.key).toBe('review/3');
  });

  it('[MOVE-3] stays as it is where the database takes nothing, loses it, or gives back something else', async () => {
    const fail = () => Promise.reject(toError('QuotaExceededError'));
    for (const broken of [{ change: fail }, { get: async () => undefined as never }, { get: fail }]) {
      lay(ALL);
      await moveLocal(await openBroken(new Map(), broken));
      expect(left()).toEqual(Object.keys(ALL).sort());
      for (const [name, text] of Object.entries(ALL)) expect(local.get(PREFIX + name)).toBe(text);
    }
  });

  it('[MOVE-4] that two tabs move at once is there once', async () => {
    lay(ALL);
    const rows: Rows = new Map();
    await Promise.all([moveLocal(await openTab(rows)), moveLocal(await openTab(rows))]);
    expect([...rows.keys()].filter((key) => key.startsWith('history/'))).toHaveLength(1);
    expect(rows.size).toBe(8);
    expect(listAside(rows)).toEqual([]);
  });

  it('[MOVE-5] that an earlier version wrote again goes beside what has changed since', async () => {
    const rows: Rows = new Map();
    const store = await openTab(rows);
    const review = store.toRow('review/1', 'newer');
    const progress = store.toRow('learn/progress', '{"version":1,"lessons":{"b":{"steps":{},"at":null}}}');
    const rules = store.toRow('library/draft-1', 'newer');
    await store.change([], () => ({ put: [review, progress, rules] }));
    lay({ ...ALL, learn: '{"version":1,"lessons":{"a":{"steps":{},"at":"x"}}}' });
    await moveLocal(store);
    expect(getText(rows, 'review/1')).toBe('newer');
    const reviews = [...rows.keys()].filter((key) => key.startsWith('review/'));
    expect(reviews.map((key) => getText(rows, key))).toContain(ALL.review);
    expect(Object.keys(JSON.parse(getText(rows, 'learn/progress') ?? '').lessons)).toEqual(['b', 'a']);
    expect(getText(rows, 'library/draft-1')).toBe('newer');
    expect(listAside(rows)).toEqual([encodeLibrary([{ ruleSet: draft, base: 'v2-7.2', origin: 'edited' }])]);
    expect(left()).toEqual(['kept', 'preferences']);
  });

  it('[MOVE-6] that cannot be read moves too: a library is set aside, another text goes to its reader', async () => {
    lay({ library: '{"version":9}', session: '{"version":', review: '\ud800' });
    const rows: Rows = new Map();
    const said = await moveLocal(await openTab(rows));
    expect(said).toEqual([expect.stringMatching(/^The library is of version 9, .*\.$/)]);
    expect(listAside(rows)).toEqual(['{"version":9}']);
    expect(getText(rows, 'review/1')).toBe('\ud800');
    expect([...rows.keys()].filter((key) => key.startsWith('history/'))).toHaveLength(1);
    expect(left()).toEqual(['kept']);
  });

  it('[MOVE-7] that is denied is nothing to move', async () => {
    vi.stubGlobal('window', {
      get localStorage(): never {
        throw toError('SecurityError');
      },
    });
    const rows: Rows = new Map();
    await moveLocal(await openTab(rows));
    expect(rows.size).toBe(0);
  });
});
