/** The browser's database as a shelf, on a database made of memory. */

import 'fake-indexeddb/auto';
import { IDBObjectStore as FDBObjectStore } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Piece, Pieces } from '../../../share/store/history-encoder.ts';
import { joinPieces } from '../../../share/store/history-encoder.ts';
import type { KeptRow } from '../../../share/store/kept-row.ts';
import type { FreshRow, Part } from './parted-row.ts';
import type { Shelf } from './shelf.ts';
import { createMemoryShelf, DATABASE, openShelf } from './shelf.ts';

const row = (key: KeptRow['key'], text = ''): KeptRow => ({ version: 1, key, text, changed: 1, by: 'a' });

const open = async () => {
  const events = { onSuperseded: vi.fn(), onClosed: vi.fn() };
  return { shelf: await openShelf(events), events };
};

afterEach(() => deleteDB(DATABASE));

describe.each([
  ['the database', async () => (await open()).shelf],
  ['the memory', async () => createMemoryShelf()],
])('%s', (_, openOne) => {
  it('[SHELF-1] gives what was put, by key and by the beginning of it, and nothing that was removed', async () => {
    const shelf = await openOne();
    await shelf.change([], () => ({ put: [row('history/a', 'A'), row('history/b'), row('library/a')] }));
    await shelf.change([], () => ({ remove: ['history/b'] }));
    expect(await shelf.get('history/a')).toEqual(row('history/a', 'A'));
    expect(await shelf.get('history/b')).toBeUndefined();
    expect(await shelf.getAll('history/')).toEqual([row('history/a', 'A')]);
    expect(await shelf.getAll('')).toHaveLength(2);
  });

  it('[SHELF-2] decides on what stands there now, and a decision that throws changes nothing', async () => {
    const shelf = await openOne();
    await shelf.change([], () => ({ put: [row('learn/progress', '1')] }));
    const add = () =>
      shelf.change(['learn/progress'], ([found]) => ({
        put: [row('learn/progress', `${(found as KeptRow).text}1`)],
      }));
    await Promise.all([add(), add(), add()]);
    expect(await shelf.get('learn/progress')).toMatchObject({ text: '1111' });
    const refuse = () => {
      throw new Error('no');
    };
    await expect(shelf.change(['learn/progress'], refuse)).rejects.toThrow('no');
    expect(await shelf.get('learn/progress')).toMatchObject({ text: '1111' });
  });

  it('[SHELF-3] puts at once what must not wait', async () => {
    const shelf = await openOne();
    shelf.putAtOnce([row('history/a', 'last'), row('library/a')]);
    expect(await shelf.get('history/a')).toMatchObject({ text: 'last' });
    expect(await shelf.getAll('library/')).toHaveLength(1);
  });
});

describe('the database', () => {
  it('[SHELF-4] rejects where a later version made it, and stays as it was', async () => {
    const later = await openDB(DATABASE, 9, {
      upgrade: (database) => void database.createObjectStore('kept', { keyPath: 'key' }),
    });
    await later.put('kept', { key: 'history/a', shape: 'later' });
    await expect(open()).rejects.toMatchObject({ name: 'VersionError' });
    expect(await later.get('kept', 'history/a')).toEqual({ key: 'history/a', shape: 'later' });
    later.close();
  });

  it('[SHELF-5] lets a later version have it, and says so', async () => {
    const { shelf, events } = await open();
    const later = await openDB(DATABASE, 9);
    expect(events.onSuperseded).toHaveBeenCalledOnce();
    await expect(shelf.get('history/a')).rejects.toMatchObject({ name: 'InvalidStateError' });
    expect(() => shelf.putAtOnce([row('history/a')])).toThrow();
    later.close();
  });

  it('[SHELF-6] drops a change that is put at once meanwhile, and no other', async () => {
    const { shelf } = await open();
    const decide = vi.fn(() => ({ put: [row('history/a', 'before')] }));
    const replaced = shelf.change(['history/a'], decide, { hurried: ['history/a'] });
    const rename = shelf.change(['history/b'], () => ({ put: [row('history/b', 'named')] }));
    const both = shelf.change([], () => ({ put: [row('library/a')] }), {
      hurried: ['history/a', 'library/a'],
    });
    shelf.putAtOnce([row('history/a', 'last')]);
    await Promise.all([replaced, rename, both]);
    expect(decide).not.toHaveBeenCalled();
    expect(await shelf.get('history/a')).toMatchObject({ text: 'last' });
    expect(await shelf.get('history/b')).toMatchObject({ text: 'named' });
    expect(await shelf.get('library/a')).toMatchObject({ text: '' });
  });

  it('[SHELF-7] opens one of version 1 with all that it holds', async () => {
    const earlier = await openDB(DATABASE, 1, {
      upgrade: (database) => void database.createObjectStore('kept', { keyPath: 'key' }),
    });
    const rows = [row('history/a', 'x'.repeat(100_000)), row('review/1', 'text')];
    for (const each of [...rows, { key: 'history/b', shape: 'garbled' }]) await earlier.put('kept', each);
    earlier.close();
    const { shelf } = await open();
    expect(await shelf.get('history/a')).toEqual(rows[0]);
    expect(await shelf.getAll('')).toEqual([rows[0], { key: 'history/b', shape: 'garbled' }, rows[1]]);
  });

  it('[SHELF-8] reads again what it was reading when rows had to be put at once', async () => {
    const { shelf } = await open();
    await shelf.change([], () => ({ put: [row('history/a', 'before')] }));
    const readings = [shelf.get('history/a'), shelf.getHead('history/a'), shelf.getAll('history/')];
    shelf.putAtOnce([row('history/a', 'last')]);
    const last = row('history/a', 'last');
    expect(await Promise.all(readings)).toEqual([last, last, [last]]);
  });
});

/** A long text: each piece is 20,000 characters of a letter. */
const toPieces = (letters: string): Pieces => ['[', ...[...letters].map(toPiece), ']'];
const pieces = new Map<string, Piece>();
const toPiece = (letter: string): Piece => {
  const piece = pieces.get(letter) ?? { text: letter.repeat(20_000) };
  pieces.set(letter, piece);
  return piece;
};
const long = (letters: string, key: KeptRow['key'] = 'history/a'): FreshRow => ({
  ...row(key, joinPieces(toPieces(letters))),
  pieces: toPieces(letters),
});
const put = (shelf: Shelf, fresh: FreshRow) =>
  shelf.change([fresh.key], () => ({ put: [fresh] }), { isHeadRead: true });

/** What lies in the parts, by their first letters. */
async function readParts(): Promise<string> {
  const database = await openDB(DATABASE);
  const parts: Part[] = await database.getAll('parts');
  database.close();
  return parts
    .map(({ text }) => text[0])
    .toSorted()
    .join('');
}

describe('a long text', () => {
  it('[SHELF-9] lies in parts, of which only what has changed is written, and is read whole', async () => {
    const { shelf } = await open();
    await put(shelf, long('abc'));
    const written = vi.spyOn(FDBObjectStore.prototype, 'put');
    await put(shelf, long('abxd'));
    const texts = written.mock.calls.map(([value]) => JSON.stringify(value).length);
    written.mockRestore();
    expect(texts.filter((length) => length > 20_000)).toHaveLength(2);
    expect(texts.filter((length) => length < 1000)).toHaveLength(1);
    expect(await readParts()).toBe('abdx');
    const { pieces: _, ...whole } = long('abxd');
    expect(await shelf.get('history/a')).toEqual(whole);
    expect(await shelf.getAll('history/')).toEqual([whole]);
    expect(await shelf.getHead('history/a')).toEqual({ ...whole, text: '' });
  });

  it('[SHELF-10] leaves no parts where it becomes short, is put at once, or is removed', async () => {
    const { shelf } = await open();
    const ends: readonly (() => unknown)[] = [
      () => put(shelf, { ...row('history/a', 'a'), pieces: ['a'] }),
      () => shelf.change([], () => ({ put: [row('history/a', 'a')] })),
      () => shelf.putAtOnce([row('history/a', 'a')]),
      () => shelf.change(['history/a'], () => ({ remove: ['history/a'] })),
      () => shelf.change([], () => ({ remove: ['history/a'] })),
    ];
    for (const end of ends) {
      await put(shelf, long('abc'));
      await put(shelf, long('ab', 'history/b'));
      await end();
      await shelf.get('history/a');
      expect(await readParts()).toBe('ab');
      expect(await shelf.get('history/b')).toMatchObject({ text: long('ab').text });
      await put(shelf, long('abc'));
      expect(await shelf.get('history/a')).toMatchObject({ text: long('abc').text });
    }
  });

  it('[SHELF-11] whose parts are not all there is given as it is, with what there is', async () => {
    const { shelf } = await open();
    await put(shelf, long('abc'));
    const database = await openDB(DATABASE);
    const [first] = await database.getAllKeys('parts');
    await database.delete('parts', first!);
    database.close();
    const found = JSON.stringify(await shelf.get('history/a'));
    expect(['a', 'b', 'c'].filter((letter) => found.includes(letter.repeat(20_000)))).toHaveLength(2);
    expect(await shelf.get('history/a')).not.toHaveProperty('text');
  });
});
