/** The store: nothing kept is overwritten unread, nothing throws, and each trouble is told once. */

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { KeptKey } from '../../../share/store/kept-row.ts';
import { formatRaw } from '../../../share/store/kept-row.ts';
import { createKeptId } from './kept-id.ts';
import { openStore } from './kept-store.ts';
import type { Rows } from './shelf.fixture.ts';
import { createSharedShelf, getText, listAside, openBroken, openTab, toError } from './shelf.fixture.ts';
import type { Shelf } from './shelf.ts';
import type { Trouble } from './trouble.ts';

const KEY: KeptKey = 'history/a';

const hear = (store: Awaited<ReturnType<typeof openStore>>) => {
  const told: Trouble[] = [];
  store.onTrouble((trouble) => told.push(trouble));
  return told;
};

const put = (store: Awaited<ReturnType<typeof openStore>>, text: string, key = KEY) => {
  const row = store.toRow(key, text);
  return store.change([key], () => ({ put: [row] }), [row]);
};

describe('what is kept', () => {
  it('[KEPT-1] is there for the next page load and for other tabs, which hear of it', async () => {
    const rows: Rows = new Map();
    const [store, other] = [await openTab(rows), await openTab(rows)];
    const news: unknown[] = [];
    const heard = new Promise((resolve) =>
      other.onNews((keys, isOwn) => {
        news.push(keys, isOwn);
        resolve(null);
      }),
    );
    expect(await put(store, 'one')).toBe(true);
    await heard;
    expect(news).toEqual([[KEY], false]);
    expect(await other.read(KEY)).toMatchObject({ text: 'one', by: store.by });
    expect(await other.list('history')).toHaveLength(1);
    expect([hear(store), hear(other)]).toEqual([[], []]);
  });

  it('[KEPT-2] and cannot be read is set aside as it was, whoever meets it first: reading, listing or writing', async () => {
    const garbled = { key: KEY, version: 2, text: 'later' };
    const meetings = [
      (store: Awaited<ReturnType<typeof openTab>>) => store.read(KEY),
      (store: Awaited<ReturnType<typeof openTab>>) => store.list('history'),
      (store: Awaited<ReturnType<typeof openTab>>) => put(store, 'new'),
    ];
    for (const meet of meetings) {
      const rows: Rows = new Map([[KEY, garbled]]);
      const store = await openTab(rows);
      await meet(store);
      expect(listAside(rows)).toEqual([JSON.stringify(garbled)]);
      expect(await store.list('aside')).toMatchObject([{ was: 'history', why: 'version: there must be 1' }]);
      expect(rows.get(KEY)).not.toEqual(garbled);
    }
  });

  it('[KEPT-3] whatever stands in the database: no call throws, and no value that was there is gone', async () => {
    const value = fc.oneof(
      fc.anything({ withBigInt: true }),
      fc.record(
        { version: fc.anything(), text: fc.anything(), changed: fc.anything(), by: fc.anything() },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(value, value, async (one, other) => {
        const shapes = [one, other].map((shape, index) => {
          const key = `history/${index}`;
          return typeof shape === 'object' && shape !== null ? { ...shape, key } : { key, shape };
        });
        const rows: Rows = new Map(shapes.map((shape) => [shape.key, shape]));
        const store = await openTab(rows);
        await store.list('history');
        await put(store, 'mine', 'history/0');
        await store.setAside('history/1', 'not known');
        const texts = [...rows.values()].map((row) => (row as { text: string }).text);
        for (const shape of shapes) {
          const isWhole = 'text' in shape && texts.includes(shape.text as string);
          if (!isWhole && shape.key === 'history/0' && 'version' in shape && shape.version === 1) continue;
          expect(isWhole || texts.includes(formatRaw(shape))).toBe(true);
        }
        expect(getText(rows, 'history/0')).toBe('mine');
      }),
      { numRuns: 200 },
    );
  });

  it('[KEPT-4] is moved aside whole when its reader cannot read its text', async () => {
    const rows: Rows = new Map();
    const store = await openTab(rows);
    await put(store, '{"version":9}');
    expect(await store.setAside(KEY, 'It is of a later version.')).toBe(true);
    expect([rows.has(KEY), listAside(rows)]).toEqual([false, ['{"version":9}']]);
    expect(await store.list('aside')).toMatchObject([{ was: 'history', why: 'It is of a later version.' }]);
  });
});

const BREAKS: readonly (readonly [keyof Shelf, string, Trouble])[] = [
  ['get', 'UnknownError', 'failed'],
  ['getAll', 'NotReadableError', 'failed'],
  ['change', 'QuotaExceededError', 'full'],
  ['change', 'UnknownError', 'failed'],
  ['putAtOnce', 'TransactionInactiveError', 'failed'],
];

describe('a call that breaks', () => {
  it.each(BREAKS)(
    '[KEPT-5] %s with %s is told once as %s, and the page goes on',
    async (call, name, trouble) => {
      for (const isSync of [true, false]) {
        const rows: Rows = new Map();
        await put(await openTab(rows), 'before');
        const fail = isSync
          ? () => {
              throw toError(name);
            }
          : () => Promise.reject(toError(name));
        if (call === 'putAtOnce' && !isSync) continue;
        const store = await openBroken(rows, { [call]: fail });
        const told = hear(store);
        for (let time = 0; time < 3; time += 1) {
          await store.read(KEY);
          await store.list('history');
          await put(store, `try ${time}`, 'history/b');
          store.putAtOnce([store.toRow('history/b', 'last')]);
        }
        expect(told).toEqual([trouble]);
        expect(getText(rows, KEY)).toBe('before');
      }
    },
  );

  it('[KEPT-6] leaves what could not be kept to be saved as a file, until it is kept', async () => {
    const rows: Rows = new Map();
    let isFull = true;
    const shelf = createSharedShelf(rows);
    const store = await openStore(async () => ({
      ...shelf,
      change: (keys, decide) =>
        isFull ? Promise.reject(toError('QuotaExceededError')) : shelf.change(keys, decide),
    }));
    expect(await put(store, 'mine')).toBe(false);
    expect(store.listUnkept()).toMatchObject([{ key: KEY, text: 'mine' }]);
    isFull = false;
    expect(await put(store, 'mine again')).toBe(true);
    expect(store.listUnkept()).toEqual([]);
  });

  it('[KEPT-7] because the browser closed the database is made again on a new one', async () => {
    const rows: Rows = new Map();
    let opened = 0;
    const closed = (): never => {
      throw toError('InvalidStateError');
    };
    const store = await openStore(async () => {
      opened += 1;
      return opened === 1
        ? { ...createSharedShelf(rows), change: closed, get: closed }
        : createSharedShelf(rows);
    });
    expect(await put(store, 'mine')).toBe(true);
    expect([opened, getText(rows, KEY), hear(store)]).toEqual([2, 'mine', []]);
  });
});

describe('a database that cannot be had', () => {
  it.each([
    ['SecurityError', 'missing'],
    ['UnknownError', 'missing'],
    ['VersionError', 'later'],
  ] as const)('[KEPT-8] for %s: the page goes on in memory, and says so once: %s', async (name, trouble) => {
    const store = await openStore(() => Promise.reject(toError(name)));
    const told = hear(store);
    expect(told).toEqual(trouble === 'missing' ? [] : [trouble]);
    expect(await put(store, 'mine')).toBe(false);
    expect(await put(store, 'mine, changed')).toBe(false);
    expect(await store.read(KEY)).toMatchObject({ text: 'mine, changed' });
    expect(told).toEqual([trouble]);
    expect(hear(store)).toEqual([trouble]);
  });

  it('[KEPT-9] because it throws or does not open in time is one of those', async () => {
    const throwing = await openStore(() => {
      throw new TypeError('indexedDB is null');
    });
    await put(throwing, 'mine');
    expect(hear(throwing)).toEqual(['missing']);
    const hanging = await openStore(() => new Promise(() => undefined), 1);
    expect(hear(hanging)).toEqual(['slow']);
  });

  it('[KEPT-10] because a later page took it over leaves its rows alone', async () => {
    const rows: Rows = new Map();
    let onSuperseded: () => void = vi.fn();
    const store = await openStore(async (events) => {
      onSuperseded = events.onSuperseded;
      return createSharedShelf(rows);
    });
    await put(store, 'before');
    onSuperseded();
    expect(await put(store, 'after')).toBe(false);
    expect([getText(rows, KEY), hear(store)]).toEqual(['before', ['superseded']]);
  });
});

describe('an id', () => {
  it('[KEPT-11] is another one each time', () => {
    const ids = new Set(Array.from({ length: 100 }, createKeptId));
    expect(ids.size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
  });
});
