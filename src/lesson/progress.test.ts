/** Progress: what is kept of a lesson, what is counted, and what becomes of a damaged file. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEPT_WORDS } from './lesson-words.ts';
import type { Progress } from './progress.ts';
import {
  addAnswer,
  addDone,
  decodeProgress,
  encodeProgress,
  forgetLesson,
  getNextStep,
  getScore,
  NO_PROGRESS,
  setNextStep,
} from './progress.ts';
import { block, createText, parse } from './text/lesson-text.fixture.ts';

const lesson = parse(
  createText(`\nTold.\n\n### Ask\n${block('predict', 'ask: verdict\nrequest: STOP > STOP')}`),
);

const RIGHT = { right: true, attempt: 1 } as const;

describe('progress', () => {
  it('[PROGRESS-1] counts steps and questions of the lesson as it is now', () => {
    let progress = addAnswer(NO_PROGRESS, 'test', 'ask', { right: false, attempt: 1 });
    expect(getScore(progress, lesson)).toEqual({ steps: 2, done: 0, questions: 1, right: 0, second: 0 });
    progress = addDone(addAnswer(progress, 'test', 'ask', RIGHT), 'test', 'ask');
    progress = addDone(progress, 'test', 'a-step-that-is-gone');
    expect(getScore(progress, lesson)).toEqual({ steps: 2, done: 1, questions: 1, right: 1, second: 0 });
    expect(progress.lessons.test?.steps.ask).toEqual({ done: true, right: 1, wrong: 1, second: 0 });
    expect(getScore(forgetLesson(progress, 'test'), lesson).done).toBe(0);
  });

  it('[PROGRESS-4] counts a question by the try that was right, at best', () => {
    const add = (progress: Progress, right: boolean, attempt: 1 | 2) =>
      addAnswer(progress, 'test', 'ask', { right, attempt });
    let progress = add(add(NO_PROGRESS, false, 1), false, 2);
    expect(progress.lessons.test?.steps.ask).toEqual({ done: false, right: 0, wrong: 1, second: 0 });
    expect(getScore(progress, lesson)).toMatchObject({ right: 0, second: 0 });
    progress = add(add(progress, false, 1), true, 2);
    expect(progress.lessons.test?.steps.ask).toEqual({ done: false, right: 0, wrong: 2, second: 1 });
    expect(getScore(progress, lesson)).toMatchObject({ right: 0, second: 1 });
    expect(getScore(add(progress, true, 1), lesson)).toMatchObject({ right: 1, second: 0 });
  });

  it('[PROGRESS-1] remembers where to continue', () => {
    const progress = setNextStep(NO_PROGRESS, 'test', 'ask');
    expect(getNextStep(progress, 'test')).toBe('ask');
    expect(getNextStep(setNextStep(progress, 'test', null), 'test')).toBeUndefined();
    expect(getNextStep(NO_PROGRESS, 'toString')).toBeUndefined();
  });

  it('[PROGRESS-2] is restored as it was kept', () => {
    const progress = setNextStep(addAnswer(addDone(NO_PROGRESS, 'a', 'x'), 'b', 'y', RIGHT), 'a', 'x');
    expect(decodeProgress(encodeProgress(progress))).toEqual({ progress, problem: null });
  });

  it('[PROGRESS-3] keeps what can be read of a damaged text, and says so', () => {
    const whole = { done: true, right: 1, wrong: 0 };
    const text = JSON.stringify({
      version: 1,
      lessons: { a: { steps: { x: whole, y: { done: 'yes' } }, at: 3 }, b: 7 },
    });
    expect(decodeProgress(text)).toEqual({
      // It was kept before there was a second try.
      progress: { version: 1, lessons: { a: { steps: { x: { ...whole, second: 0 } }, at: null } } },
      problem: KEPT_WORDS.progressPartly,
    });
    for (const bad of ['', 'null', '[]', '{"version":2,"lessons":{}}', '{'])
      expect(decodeProgress(bad)).toMatchObject({ progress: NO_PROGRESS, problem: expect.any(String) });
  });

  it('[PROGRESS-3] never throws, whatever was kept', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { progress } = decodeProgress(JSON.stringify({ version: 1, lessons: value }));
        expect(decodeProgress(encodeProgress(progress))).toEqual({ progress, problem: null });
      }),
    );
  });
});
