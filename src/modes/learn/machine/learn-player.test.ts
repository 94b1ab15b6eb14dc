/** What Learn's machine fetches or reads: it says so, and lets go of it. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPage, createWindow, openLearn } from './learn.fixture.ts';

/** A worker that never answers; how many were ended. */
class SilentWorker extends EventTarget {
  static ended = 0;

  postMessage(): void {}

  terminate(): void {
    SilentWorker.ended += 1;
  }
}

beforeEach(async () => {
  await createWindow();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const FILE = { name: 'mine.md', size: 0, arrayBuffer: async () => new ArrayBuffer(0) };

describe('what is awaited', () => {
  it('[LEARN-48] says what it reads once that is not brief, and forgets it where the reader cancels or goes', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    const desk = openLearn(createPage(null));
    const isReading = () => desk.actor.getSnapshot().matches({ loading: { reading: 'long' } });
    const read = async () => {
      desk.send({ type: 'files.open', files: [FILE] });
      expect(isReading()).toBe(false);
      await vi.waitFor(() => expect(isReading()).toBe(true));
      expect(desk.get().awaited).toBe('Reading mine.md…');
    };
    await read();
    desk.send({ type: 'loading.cancel' });
    expect(desk.actor.getSnapshot().matches({ loading: 'idle' })).toBe(true);
    expect(SilentWorker.ended).toBe(1);
    await read();
    desk.send({ type: 'panel.choose', panel: 'lessons' });
    expect(isReading()).toBe(true);
    desk.send({ type: 'panel.choose', panel: 'debate' });
    expect([desk.actor.getSnapshot().matches({ loading: 'idle' }), SilentWorker.ended]).toEqual([true, 2]);
    await read();
    desk.send({ type: 'lesson.open', id: 'device-state', step: null });
    expect(desk.get().awaited).toBe('Opening device_state and its bits…');
    await desk.untilOpen('device-state');
    expect(SilentWorker.ended).toBe(3);
  });
});
