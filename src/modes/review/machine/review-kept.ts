/** What is kept of a review after an act: the text with the notes that stand on its lines. */

import type { Judged, JudgedInput } from '../../../judge/judge-message.ts';
import type { Note } from '../../../judge/reply/notes.ts';
import { moveNotes } from '../../../judge/reply/notes.ts';
import type { StoredReview } from '../../../share/store/stored-review.ts';
import { getStem } from '../answer/chosen-key.ts';
import { isExample } from '../begin/review-example.ts';
import type { ReviewContext, ReviewStart } from './review-order.ts';
import { splitLines, toNote, toNotes } from './review-view.ts';

/** The text after typing; its notes, and the one that is being written, stay on their lines. */
export function typeText(kept: StoredReview, text: string): StoredReview {
  const { draft } = kept;
  if ([...kept.notes, draft ?? { line: null }].every(({ line }) => line === null)) return { ...kept, text };
  const [before, after] = [splitLines(kept.text), splitLines(text)];
  const move = (notes: readonly Note[]) => moveNotes(notes, before, after);
  return setDraft(
    { ...kept, text, notes: move(toNotes(kept)) },
    draft ? (move([toNote(draft)])[0] ?? null) : null,
  );
}

/** The note that is being written; null where there is none any more. */
export function setDraft({ draft: _, ...kept }: StoredReview, draft: Note | null): StoredReview {
  return draft === null ? kept : { ...kept, draft };
}

/** False where nothing is lost with it: for an empty text, and for an example on which nobody has worked. */
export function isWork({ text, notes, draft, chosen, attribution }: StoredReview): boolean {
  if (text.trim() === '') return false;
  return notes.length + chosen.length > 0 || Boolean(draft ?? attribution) || !isExample(text);
}

/** The findings chosen for the answer, after one of a table was chosen or left out. */
export function chooseFinding(
  { kept, judged }: { readonly kept: StoredReview; readonly judged: Judged | null },
  of: JudgedInput | undefined,
  key: string,
  isChosen: boolean,
): StoredReview {
  if (!judged || !of) return kept;
  const own = `${getStem(judged, of)}${key}`;
  const others = kept.chosen.filter((each) => each !== own);
  return { ...kept, chosen: isChosen ? [...others, own] : others };
}

/**
 * Identifies a table, and tells it from a driver without a rule set, which another text may replace. While one stays chosen,
 * the reader may look at other rule sets.
 */
export const toShownKey = (kept: StoredReview, { ruleSet }: JudgedInput) =>
  `${kept.name} ${kept.selected} ${ruleSet ? 'table' : 'driver'}`;

/** For `shown`: the page opened in Review, and shows what its address says. */
export const AS_OPENED = 'as opened';

/** Of another text: its table is shown, its first finding comes into view, and what it has is said. */
export const FRESH = { shown: null, isFresh: true, heard: '' } as const;

/** What the machine knows at first. */
export function beginReview({ isOpening, isLinked, ...start }: ReviewStart): ReviewContext {
  return {
    ...start,
    judged: null,
    judgedText: '',
    asked: null,
    failure: null,
    file: null,
    isBeginning: start.kept.text.trim() === '' && !isLinked,
    isDragged: false,
    shown: isOpening && start.kept.text !== '' ? AS_OPENED : null,
    isFresh: start.selection === null,
    finding: null,
    line: null,
    caret: null,
    heard: '',
    log: null,
    panel: 'findings',
  };
}
