/**
 * The spots of the page that Back and Forward lead to: a mode, in Learn its panel or lesson, and what lies over them. What
 * is asked, chosen and typed in a spot is no other spot: undo takes it back, and Back loses none of it. Pure.
 */

import type { Mode } from '../../share/view.ts';

export interface PageSpot {
  readonly mode: Mode;
  /** What is open in Learn, as the workbench has it. */
  readonly part: string | null;
  /** The dialog or the talk over the mode, the last on top. */
  readonly over: readonly string[];
}

/** An entry of the browser's history, as the browser keeps it with the address. */
export interface Entry extends PageSpot {
  /** The same for all entries between two addresses that were opened: between them only the spot differs. */
  readonly work: string;
  readonly index: number;
  /** The spot of the entry before it. */
  readonly before: string | null;
  /** True where what lay over the page was closed by other means than Back: then the entry shows what the one before it shows. */
  readonly isSpent: boolean;
}

export interface Turn {
  readonly by: 'push' | 'replace';
  readonly entry: Entry;
}

/** What distinguishes a spot from others. The steps of a lesson and the settings of the lab are one spot. */
export function getSpotKey({ mode, part, over }: PageSpot): string {
  const open = /^(?:lesson\.[\w-]+|[a-z]+)/.exec(part ?? '')?.[0] ?? '';
  return [mode, mode === 'learn' ? open : '', ...over].join(' ');
}

/** The entry of the browser's history once the page shows a spot: a new one, or the one that there is. */
export function turnTo(entry: Entry, spot: PageSpot): Turn {
  const key = getSpotKey(spot);
  if (key === getSpotKey(entry)) return { by: 'replace', entry: { ...entry, ...spot } };
  if (spot.over.length < entry.over.length)
    return { by: 'replace', entry: { ...entry, ...spot, isSpent: key === entry.before } };
  if (entry.isSpent) return { by: 'replace', entry: { ...entry, ...spot, isSpent: false } };
  const { work, index } = entry;
  return {
    by: 'push',
    entry: { ...spot, work, index: index + 1, before: getSpotKey(entry), isSpent: false },
  };
}

/** The entry that the browser has kept with an address; null where the page has not written it. */
export function readEntry(state: unknown): Entry | null {
  return typeof state === 'object' && state !== null && 'work' in state ? (state as Entry) : null;
}

/** How much of what lies over the page stays, from below, where another spot is shown. */
export function countShared(one: readonly string[], other: readonly string[]): number {
  const parting = one.findIndex((name, index) => name !== other[index]);
  return parting < 0 ? one.length : parting;
}
