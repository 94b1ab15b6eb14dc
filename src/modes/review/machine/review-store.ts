/** Stores what is open in Review: within a second of each change, and at once when the user leaves the page. */

import { fromCallback } from 'xstate';
import type { KeptName } from '../../../page/storage.ts';
import { keep, readKept } from '../../../page/storage.ts';
import { createDebounce } from '../../../share/store/debounce.ts';
import type { StoredReview } from '../../../share/store/stored-review.ts';
import { decodeReview, EMPTY_REVIEW, encodeReview } from '../../../share/store/stored-review.ts';
import { REVIEW_WORDS } from '../review-mode-words.ts';
import type { ReviewEffects, ReviewEvent, ReviewStart } from './review-machine.ts';
import type { StoreOrder } from './review-order.ts';
import type { ReviewSlot } from './review-slot.ts';
import { markReviewSlot } from './review-slot.ts';

type Notify = (sentence: string) => void;

/** What a slot holds, and what of it cannot be read: nothing is said before Review is shown. */
export function readStart(
  slot: ReviewSlot,
): Pick<ReviewStart, 'kept' | 'hasBefore'> & { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const kept = readReview(slot.review, (problem) => problems.push(problem)) ?? EMPTY_REVIEW;
  return { kept, hasBefore: readKept(slot.before) !== null, problems };
}

/** `problems`: what could not be read at the start. */
export const createStore = (
  slot: ReviewSlot,
  problems: readonly string[],
  notify: Notify,
): ReviewEffects['store'] =>
  fromCallback<StoreOrder, undefined, ReviewEvent>(({ receive, sendBack }) => {
    for (const problem of problems) notify(problem);
    let unsaved: StoredReview | null = null;
    let isTold = false;
    const keeping = createDebounce(() => {
      if (!unsaved) return;
      markReviewSlot(slot);
      const isKept = keep(slot.review, encodeReview(unsaved));
      unsaved = null;
      if (isKept || isTold) return;
      isTold = true;
      notify(REVIEW_WORDS.notKept);
    });
    receive(({ type, review }) => {
      if (type === 'keep') {
        unsaved = review;
        keeping.call();
        return;
      }
      const restored = type === 'bring-back' ? readReview(slot.before, notify) : null;
      if (type === 'bring-back' && !restored) return;
      keep(slot.before, encodeReview(review));
      if (restored)
        sendBack({ type: 'text.restored', review: restored, hasBefore: review.text.trim() !== '' });
    });
    window.addEventListener('pagehide', keeping.flush);
    return () => {
      window.removeEventListener('pagehide', keeping.flush);
      keeping.flush();
    };
  });

function readReview(name: KeptName, notify: Notify): StoredReview | null {
  const text = readKept(name);
  if (text === null) return null;
  const read = decodeReview(text);
  if (!read.ok) {
    notify(read.problem);
    return null;
  }
  for (const problem of read.value.problems) notify(problem);
  return read.value.review;
}
