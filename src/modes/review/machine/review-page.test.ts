/** Review among the page's actors: what it sends them, and that it never computes a known verdict again. */

import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createActor, fromCallback } from 'xstate';
import type { Judged, JudgeRequest } from '../../../judge/judge-message.ts';
import { judge } from '../../../judge/judge-message.ts';
import { historyMachine } from '../../../machine/history-machine.ts';
import { createWorkspace } from '../../../machine/workspace.ts';
import type { HandedText } from '../../../page/workbench.ts';
import { workbenchMachine } from '../../../page/workbench.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { getVerdict } from '../../../protocol/verdict/request-verdict.ts';
import { EMPTY_REVIEW } from '../../../share/store/stored-review.ts';
import { listOwn } from '../answer/chosen-key.ts';
import { createReviewMachine, getChosen } from './review-machine.ts';
import type { JudgeOrder, ReviewEvent, StoreOrder } from './review-order.ts';
import { createPage, readPage } from './review-page.ts';
import { toDiagnostics, toMarks } from './review-view.ts';

vi.mock('../../../protocol/verdict/request-verdict.ts', async (load) => {
  const whole = await load<typeof import('../../../protocol/verdict/request-verdict.ts')>();
  return { ...whole, getVerdict: vi.fn(whole.getVerdict) };
});
beforeEach(() => void vi.mocked(getVerdict).mockClear());

const read = (name: string) =>
  readFileSync(new URL(`../../../reader/fixtures/${name}`, import.meta.url), 'utf8');

const TWO = `${read('v1-allowed.c')}\n${read('v1-member.c')}`;

/** An answer as the worker sends it: it shares no object with the page. */
const judgeAway = (request: JudgeRequest): Judged => structuredClone(judge(request));

function start(text: string, against: string | null = null, handed: HandedText | null = null) {
  const asked: JudgeRequest[] = [];
  const heard: string[] = [];
  const history = createActor(historyMachine, {
    input: { workspace: createWorkspace(getRuleSet('v2-7.2')!) },
  }).start();
  const workbench = createActor(workbenchMachine, {
    input: { mode: 'review', part: null, against, library: [], handed },
  }).start();
  const page = { history, workbench };
  const machine = createReviewMachine({
    judge: fromCallback<JudgeOrder, undefined, ReviewEvent>(({ receive }) =>
      receive(({ request }) => asked.push(request)),
    ),
    store: fromCallback<StoreOrder, undefined, ReviewEvent>(() => undefined),
    begin: fromCallback(() => undefined),
    page: createPage(page, (sentence) => void heard.push(String(sentence))),
  });
  const kept = { ...EMPTY_REVIEW, text };
  const input = { kept, hasBefore: false, isOpening: false, isLinked: false, ...readPage(page) };
  const review = createActor(machine, { input }).start();
  const answer = () => {
    const request = asked.at(-1)!;
    const judged = judgeAway(request);
    if (judged.inputs.some(({ ruleSet }) => ruleSet)) expect(vi.mocked(getVerdict)).toHaveBeenCalled();
    vi.mocked(getVerdict).mockClear();
    review.send({ type: 'judge.done', request, judged });
  };
  const getShown = () => history.getSnapshot().context.ruleSet;
  const getLibrary = () => workbench.getSnapshot().context.library;
  return { asked, heard, history, workbench, review, answer, getShown, getLibrary };
}

describe('a keystroke', () => {
  it.each(['v2-6.2.c', 'v2-rows.patch', 'v1-mail.txt', 'two-tables.c', 'driver-if.c'])(
    '[DESK-8] that changes no table of %s makes the page compute no verdict and change no rule set',
    (name) => {
      const { review, answer, getShown, getLibrary } = start(read(name));
      answer();
      const [shown, library] = [getShown(), getLibrary()];
      review.send({ type: 'text.type', text: `${read(name)}\n\n` });
      answer();
      const { context } = review.getSnapshot();
      const { judged } = context;
      const chosen = getChosen(context);
      if (!judged || !chosen) throw new Error(`${name} has a table`);
      expect(context.judgedText).toBe(`${read(name)}\n\n`);
      toMarks(chosen, { from: 1, to: 2 });
      toDiagnostics(judged);
      listOwn(judged, chosen, []);
      expect(vi.mocked(getVerdict)).toHaveBeenCalledTimes(0);
      expect(getShown()).toBe(shown);
      expect(getLibrary()).toBe(library);
    },
  );

  it('[DESK-8] that changes a table gives the page a new one of that name, computes no verdict for it, and leaves the others', () => {
    const { review, answer, getShown, getLibrary } = start(read('v2-rows.patch'));
    answer();
    const [shown, [, old]] = [getShown(), getLibrary()];
    expect([shown.id, old?.ruleSet.id]).toEqual(['pasted-1', 'pasted-1-old']);
    const text = read('v2-rows.patch').replace(
      /^(\+.*= )VFIO_DEVICE_STATE_\w+,/m,
      '$1VFIO_DEVICE_STATE_ERROR,',
    );
    review.send({ type: 'text.type', text });
    answer();
    expect(vi.mocked(getVerdict)).toHaveBeenCalledTimes(0);
    expect(getShown()).not.toBe(shown);
    expect(getShown().id).toBe('pasted-1');
    expect(getLibrary().map(({ ruleSet }) => ruleSet)).toEqual([getShown(), old?.ruleSet]);
    expect(getLibrary()[1]).toBe(old);
  });
});

describe('a text that was handed to Review', () => {
  it('[DESK-11] is opened once, and what was there before can be brought back', () => {
    const handed = { name: 'a.c', text: read('v1-allowed.c') };
    const { workbench, review } = start('of the reader', null, handed);
    const { kept, hasBefore } = review.getSnapshot().context;
    expect([kept.text, kept.name, hasBefore]).toEqual([handed.text, 'a.c', true]);
    expect(workbench.getSnapshot().context.handed).toBeNull();
    expect(start('of the reader').review.getSnapshot().context.kept.text).toBe('of the reader');
  });
});

describe('the page', () => {
  it('[DESK-9] keeps showing what the reader looks at, until that rule set is gone', () => {
    const { history, review, answer, getShown } = start(TWO);
    answer();
    history.send({ type: 'rules.change', ruleSet: getRuleSet('uapi-v1')! });
    review.send({ type: 'text.type', text: `${TWO}\n` });
    answer();
    expect(getShown().id).toBe('uapi-v1');
    review.send({ type: 'input.choose', index: 1 });
    expect(getShown().id).toBe('pasted-2');
    review.send({ type: 'input.choose', index: 0 });
    history.send({ type: 'rules.change', ruleSet: getRuleSet('uapi-v1')! });
    review.send({ type: 'input.choose', index: 1 });
    review.send({ type: 'text.type', text: read('v2-6.2.c') });
    answer();
    expect(getShown().id).toBe('pasted-1');
  });

  it('[DESK-9] shows the core for a v2 driver, and selects the request of a line only if it shows the table', () => {
    const driver = start(read('driver-if.c'));
    driver.answer();
    expect(driver.getShown().id).toBe('v2-7.2');
    const { history, review, answer } = start(read('v2-6.2.c'));
    answer();
    const { lines } = getChosen(review.getSnapshot().context)!.input.new;
    review.send({ type: 'caret.move', line: lines['1>2']!.line });
    expect(history.getSnapshot().context.selection).toEqual({ from: 1, to: 2 });
    expect(review.getSnapshot().context.line).toBe(lines['1>2']!.line);
    history.send({ type: 'rules.change', ruleSet: getRuleSet('v2-5.18')! });
    review.send({ type: 'caret.move', line: lines['2>3']!.line });
    expect(history.getSnapshot().context.selection).toEqual({ from: 1, to: 2 });
  });
});

describe('the rule set that a text is compared with', () => {
  it('[DESK-10] is the one the reader chose, from the first request on; the old side of a text is no choice', () => {
    const { asked, workbench } = start(read('v2-rows.patch'), 'v2-5.18');
    expect(asked.map(({ against }) => against?.id)).toEqual(['v2-5.18']);
    workbench.send({ type: 'against.change', id: 'v2-6.2' });
    workbench.send({ type: 'mode.change', mode: 'review' });
    workbench.send({ type: 'against.change', id: 'pasted-1-old' });
    workbench.send({ type: 'against.change', id: null });
    expect(asked.map(({ against }) => against?.id)).toEqual(['v2-5.18', 'v2-6.2', undefined]);
  });
});
