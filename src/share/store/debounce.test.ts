/** When a change is kept. The clock is the test's. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDebounce, KEEP_PACE } from './debounce.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Calls at each of the times, in milliseconds; returns when it ran in the first `until`. */
function play(times: readonly number[], until = 20_000): readonly number[] {
  const ran: number[] = [];
  const start = performance.now();
  const { call } = createDebounce(() => ran.push(performance.now() - start));
  for (const time of times) {
    vi.advanceTimersByTime(time - (performance.now() - start));
    call();
  }
  vi.advanceTimersByTime(until - (performance.now() - start));
  return ran;
}

describe('a debounce', () => {
  it('[DEBOUNCE-1] runs once after a burst, and not at all where nothing was called', () => {
    expect(play([])).toEqual([]);
    expect(play([0])).toEqual([KEEP_PACE.after]);
    expect(play([0, 100, 200])).toEqual([200 + KEEP_PACE.after]);
  });

  it('[DEBOUNCE-2] keeps what is typed without a pause: no change waits for a second', () => {
    const times = Array.from({ length: 120 }, (_, index) => index * 100);
    const ran = play(times);
    for (const time of times) {
      const kept = ran.find((each) => each >= time);
      expect(kept).toBeDefined();
      expect(kept! - time).toBeLessThan(1000);
    }
    expect(ran.length).toBeLessThan(20);
  });

  it('[DEBOUNCE-3] runs at once when it is flushed, and not again for the same change', () => {
    let runs = 0;
    const { call, flush } = createDebounce(() => {
      runs += 1;
    });
    flush();
    expect(runs).toBe(0);
    call();
    flush();
    expect(runs).toBe(1);
    vi.advanceTimersByTime(5000);
    flush();
    expect(runs).toBe(1);
  });

  it('[DEBOUNCE-4] keeps a change that comes while it runs', () => {
    let runs = 0;
    const { call } = createDebounce(() => {
      runs += 1;
      if (runs === 1) call();
    });
    call();
    vi.advanceTimersByTime(5000);
    expect(runs).toBe(2);
  });
});
