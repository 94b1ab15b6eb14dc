/**
 * Which kept history this tab has. Each tab has its own, so that two tabs do not overwrite each other: a reload finds it
 * again, a new tab takes the one kept last that no tab has, and the copy of a tab begins a copy.
 */

import type { KeptKey, KeptRow } from '../../share/store/kept-row.ts';
import { createKeptId } from './store/kept-id.ts';
import type { KeptStore } from './store/kept-store.ts';
import { LOCAL_PREFIX } from './store/storage.ts';
import { claim, PATIENCE } from './store/tab-claim.ts';

export interface OwnHistory {
  readonly key: KeptKey;
  /** What it begins with; null where nothing is kept. */
  readonly row: KeptRow | null;
  /** False where the row is another tab's: then this one begins a copy. */
  readonly isClaimed: boolean;
}

const TAB = `${LOCAL_PREFIX}history`;

export const createHistoryKey = (): KeptKey => `history/${createKeptId()}`;

/** The history that this tab had before a reload, or the last that no tab has. */
export async function findOwnHistory(store: KeptStore): Promise<OwnHistory> {
  const key = recallTab();
  if (!key) return (await claimLast(store)) ?? { key: createHistoryKey(), row: null, isClaimed: false };
  const isClaimed = await claim(key, PATIENCE);
  const row = (await store.read(key)) ?? null;
  return isClaimed ? { key, row, isClaimed } : { key: createHistoryKey(), row, isClaimed };
}

/** The history that was kept last among those that no tab has; this tab has it then. */
export async function claimLast(store: KeptStore, but?: KeptKey): Promise<OwnHistory | undefined> {
  const rows = await store.list('history');
  for (const row of rows.toSorted((one, other) => other.changed - one.changed))
    if (row.key !== but && (await claim(row.key))) return { key: row.key, row, isClaimed: true };
  return undefined;
}

function recallTab(): KeptKey | undefined {
  try {
    const name = window.sessionStorage.getItem(TAB);
    return name ? `history/${name}` : undefined;
  } catch {
    return undefined;
  }
}

export function rememberTab(key: KeptKey): void {
  try {
    window.sessionStorage.setItem(TAB, key.slice('history/'.length));
  } catch {
    // A reload then counts as a new tab.
  }
}
