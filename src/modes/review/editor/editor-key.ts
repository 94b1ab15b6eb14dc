/**
 * Which keys belong to the editor while it has the focus. The page has commands on single letters and on Ctrl+Z, and hears
 * only that a key was pressed somewhere in the editor's host.
 */

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** True where the editor has acted on it. */
  readonly defaultPrevented: boolean;
}

/** With Ctrl or Command: undo, redo, select all, cut, copy, paste, find, find next. */
const EDITING = new Set('zyaxcvfg');

/** Not text: left to the page where the editor does nothing with them. */
const FREE = /^(?:Escape|Tab|F\d{1,2})$/;

/** True for a key press that must not reach the page. */
export function isKeptInside({ key, ctrlKey, metaKey, altKey, defaultPrevented }: Press): boolean {
  if (defaultPrevented) return true;
  if (FREE.test(key)) return false;
  if ((ctrlKey || metaKey) && !altKey) return EDITING.has(key.toLowerCase());
  return true;
}
