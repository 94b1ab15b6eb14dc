/**
 * The few texts that stay in local storage, because they are read before the first paint: the preferences, and whether
 * the database has anything. Everything else is in kept-store.ts.
 */

export const LOCAL_PREFIX = 'vfio-migration-explorer.';

export type LocalName =
  | 'preferences'
  /** Set once the database has something: only then does the page wait for it. */
  | 'kept'
  /** What a page left behind as it went: see left-rows.ts. */
  | `left.${string}`
  /** What it was to do as it went: see wishes.ts. */
  | `wish.${string}`;

/** The text under a name; null where nothing is, or where storage is denied. */
export function readLocal(name: LocalName): string | null {
  try {
    return window.localStorage.getItem(LOCAL_PREFIX + name);
  } catch {
    return null;
  }
}

/** Keeps a text; says whether it could. */
export function keepLocal(name: LocalName, text: string): boolean {
  try {
    window.localStorage.setItem(LOCAL_PREFIX + name, text);
    return true;
  } catch {
    return false;
  }
}

/** Whether there is anything to read here, from this version of the page or from one that kept all in local storage. */
export function hasKept(): boolean {
  try {
    return Object.keys(window.localStorage).some((key) => key.startsWith(LOCAL_PREFIX));
  } catch {
    return false;
  }
}
