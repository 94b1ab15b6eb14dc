/**
 * Decides which keys belong to the editor while it has the focus. The page binds commands to single letters and Ctrl+Z, and
 * sees only that a key was pressed somewhere in the editor's host.
 */

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** True if the editor acted on it. */
  readonly defaultPrevented: boolean;
}

/** With Ctrl or Command: undo, redo, select all, cut, copy, paste, find, find next. */
const EDITING = new Set('zyaxcvfg');

/** Keys that type no text: the page gets them unless the editor acts on them. */
const FREE = /^(?:Escape|Tab|F\d{1,2})$/;

/** True for a key press that must not reach the page. */
export function isKeptInside({ key, ctrlKey, metaKey, altKey, defaultPrevented }: Press): boolean {
  if (defaultPrevented) return true;
  if (FREE.test(key)) return false;
  if ((ctrlKey || metaKey) && !altKey) return EDITING.has(key.toLowerCase());
  return true;
}
