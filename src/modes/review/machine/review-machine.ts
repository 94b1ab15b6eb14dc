/**
 * What is open in Review: the text with its notes and choices, the result of judging it, and where the reader is looking.
 * The worker, the storage and the page are effects: the machine sends them orders, and they send back events.
 */

import { assign, enqueueActions, sendTo, setup } from 'xstate';
import type { JudgedInput } from '../../../judge/judge-message.ts';
import { EMPTY_REVIEW } from '../../../share/store/stored-review.ts';
import { getArcLines } from '../driver/driver-finding.ts';
import { REVIEW_WORK_WORDS } from '../review-mode-words.ts';
import { formatHeardText } from '../verdict/verdict-heard.ts';
import {
  AS_OPENED,
  beginReview,
  chooseFinding,
  FRESH,
  isWork,
  setDraft,
  toShownKey,
  typeText,
} from './review-kept.ts';
import { findFirst, findRemarked, getPointed, isOtherText } from './review-look.ts';
import type { ReviewContext, ReviewEffects, ReviewEvent, ReviewStart } from './review-order.ts';
import { findRequestAt } from './review-view.ts';

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
      'has file': ({ context }) => context.file !== null,
      'is latest': ({ context, event }) => 'request' in event && event.request === context.asked,
    },
    actions: {
      keep: sendTo('store', ({ context }) => ({ type: 'keep', review: context.kept })),
      ask: sendTo('judge', ({ context }) => ({ type: 'judge', request: context.asked })),
      'point at selection': assign({ line: ({ context }) => getPointed(context, getChosen(context)) }),
      complain: sendTo('page', ({ event }) => {
        const sentence = 'why' in event ? event.why : 'problem' in event ? event.problem : '';
        return { type: 'say', sentence, isBad: true };
      }),
      /** What was found, if that is news. */
      tell: enqueueActions(({ context, enqueue }) => {
        const sentence = formatHeardText(context, getChosen(context));
        if (sentence === '' || sentence === context.heard) return;
        enqueue.assign({ heard: sentence });
        enqueue.sendTo('page', toSaid(sentence));
      }),
      'show chosen': enqueueActions(({ context, enqueue }) => {
        const { judged, shown } = context;
        const chosen = getChosen(context);
        if (!judged || !chosen) return;
        const key = toShownKey(context.kept, chosen);
        const isNew = shown !== key && shown !== AS_OPENED;
        enqueue.sendTo('page', { type: 'show', judged, chosen, isNew, options: context.kept.options });
        enqueue.assign({ shown: key });
        if (!context.isFresh) return;
        const finding = findFirst(chosen);
        enqueue.assign({ isFresh: false, finding, ...(finding && { line: finding.line, caret: null }) });
        if (finding?.request)
          enqueue.sendTo('page', {
            type: 'select',
            selection: finding.request,
            flags: finding.flags,
            chosen,
          });
      }),
    },
  }).createMachine({
    id: 'review',
    context: ({ input }) => beginReview(input),
    invoke: [
      { src: 'judge', id: 'judge' },
      { src: 'store', id: 'store' },
      { src: 'page', id: 'page' },
    ],
    initial: 'changed',
    on: {
      'text.type': {
        target: '.changed',
        actions: [
          assign(({ context, event: { text, isPasted } }) => ({
            kept: typeText(context.kept, text),
            ...(isPasted && { heard: '' }),
          })),
          'keep',
        ],
      },
      'text.replace': {
        target: '.changed',
        actions: [
          enqueueActions(({ context: { kept }, event, enqueue }) => {
            if (kept.text !== event.text && isWork(kept)) {
              enqueue.sendTo('store', { type: 'keep-before', review: kept });
              enqueue.assign({ hasBefore: true });
            }
            enqueue.assign({
              kept: { ...EMPTY_REVIEW, text: event.text, name: event.name },
              file: event.file ?? null,
              ...FRESH,
            });
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
          assign(({ event: { review, hasBefore } }) => ({
            kept: review,
            hasBefore,
            file: null,
            ...FRESH,
          })),
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
      'file.show': {
        actions: assign(({ context: { kept, file }, event: { text, first, line } }) => ({
          kept: { ...kept, text },
          file: file && { ...file, first },
          line,
        })),
      },
      'line.show': { actions: assign({ line: ({ event }) => event.line, caret: null }) },
      'log.choose': {
        actions: [assign({ kept: ({ context, event: { log } }) => ({ ...context.kept, log }) }), 'keep'],
      },
      'log.read': { actions: [assign({ log: ({ event }) => event.log }), 'tell'] },
      'page.against': { target: '.changed', actions: assign({ against: ({ event }) => event.against }) },
      'input.choose': {
        actions: [
          assign(({ context, event }) => ({
            kept: { ...context.kept, selected: event.index },
            isFresh: true,
            heard: '',
          })),
          'keep',
          'point at selection',
          'tell',
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
        actions: [
          assign({ selection: ({ event }) => event.selection }),
          'point at selection',
          assign({ caret: ({ context }) => (context.line === null ? context.caret : null) }),
        ],
      },
      'finding.look': {
        actions: assign(({ context, event: { finding } }) => ({
          finding,
          line: finding.line,
          caret: finding.line === null ? context.caret : null,
        })),
      },
      'remark.visit': {
        actions: enqueueActions(({ context, event: { remarks }, enqueue }) => {
          enqueue.sendTo('page', toSaid(remarks.map(({ words }) => words).join(' ')));
          const chosen = getChosen(context);
          const finding = chosen ? findRemarked(chosen, remarks) : null;
          if (!chosen || !finding) return;
          const { line, request: selection, flags } = finding;
          enqueue.assign({ finding, line, panel: 'findings' });
          if (selection) enqueue.sendTo('page', { type: 'select', selection, flags, chosen });
        }),
      },
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
      fail: { actions: [assign({ failure: ({ event }) => event.problem }), 'complain'] },
    },
    states: {
      changed: {
        always: [
          { guard: 'has file', target: 'beside' },
          { guard: 'has text', target: 'judging' },
          { target: 'empty' },
        ],
      },
      /** Only a log is looked for in it. */
      beside: {
        entry: [
          assign(({ context: { kept } }) => ({
            ...{ judged: null, judgedText: kept.text, asked: null, failure: null, isBeginning: false },
          })),
          sendTo('page', { type: 'clear' }),
        ],
      },
      empty: {
        invoke: { src: 'begin' },
        entry: [
          enqueueActions(({ context: { judgedText }, enqueue }) => {
            if (judgedText !== '') enqueue.sendTo('page', toSaid(REVIEW_WORK_WORDS.emptied));
          }),
          assign(({ context: { kept, judgedText, isBeginning } }) => ({
            judged: null,
            judgedText: kept.text,
            asked: null,
            failure: null,
            isBeginning: isBeginning || judgedText !== '',
            isFresh: true,
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
              assign(({ context, event: { judged, request } }) => ({
                isFresh: context.isFresh || isOtherText(context.judgedText, request.text),
                judged,
                judgedText: request.text,
                failure: null,
                isBeginning: false,
              })),
              'point at selection',
              'tell',
              'show chosen',
            ],
          },
          'judge.failed': {
            guard: 'is latest',
            target: 'judged',
            actions: [assign({ failure: ({ event }) => event.why, isBeginning: false }), 'complain'],
          },
        },
      },
      judged: {},
    },
  });
}

const toSaid = (sentence: string) => ({ type: 'say', sentence, isBad: false }) as const;
