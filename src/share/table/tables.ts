/**
 * Rule sets as text, loaded when one that is not built in is met: most visits meet none, and the first load is short of
 * room. Who shows, links or keeps such a rule set awaits `loadTables` before.
 */

type Tables = Pick<typeof import('./table-text.ts'), 'encodeTable' | 'decodeEntry'> &
  Pick<typeof import('../store/library.ts'), 'encodeLibrary' | 'decodeLibrary' | 'findForeign'>;

let loaded: Tables | null = null;

/** Loads them, once. */
export async function loadTables(): Promise<void> {
  if (loaded) return;
  const [text, library] = await Promise.all([import('./table-text.ts'), import('../store/library.ts')]);
  loaded = { ...text, ...library };
}

/** True for an address that carries a rule set. */
export function carriesTables(hash: string): boolean {
  return hash.includes('table=');
}

export function getTables(): Tables {
  if (!loaded) throw new Error('a rule set is read or written as text before loadTables() was awaited');
  return loaded;
}
