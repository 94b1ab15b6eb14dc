/**
 * What is open in Review: the text with its notes and choices, the result of judging it, and where the reader is looking.
 * The worker, the storage and the page are effects: the machine sends them orders, and they send back events.
 */

import type { CallbackActorLogic, EventObject } from 'xstate';
import { assign, enqueueActions, sendTo, setup } from 'xstate';
import type { Judged, JudgedInput, JudgeRequest } from '../../../judge/judge-message.ts';
import type { Note } from '../../../judge/reply/notes.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { StoredReview, StoredReviewOptions } from '../../../share/store/stored-review.ts';
import { EMPTY_REVIEW } from '../../../share/store/stored-review.ts';
import { getArcLines } from '../driver/driver-finding.ts';
import { findLine, findRequestAt } from '../review-view.ts';
import { chooseFinding, isWork, setDraft, toShownKey, typeText } from './review-kept.ts';
import type { JudgeOrder, PageOrder, StoreOrder } from './review-order.ts';

/** How Review acts on the world around it. */
export type ReviewEffects = {
  readonly judge: CallbackActorLogic<JudgeOrder, undefined, ReviewEvent>;
  readonly store: CallbackActorLogic<StoreOrder, undefined, ReviewEvent>;
  readonly page: CallbackActorLogic<PageOrder, undefined, ReviewEvent>;
  /** While there is no text: hears what is pasted or dropped anywhere on the page. */
  readonly begin: CallbackActorLogic<EventObject, undefined, ReviewEvent>;
};

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
  /** True from an empty text until the next one is judged: there is nothing yet to compare. */
  readonly isBeginning: boolean;
  /** Something is dragged over the page. */
  readonly isDragged: boolean;
  /** The key of the table that the page was last told to show, for the text that is open; null until it is told. */
  readonly shown: string | null;
  /** The line pointed at from outside the text, and the line with the caret. */
  readonly line: number | null;
  readonly caret: number | null;
  /** The panel open below the canvas. */
  readonly panel: string;
}

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
  | { readonly type: 'line.point'; readonly line: number | null }
  | { readonly type: 'caret.move'; readonly line: number }
  | { readonly type: 'panel.choose'; readonly panel: string }
  /** Something outside the review failed: a file could not be read. */
  | { readonly type: 'fail'; readonly problem: string }
  | { readonly type: 'drag.change'; readonly isOver: boolean }
  | { readonly type: 'judge.done'; readonly request: JudgeRequest; readonly judged: Judged }
  | { readonly type: 'judge.failed'; readonly request: JudgeRequest; readonly why: string }
  | { readonly type: 'page.selected'; readonly selection: RequestPair | null }
  | { readonly type: 'page.against'; readonly against: RuleSet | null };

export type ReviewMachine = ReturnType<typeof createReviewMachine>;

/** The table that the reader is looking at: the chosen one, or the first. */
export function getChosen({ judged, kept }: Pick<ReviewContext, 'judged' | 'kept'>): JudgedInput | undefined {
  return judged?.inputs[kept.selected] ?? judged?.inputs[0];
}

/** The machine with its effects. It judges the text whenever the text, its options or its comparison changes, and at no other time. */
export function createReviewMachine(effects: ReviewEffects) {
  return setup({
    types: {
      context: {} as ReviewContext,
      events: {} as ReviewEvent,
      input: {} as ReviewStart,
    },
    actors: effects,
    guards: {
      'has text': ({ context }) => context.kept.text.trim() !== '',
      'is latest': ({ context, event }) => 'request' in event && event.request === context.asked,
    },
    actions: {
      keep: sendTo('store', ({ context }) => ({ type: 'keep', review: context.kept })),
      ask: sendTo('judge', ({ context }) => ({ type: 'judge', request: context.asked })),
      'point at selection': assign({ line: ({ context }) => getPointed(context) }),
      'show chosen': enqueueActions(({ context, enqueue }) => {
        const { judged, shown } = context;
        const chosen = getChosen(context);
        if (!judged || !chosen) return;
        const key = toShownKey(context.kept, chosen);
        const isNew = shown !== key && shown !== AS_OPENED;
        enqueue.sendTo('page', { type: 'show', judged, chosen, isNew, options: context.kept.options });
        enqueue.assign({ shown: key });
      }),
    },
  }).createMachine({
    id: 'review',
    context: ({ input: { isOpening, isLinked, ...start } }) => ({
      ...start,
      judged: null,
      judgedText: '',
      asked: null,
      failure: null,
      isBeginning: start.kept.text.trim() === '' && !isLinked,
      isDragged: false,
      shown: isOpening && start.kept.text !== '' ? AS_OPENED : null,
      line: null,
      caret: null,
      panel: 'findings',
    }),
    invoke: [
      { src: 'judge', id: 'judge' },
      { src: 'store', id: 'store' },
      { src: 'page', id: 'page' },
    ],
    initial: 'changed',
    on: {
      'text.type': {
        target: '.changed',
        actions: [assign({ kept: ({ context, event }) => typeText(context.kept, event.text) }), 'keep'],
      },
      'text.replace': {
        target: '.changed',
        actions: [
          enqueueActions(({ context: { kept }, event, enqueue }) => {
            if (kept.text !== event.text && isWork(kept)) {
              enqueue.sendTo('store', { type: 'keep-before', review: kept });
              enqueue.assign({ hasBefore: true });
            }
            enqueue.assign({ kept: { ...EMPTY_REVIEW, text: event.text, name: event.name }, shown: null });
          }),
          'keep',
        ],
      },
      'text.bring-back': {
        actions: sendTo('store', ({ context }) => ({ type: 'bring-back', review: context.kept })),
      },
      'text.restored': {
        target: '.changed',
        actions: [
          assign(({ event: { review, hasBefore } }) => ({ kept: review, hasBefore, shown: null })),
          'keep',
        ],
      },
      'options.change': {
        target: '.changed',
        actions: [
          assign({ kept: ({ context, event }) => ({ ...context.kept, options: event.options }) }),
          'keep',
        ],
      },
      'page.against': { target: '.changed', actions: assign({ against: ({ event }) => event.against }) },
      'input.choose': {
        actions: [
          assign({ kept: ({ context, event }) => ({ ...context.kept, selected: event.index }) }),
          'keep',
          'point at selection',
          'show chosen',
        ],
      },
      'notes.change': {
        actions: [
          assign({ kept: ({ context, event }) => ({ ...context.kept, notes: event.notes }) }),
          'keep',
        ],
      },
      'note.draft': {
        actions: [assign({ kept: ({ context, event }) => setDraft(context.kept, event.draft) }), 'keep'],
      },
      'attribution.change': {
        actions: [
          assign({ kept: ({ context, event }) => ({ ...context.kept, attribution: event.attribution }) }),
          'keep',
        ],
      },
      'finding.choose': {
        actions: [
          assign({
            kept: ({ context, event: { key, isChosen } }) =>
              chooseFinding(context, getChosen(context), key, isChosen),
          }),
          'keep',
        ],
      },
      'page.selected': {
        actions: [assign({ selection: ({ event }) => event.selection }), 'point at selection'],
      },
      'line.point': { actions: assign({ line: ({ event }) => event.line }) },
      'caret.move': {
        actions: enqueueActions(({ context, event: { line }, enqueue }) => {
          const chosen = getChosen(context);
          const selection = chosen && findRequestAt(getArcLines(chosen.input), line, context.selection);
          enqueue.assign({ caret: line, ...(!selection && { line: null }) });
          if (selection) enqueue.sendTo('page', { type: 'select', selection, chosen });
        }),
      },
      'panel.choose': { actions: assign({ panel: ({ event }) => event.panel }) },
      'drag.change': { actions: assign({ isDragged: ({ event }) => event.isOver }) },
      fail: { actions: assign({ failure: ({ event }) => event.problem }) },
    },
    states: {
      changed: { always: [{ guard: 'has text', target: 'judging' }, { target: 'empty' }] },
      empty: {
        invoke: { src: 'begin' },
        entry: [
          assign(({ context: { kept, judgedText, isBeginning } }) => ({
            judged: null,
            judgedText: kept.text,
            asked: null,
            failure: null,
            isBeginning: isBeginning || judgedText !== '',
          })),
          sendTo('page', { type: 'clear' }),
        ],
        exit: assign({ isDragged: false }),
      },
      judging: {
        entry: [
          assign({
            asked: ({ context: { kept, against } }) => ({ text: kept.text, options: kept.options, against }),
          }),
          'ask',
        ],
        on: {
          'judge.done': {
            guard: 'is latest',
            target: 'judged',
            actions: [
              assign(({ event: { judged, request } }) => ({
                judged,
                judgedText: request.text,
                failure: null,
                isBeginning: false,
              })),
              'point at selection',
              'show chosen',
            ],
          },
          'judge.failed': {
            guard: 'is latest',
            target: 'judged',
            actions: assign({ failure: ({ event }) => event.why, isBeginning: false }),
          },
        },
      },
      judged: {},
    },
  });
}

/** For `shown`: the page opened in Review, and shows what its address says. */
const AS_OPENED = 'as opened';

/** The line of the selected request; without one, the line stays as it is. */
function getPointed(context: ReviewContext): number | null {
  const chosen = getChosen(context);
  return chosen && context.selection ? findLine(getArcLines(chosen.input), context.selection) : context.line;
}
