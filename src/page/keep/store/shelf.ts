/**
 * Where rows are put: the browser's database, or the memory of the page where there is no database. A shelf does
 * not know what its rows mean. Every promise of it may reject: kept-store.ts turns that into sentences.
 */

import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { KeptRow } from '../../../share/store/kept-row.ts';

export interface Change {
  readonly put?: readonly KeptRow[];
  readonly remove?: readonly string[];
}

export interface Shelf {
  /** What stands under a key, or nothing; whoever wrote it, so it may be anything. */
  readonly get: (key: string) => Promise<unknown>;
  /** All whose keys begin with that. */
  readonly getAll: (prefix: string) => Promise<readonly unknown[]>;
  /**
   * Reads rows and changes the shelf in one transaction; once this resolves, the change outlives the page. `hurried` are
   * keys of rows that it puts: where `putAtOnce` puts all of them meanwhile, that was the change.
   */
  readonly change: (
    keys: readonly string[],
    decide: (found: readonly unknown[]) => Change,
    hurried?: readonly string[],
  ) => Promise<void>;
  /**
   * Puts rows without waiting, because the page is about to go. A change that these rows replace is aborted: it waits for
   * the page, and a browser may drop what waits behind it together with it.
   */
  readonly putAtOnce: (rows: readonly KeptRow[]) => void;
}

export const DATABASE = 'vfio-migration-explorer';
const DATABASE_VERSION = 1;
const STORE = 'kept';

interface Schema extends DBSchema {
  [STORE]: { key: string; value: KeptRow };
}

/** What a shelf reports on its own account. */
export interface ShelfEvents {
  /** A page of a later version wants the database: this one lets it go. */
  readonly onSuperseded: () => void;
  /** The browser closed it. */
  readonly onClosed: () => void;
}

/** Opens the database; rejects where there is none, where it is denied, and where a later version of this page made it. */
export async function openShelf({ onSuperseded, onClosed }: ShelfEvents): Promise<Shelf> {
  const database = await openDB<Schema>(DATABASE, DATABASE_VERSION, {
    upgrade: (fresh) => void fresh.createObjectStore(STORE, { keyPath: 'key' }),
    blocking: () => {
      database.close();
      onSuperseded();
    },
    terminated: onClosed,
  });
  return toShelf(database);
}

function toShelf(database: IDBPDatabase<Schema>): Shelf {
  /** The changes that have not ended and may be replaced, each with its hurried keys. */
  const running = new Map<{ abort: () => void }, readonly string[]>();
  const replaced = new WeakSet<object>();
  return {
    get: (key) => database.get(STORE, key),
    getAll: async (prefix) => {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      try {
        return await database.getAll(STORE, range);
      } catch {
        // One value that the browser itself cannot read must not hide the others.
        const keys = await database.getAllKeys(STORE, range);
        const all = await Promise.all(keys.map((key) => database.get(STORE, key).catch(() => undefined)));
        return all.filter((value) => value !== undefined);
      }
    },
    change: async (keys, decide, hurried = []) => {
      const transaction = database.transaction(STORE, 'readwrite');
      const { store } = transaction;
      if (hurried.length > 0) running.set(transaction, hurried);
      // Awaited on every way out: a transaction that fails later must not go unheard.
      const done = transaction.done;
      done.catch(() => undefined).finally(() => running.delete(transaction));
      try {
        const { put = [], remove = [] } = decide(await Promise.all(keys.map((key) => store.get(key))));
        await Promise.all([...remove.map((key) => store.delete(key)), ...put.map((row) => store.put(row))]);
        await done;
      } catch (error) {
        abort(transaction);
        if (!replaced.has(transaction)) throw error;
      }
    },
    putAtOnce: (rows) => {
      const isPut = (key: string) => rows.some((row) => row.key === key);
      for (const [transaction, hurried] of running) {
        if (!hurried.every(isPut)) continue;
        replaced.add(transaction);
        abort(transaction);
      }
      const transaction = database.transaction(STORE, 'readwrite');
      transaction.done.catch(() => undefined);
      for (const row of rows) transaction.store.put(row).catch(() => undefined);
      transaction.commit();
    },
  };
}

/** A shelf that lasts as long as the page. */
export function createMemoryShelf(): Shelf {
  const rows = new Map<string, KeptRow>();
  const put = (all: readonly KeptRow[]) => {
    for (const row of all) rows.set(row.key, row);
  };
  return {
    get: async (key) => rows.get(key),
    getAll: async (prefix) => [...rows.values()].filter(({ key }) => key.startsWith(prefix)),
    change: async (keys, decide) => {
      const { put: fresh = [], remove = [] } = decide(keys.map((key) => rows.get(key)));
      for (const key of remove) rows.delete(key);
      put(fresh);
    },
    putAtOnce: put,
  };
}

function abort(transaction: { abort: () => void }): void {
  try {
    transaction.abort();
  } catch {
    // It has already ended.
  }
}
