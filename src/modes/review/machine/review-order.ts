/** What Review's machine orders from the world around it, the worker, the storage and the page; and the events it takes. */

import type { CallbackActorLogic, EventObject } from 'xstate';
import type { Judged, JudgedInput, JudgeRequest } from '../../../judge/judge-message.ts';
import type { Note } from '../../../judge/reply/notes.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { StoredReview, StoredReviewOptions } from '../../../share/store/stored-review.ts';
import type { LookedFinding } from './review-look.ts';

/** Asks the worker to judge a text; the answer names this request. */
export interface JudgeOrder {
  readonly type: 'judge';
  readonly request: JudgeRequest;
}

/** Stores the open text, stores the text about to be replaced, or swaps that one back in. */
export interface StoreOrder {
  readonly type: 'keep' | 'keep-before' | 'bring-back';
  readonly review: StoredReview;
}

export type PageOrder =
  /** Puts the tables into the library. If `isNew`, the page shows the chosen one; otherwise it keeps showing what it shows. */
  | (Pick<StoredReview, 'options'> & {
      readonly type: 'show';
      readonly judged: Judged;
      readonly chosen: JudgedInput;
      readonly isNew: boolean;
    })
  /** There is nothing to show: the text is gone. */
  | { readonly type: 'clear' }
  /** Selects a request of the chosen table, if the page shows that table. */
  | {
      readonly type: 'select';
      readonly selection: RequestPair;
      /** Those that it is about; left out where any will do. */
      readonly flags?: number | null;
      readonly chosen: JudgedInput;
    };

/** How Review acts on the world around it. */
export type ReviewEffects = {
  readonly judge: CallbackActorLogic<JudgeOrder, undefined, ReviewEvent>;
  readonly store: CallbackActorLogic<StoreOrder, undefined, ReviewEvent>;
  readonly page: CallbackActorLogic<PageOrder, undefined, ReviewEvent>;
  /** While there is no text: hears what is pasted or dropped anywhere on the page. */
  readonly begin: CallbackActorLogic<EventObject, undefined, ReviewEvent>;
};

export type ReviewEvent =
  | { readonly type: 'text.type'; readonly text: string }
  /** Replaces this text with another; this one is stored, unless it is an example on which nobody has worked. */
  | { readonly type: 'text.replace'; readonly text: string; readonly name: string | null }
  | { readonly type: 'text.bring-back' }
  | { readonly type: 'text.restored'; readonly review: StoredReview; readonly hasBefore: boolean }
  | { readonly type: 'options.change'; readonly options: StoredReviewOptions }
  | { readonly type: 'input.choose'; readonly index: number }
  | { readonly type: 'notes.change'; readonly notes: readonly Note[] }
  /** The note that is being written; null once it is added or empty. */
  | { readonly type: 'note.draft'; readonly draft: Note | null }
  | { readonly type: 'attribution.change'; readonly attribution: string }
  | { readonly type: 'finding.choose'; readonly key: string; readonly isChosen: boolean }
  | { readonly type: 'finding.look'; readonly finding: LookedFinding }
  | { readonly type: 'caret.move'; readonly line: number }
  | { readonly type: 'panel.choose'; readonly panel: string }
  /** Something outside the review failed: a file could not be read. */
  | { readonly type: 'fail'; readonly problem: string }
  | { readonly type: 'drag.change'; readonly isOver: boolean }
  | { readonly type: 'judge.done'; readonly request: JudgeRequest; readonly judged: Judged }
  | { readonly type: 'judge.failed'; readonly request: JudgeRequest; readonly why: string }
  | { readonly type: 'page.selected'; readonly selection: RequestPair | null }
  | { readonly type: 'page.against'; readonly against: RuleSet | null };
