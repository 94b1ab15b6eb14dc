/** What Review's machine orders from the world around it, the worker, the storage and the page; and the events it takes. */

import type { CallbackActorLogic, EventObject } from 'xstate';
import type { Judged, JudgedInput, JudgeRequest } from '../../../judge/judge-message.ts';
import type { Note } from '../../../judge/reply/notes.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type {
  StoredLogChoices,
  StoredReview,
  StoredReviewOptions,
} from '../../../share/store/stored-review.ts';
import type { Remark } from '../editor/editor-diagnostics.ts';
import type { BesideFile } from '../inputs/beside-file.ts';
import type { LookedFinding } from './review-look.ts';

/** What Review starts with. */
export interface ReviewStart {
  readonly kept: StoredReview;
  /** The previous text was replaced and can be brought back. */
  readonly hasBefore: boolean;
  /** The rule set that the reader chose to compare the text with; null lets the text decide. */
  readonly against: RuleSet | null;
  /** The request selected on the page. */
  readonly selection: RequestPair | null;
  /** The page opened in Review, and its address says which rule set to show. */
  readonly isOpening: boolean;
  /** The address brought a rule set that is not built in: it is shown, though there is no text. */
  readonly isLinked: boolean;
}

export interface ReviewContext extends Omit<ReviewStart, 'isOpening' | 'isLinked'> {
  /** The result for the text that was judged last; null until one is. */
  readonly judged: Judged | null;
  /** The text that was judged last. */
  readonly judgedText: string;
  /** The last request to the worker. */
  readonly asked: JudgeRequest | null;
  readonly failure: string | null;
  /** A file that is too large for the editor, which shows some lines of it; null where the text is all there is. */
  readonly file: BesideFile | null;
  /** True from an empty text until the next one is judged: there is nothing yet to compare. */
  readonly isBeginning: boolean;
  /** Something is dragged over the page. */
  readonly isDragged: boolean;
  /** The key of the table that the page was last told to show, for the text that is open; null until it is told. */
  readonly shown: string | null;
  /** The first finding comes into view with the next result: the text or the table is another one. */
  readonly isFresh: boolean;
  /** The finding in view; null until there is one. */
  readonly finding: LookedFinding | null;
  /** The line pointed at from outside the text; and the line with the caret, if that was chosen later. */
  readonly line: number | null;
  readonly caret: number | null;
  /** What was said last of the text. */
  readonly heard: string;
  /** What was read of a log, and in which text; null until a text was read. */
  readonly log: ReadLog | null;
  /** The panel open below the canvas. */
  readonly panel: string;
}

/** Of a text, or of a file beside it, where `text` is null; no sentence where it has no log. */
interface ReadLog {
  readonly text: string | null;
  readonly sentence: string | null;
}

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
  /** Says a sentence to readers who cannot see the page; `isBad` where something failed. */
  | { readonly type: 'say'; readonly sentence: string; readonly isBad: boolean }
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
  /** What a paste found is told, also where the same was found before. */
  | { readonly type: 'text.type'; readonly text: string; readonly isPasted?: boolean }
  /** Replaces this text with another; this one is stored, unless it is an example on which nobody has worked. */
  | {
      readonly type: 'text.replace';
      readonly text: string;
      readonly name: string | null;
      readonly file?: BesideFile | null;
    }
  /** Shows other lines of the file beside the text, from line `first` on, and points at one. */
  | {
      readonly type: 'file.show';
      readonly text: string;
      readonly first: number;
      readonly line: number | null;
    }
  /** Points at a line of the text. */
  | { readonly type: 'line.show'; readonly line: number }
  | { readonly type: 'log.choose'; readonly log: StoredLogChoices }
  | { readonly type: 'log.read'; readonly log: ReadLog }
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
  /** The reader went to these remarks on the text. */
  | { readonly type: 'remark.visit'; readonly remarks: readonly Remark[] }
  | { readonly type: 'caret.move'; readonly line: number }
  | { readonly type: 'panel.choose'; readonly panel: string }
  /** Something outside the review failed: a file could not be read. */
  | { readonly type: 'fail'; readonly problem: string }
  | { readonly type: 'drag.change'; readonly isOver: boolean }
  | { readonly type: 'judge.done'; readonly request: JudgeRequest; readonly judged: Judged }
  | { readonly type: 'judge.failed'; readonly request: JudgeRequest; readonly why: string }
  | { readonly type: 'page.selected'; readonly selection: RequestPair | null }
  | { readonly type: 'page.against'; readonly against: RuleSet | null };
