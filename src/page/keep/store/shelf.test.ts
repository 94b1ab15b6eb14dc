/** The browser's database as a shelf, on a database made of memory. */

import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KeptRow } from '../../../share/store/kept-row.ts';
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
    const replaced = shelf.change(['history/a'], decide, ['history/a']);
    const rename = shelf.change(['history/b'], () => ({ put: [row('history/b', 'named')] }));
    const both = shelf.change([], () => ({ put: [row('library/a')] }), ['history/a', 'library/a']);
    shelf.putAtOnce([row('history/a', 'last')]);
    await Promise.all([replaced, rename, both]);
    expect(decide).not.toHaveBeenCalled();
    expect(await shelf.get('history/a')).toMatchObject({ text: 'last' });
    expect(await shelf.get('history/b')).toMatchObject({ text: 'named' });
    expect(await shelf.get('library/a')).toMatchObject({ text: '' });
  });
});
