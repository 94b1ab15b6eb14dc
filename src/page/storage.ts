/** What is kept on this machine, by name. A browser that keeps nothing is not an error: the page works without it. */

const PREFIX = 'vfio-migration-explorer.';

export type KeptName =
  | 'session'
  | 'preferences'
  | 'library'
  | 'review'
  | 'review-before'
  | `review-${number}`
  | `review-before-${number}`
  | 'review-last'
  | 'learn'
  | 'learn-coverage'
  | 'learn-pace';

/** The text kept under a name; null where nothing is, or where storage is denied. */
export function readKept(name: KeptName): string | null {
  try {
    return window.localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Keeps a text; says whether it could. */
export function keep(name: KeptName, text: string): boolean {
  try {
    window.localStorage.setItem(PREFIX + name, text);
    return true;
  } catch {
    return false;
  }
}
