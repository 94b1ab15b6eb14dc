/**
 * Which kept text is this tab's. Each tab has one of its own, so that two mails under review do not overwrite each other;
 * a tab that is opened anew takes the text that was kept last and that no other tab has. A lock says which are taken: it
 * goes with the tab, however the tab goes. Where the browser has no locks, all tabs share the first.
 */

import type { KeptName } from '../../../page/storage.ts';
import { keep, readKept } from '../../../page/storage.ts';

export interface ReviewSlot {
  readonly number: number;
  readonly review: KeptName;
  /** What the text of now took the place of. */
  readonly before: KeptName;
}

const TAB = 'vfio-migration-explorer.review-slot';
/** Time that the page before a reload has to give its lock back, in milliseconds. */
const PATIENCE = 500;
/** More tabs than this share the last. */
const MOST = 64;

const toSlot = (number: number): ReviewSlot =>
  number === 1
    ? { number, review: 'review', before: 'review-before' }
    : { number, review: `review-${number}`, before: `review-before-${number}` };

let claimed: Promise<ReviewSlot> | null = null;
let slot = toSlot(1);

/** Takes the slot of this tab, once; `getReviewSlot` says which it is. Never rejects. */
export function claimReviewSlot(): Promise<ReviewSlot> {
  claimed ??= claim().then((found) => {
    slot = found;
    rememberTab(found.number);
    return found;
  });
  return claimed;
}

export const getReviewSlot = (): ReviewSlot => slot;

/** To be called when the text is kept: a tab that is opened anew begins with the last. */
export const markReviewSlot = ({ number }: ReviewSlot): boolean => keep('review-last', String(number));

async function claim(): Promise<ReviewSlot> {
  if (!('locks' in navigator)) return toSlot(1);
  const own = toNumber(recallTab());
  if (own && (await lock(own, PATIENCE))) return toSlot(own);
  const last = toNumber(readKept('review-last'));
  if (!own && last && (await lock(last))) return toSlot(last);
  for (let number = 1; number <= MOST; number += 1) {
    const found = toSlot(number);
    // A tab that was duplicated shows the same text, and must not take the place of another.
    if (own && readKept(found.review) !== null) continue;
    if (!(await lock(number))) continue;
    const text = own ? readKept(toSlot(own).review) : null;
    if (text !== null) keep(found.review, text);
    return found;
  }
  return toSlot(MOST);
}

/** Says whether the slot is this tab's now, and until it is closed. Without patience it does not wait for another tab. */
function lock(number: number, patience?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options = patience ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    navigator.locks
      .request(`${TAB}-${number}`, options, (granted) => {
        resolve(granted !== null);
        // Never settled: it is given back when the page goes.
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
    // Then a reload is as a tab that is opened anew.
  }
}
