/** What the dialog “Kept histories” lists, read again whenever any tab changes it. */

import type { KeptKey, KeptRow } from '../../share/store/kept-row.ts';
import { countRowSteps, getKept, readRuleSet } from './keeper.ts';
import { listTaken } from './store/tab-claim.ts';

export interface KeptItem {
  readonly key: KeptKey;
  /** Given by the reader; null where it has none. */
  readonly name: string | null;
  readonly ruleSet: string;
  readonly steps: number;
  readonly changed: number;
  readonly place: 'here' | 'other tab' | 'nowhere';
}

export interface AsideItem {
  readonly key: KeptKey;
  readonly was: string;
  readonly why: string;
  readonly changed: number;
}

interface KeptList {
  readonly isRead: boolean;
  readonly histories: readonly KeptItem[];
  readonly asides: readonly AsideItem[];
}

let list: KeptList = { isRead: false, histories: [], asides: [] };
const listeners = new Set<() => void>();
let end: (() => void) | null = null;

export const getKeptList = (): KeptList => list;

/** Returns a function that stops it. */
export function followKeptList(listener: () => void): () => void {
  listeners.add(listener);
  void follow();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    end?.();
    end = null;
  };
}

/** The first listener may be gone before what is kept has been opened. */
async function follow(): Promise<void> {
  const { store } = await getKept();
  if (listeners.size === 0) return;
  end ??= store.onNews(() => void read());
  await read();
}

async function read(): Promise<void> {
  const { store, keeper } = await getKept();
  if (!list.isRead) await keeper.flush();
  const [histories, asides] = await Promise.all([store.list('history'), store.list('aside')]);
  const taken = await listTaken(histories.map(({ key }) => key));
  const toPlace = (key: KeptKey) =>
    key === keeper.getKey() ? 'here' : taken.has(key) ? 'other tab' : 'nowhere';
  list = {
    isRead: true,
    histories: histories.toSorted(byChange).map((row) => ({
      key: row.key,
      name: row.name ?? null,
      ruleSet: readRuleSet(row),
      steps: countRowSteps(row),
      changed: row.changed,
      place: toPlace(row.key),
    })),
    asides: asides
      .toSorted(byChange)
      .map(({ key, was = '', why = '', changed }) => ({ key, was, why, changed })),
  };
  for (const listener of listeners) listener();
}

const byChange = (one: KeptRow, other: KeptRow) => other.changed - one.changed;

/** Gives a history a name; an empty one takes it away. */
export async function nameHistory(key: KeptKey, name: string): Promise<void> {
  const { store } = await getKept();
  await store.wish(key, name);
}

/** Deletes a row; the answer puts it back. */
export async function removeRow(key: KeptKey): Promise<() => Promise<boolean>> {
  const { store, keeper } = await getKept();
  const isHere = key === keeper.getKey();
  // What this tab goes on with is written first, so that all of it can be brought back.
  if (isHere) await keeper.flush();
  if (isHere) keeper.forget();
  const row = await store.wish(key, null);
  return () => store.change([key], ([found]) => (row && !found ? { put: [row] } : {}), row ? [row] : []);
}
