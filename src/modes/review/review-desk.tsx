/**
 * The text under review: kept on this machine with its notes, judged in a worker at each change, and its tables put into
 * the library, so that every view can show them.
 */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReviewClient } from '../../judge/judge-client.ts';
import { createReviewClient, createReviewWorker } from '../../judge/judge-client.ts';
import type { Judged } from '../../judge/judge-message.ts';
import type { KeptName } from '../../page/storage.ts';
import { keep, readKept } from '../../page/storage.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { StoredReview } from '../../share/store/stored-review.ts';
import { decodeReview, EMPTY_REVIEW, encodeReview } from '../../share/store/stored-review.ts';
import { getReviewSlot, markReviewSlot } from './review-slot.ts';

const WORDS = {
  notKept:
    'The browser does not keep this text: it is too large for its storage, or storage is denied. Save it before you close the page.',
};

/** Time from the last change until it is kept, in milliseconds. */
const KEEP_AFTER = 250;

export interface ReviewDesk {
  readonly kept: StoredReview;
  /** What came of the text that was judged last; null until one was. */
  readonly judged: Judged | null;
  /** The text that it came of. */
  readonly judgedText: string;
  readonly isBusy: boolean;
  readonly failure: string | null;
  /** True where a text was replaced whole and can be brought back. */
  readonly hasBefore: boolean;
  readonly change: (change: Partial<StoredReview>) => void;
  /** Another text in place of this one, which is kept. */
  readonly replace: (text: string, name: string | null) => void;
  readonly bringBack: () => void;
  readonly fail: (sentence: string) => void;
}

function readReview(name: KeptName, onNotice: (sentence: string) => void): StoredReview | null {
  const text = readKept(name);
  if (text === null) return null;
  const read = decodeReview(text);
  if (!read.ok) {
    onNotice(read.problem);
    return null;
  }
  for (const problem of read.value.problems) onNotice(problem);
  return read.value.review;
}

/** `against` is what the reader chose to hold the text against; null leaves it to the text. */
export function useReviewDesk(against: RuleSet | null, onNotice: (sentence: string) => void): ReviewDesk {
  const slot = getReviewSlot();
  const [kept, setKept] = useState<StoredReview>(() => readReview(slot.review, onNotice) ?? EMPTY_REVIEW);
  const [before, setBefore] = useState<string | null>(() => readKept(slot.before));
  const [judged, setJudged] = useState<Judged | null>(null);
  const [judgedText, setJudgedText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useKeeping(kept, onNotice);

  const client = useRef<ReviewClient | null>(null);
  useEffect(() => {
    client.current = createReviewClient(createReviewWorker);
    return () => {
      client.current?.close();
      client.current = null;
    };
  }, []);

  const { text, options } = kept;
  useEffect(() => {
    let isLatest = true;
    if (text.trim() === '') {
      setJudged(null);
      setJudgedText(text);
      setFailure(null);
      setBusy(false);
      return undefined;
    }
    setBusy(true);
    void client.current?.judge({ text, options, against }).then((answer) => {
      if (!isLatest || answer.kind === 'superseded') return;
      setBusy(false);
      if (answer.kind === 'failed') setFailure(answer.why);
      else {
        setFailure(null);
        setJudged(answer.judged);
        setJudgedText(text);
      }
    });
    return () => {
      isLatest = false;
    };
  }, [text, options, against]);

  const change = useCallback(
    (wanted: Partial<StoredReview>) => setKept((old) => ({ ...old, ...wanted })),
    [],
  );
  const replace = useCallback(
    (wanted: string, name: string | null) =>
      setKept((old) => {
        if (old.text.trim() !== '' && old.text !== wanted) {
          const encoded = encodeReview(old);
          keep(slot.before, encoded);
          setBefore(encoded);
        }
        return { ...EMPTY_REVIEW, text: wanted, name };
      }),
    [slot],
  );
  const bringBack = useCallback(() => {
    const found = readReview(slot.before, onNotice);
    if (!found) return;
    setKept((old) => {
      const encoded = encodeReview(old);
      keep(slot.before, encoded);
      setBefore(old.text.trim() === '' ? null : encoded);
      return found;
    });
  }, [slot, onNotice]);
  return useMemo(
    () => ({
      kept,
      judged,
      judgedText,
      isBusy,
      failure,
      hasBefore: before !== null,
      change,
      replace,
      bringBack,
      fail: setFailure,
    }),
    [kept, judged, judgedText, isBusy, failure, before, change, replace, bringBack],
  );
}

/** Keeps the text soon after each change, and at once when the page is left. */
function useKeeping(review: StoredReview, onNotice: (sentence: string) => void): void {
  const latest = useRef(review);
  const isTold = useRef(false);
  const saved = useRef(review);
  latest.current = review;
  const save = useCallback(() => {
    if (saved.current === latest.current) return;
    saved.current = latest.current;
    const slot = getReviewSlot();
    markReviewSlot(slot);
    if (keep(slot.review, encodeReview(latest.current)) || isTold.current) return;
    isTold.current = true;
    onNotice(WORDS.notKept);
  }, [onNotice]);
  useEffect(() => {
    if (saved.current === review) return undefined;
    const timer = window.setTimeout(save, KEEP_AFTER);
    return () => window.clearTimeout(timer);
  }, [review, save]);
  useEffect(() => {
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [save]);
}
