/** Keeps what is open in Review: within a second of each change, and at once when the user leaves the page. */

import { fromCallback } from 'xstate';
import { KEEP_WORDS } from '../../../page/keep/keep-words.ts';
import { whenLeaving } from '../../../page/keep/store/leaving.ts';
import type { Notice } from '../../../page/shell.ts';
import { createDebounce } from '../../../share/store/debounce.ts';
import type { KeptKey } from '../../../share/store/kept-row.ts';
import type { StoredReview } from '../../../share/store/stored-review.ts';
import { decodeReview, EMPTY_REVIEW, encodeReview } from '../../../share/store/stored-review.ts';
import type { ReviewEffects, ReviewEvent, ReviewStart, StoreOrder } from './review-order.ts';
import type { ReviewSlot } from './review-slot.ts';
import { updateReviewSlot } from './review-slot.ts';

type Notify = (notice: Notice) => void;

/** What a slot holds, and what of it cannot be read: nothing is said before Review is shown. */
export function readStart({
  texts,
}: ReviewSlot): Pick<ReviewStart, 'kept' | 'hasBefore'> & { readonly problems: readonly string[] } {
  const { review = EMPTY_REVIEW, problems } = read(texts.review);
  return { kept: review, hasBefore: texts.before !== null, problems };
}

/** `problems`: what could not be read at the start. */
export const createStore = (
  slot: ReviewSlot,
  problems: readonly string[],
  notify: Notify,
): ReviewEffects['store'] =>
  fromCallback<StoreOrder, undefined, ReviewEvent>(({ receive, sendBack }) => {
    const { store } = slot;
    /** By key, the text that this tab knows to be kept. */
    const known = new Map<KeptKey, string | null>([
      [slot.review, slot.texts.review],
      [slot.before, slot.texts.before],
    ]);
    const put = (key: KeptKey, text: string) => {
      const row = store.toRow(key, text);
      updateReviewSlot(key === slot.review ? { review: text } : { before: text });
      void store.change(
        [key],
        ([found]) => {
          // Only where a browser has neither locks nor channels can another tab have the same text.
          const isTheirs = found && found.by !== store.by && found.text !== known.get(key);
          known.set(key, text);
          return { put: isTheirs ? [store.toAside(key, found.text, KEEP_WORDS.otherTab), row] : [row] };
        },
        [row],
      );
    };
    /** What cannot be read, wholly or in part, stays as it was among what was set aside. */
    const setAside = (key: KeptKey, text: string, found: readonly string[]) => {
      const [why] = found;
      if (why === undefined) return;
      notify(found.join(' '));
      notify({ sentence: KEEP_WORDS.aside, ways: ['open-kept'] });
      const aside = store.toAside(key, text, why);
      const { review } = read(text);
      const rest = review ? [store.toRow(key, encodeReview(review))] : [];
      known.set(key, rest[0]?.text ?? null);
      updateReviewSlot({ [key === slot.review ? 'review' : 'before']: rest[0]?.text ?? null });
      void store.change([key], () => ({ put: [aside, ...rest], remove: rest.length > 0 ? [] : [key] }));
    };
    setAside(slot.review, slot.texts.review ?? '', problems);
    let unsaved: StoredReview | null = null;
    const keeping = createDebounce(() => {
      if (!unsaved) return;
      put(slot.review, encodeReview(unsaved));
      unsaved = null;
    });
    receive(({ type, review }) => {
      if (type === 'keep') {
        unsaved = review;
        keeping.call();
        return;
      }
      if (type === 'keep-before') return put(slot.before, encodeReview(review));
      const text = known.get(slot.before) ?? null;
      const restored = read(text);
      setAside(slot.before, text ?? '', restored.problems);
      if (!restored.review) return;
      put(slot.before, encodeReview(review));
      sendBack({ type: 'text.restored', review: restored.review, hasBefore: review.text.trim() !== '' });
    });
    const end = whenLeaving(keeping.flush);
    return () => {
      end();
      keeping.flush();
    };
  });

function read(text: string | null): { review?: StoredReview; problems: readonly string[] } {
  if (text === null) return { problems: [] };
  const decoded = decodeReview(text);
  return decoded.ok ? decoded.value : { problems: [decoded.problem] };
}
