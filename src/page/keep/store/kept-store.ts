/**
 * What this browser keeps, in one database for all tabs. A value that cannot be read, or that a later version wrote, is
 * set aside in the transaction that meets it and never overwritten. Where there is no database, the memory of the
 * page takes its place, and the trouble is reported. Nothing here throws or rejects.
 */

import type { KeptKey, KeptKind, KeptRow } from '../../../share/store/kept-row.ts';
import { formatRaw, getKind, isKey, parseRow } from '../../../share/store/kept-row.ts';
import { createKeptId } from './kept-id.ts';
import { createNews, createTold } from './kept-news.ts';
import { whenLeaving } from './leaving.ts';
import { createLeft, dropAllLeft, dropItem, listLeft, settleLeft } from './left-rows.ts';
import type { FreshRow, RowHead } from './parted-row.ts';
import { toWhole } from './parted-row.ts';
import type { Change, Shelf, ShelfEvents } from './shelf.ts';
import { createMemoryShelf, openShelf } from './shelf.ts';
import { keepLocal } from './storage.ts';
import type { Trouble } from './trouble.ts';
import { getErrorName, toCallTrouble, toOpenTrouble } from './trouble.ts';
import type { Wish } from './wishes.ts';
import { grantWish, listWishes, nameRow, noteWish } from './wishes.ts';

type Found = readonly (KeptRow | undefined)[];

export interface KeptStore {
  /** This page load, as it signs its rows. */
  readonly by: string;
  /** Undefined where nothing stands, and where it cannot be read: then it is set aside. */
  readonly read: (key: KeptKey) => Promise<KeptRow | undefined>;
  /** The same, for what is not in its text: a long one costs nothing. */
  readonly readHead: (key: KeptKey) => Promise<RowHead | undefined>;
  readonly list: (kind: KeptKind) => Promise<readonly KeptRow[]>;
  /**
   * Changes rows by what stands there now, in one transaction. True once that outlives the page. `hurried` is not lost where
   * the page goes before the transaction has ended.
   */
  readonly change: (
    keys: readonly KeptKey[],
    decide: (found: Found) => Change,
    hurried?: readonly FreshRow[],
  ) => Promise<boolean>;
  /** Puts a row, hurried, by what is known without its text of the one that stands there; null where it is left as it is. */
  readonly replace: (
    row: FreshRow,
    decide: (found: RowHead | undefined) => FreshRow | null,
  ) => Promise<boolean>;
  /** Keeps rows without waiting: the page is about to go. */
  readonly putAtOnce: (rows: readonly FreshRow[]) => void;
  /**
   * Names a row, or removes it where the name is null; resolves to the row before that. It is done even where the page goes
   * before the database has done it.
   */
  readonly wish: (key: KeptKey, name: Wish) => Promise<KeptRow | undefined>;
  /** Moves a row to those that were set aside; `why` is the sentence that says what is wrong with its text. */
  readonly setAside: (key: KeptKey, why: string) => Promise<boolean>;
  /** What is set aside of a row, as a row of its own. */
  readonly toAside: (key: KeptKey, text: string, why: string, carried?: string) => KeptRow;
  /** A row of this page load. */
  readonly toRow: (key: KeptKey, text: string, more?: Partial<KeptRow>) => KeptRow;
  /** Rows that could not be kept, as they would be. */
  readonly listUnkept: () => readonly KeptRow[];
  /** Reports a trouble that was met elsewhere. */
  readonly report: (trouble: Trouble) => void;
  /** Calls back once for each trouble, earlier ones included. */
  readonly onTrouble: (listen: (trouble: Trouble) => void) => void;
  /** Calls back with the keys that any tab has changed. Returns a function that stops it. */
  readonly onNews: (listen: (keys: readonly KeptKey[], isOwn: boolean) => void) => () => void;
}

/** How long the database may take to open, in milliseconds. */
const PATIENCE = 4000;

let opened: Promise<KeptStore> | null = null;

/** The store of this page, opened once. */
export function getStore(): Promise<KeptStore> {
  opened ??= openStore(openShelf);
  return opened;
}

/** Opens a store on a shelf. Never rejects. */
export async function openStore(
  open: (events: ShelfEvents) => Promise<Shelf>,
  patience = PATIENCE,
): Promise<KeptStore> {
  const told = createTold<Trouble>();
  const by = createKeptId();
  let shelf = createMemoryShelf();
  let isLost = true;
  /** What the memory is told of is a trouble once there is something to keep, or something that is not shown. */
  let why: Trouble = 'missing';
  const lose = (trouble: Trouble) => {
    shelf = createMemoryShelf();
    isLost = true;
    why = trouble;
    told.tell(trouble);
  };
  const connect = async () => {
    const events = { onSuperseded: () => lose('superseded'), onClosed: () => undefined };
    shelf = await within(open(events), patience);
    isLost = false;
  };
  try {
    await connect();
  } catch (error) {
    why = toOpenTrouble(error);
    if (why !== 'missing') told.tell(why);
  }
  const news = createNews(by);
  const unkept = new Map<string, KeptRow>();
  const attempt = async <Value>(run: () => Promise<Value>): Promise<Value> => {
    try {
      return await run();
    } catch (error) {
      // The browser may close a database at any time, and opens it again when asked.
      if (isLost || getErrorName(error) !== 'InvalidStateError') throw error;
      await connect();
      return run();
    }
  };
  const fail = (error: unknown): false => {
    told.tell(toCallTrouble(error));
    return false;
  };
  const toRow: KeptStore['toRow'] = (key, text, more) => ({
    version: 1,
    key,
    text,
    changed: Date.now(),
    by,
    ...more,
  });
  const toAside: KeptStore['toAside'] = (key, text, reason, carried) =>
    toRow(`aside/${createKeptId()}`, text, { was: getKind(key), why: reason, carried });
  const left = createLeft(by);
  const putAtOnce: KeptStore['putAtOnce'] = (rows) => {
    if (rows.length === 0) return;
    const others = rows.filter((row) => isLost || !left.leave(row)).map(toWhole);
    try {
      if (others.length > 0) shelf.putAtOnce(others);
      if (!isLost) keepLocal('kept', '1');
    } catch (error) {
      fail(error);
    }
  };
  let isLeaving = false;
  /** What the transactions that have not ended yet would put. */
  const inFlight = new Set<readonly FreshRow[]>();
  const changeRows = async (
    keys: readonly KeptKey[],
    decide: (found: Found) => Change,
    hurried: readonly FreshRow[],
    isHeadRead = false,
  ): Promise<boolean> => {
    let change: Change = { put: hurried };
    inFlight.add(hurried);
    if (isLeaving) putAtOnce(hurried);
    const begun = left.begin();
    try {
      const look = (values: readonly unknown[]): Change => {
        const asides: KeptRow[] = [];
        const found = keys.map((key, index) => {
          const value = values[index];
          if (value === undefined) return undefined;
          const row = parseRow(value);
          if (row.ok) return row.value;
          asides.push(toAside(key, formatRaw(value), row.problem));
          return undefined;
        });
        const garbled = keys.filter((_, index) => values[index] !== undefined && !found[index]);
        change = decide(found);
        const { put = [], remove = [] } = change;
        return { put: [...asides, ...put], remove: [...garbled, ...remove] };
      };
      const options = { hurried: hurried.map(({ key }) => key), isHeadRead };
      await attempt(() => shelf.change(keys, look, options));
    } catch (error) {
      for (const row of change.put ?? []) unkept.set(row.key, toWhole(row));
      return fail(error);
    } finally {
      inFlight.delete(hurried);
    }
    const { put = [], remove = [] } = change;
    const changed = [...new Set([...keys, ...put.map(({ key }) => key)])];
    for (const key of changed) unkept.delete(key);
    left.drop(put, { begun, hurried });
    if (remove.length > 0) dropAllLeft(remove);
    news.send(changed);
    if (!isLost) keepLocal('kept', '1');
    else if (put.length > 0) told.tell(why);
    return !isLost;
  };
  const change: KeptStore['change'] = (keys, decide, hurried = []) => changeRows(keys, decide, hurried);
  /** Puts what other pages have left behind where it belongs. */
  const recover = async () => {
    if (isLost) return;
    for (const item of listLeft(by))
      if (await change(item.keys, (found) => settleLeft(item, found, toRow))) dropItem(item);
    for (const item of listWishes(by))
      if (await change([item.key], ([found]) => grantWish(item, found))) dropItem(item);
  };
  const readBy = async (get: () => Promise<unknown>, key: KeptKey): Promise<KeptRow | undefined> => {
    try {
      const value = await attempt(get);
      const row = value === undefined ? undefined : parseRow(value);
      if (row && !row.ok) await change([key], () => ({}));
      return row?.ok ? row.value : undefined;
    } catch (error) {
      fail(error);
      return undefined;
    }
  };
  const list: KeptStore['list'] = async (kind) => {
    await recover();
    try {
      const values = await attempt(() => shelf.getAll(`${kind}/`));
      const garbled: KeptKey[] = [];
      const rows = values.flatMap((value) => {
        const row = parseRow(value);
        if (row.ok) return [row.value];
        const key = typeof value === 'object' && value !== null && 'key' in value ? value.key : undefined;
        if (isKey(key)) garbled.push(key);
        return [];
      });
      // A change that changes nothing sets aside what it cannot read.
      if (garbled.length > 0) await change(garbled, () => ({}));
      return rows;
    } catch (error) {
      fail(error);
      return [];
    }
  };
  whenLeaving(
    () => {
      isLeaving = true;
      putAtOnce([...inFlight].flat());
    },
    () => {
      isLeaving = false;
    },
  );
  return {
    by,
    list,
    change,
    putAtOnce,
    toAside,
    report: (trouble) => told.tell(isLost ? why : trouble),
    toRow,
    replace: (row, decide) => {
      const look = ([found]: Found) => {
        const fresh = decide(found);
        return fresh ? { put: [fresh] } : {};
      };
      return changeRows([row.key], look, [row], true);
    },
    read: async (key) => {
      await recover();
      return readBy(() => shelf.get(key), key);
    },
    wish: async (key, name) => {
      const item = noteWish(by, key, name);
      let before: KeptRow | undefined;
      await change([key], ([found]) => {
        before = found;
        return name === null ? { remove: [key] } : found ? { put: [nameRow(found, name)] } : {};
      });
      dropItem(item);
      return before;
    },
    readHead: (key) => readBy(() => shelf.getHead(key), key),
    setAside: (key, reason) =>
      change([key], ([row]) =>
        row ? { put: [toAside(key, row.text, reason, row.carried)], remove: [key] } : {},
      ),
    listUnkept: () => [...unkept.values()],
    onTrouble: told.listen,
    onNews: news.listen,
  };
}

function within<Value>(promise: Promise<Value>, patience: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException('', 'TimeoutError')), patience);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
