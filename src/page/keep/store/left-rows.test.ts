/** What a page leaves behind as it goes is there for the next one, and never in place of what another page has kept. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptKey, KeptRow } from '../../../share/store/kept-row.ts';
import { openStore } from './kept-store.ts';
import type { Rows } from './shelf.fixture.ts';
import { createSharedShelf, getText, listAside, openTab } from './shelf.fixture.ts';
import type { Shelf } from './shelf.ts';

const KEY: KeptKey = 'history/a';
const ITEM = 'vfio-migration-explorer.left.';

let local: Record<string, string> = {};
let view = new EventTarget();
let now = 1000;
let isDenied = false;

/** Local storage, whose items are its properties. */
const createLocal = () =>
  new Proxy(local, {
    get: (items, name) =>
      ({
        getItem: (item: string) => items[item] ?? null,
        setItem: (item: string, text: string) => {
          if (isDenied) throw new DOMException('', 'QuotaExceededError');
          items[item] = text;
        },
        removeItem: (item: string) => delete items[item],
      })[String(name)],
  });

beforeEach(() => {
  [local, view, now, isDenied] = [{}, new EventTarget(), 1000, false];
  vi.stubGlobal('window', Object.assign(view, { localStorage: createLocal() }));
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.spyOn(Date, 'now').mockImplementation(() => now++);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A tab whose changes never end. */
const openStuck = (rows: Rows, more: Partial<Shelf> = {}) =>
  openStore(async () => ({
    ...createSharedShelf(rows),
    change: () => new Promise(() => undefined),
    ...more,
  }));

const put = (store: Awaited<ReturnType<typeof openTab>>, text: string, key: KeptKey = KEY) => {
  const row = store.toRow(key, text);
  return store.change([key], () => ({ put: [row] }), [row]);
};

const leave = () => view.dispatchEvent(new Event('pagehide'));
const listItems = () => Object.keys(local).filter((name) => name.startsWith(ITEM));

describe('what is not kept yet when the page goes', () => {
  it('[LEFT-1] is left in local storage at once, what is changed after that too, and the next page has it', async () => {
    const rows: Rows = new Map();
    const store = await openStuck(rows);
    void put(store, 'on its way');
    expect(listItems()).toEqual([]);
    leave();
    expect([listItems().length, getText(rows, KEY)]).toEqual([1, undefined]);
    void put(store, 'after it');
    store.putAtOnce([store.toRow('review/1', 'asked for')]);
    expect(listItems()).toHaveLength(2);
    const next = await openTab(rows);
    expect(await next.read(KEY)).toMatchObject({ text: 'after it', by: store.by });
    expect(getText(rows, 'review/1')).toBe('asked for');
    expect(listItems()).toEqual([]);
  });

  it('[LEFT-2] is found by a tab that was open already, when it lists what is kept', async () => {
    const rows: Rows = new Map();
    const [store, other] = [await openStuck(rows), await openTab(rows)];
    store.putAtOnce([store.toRow(KEY, 'mine')]);
    expect(await other.list('history')).toMatchObject([{ text: 'mine' }]);
    expect(listItems()).toEqual([]);
  });

  it('[LEFT-3] is put into the database where local storage does not take it, or may lose it for its length', async () => {
    const rows: Rows = new Map();
    const store = await openStuck(rows);
    store.putAtOnce([store.toRow(KEY, 'x'.repeat(70_000))]);
    expect([listItems().length, getText(rows, KEY)?.length]).toEqual([1, 70_000]);
    isDenied = true;
    store.putAtOnce([store.toRow('review/1', 'mine')]);
    expect([listItems().length, getText(rows, 'review/1')]).toEqual([1, 'mine']);
  });

  it('[LEFT-4] lies there until it is in the database, and no older change takes it away', async () => {
    const rows: Rows = new Map();
    const shelf = createSharedShelf(rows);
    const waiting: (() => void)[] = [];
    const change: Shelf['change'] = async (...args) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return shelf.change(...args);
    };
    const store = await openStore(async () => ({ ...shelf, change }));
    const first = put(store, 'first');
    leave();
    store.putAtOnce([store.toRow(KEY, 'second')]);
    waiting.shift()?.();
    await first;
    expect([getText(rows, KEY), listItems().length]).toEqual(['first', 1]);
    const third = put(store, 'third');
    waiting.shift()?.();
    await third;
    expect([getText(rows, KEY), listItems().length]).toEqual(['third', 0]);
  });

  it('[LEFT-5] does not come back where another tab has deleted it', async () => {
    const rows: Rows = new Map();
    const store = await openStuck(rows);
    store.putAtOnce([store.toRow(KEY, 'mine')]);
    const other = await openTab(rows);
    await other.change([KEY], () => ({ remove: [KEY] }));
    expect(await other.list('history')).toEqual([]);
    expect(listItems()).toEqual([]);
  });
});

/** What was left by a page, what stands there, and what comes of it. */
async function meet(key: KeptKey, text: string, keep: (rows: Rows, by: string) => Promise<unknown>) {
  const rows: Rows = new Map();
  const before = await openTab(rows);
  await put(before, '{"before":1}', key);
  const store = await openStuck(rows);
  await keep(rows, store.by);
  store.putAtOnce([store.toRow(key, text)]);
  const items = { ...local };
  const next = await openTab(rows);
  await next.list('history');
  expect(listItems()).toEqual([]);
  const readAll = () =>
    [...rows.entries()].map(([name, row]) => [name, (row as KeptRow).text] as const).toSorted();
  const all = readAll();
  // A second page that merges the same at the same time changes nothing.
  Object.assign(local, items);
  await next.list('history');
  expect(readAll()).toEqual(all);
  return { rows, all };
}

const otherTab = (key: KeptKey, text: string) => async (rows: Rows) => put(await openTab(rows), text, key);

describe('what was left meets', () => {
  it('[LEFT-6] what its page had found, or had kept itself: that is replaced, and keeps a name that it got meanwhile', async () => {
    const named = async (rows: Rows) => rows.set(KEY, { ...(rows.get(KEY) as KeptRow), name: 'Mine' });
    const { rows, all } = await meet(KEY, 'after', named);
    expect(all).toEqual([[KEY, 'after']]);
    expect(rows.get(KEY)).toMatchObject({ name: 'Mine' });
    const own = async (held: Rows, by: string) =>
      held.set(KEY, { ...(held.get(KEY) as KeptRow), by, text: 'own', changed: now });
    expect((await meet(KEY, 'after', own)).all).toEqual([[KEY, 'after']]);
  });

  it('[LEFT-7] something later of the same page: that stays', async () => {
    const later = async (rows: Rows, by: string) =>
      rows.set(KEY, { ...(rows.get(KEY) as KeptRow), by, text: 'later', changed: now + 100 });
    expect((await meet(KEY, 'mine', later)).all).toEqual([[KEY, 'later']]);
  });

  it('[LEFT-8] what another page has kept since: both stay, a history as another one, a text among what is set aside', async () => {
    const { all } = await meet(KEY, 'mine', otherTab(KEY, 'theirs'));
    expect(all.map(([, text]) => text).toSorted()).toEqual(['mine', 'theirs']);
    expect(all.every(([name]) => name.startsWith('history/'))).toBe(true);
    const { rows } = await meet('review/1', 'mine', otherTab('review/1', 'theirs'));
    expect([getText(rows, 'review/1'), listAside(rows)]).toEqual(['theirs', ['mine']]);
  });

  it('[LEFT-9] what another tab has learned since: both count', async () => {
    const key = 'learn/progress';
    const { rows } = await meet(key, '{"one":2}', otherTab(key, '{"other":3}'));
    expect(JSON.parse(getText(rows, key)!)).toEqual({ one: 2, other: 3 });
  });

  it('[LEFT-10] a page that cannot read it: it is set aside letter by letter, and what is kept stays', async () => {
    const texts = [
      '{',
      '[]',
      '{"version":9}',
      '{"version":1}',
      '{"version":1,"since":1,"row":{"key":"history/a"}}',
    ];
    for (const text of texts) {
      const rows: Rows = new Map();
      await put(await openTab(rows), 'kept');
      local[`${ITEM}0123.${KEY}`] = text;
      const next = await openTab(rows);
      await next.list('history');
      expect([getText(rows, KEY), listAside(rows), listItems()]).toEqual(['kept', [text], []]);
      expect(await next.list('aside')).toMatchObject([{ was: 'history' }]);
    }
  });
});

describe('what is to be done with a row when the page goes', () => {
  const listNoted = () => Object.keys(local).filter((name) => name.includes('.wish.'));
  const read = async (rows: Rows) => (await openTab(rows)).read(KEY);

  it('[WISH-1] is done by the next page: a name, and that the row goes', async () => {
    const rows: Rows = new Map();
    await put(await openTab(rows), 'one');
    void (await openStuck(rows)).wish(KEY, ' A walk ');
    expect(await read(rows)).toMatchObject({ text: 'one', name: 'A walk' });
    void (await openStuck(rows)).wish(KEY, '');
    expect((await read(rows))?.name).toBeUndefined();
    void (await openStuck(rows)).wish(KEY, null);
    expect(listNoted()).toHaveLength(1);
    expect(await read(rows)).toBeUndefined();
    expect(listNoted()).toEqual([]);
  });

  it('[WISH-2] is noted no longer once it is done, and answers with the row as it was', async () => {
    const rows: Rows = new Map();
    const store = await openTab(rows);
    await put(store, 'one');
    expect(await store.wish(KEY, 'A walk')).toMatchObject({ text: 'one' });
    expect(await store.wish(KEY, null)).toMatchObject({ text: 'one', name: 'A walk' });
    expect(listNoted()).toEqual([]);
    expect(await read(rows)).toBeUndefined();
  });

  it('[WISH-3] removes nothing that another page has kept since, and what cannot be read does nothing', async () => {
    const rows: Rows = new Map();
    await put(await openTab(rows), 'one');
    void (await openStuck(rows)).wish(KEY, null);
    const [name = ''] = listNoted();
    const noted = local[name] ?? '';
    delete local[name];
    await put(await openTab(rows), 'two');
    local[name] = noted;
    expect(await read(rows)).toMatchObject({ text: 'two' });
    expect(listNoted()).toEqual([]);
    local[name] = noted.slice(1);
    expect(await read(rows)).toMatchObject({ text: 'two' });
    expect(listNoted()).toEqual([]);
  });
});
