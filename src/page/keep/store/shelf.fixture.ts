/** Shelves for the tests: one that is shared as a database is, one of which a call breaks. Only tests import this file. */

import type { KeptStore } from './kept-store.ts';
import { openStore } from './kept-store.ts';
import type { FreshRow } from './parted-row.ts';
import { toWhole } from './parted-row.ts';
import type { Shelf } from './shelf.ts';

/** What a database holds, whoever wrote it. */
export type Rows = Map<string, unknown>;

/** A shelf on rows that several tabs share; each change is one transaction. */
export function createSharedShelf(rows: Rows): Shelf {
  const put = (all: readonly FreshRow[]) => {
    for (const row of all) rows.set(row.key, structuredClone(toWhole(row)));
  };
  const get = async (key: string) => structuredClone(rows.get(key));
  return {
    get,
    getHead: get,
    getAll: async (prefix) =>
      [...rows].filter(([key]) => key.startsWith(prefix)).map(([, value]) => structuredClone(value)),
    change: async (keys, decide) => {
      await Promise.resolve();
      const { put: fresh = [], remove = [] } = decide(keys.map((key) => structuredClone(rows.get(key))));
      for (const key of remove) rows.delete(key);
      put(fresh);
    },
    putAtOnce: put,
  };
}

/** A store on shared rows: one of these is one tab. */
export const openTab = (rows: Rows): Promise<KeptStore> => openStore(async () => createSharedShelf(rows));

/** The same, with calls that fail as a browser's do. */
export function openBroken(
  rows: Rows,
  broken: Partial<Record<keyof Shelf, () => never | Promise<never>>>,
): Promise<KeptStore> {
  return openStore(async () => ({ ...createSharedShelf(rows), ...broken }));
}

export const toError = (name: string) => new DOMException('', name);

/** The text under a key. */
export function getText(rows: Rows, key: string): string | undefined {
  const row = rows.get(key);
  return typeof row === 'object' && row !== null && 'text' in row ? String(row.text) : undefined;
}

/** The texts that were set aside. */
export const listAside = (rows: Rows): readonly (string | undefined)[] =>
  [...rows.keys()].filter((key) => key.startsWith('aside/')).map((key) => getText(rows, key));
