/** A part that is loaded when it is needed: twice where it fails, and again where somebody tries again. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChunkFailure, createChunk, forgetFailures, loadTwice } from './chunk.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A load that fails so many times, and counts. */
function createLoad(failures: number) {
  const load = vi.fn(async () => {
    if (load.mock.calls.length <= failures) throw new TypeError('Failed to fetch');
    return 'content';
  });
  return load;
}

/** How a promise ends, with all timers run. */
async function settle<Value>(promise: Promise<Value>): Promise<Value | Error> {
  const end = promise.catch((error: Error) => error);
  await vi.runAllTimersAsync();
  return end;
}

describe('a chunk', () => {
  it('[CHUNK-1] that loads is asked for once, by whoever needs it', async () => {
    const load = createLoad(0);
    const get = createChunk(load);
    expect(get()).toBe(get());
    expect(await settle(get())).toBe('content');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('[CHUNK-2] that fails is asked for once more by itself', async () => {
    const load = createLoad(1);
    expect(await settle(loadTwice(load))).toBe('content');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('[CHUNK-3] that fails twice stays failed, with why, until somebody tries again', async () => {
    const load = createLoad(2);
    const get = createChunk(load);
    const failure = await settle(get());
    expect(failure).toBeInstanceOf(ChunkFailure);
    expect(failure).toMatchObject({ message: 'Failed to fetch' });
    expect(await settle(get())).toBe(failure);
    expect(load).toHaveBeenCalledTimes(2);
    forgetFailures();
    expect(await settle(get())).toBe('content');
    forgetFailures();
    expect(await settle(get())).toBe('content');
    expect(load).toHaveBeenCalledTimes(3);
  });
});
