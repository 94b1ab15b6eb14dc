/** What Review does on each event; the test plays the worker, the storage and the page. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EventObject } from 'xstate';
import { createActor, fromCallback } from 'xstate';
import type { JudgeRequest } from '../../../judge/judge-message.ts';
import { judge } from '../../../judge/judge-message.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import type { StoredReview } from '../../../share/store/stored-review.ts';
import { EMPTY_REVIEW } from '../../../share/store/stored-review.ts';
import { EXAMPLES } from '../begin/review-example.ts';
import { createReviewMachine, getChosen } from './review-machine.ts';
import type { JudgeOrder, PageOrder, ReviewEvent, ReviewStart, StoreOrder } from './review-order.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../../reader/fixtures/${name}`, import.meta.url), 'utf8');

const TABLE = read('v2-6.2.c');
const FINDING = { list: 'found', key: 'x', line: null, flags: null, request: null } as const;
const TWO = `${read('v1-allowed.c')}\n${read('v1-member.c')}`;

/** Review, with all the orders that it sent to its effects, in sequence. */
function start(kept: Partial<StoredReview> = {}, others: Partial<ReviewStart> = {}) {
  const asked: JudgeRequest[] = [];
  const stored: StoreOrder[] = [];
  const told: PageOrder[] = [];
  /** Hears what is pasted on the page; null while nobody listens. */
  let hear: ((event: ReviewEvent) => void) | null = null;
  const machine = createReviewMachine({
    judge: fromCallback<JudgeOrder, undefined, ReviewEvent>(({ receive }) =>
      receive(({ request }) => asked.push(request)),
    ),
    store: fromCallback<StoreOrder, undefined, ReviewEvent>(({ receive }) =>
      receive((order) => stored.push(order)),
    ),
    page: fromCallback<PageOrder, undefined, ReviewEvent>(({ receive }) =>
      receive((order) => told.push(order)),
    ),
    begin: fromCallback<EventObject, undefined, ReviewEvent>(({ sendBack }) => {
      hear = sendBack;
      return () => {
        hear = null;
      };
    }),
  });
  const input: ReviewStart = {
    kept: { ...EMPTY_REVIEW, ...kept },
    hasBefore: false,
    against: null,
    selection: null,
    isOpening: false,
    isLinked: false,
    ...others,
  };
  const actor = createActor(machine, { input }).start();
  const get = () => actor.getSnapshot().context;
  const send = (event: ReviewEvent) => actor.send(event);
  const answer = (request = asked.at(-1)!) => send({ type: 'judge.done', request, judged: judge(request) });
  const isBusy = () => actor.getSnapshot().matches('judging');
  return { asked, stored, told, get, send, answer, isBusy, hear: () => hear };
}

describe('a text', () => {
  it('[DESK-1] is judged once: not again for its consequences, its notes, or where the reader looks', () => {
    const { asked, get, send, answer, isBusy } = start();
    expect([asked, isBusy()]).toEqual([[], false]);
    send({ type: 'text.replace', text: TABLE, name: 'a.c' });
    expect([asked.length, isBusy()]).toEqual([1, true]);
    answer();
    expect(isBusy()).toBe(false);
    expect(getChosen(get())?.before?.id).toBe('v2-5.18');
    send({ type: 'page.selected', selection: { from: 1, to: 2 } });
    send({ type: 'input.choose', index: 0 });
    send({ type: 'caret.move', line: 3 });
    send({ type: 'notes.change', notes: [{ line: 1, request: null, text: 'Why?' }] });
    send({ type: 'attribution.change', attribution: 'You wrote:' });
    send({ type: 'panel.choose', panel: 'notes' });
    expect(asked).toEqual([{ text: TABLE, options: {}, against: null }]);
  });

  it('[DESK-1] is judged again when it, its options or its comparison changes', () => {
    const { asked, send } = start({ text: TABLE });
    send({ type: 'text.type', text: `${TABLE}\n` });
    send({ type: 'options.change', options: { flags: 1 } });
    const against = getRuleSet('v2-5.18')!;
    send({ type: 'page.against', against });
    expect(asked).toEqual([
      { text: TABLE, options: {}, against: null },
      { text: `${TABLE}\n`, options: {}, against: null },
      { text: `${TABLE}\n`, options: { flags: 1 }, against: null },
      { text: `${TABLE}\n`, options: { flags: 1 }, against },
    ]);
  });

  it('[DESK-2] takes only its own answer: answers to earlier requests or to a text that is gone are dropped', () => {
    const { asked, get, send, answer, isBusy } = start({ text: TABLE });
    send({ type: 'text.type', text: TWO });
    answer(asked[0]);
    expect([get().judged, isBusy()]).toEqual([null, true]);
    answer(asked[1]);
    expect([get().judged?.inputs.length, get().judgedText, isBusy()]).toEqual([4, TWO, false]);
    send({ type: 'text.type', text: `${TWO} ` });
    send({ type: 'text.type', text: '  \n' });
    answer(asked[2]);
    expect([get().judged, isBusy()]).toEqual([null, false]);
  });

  it('[DESK-2] keeps its last result when the worker fails, and shows the failure until the next answer', () => {
    const { asked, get, send, answer, isBusy } = start({ text: TABLE });
    answer();
    send({ type: 'text.type', text: TWO });
    send({ type: 'judge.failed', request: asked[0]!, why: 'of another' });
    expect(get().failure).toBeNull();
    send({ type: 'judge.failed', request: asked[1]!, why: 'It stopped.' });
    expect([get().failure, get().judgedText, isBusy()]).toEqual(['It stopped.', TABLE, false]);
    send({ type: 'text.type', text: TABLE });
    expect(get().failure).toBe('It stopped.');
    answer();
    expect(get().failure).toBeNull();
    send({ type: 'fail', problem: 'a.c cannot be read.' });
    expect(get().failure).toBe('a.c cannot be read.');
    send({ type: 'text.type', text: '' });
    expect(get().failure).toBeNull();
  });

  it('[DESK-3] that replaces another starts fresh; the other is stored and can be brought back', () => {
    const { asked, stored, get, send } = start({ text: TABLE, name: 'a.c', selected: 1, chosen: ['x'] });
    const before = get().kept;
    send({ type: 'text.replace', text: TWO, name: 'b.c' });
    expect(get().kept).toEqual({ ...EMPTY_REVIEW, text: TWO, name: 'b.c' });
    expect([get().hasBefore, stored]).toEqual([
      true,
      [
        { type: 'keep-before', review: before },
        { type: 'keep', review: get().kept },
      ],
    ]);
    send({ type: 'text.bring-back' });
    expect(stored.at(-1)).toEqual({ type: 'bring-back', review: get().kept });
    send({ type: 'text.restored', review: before, hasBefore: true });
    expect([get().kept, asked.at(-1)?.text]).toEqual([before, TABLE]);
    expect(stored.at(-1)).toEqual({ type: 'keep', review: before });
  });

  it('[DESK-3] that replaces nothing, or itself, leaves the previously stored text alone', () => {
    for (const text of [' \n', TABLE]) {
      const { stored, get, send } = start({ text });
      send({ type: 'text.replace', text: TABLE, name: null });
      expect([get().hasBefore, stored.map(({ type }) => type)]).toEqual([false, ['keep']]);
    }
  });

  it('[DESK-4] is stored on each change, but not when the reader only looks at another part', () => {
    const { stored, send, answer } = start({ text: TABLE });
    answer();
    send({ type: 'finding.look', finding: { ...FINDING, line: 3 } });
    send({ type: 'caret.move', line: 3 });
    send({ type: 'page.selected', selection: null });
    expect(stored).toEqual([]);
    send({ type: 'text.type', text: TWO });
    send({ type: 'options.change', options: {} });
    send({ type: 'input.choose', index: 1 });
    send({ type: 'notes.change', notes: [] });
    send({ type: 'attribution.change', attribution: '' });
    send({ type: 'finding.choose', key: 'x', isChosen: true });
    expect(stored.map(({ type }) => type)).toEqual(new Array(6).fill('keep'));
    expect(stored.at(-1)?.review).toMatchObject({ text: TWO, selected: 1, attribution: '' });
  });

  it('[DESK-3] that is an example gives way without being stored, until somebody has worked on it', () => {
    const [one, two] = EXAMPLES.map(({ create }) => create());
    const { stored, get, send } = start({ text: TABLE });
    const kept = () => stored.filter(({ type }) => type === 'keep-before').map(({ review }) => review.text);
    send({ type: 'text.replace', text: one!, name: 'one' });
    send({ type: 'text.replace', text: two!, name: 'two' });
    expect([get().hasBefore, kept()]).toEqual([true, [TABLE]]);
    send({ type: 'note.draft', draft: { line: 1, request: null, text: 'W' } });
    send({ type: 'text.replace', text: one!, name: 'one' });
    send({ type: 'text.type', text: `${one} ` });
    send({ type: 'text.replace', text: '', name: null });
    expect(kept()).toEqual([TABLE, two, `${one} `]);
  });

  it('[DESK-8] begins anew where it is empty, hears what is pasted on the page, and ends with the first judgement', () => {
    const { get, send, answer, hear } = start();
    expect([get().isBeginning, hear() === null]).toEqual([true, false]);
    hear()?.({ type: 'drag.change', isOver: true });
    hear()?.({ type: 'text.replace', text: TABLE, name: null });
    expect([get().isBeginning, get().isDragged, hear()]).toEqual([true, false, null]);
    answer();
    expect(get().isBeginning).toBe(false);
    send({ type: 'text.type', text: ' ' });
    expect([get().isBeginning, hear() === null]).toEqual([true, false]);
    expect(start({ text: TABLE }).get().isBeginning).toBe(false);
    const linked = start({}, { isOpening: true, isLinked: true });
    expect(linked.get().isBeginning).toBe(false);
  });

  it('[DESK-5] keeps its notes on their lines when lines are typed above them', () => {
    const { get, send } = start({ text: 'a\nb\nc', notes: [{ line: 2, text: 'b?' }] });
    send({ type: 'text.type', text: 'a\nnew\nb\nc' });
    expect(get().kept.notes).toMatchObject([{ line: 3, text: 'b?' }]);
  });

  it('[DESK-5] keeps the note that is being written, on its line too, until it is added or dropped', () => {
    const { stored, get, send } = start({ text: 'a\nb' });
    const draft = { line: 2, request: null, text: 'Is th' };
    send({ type: 'note.draft', draft });
    expect(stored.at(-1)).toEqual({ type: 'keep', review: { ...EMPTY_REVIEW, text: 'a\nb', draft } });
    send({ type: 'text.type', text: 'a\nnew\nb' });
    expect(get().kept.draft).toEqual({ ...draft, line: 3 });
    send({ type: 'note.draft', draft: null });
    expect(stored.at(-1)?.review).toEqual({ ...EMPTY_REVIEW, text: 'a\nnew\nb' });
  });

  it('[DESK-5] has findings that are chosen and unchosen, for the table that the reader looks at', () => {
    const { get, send, answer } = start({ text: TWO, selected: 1 });
    send({ type: 'finding.choose', key: 'x', isChosen: true });
    expect(get().kept.chosen).toEqual([]);
    answer();
    const { name } = getChosen(get())!.input;
    send({ type: 'finding.choose', key: 'x', isChosen: true });
    send({ type: 'finding.choose', key: 'x', isChosen: true });
    expect(get().kept.chosen).toEqual([`${name}: x`]);
    send({ type: 'finding.choose', key: 'x', isChosen: false });
    expect(get().kept.chosen).toEqual([]);
  });
});

describe('the page', () => {
  it('[DESK-6] is told once to show a text or a table, and follows it from then on', () => {
    const { told, send, answer } = start({ text: TWO });
    answer();
    send({ type: 'text.type', text: `${TWO}\n` });
    answer();
    send({ type: 'input.choose', index: 1 });
    send({ type: 'text.replace', text: TWO, name: 'other.c' });
    answer();
    const shown = told.flatMap((order) =>
      order.type === 'show' ? [[order.chosen.ruleSet?.id, order.isNew]] : [],
    );
    expect(shown).toEqual([
      ['pasted-1', true],
      ['pasted-1', false],
      ['pasted-2', true],
      ['pasted-1', true],
    ]);
  });

  it('[DESK-6] is told to show a table that is pasted over a driver, and a text that replaces one of the same name', () => {
    const { told, send, answer } = start({ text: read('driver-if.c') });
    answer();
    send({ type: 'text.type', text: TABLE });
    answer();
    send({ type: 'text.replace', text: '', name: null });
    send({ type: 'text.type', text: TWO });
    answer();
    const shown = told.flatMap((order) =>
      order.type === 'show' ? [[order.chosen.ruleSet?.id, order.isNew]] : [],
    );
    expect(shown).toEqual([
      [undefined, true],
      ['pasted-1', true],
      ['pasted-1', true],
    ]);
  });

  it('[DESK-6] that opens in Review shows what its address says', () => {
    for (const [text, isNew] of [
      [TABLE, false],
      ['', true],
    ] as const) {
      const { told, send, answer } = start({ text }, { isOpening: true });
      if (text === '') send({ type: 'text.type', text: TABLE });
      answer();
      expect(told.find(({ type }) => type === 'show')).toMatchObject({ isNew });
    }
  });

  it('[DESK-7] and the text point at each other: a request at its line, a line at its request', () => {
    const { told, get, send, answer } = start({ text: TABLE }, { selection: { from: 0, to: 1 } });
    expect(get().line).toBeNull();
    answer();
    const { lines } = getChosen(get())!.input.new;
    expect(get().line).toBe(lines['0>1']?.line);
    const { line } = lines['1>2']!;
    send({ type: 'caret.move', line });
    expect(told.at(-1)).toMatchObject({ type: 'select', selection: { from: 1, to: 2 } });
    send({ type: 'page.selected', selection: { from: 1, to: 2 } });
    expect([get().line, get().caret]).toEqual([line, null]);
    const count = told.length;
    send({ type: 'caret.move', line: 1 });
    expect([get().line, get().caret, told.length]).toEqual([null, 1, count]);
    send({ type: 'finding.look', finding: { ...FINDING, line: 7 } });
    send({ type: 'page.selected', selection: null });
    expect(get().line).toBe(7);
  });
});
