/** An open question: what it asks cannot be made or brought back until it is answered; everything else can. */

import { describe, expect, it } from 'vitest';
import { begin, toRules } from '../../machine/history-machine.fixture.ts';
import { getQuestion } from '../../machine/history-machine.ts';
import type { OpenQuestion } from '../../protocol/state/open-question.ts';
import { createOpenQuestion } from './lesson-open-question.ts';

/** Of `v2-7.2`: RUNNING > STOP. */
const HIDDEN = { generation: 'v2', requests: [{ from: 2, to: 1 }], states: [], setup: 0 } as const;
const QUESTION = createOpenQuestion(HIDDEN);

const put = (question: OpenQuestion | null) => ({ type: 'question.change' as const, question });

describe('while a question is open', () => {
  it('[LEAK-4] the request that it asks about is selected and not made; others are made', () => {
    const history = begin('v2-7.2').send(put(QUESTION)).ask('STOP');
    expect(history.line()).toEqual([]);
    expect(history.get().selection).toEqual({ from: 2, to: 1 });
    history.ask('PRE_COPY > RUNNING');
    expect(history.line()).toEqual(['PRE_COPY', 'RUNNING']);
    expect(history.ask('STOP').line()).toHaveLength(2);
    expect(history.send(put(null)).ask('STOP').at()).toBe('STOP');
  });

  it('[LEAK-4] the request that it asks about does not end a playback', () => {
    const history = begin('v2-7.2').ask('PRE_COPY > RUNNING').send({ type: 'cursor.start' });
    history.send(put(QUESTION), { type: 'playback.start' }).ask('STOP');
    expect(history.isPlaying()).toBe(true);
  });

  it('[LEAK-5] undo and redo bring back what was done meanwhile, and not what came of the request', () => {
    const history = begin('v2-7.2').ask('STOP').send({ type: 'history.clear' }, put(QUESTION));
    expect(history.send({ type: 'undo' }).line()).toEqual([]);
    expect(history.ask('PRE_COPY').send({ type: 'undo' }).line()).toEqual([]);
    expect(history.send({ type: 'redo' }).line()).toEqual(['PRE_COPY']);
    history.send({ type: 'undo' }, put(null), { type: 'undo' });
    expect(history.line()).toEqual(['STOP']);
    const undone = begin('v2-7.2').ask('STOP').send({ type: 'undo' }, put(QUESTION));
    expect(undone.send({ type: 'redo' }).line()).toEqual([]);
    expect(undone.send(put(null), { type: 'redo' }).line()).toEqual(['STOP']);
  });

  it('[LEAK-5] what the setup has made can be brought back', () => {
    const setup = createOpenQuestion({ ...HIDDEN, setup: 1 });
    const history = begin('v2-7.2').ask('STOP').send(put(setup)).ask('RUNNING').send({ type: 'undo' });
    expect(history.line()).toEqual(['STOP']);
  });

  it('[LEAK-6] it is not open under the rules of the other protocol', () => {
    const history = begin('v2-7.2').send(put(QUESTION));
    expect(getQuestion(history.get())).toBe(QUESTION);
    history.send(toRules('v2-6.2'));
    expect(getQuestion(history.get())).toBe(QUESTION);
    history.send(toRules('uapi-v1'));
    expect(getQuestion(history.get())).toBeNull();
    expect(history.ask('_SAVING').line()).toEqual(['_SAVING']);
  });
});
