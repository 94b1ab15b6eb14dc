/** What Review's machine tells its effects to do: the worker, the storage and the page. */

import type { Judged, JudgedInput, JudgeRequest } from '../../../judge/judge-message.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { StoredReview } from '../../../share/store/stored-review.ts';

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
  | { readonly type: 'select'; readonly selection: RequestPair; readonly chosen: JudgedInput };
