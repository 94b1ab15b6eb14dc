/**
 * What this browser keeps, in one database for all tabs. A value that cannot be read, or that a later version wrote, is
 * set aside in the transaction that meets it and never overwritten. Where there is no database, the memory of the
 * page takes its place, and the trouble is reported. Nothing here throws or rejects.
 */

import type { KeptKey, KeptKind, KeptRow } from '../../../share/store/kept-row.ts';
import { formatRaw, getKind, isKey, parseRow } from '../../../share/store/kept-row.ts';
import { createNews, createTold } from './kept-news.ts';
import type { Change, Shelf, ShelfEvents } from './shelf.ts';
import { createMemoryShelf, openShelf } from './shelf.ts';
import { keepLocal } from './storage.ts';

/** Why something is not kept. */
export type Trouble =
  /** There is no database, or the browser denies it. */
  | 'missing'
  /** A later version of this page made the database. */
  | 'later'
  /** It did not open in time. */
  | 'slow'
  /** A later version of this page took it over. */
  | 'superseded'
  | 'full'
  /** A history is longer than what is read back. */
  | 'long'
  | 'failed'
  /** Local storage does not take the preferences. */
  | 'preferences';

type Found = readonly (KeptRow | undefined)[];

export interface KeptStore {
  /** This page load, as it signs its rows. */
  readonly by: string;
  /** Undefined where nothing stands, and where it cannot be read: then it is set aside. */
  readonly read: (key: KeptKey) => Promise<KeptRow | undefined>;
  readonly list: (kind: KeptKind) => Promise<readonly KeptRow[]>;
  /**
   * Changes rows by what stands there now, in one transaction. True once that outlives the page. `hurried` is put without
   * looking where the page goes before the transaction has ended.
   */
  readonly change: (
    keys: readonly KeptKey[],
    decide: (found: Found) => Change,
    hurried?: readonly KeptRow[],
  ) => Promise<boolean>;
  /** Puts rows without waiting: the page is about to go. */
  readonly putAtOnce: (rows: readonly KeptRow[]) => void;
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

/** A name that no other tab has. */
export function createKeptId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

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
      if (isLost || getName(error) !== 'InvalidStateError') throw error;
      await connect();
      return run();
    }
  };
  const fail = (error: unknown): false => {
    told.tell(getName(error) === 'QuotaExceededError' ? 'full' : 'failed');
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
  const putAtOnce: KeptStore['putAtOnce'] = (rows) => {
    if (rows.length === 0) return;
    try {
      shelf.putAtOnce(rows);
      if (!isLost) keepLocal('kept', '1');
    } catch (error) {
      fail(error);
    }
  };
  let isLeaving = false;
  /** What the transactions that have not ended yet would put. */
  const inFlight = new Set<readonly KeptRow[]>();
  const change: KeptStore['change'] = async (keys, decide, hurried = []) => {
    let wanted = hurried;
    inFlight.add(hurried);
    if (isLeaving) putAtOnce(hurried);
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
        const { put = [], remove = [] } = decide(found);
        wanted = put;
        return { put: [...asides, ...put], remove: [...garbled, ...remove] };
      };
      const hurriedKeys = hurried.map((row) => row.key);
      await attempt(() => shelf.change(keys, look, hurriedKeys));
    } catch (error) {
      for (const row of wanted) unkept.set(row.key, row);
      return fail(error);
    } finally {
      inFlight.delete(hurried);
    }
    for (const key of [...keys, ...wanted.map((row) => row.key)]) unkept.delete(key);
    news.send([...new Set([...keys, ...wanted.map((row) => row.key)])]);
    if (!isLost) keepLocal('kept', '1');
    else if (wanted.length > 0) told.tell(why);
    return !isLost;
  };
  const list: KeptStore['list'] = async (kind) => {
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
    read: async (key) => {
      try {
        const value = await attempt(() => shelf.get(key));
        const row = value === undefined ? undefined : parseRow(value);
        if (row && !row.ok) await change([key], () => ({}));
        return row?.ok ? row.value : undefined;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    setAside: (key, reason) =>
      change([key], ([row]) =>
        row ? { put: [toAside(key, row.text, reason, row.carried)], remove: [key] } : {},
      ),
    listUnkept: () => [...unkept.values()],
    onTrouble: told.listen,
    onNews: news.listen,
  };
}

/** Runs it when the page goes, for good or into the background, where the browser may end it. Returns what ends that. */
export function whenLeaving(run: () => void, onReturn: () => void = () => undefined): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => undefined;
  const change = () => (document.visibilityState === 'hidden' ? run() : onReturn());
  window.addEventListener('pagehide', run);
  window.addEventListener('pageshow', onReturn);
  document.addEventListener('visibilitychange', change);
  return () => {
    window.removeEventListener('pagehide', run);
    window.removeEventListener('pageshow', onReturn);
    document.removeEventListener('visibilitychange', change);
  };
}

function within<Value>(promise: Promise<Value>, patience: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException('', 'TimeoutError')), patience);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const getName = (error: unknown): string => (error instanceof Error ? error.name : '');

function toOpenTrouble(error: unknown): Trouble {
  const name = getName(error);
  if (name === 'VersionError') return 'later';
  return name === 'TimeoutError' ? 'slow' : 'missing';
}
