/** Starts Review: its machine with the worker, this tab's storage, and the page's actors. */

import type { ActorRefFrom } from 'xstate';
import type { Notice } from '../../../page/shell.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { announce } from '../../../ui/attention/announce.ts';
import { hearTexts } from '../begin/begin-texts.ts';
import { createJudge, createReviewClient } from './review-judge.ts';
import type { ReviewMachine } from './review-machine.ts';
import { createReviewMachine } from './review-machine.ts';
import type { ReviewStart } from './review-order.ts';
import type { Page } from './review-page.ts';
import { createPage, readPage } from './review-page.ts';
import { getReviewSlot } from './review-slot.ts';
import { createStore, readStart } from './review-store.ts';

export type ReviewActor = ActorRefFrom<ReviewMachine>;

/** `notify` shows a sentence until the user dismisses it. */
export function startReview(
  page: Page,
  isOpening: boolean,
  notify: (notice: Notice) => void,
): { readonly machine: ReviewMachine; readonly input: ReviewStart } {
  const slot = getReviewSlot();
  const { problems, ...start } = readStart(slot);
  const machine = createReviewMachine({
    judge: createJudge(createReviewClient),
    store: createStore(slot, problems, notify),
    page: createPage(page, announce),
    begin: hearTexts,
  });
  const { ruleSet } = page.history.getSnapshot().context;
  const isLinked = isOpening && getRuleSet(ruleSet.id) === undefined;
  return { machine, input: { ...start, ...readPage(page), isOpening, isLinked } };
}
