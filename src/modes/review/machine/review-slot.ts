/**
 * Finds the stored text of this tab. Each tab has its own, so that two mails under review do not overwrite each other; a
 * new tab takes the text stored last, unless another tab has it. A lock marks each text in use and ends with its tab,
 * however the tab ends. In a browser without locks all tabs share the first text.
 */

import type { KeptName } from '../../../page/storage.ts';
import { keep, readKept } from '../../../page/storage.ts';

export interface ReviewSlot {
  readonly number: number;
  readonly review: KeptName;
  /** The text that the current one replaced. */
  readonly before: KeptName;
}

const TAB = 'vfio-migration-explorer.review-slot';
/** How long to wait for the page before a reload to release its lock, in milliseconds. */
const PATIENCE = 500;
/** More tabs than this share the last. */
const MOST = 64;

const toSlot = (number: number): ReviewSlot =>
  number === 1
    ? { number, review: 'review', before: 'review-before' }
    : { number, review: `review-${number}`, before: `review-before-${number}` };

let claimed: Promise<ReviewSlot> | null = null;
let slot = toSlot(1);

/** Takes this tab's slot, once; `getReviewSlot` then returns it. Never rejects. */
export function claimReviewSlot(): Promise<ReviewSlot> {
  claimed ??= claim().then((found) => {
    slot = found;
    rememberTab(found.number);
    return found;
  });
  return claimed;
}

export const getReviewSlot = (): ReviewSlot => slot;

/** Call this when the text is stored: a new tab starts with the text stored last. */
export const markReviewSlot = ({ number }: ReviewSlot): boolean => keep('review-last', String(number));

async function claim(): Promise<ReviewSlot> {
  if (!('locks' in navigator)) return toSlot(1);
  const own = toNumber(recallTab());
  if (own && (await lock(own, PATIENCE))) return toSlot(own);
  const last = toNumber(readKept('review-last'));
  if (!own && last && (await lock(last))) return toSlot(last);
  for (let number = 1; number <= MOST; number += 1) {
    const found = toSlot(number);
    // A duplicated tab shows the same text, and must not overwrite another tab's.
    if (own && readKept(found.review) !== null) continue;
    if (!(await lock(number))) continue;
    const text = own ? readKept(toSlot(own).review) : null;
    if (text !== null) keep(found.review, text);
    return found;
  }
  return toSlot(MOST);
}

/** True if this tab now holds the slot; it does until it closes. Without patience it does not wait for another tab. */
function lock(number: number, patience?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options = patience ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    navigator.locks
      .request(`${TAB}-${number}`, options, (granted) => {
        resolve(granted !== null);
        // This promise never settles: the lock is released when the page closes.
        return granted ? new Promise(() => undefined) : undefined;
      })
      .catch(() => resolve(false));
  });
}

function toNumber(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= MOST ? number : undefined;
}

function recallTab(): string | null {
  try {
    return window.sessionStorage.getItem(TAB);
  } catch {
    return null;
  }
}

function rememberTab(number: number): void {
  try {
    window.sessionStorage.setItem(TAB, String(number));
  } catch {
    // A reload then counts as a new tab.
  }
}
