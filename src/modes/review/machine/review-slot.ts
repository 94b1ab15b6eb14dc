/**
 * Finds the kept text of this tab. Each tab has its own, so that two mails under review do not overwrite each other; a new
 * tab takes the text kept last that no tab has, and the copy of a tab begins a copy.
 */

import type { KeptStore } from '../../../page/keep/store/kept-store.ts';
import { getStore } from '../../../page/keep/store/kept-store.ts';
import { LOCAL_PREFIX } from '../../../page/keep/store/storage.ts';
import { claim, PATIENCE } from '../../../page/keep/store/tab-claim.ts';
import type { KeptKey } from '../../../share/store/kept-row.ts';
import { getKeyName } from '../../../share/store/kept-row.ts';

export interface ReviewSlot {
  readonly store: KeptStore;
  readonly review: KeptKey;
  /** The text that the current one replaced. */
  readonly before: KeptKey;
  /** What the two hold when Review opens; null where nothing is kept. */
  readonly texts: { readonly review: string | null; readonly before: string | null };
}

const TAB = `${LOCAL_PREFIX}review-slot`;

const toKeys = (number: number) =>
  ({ number, review: `review/${number}`, before: `review-before/${number}` }) as const;

let claimed: Promise<ReviewSlot> | null = null;
let slot: ReviewSlot | null = null;

/** Takes this tab's text, once; `getReviewSlot` then returns it. Never rejects. */
export function claimReviewSlot(): Promise<ReviewSlot> {
  claimed ??= findSlot().then((found) => {
    slot = found;
    return found;
  });
  return claimed;
}

export function getReviewSlot(): ReviewSlot {
  if (!slot) throw new Error('Review is shown before claimReviewSlot() was awaited');
  return slot;
}

/** Call this when Review closes: it may open again with what was kept meanwhile. */
export function updateReviewSlot(texts: Partial<ReviewSlot['texts']>): void {
  if (slot) slot = { ...slot, texts: { ...slot.texts, ...texts } };
}

async function findSlot(): Promise<ReviewSlot> {
  const store = await getStore();
  const own = toNumber(recallTab());
  if (own && (await claim(toKeys(own).review, PATIENCE))) return open(store, own, own);
  const rows = await store.list('review');
  const last = rows.toSorted((one, other) => other.changed - one.changed);
  if (!own)
    for (const { key } of last) {
      const number = toNumber(getKeyName(key));
      if (number && (await claim(key))) return open(store, number, number);
    }
  const taken = new Set(rows.map(({ key }) => key));
  let number = 1;
  while (taken.has(toKeys(number).review) || !(await claim(toKeys(number).review))) number += 1;
  return open(store, number, own ?? number);
}

/** `from` is the number whose texts the slot begins with: another one in the copy of a tab. */
async function open(store: KeptStore, number: number, from: number): Promise<ReviewSlot> {
  rememberTab(number);
  const [review, before] = await Promise.all([
    store.read(toKeys(from).review),
    store.read(toKeys(from).before),
  ]);
  const { review: key, before: beforeKey } = toKeys(number);
  return {
    store,
    review: key,
    before: beforeKey,
    texts: { review: review?.text ?? null, before: before?.text ?? null },
  };
}

function toNumber(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 1 ? number : undefined;
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
