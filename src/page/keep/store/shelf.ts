/**
 * Where rows are put: the browser's database, or the memory of the page where there is no database. A shelf does
 * not know what its rows mean. Every promise of it may reject: kept-store.ts turns that into sentences.
 */

import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { openDB } from 'idb';
import type { KeptRow } from '../../../share/store/kept-row.ts';
import type { FreshRow, Part, PartedRow } from './parted-row.ts';
import { cutRow, isWhole, joinRow, listParts, toHead, toWhole } from './parted-row.ts';

export interface Change {
  readonly put?: readonly FreshRow[];
  readonly remove?: readonly string[];
}

interface ChangeOptions {
  /** Keys of rows that it puts: where `putAtOnce` puts all of them meanwhile, that was the change. */
  readonly hurried?: readonly string[];
  /** Whether the rows are read without their texts where these are in parts. */
  readonly isHeadRead?: boolean;
}

export interface Shelf {
  /** What stands under a key, or nothing; whoever wrote it, so it may be anything. */
  readonly get: (key: string) => Promise<unknown>;
  /** The same without its text, where that is in parts. */
  readonly getHead: (key: string) => Promise<unknown>;
  /** All whose keys begin with that. */
  readonly getAll: (prefix: string) => Promise<readonly unknown[]>;
  /** Reads rows and changes the shelf in one transaction; once this resolves, the change outlives the page. */
  readonly change: (
    keys: readonly string[],
    decide: (found: readonly unknown[]) => Change,
    options?: ChangeOptions,
  ) => Promise<void>;
  /**
   * Puts rows without waiting, because the page is about to go. What would hold that back is aborted: a browser drops
   * every transaction that waits for another one of a page that is gone. So a change that these rows replace is not made,
   * and what is being read is read again if the page stays.
   */
  readonly putAtOnce: (rows: readonly KeptRow[]) => void;
}

export const DATABASE = 'vfio-migration-explorer';
/** In version 1 every row had its text; such rows stay as they are until they are put again. */
const DATABASE_VERSION = 2;
const ROWS = 'kept';
const PARTS = 'parts';

interface Schema extends DBSchema {
  [ROWS]: { key: string; value: KeptRow | PartedRow };
  [PARTS]: { key: [string, string]; value: Part };
}

type Database = IDBPDatabase<Schema>;
type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<
  Schema,
  [typeof ROWS, typeof PARTS],
  Mode
>;

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
    upgrade: (fresh) => {
      const names = fresh.objectStoreNames;
      if (!names.contains(ROWS)) fresh.createObjectStore(ROWS, { keyPath: 'key' });
      if (!names.contains(PARTS)) fresh.createObjectStore(PARTS, { keyPath: ['of', 'id'] });
    },
    blocking: () => {
      database.close();
      onSuperseded();
    },
    terminated: onClosed,
  });
  return toShelf(database);
}

function toShelf(database: Database): Shelf {
  /** The transactions that have not ended and that `putAtOnce` may abort: a change with its hurried keys, or a reading. */
  const running = new Map<{ abort: () => void }, readonly string[] | 'reading'>();
  /** By transaction that was aborted, when what took its place has ended. */
  const replaced = new WeakMap<object, Promise<unknown>>();
  const begin = <Mode extends 'readonly' | 'readwrite'>(mode: Mode, as?: readonly string[] | 'reading') => {
    const transaction = database.transaction([ROWS, PARTS], mode);
    if (as) running.set(transaction, as);
    // Awaited on every way out: a transaction that fails later must not go unheard.
    transaction.done.catch(() => undefined).finally(() => running.delete(transaction));
    return transaction;
  };
  const read = async <Value>(run: (of: Transaction<'readonly'>) => Promise<Value>): Promise<Value> => {
    const transaction = begin('readonly', 'reading');
    try {
      return await run(transaction);
    } catch (error) {
      const end = replaced.get(transaction);
      if (!end) throw error;
      await end.catch(() => undefined);
      return read(run);
    }
  };
  const get: Shelf['get'] = (key) => read((transaction) => readRow(transaction, key));
  return {
    get,
    getHead: (key) => read((transaction) => readRow(transaction, key, true)),
    getAll: async (prefix) => {
      try {
        return await read((transaction) => readAll(transaction, prefix));
      } catch {
        // One value that the browser itself cannot read must not hide the others.
        const range = toPrefixRange(prefix);
        const keys = await read((transaction) => transaction.objectStore(ROWS).getAllKeys(range));
        const all = await Promise.all(keys.map((key) => get(key).catch(() => undefined)));
        return all.filter((value) => value !== undefined);
      }
    },
    change: async (keys, decide, { hurried = [], isHeadRead = false } = {}) => {
      const transaction = begin('readwrite', hurried.length > 0 ? hurried : undefined);
      try {
        const rows = transaction.objectStore(ROWS);
        const before = await Promise.all(keys.map((key) => rows.get(key)));
        const found = await Promise.all(
          keys.map((key, index) => toFound(transaction, key, before[index], isHeadRead)),
        );
        const { put = [], remove = [] } = decide(found);
        const known = new Map<string, unknown>(keys.map((key, index) => [key, before[index]]));
        const removed = remove.map((key) => removeRow(transaction, key));
        for (const key of remove) known.delete(key);
        await Promise.all([...removed, ...put.map((row) => putRow(transaction, row, known.get(row.key)))]);
        await transaction.done;
      } catch (error) {
        abort(transaction);
        const end = replaced.get(transaction);
        if (!end) throw error;
        await end;
      }
    },
    putAtOnce: (rows) => {
      const isPut = (key: string) => rows.some((row) => row.key === key);
      const inTheWay = [...running].filter(([, as]) => as === 'reading' || as.every(isPut));
      for (const [transaction] of inTheWay) abort(transaction);
      const transaction = begin('readwrite');
      for (const [other] of inTheWay) replaced.set(other, transaction.done);
      for (const row of rows) {
        transaction
          .objectStore(PARTS)
          .delete(toRange(row.key))
          .catch(() => undefined);
        transaction
          .objectStore(ROWS)
          .put(row)
          .catch(() => undefined);
      }
      transaction.commit();
    },
  };
}

async function readRow(transaction: Transaction<'readonly'>, key: string, isHeadRead = false) {
  return toFound(transaction, key, await transaction.objectStore(ROWS).get(key), isHeadRead);
}

/** A value that was found, with its parts. */
async function toFound(
  transaction: Transaction<'readonly' | 'readwrite'>,
  key: string,
  value: unknown,
  isHeadRead: boolean,
): Promise<unknown> {
  if (value === undefined || isWhole(value)) return value;
  const head = isHeadRead ? toHead(value) : undefined;
  return head
    ? { ...head, text: '' }
    : joinRow(value, await transaction.objectStore(PARTS).getAll(toRange(key)));
}

async function readAll(transaction: Transaction<'readonly'>, prefix: string): Promise<readonly unknown[]> {
  const values = await transaction.objectStore(ROWS).getAll(toPrefixRange(prefix));
  return Promise.all(values.map((value) => toFound(transaction, value.key, value, false)));
}

/** Puts a row, with those of its parts that what was `before` does not have; the others of that are removed. */
function putRow(transaction: Transaction<'readwrite'>, row: FreshRow, before: unknown): Promise<unknown> {
  const [rows, store] = [transaction.objectStore(ROWS), transaction.objectStore(PARTS)];
  const { head, parts } = cutRow(row);
  const had = new Set(listParts(before));
  const has = new Set(parts.map(({ id }) => id));
  return Promise.all([
    rows.put(head),
    had.size > 0 || isWhole(before) ? undefined : store.delete(toRange(row.key)),
    ...parts.filter(({ id }) => !had.has(id)).map((part) => store.put(part)),
    ...[...had].filter((id) => !has.has(id)).map((id) => store.delete([row.key, id])),
  ]);
}

function removeRow(transaction: Transaction<'readwrite'>, key: string): Promise<unknown> {
  return Promise.all([
    transaction.objectStore(ROWS).delete(key),
    transaction.objectStore(PARTS).delete(toRange(key)),
  ]);
}

const toPrefixRange = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** All parts of a row. */
const toRange = (key: string) => IDBKeyRange.bound([key], [key, []]);

/** A shelf that lasts as long as the page. */
export function createMemoryShelf(): Shelf {
  const rows = new Map<string, KeptRow>();
  const put = (all: readonly FreshRow[]) => {
    for (const row of all) rows.set(row.key, toWhole(row));
  };
  const get = async (key: string) => rows.get(key);
  return {
    get,
    getHead: get,
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
