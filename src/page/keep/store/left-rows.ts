/**
 * What a page leaves behind as it goes, in local storage, for as long as the database does not have it.
 *
 * A database cannot be trusted with it. Chromium 156 drops a transaction of a page that is gone where it waits for another
 * one of that page: with a read under way, 40 of 40 puts that were committed in `pagehide` were lost. It drops one now and
 * then where nothing is in its way (3 of 7 after half a minute without a write), because it asks for the free space before
 * it commits. A text in local storage was there each time. It is read and merged by the next page that reads anything.
 */

import * as v from 'valibot';
import type { Result } from '../../../protocol/words/result.ts';
import { createWholeSchema } from '../../../share/schema.ts';
import type { KeptKey, KeptRow } from '../../../share/store/kept-row.ts';
import { getKeyName, getKind, isKey, parseRow } from '../../../share/store/kept-row.ts';
import { mergeLearned } from '../../../share/store/learned-merge.ts';
import { findVersionFault, parseObject } from '../../../share/store/stored-json.ts';
import { KEEP_WORDS } from '../keep-words.ts';
import type { FreshRow } from './parted-row.ts';
import { toWhole } from './parted-row.ts';
import type { Change } from './shelf.ts';
import { keepLocal, LOCAL_PREFIX } from './storage.ts';

/** An item of local storage. */
export interface LeftItem {
  readonly name: string;
  readonly text: string;
  /** The key of its row, and the one that it gets where another page has kept something else under that. */
  readonly keys: readonly [KeptKey, KeptKey];
}

interface LeftRow {
  readonly row: KeptRow;
  /** When the page that left it was opened: what was kept before, that page knew. */
  readonly since: number;
}

const PREFIX = 'left.';
const VERSION = 1;
const NAME = 'What a page left as it closed';
/** More than local storage takes, in characters. */
const MOST = 16 * 1024 * 1024;

const schema = v.object({ since: createWholeSchema(0, 8.64e15, 'there must be a time'), row: v.unknown() });

/** What is longer than this may be lost with the process of its page, in characters. */
const LONG = 64 * 1024;

const toName = (by: string, key: KeptKey) => `${PREFIX}${by}.${key}` as const;

/** What the page `by` leaves. */
export function createLeft(by: string) {
  const since = Date.now();
  /** By key, what it has left, and when in the order of its changes. */
  const left = new Map<KeptKey, { readonly row: FreshRow; readonly order: number }>();
  let order = 0;
  return {
    /** False where that is not enough: local storage does not take it, or it is long. */
    leave: (row: FreshRow): boolean => {
      const text = JSON.stringify({ version: VERSION, since, row: toWhole(row) });
      if (!keepLocal(toName(by, row.key), text)) return false;
      order += 1;
      left.set(row.key, { row, order });
      return text.length <= LONG;
    },
    /** The place of a change in their order. */
    begin: (): number => {
      order += 1;
      return order;
    },
    /** A change has put rows into the database: what was left of them before it is there now. */
    drop: (
      put: readonly KeptRow[],
      of: { readonly begun: number; readonly hurried: readonly FreshRow[] },
    ) => {
      for (const { key } of put) {
        const known = left.get(key);
        if (!known || (known.order > of.begun && !of.hurried.includes(known.row))) continue;
        left.delete(key);
        removeItem(toName(by, key));
      }
    },
  };
}

/** What other pages have left. */
export function listLeft(by: string): readonly LeftItem[] {
  return listNames().flatMap((name) => {
    const text = readItem(name);
    const [, page = '', key = ''] = /^left\.([^.]*)\.(.*)$/s.exec(name) ?? [];
    if (text === null || page === by || !isKey(key)) return [];
    const kind = getKind(key) === 'history' ? 'history' : 'aside';
    return [{ name, text, keys: [key, `${kind}/${getKeyName(key)}-${page}`] }];
  });
}

/** What is done with it, by what is kept under its keys. What another page has kept is never overwritten. */
export function settleLeft(
  { text, keys: [key, besideKey] }: LeftItem,
  [found, beside]: readonly (KeptRow | undefined)[],
  toRow: (key: KeptKey, text: string, more?: Partial<KeptRow>) => KeptRow,
): Change {
  const left = parseLeft(text);
  if (!left.ok) {
    const aside: KeptKey = `aside/${getKeyName(besideKey)}`;
    return { put: [toRow(aside, text, { was: getKind(key), why: left.problem })] };
  }
  const { row, since } = left.value;
  if (!found) return { put: [row] };
  if (found.text === row.text) return {};
  // The name may have been given in another tab.
  if (found.by === row.by) return found.changed <= row.changed ? { put: [{ ...row, name: found.name }] } : {};
  if (found.changed <= since) return { put: [{ ...row, name: found.name }] };
  const merged = getKind(key) === 'learn' ? mergeLearned(null, row.text, found.text) : undefined;
  if (merged !== undefined) return { put: [{ ...found, text: merged }] };
  if (beside) return {};
  if (getKind(key) === 'history') return { put: [{ ...row, key: besideKey }] };
  return { put: [toRow(besideKey, row.text, { was: getKind(key), why: KEEP_WORDS.otherTab })] };
}

/** Removes an item, unless its page has left something else since. */
export function dropItem({ name, text }: Pick<LeftItem, 'name' | 'text'>): void {
  if (readItem(name) === text) removeItem(name);
}

/** Removes what any page has left of rows that are deleted. */
export function dropAllLeft(keys: readonly string[]): void {
  for (const name of listNames()) if (keys.some((key) => name.endsWith(`.${key}`))) removeItem(name);
}

function parseLeft(text: string): Result<LeftRow> {
  const parsed = parseObject(text, NAME, MOST);
  if (!parsed.ok) return { ok: false, problem: `${parsed.problem}.` };
  const fault = findVersionFault(parsed.value, NAME, VERSION);
  if (fault) return { ok: false, problem: `${fault}.` };
  const checked = v.safeParse(schema, parsed.value);
  if (!checked.success) return { ok: false, problem: `${NAME} cannot be read.` };
  const row = parseRow(checked.output.row);
  return row.ok
    ? { ok: true, value: { since: checked.output.since, row: row.value } }
    : { ok: false, problem: `${NAME} cannot be read (${row.problem}).` };
}

/** Without the beginning that all names of this page have. */
export function listNames(prefix = PREFIX): readonly string[] {
  try {
    return Object.keys(window.localStorage)
      .filter((name) => name.startsWith(LOCAL_PREFIX + prefix))
      .map((name) => name.slice(LOCAL_PREFIX.length));
  } catch {
    return [];
  }
}

export function readItem(name: string): string | null {
  try {
    return window.localStorage.getItem(LOCAL_PREFIX + name);
  } catch {
    return null;
  }
}

function removeItem(name: string): void {
  try {
    window.localStorage.removeItem(LOCAL_PREFIX + name);
  } catch {
    // It stays, and is merged once more: that changes nothing.
  }
}
