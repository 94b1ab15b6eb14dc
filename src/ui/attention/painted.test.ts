/** What waits for a paint is done after it, together. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenPainted } from './painted.ts';

let frames: (() => void)[] = [];
let errors: unknown[] = [];

/** The browser paints: what waits for the frame runs, then what waits for it to be over. */
function paint(): void {
  const now = frames;
  frames = [];
  for (const run of now) run();
  vi.runAllTimers();
}

beforeEach(() => {
  vi.useFakeTimers();
  [frames, errors] = [[], []];
  vi.stubGlobal('window', {
    requestAnimationFrame: (run: () => void) => frames.push(run),
    setTimeout: (run: () => void) => setTimeout(run),
    reportError: (error: unknown) => errors.push(error),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what waits for a paint', () => {
  it('[PAINT-1] is done after it, in one go and in its order', () => {
    const done: string[] = [];
    whenPainted(() => done.push('one'));
    whenPainted(() => done.push('two'));
    vi.runAllTimers();
    expect([frames.length, done]).toEqual([1, []]);
    paint();
    expect(done).toEqual(['one', 'two']);
    paint();
    expect(done).toEqual(['one', 'two']);
  });

  it('[PAINT-2] is not done once it is taken back, not even by what is done before it', () => {
    const done: string[] = [];
    const forget = whenPainted(() => done.push('one'));
    whenPainted(() => forgetLast());
    const forgetLast = whenPainted(() => done.push('last'));
    forget();
    paint();
    expect(done).toEqual([]);
  });

  it('[PAINT-3] waits for the next paint where it comes after this one began', () => {
    const done: string[] = [];
    whenPainted(() => whenPainted(() => done.push('inner')));
    paint();
    expect(done).toEqual([]);
    paint();
    expect(done).toEqual(['inner']);
  });

  it('[PAINT-4] is done though another job fails, which is reported', () => {
    const done: string[] = [];
    const failure = new Error('no');
    whenPainted(() => {
      throw failure;
    });
    whenPainted(() => done.push('two'));
    paint();
    expect([done, errors]).toEqual([['two'], [failure]]);
  });
});
