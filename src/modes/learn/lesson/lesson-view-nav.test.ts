/** The buttons of a lesson: each does what the player takes, or says why not. */

import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { lessonPlayer } from '../../../lesson/player/lesson-player.ts';
import { block, createText, parse } from '../../../lesson/text/lesson-text.fixture.ts';
import { toForwardEvent } from '../present/present.ts';
import type { Nav, Phase } from './lesson-view-nav.ts';
import { getNav } from './lesson-view-nav.ts';
import { getStepWords } from './lesson-view-step.ts';

const LESSON = parse(
  createText(
    [
      '\nTold.\n',
      `### Ask\n${block('predict', 'ask: verdict\nrequest: STOP_COPY > PRE_COPY')}\nBecause.\n`,
      `### Do\n${block('do', 'goal: reach\nstate: STOP')}`,
    ].join('\n'),
  ),
);

const MIDDLE = { isFirst: false, isLast: false, isTask: false };
const BUTTONS = ['back', 'next', 'skip'] as const satisfies readonly (keyof Nav)[];
const PHASES: readonly Phase[] = ['telling', 'asking', 'showing', 'doing', 'explaining', 'finished'];

describe('the buttons of a lesson', () => {
  it.each(PHASES)('[LVIEW-1] either do something or say why not, when %s', (phase) => {
    for (const isFirst of [true, false])
      for (const isLast of [true, false]) {
        const nav = getNav(phase, { isFirst, isLast, isTask: false });
        for (const name of BUTTONS) expect(nav[name].event === null, name).toBe(nav[name].why.endsWith('.'));
      }
  });

  it('[LVIEW-1] are named after what they do', () => {
    const next = (phase: Phase, step = MIDDLE) => getNav(phase, step).next.label;
    expect(PHASES.map((phase) => next(phase))).toEqual(['Next', 'Next', 'Say why', 'Next', 'Next', 'Finish']);
    expect(next('telling', { ...MIDDLE, isLast: true })).toBe('Finish');
    expect(next('showing', { ...MIDDLE, isTask: true })).toBe('Next');
    expect(getNav('asking', MIDDLE).next.why).toBe('Answer the question, or skip it.');
    expect(getNav('telling', { ...MIDDLE, isFirst: true }).back.event).toBeNull();
    expect(getNav('finished', { ...MIDDLE, isFirst: true }).back.event).toEqual({ type: 'back' });
  });

  it('[LVIEW-2] lead through a lesson and back, and each does something in the player', () => {
    const actor = createActor(lessonPlayer, { input: { lesson: LESSON } }).start();
    const get = () => {
      const { value, context } = actor.getSnapshot();
      return { phase: value as Phase, words: getStepWords(context.lesson, context.at), context };
    };
    const press = (name: keyof Nav) => {
      const before = get();
      const { event } = getNav(before.phase, before.words)[name];
      if (event) actor.send(event);
      const after = get();
      expect([after.phase, after.context.at]).not.toEqual(
        event ? [before.phase, before.context.at] : ['nowhere'],
      );
      return `${after.phase} ${after.words.number}`;
    };
    expect(press('next')).toBe('asking 2');
    expect(press('next')).toBe('asking 2');
    expect(press('skip')).toBe('doing 3');
    expect(press('skip')).toBe('finished 3');
    expect(press('skip')).toBe('finished 3');
    expect(press('back')).toBe('doing 3');
    expect(press('back')).toBe('asking 2');
    actor.send({ type: 'answer', option: 'accepted' });
    expect(press('next')).toBe('explaining 2');
  });
});

describe('going on while presenting', () => {
  it('[PRESENT-3] shows the answer of what is open, then goes on, to the end', () => {
    const actor = createActor(lessonPlayer, { input: { lesson: LESSON } }).start();
    const seen: string[] = [];
    for (let presses = 0; presses < 12; presses += 1) {
      const { value, context } = actor.getSnapshot();
      seen.push(`${String(value)} ${getStepWords(context.lesson, context.at).number}`);
      const event = toForwardEvent(value as Phase);
      if (!event) break;
      actor.send(event);
    }
    expect(seen).toEqual([
      'telling 1',
      'asking 2',
      'showing 2',
      'explaining 2',
      'doing 3',
      'showing 3',
      'explaining 3',
      'finished 3',
    ]);
  });
});
