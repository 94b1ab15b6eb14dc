/** Asking a worker, with one that is played by the test: who gets which answer, and what comes of a worker that fails. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkerLike } from './worker-client.ts';
import { createWorkerClient, PATIENCE, STALE_PATIENCE } from './worker-client.ts';
import type { WorkAsked, WorkDone } from './worker-host.ts';
import { answerWork } from './worker-host.ts';

const WORDS = {
  late: 'Stopped after {seconds} seconds. The text is kept.',
  crashed: 'Stopped: {why}. The text is kept.',
  unreadable: 'Unreadable. The text is kept.',
  unstarted: 'Not started: {why}. The text is kept.',
};

class FakeWorker extends EventTarget implements WorkerLike {
  readonly asked: WorkAsked<string>[] = [];
  isEnded = false;

  postMessage(message: WorkAsked<string>): void {
    this.asked.push(structuredClone(message));
  }

  terminate(): void {
    this.isEnded = true;
  }

  reply(kind: 'done' | 'failed' = 'done', at = this.asked.length - 1): void {
    const data: WorkDone<string> = answerWork(this.asked[at]!, (text) => {
      if (kind === 'failed') throw new Error('it could not');
      return text.toUpperCase();
    });
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

/** A client with the workers that it has made, in order. */
function start() {
  const workers: FakeWorker[] = [];
  const client = createWorkerClient<string, string, number>(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  }, WORDS);
  return { client, workers, last: () => workers.at(-1)! };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an answer', () => {
  it('[WORK-1] goes to who asked', async () => {
    const { client, last } = start();
    const first = client.ask('a');
    last().reply();
    expect(await first).toEqual({ kind: 'done', value: 'A' });
    const second = client.ask('b');
    last().reply('failed');
    expect(await second).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/it could not\. The text is kept/),
    });
  });

  it('[WORK-1] with an id that nobody asked for is dropped', async () => {
    const { client, last } = start();
    const asked = client.ask('a');
    last().dispatchEvent(new MessageEvent('message', { data: { id: 99, ok: true, value: 'B' } }));
    last().reply('failed');
    expect((await asked).kind).toBe('failed');
  });
});

describe('the latest request', () => {
  it('[WORK-2] wins: one is in flight, those between are never sent', async () => {
    const { client, workers, last } = start();
    const asked = ['a', 'b', 'c', 'd'].map((text) => client.ask(text));
    expect(last().asked.map(({ request }) => request)).toEqual(['a']);
    last().reply();
    last().reply();
    const kinds = await Promise.all(asked.map(async (each) => (await each).kind));
    expect(kinds).toEqual(['superseded', 'superseded', 'superseded', 'done']);
    expect(last().asked.map(({ request }) => request)).toEqual(['a', 'd']);
    expect(workers).toHaveLength(1);
  });

  it('[WORK-2] does not wait long for a stale one', async () => {
    const { client, workers, last } = start();
    const stale = client.ask('a');
    const latest = client.ask('b');
    expect(await stale).toEqual({ kind: 'superseded' });
    vi.advanceTimersByTime(STALE_PATIENCE - 1);
    const later = client.ask('c');
    expect(await latest).toEqual({ kind: 'superseded' });
    vi.advanceTimersByTime(1);
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    expect(last().asked.map(({ request }) => request)).toEqual(['c']);
    last().reply();
    expect((await later).kind).toBe('done');
  });
});

describe('a worker that fails', () => {
  it('[WORK-3] by silence is ended after ten seconds, and the next request has a new one', async () => {
    const { client, workers, last } = start();
    const asked = client.ask('a');
    vi.advanceTimersByTime(PATIENCE - 1);
    expect(workers[0]!.isEnded).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await asked).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/after 10 seconds.*text is kept/),
    });
    expect(workers[0]!.isEnded).toBe(true);
    const next = client.ask('b');
    last().reply();
    expect((await next).kind).toBe('done');
    expect(workers).toHaveLength(2);
  });

  it.each([
    ['error', 'out of memory'],
    ['error', ''],
    ['messageerror', ''],
  ])(
    '[WORK-3] by %s %j fails with a sentence, and the request that waits goes to a new one',
    async (type, message) => {
      const { client, workers, last } = start();
      const asked = client.ask('a');
      workers[0]!.dispatchEvent(Object.assign(new Event(type), message === '' ? {} : { message }));
      const { kind, why } = (await asked) as { kind: string; why: string };
      expect(kind).toBe('failed');
      expect(why).toContain(message);
      expect(why).not.toMatch(/[{}]|object/);
      const next = client.ask('b');
      expect(workers[0]!.isEnded).toBe(true);
      workers[0]!.reply();
      last().reply();
      expect((await next).kind).toBe('done');
    },
  );

  it('[WORK-3] by not starting fails with a sentence each time', async () => {
    const client = createWorkerClient<string, string, number>(() => {
      throw new Error('Workers are not allowed here.');
    }, WORDS);
    for (const text of ['a', 'b'])
      expect(await client.ask(text)).toMatchObject({
        kind: 'failed',
        why: expect.stringMatching(/Workers are not allowed here\. The text is kept/),
      });
  });

  it('[WORK-4] by being closed leaves nobody waiting', async () => {
    const { client, last } = start();
    const asked = [client.ask('a'), client.ask('b')];
    client.close();
    expect(await Promise.all(asked)).toEqual([{ kind: 'superseded' }, { kind: 'superseded' }]);
    expect(last().isEnded).toBe(true);
    vi.runAllTimers();
  });
});

describe('work that tells how far it is', () => {
  it('[WORK-8] is heard, and gets its time anew with each word', async () => {
    const { client, last } = start();
    const told: number[] = [];
    const asked = client.ask('a', (word) => told.push(Number(word)));
    const tell = (word: number) =>
      last().dispatchEvent(
        new MessageEvent('message', { data: { id: last().asked.at(-1)?.id, told: word } }),
      );
    for (const word of [1, 2, 3]) {
      vi.advanceTimersByTime(PATIENCE - 1);
      tell(word);
    }
    last().reply();
    expect(await asked).toEqual({ kind: 'done', value: 'A' });
    expect(told).toEqual([1, 2, 3]);
  });

  it('[WORK-8] is ended in a moment once nobody waits for it, however much it tells', async () => {
    const { client, workers } = start();
    const stale = client.ask('a', () => expect.unreachable());
    const next = client.ask('b');
    workers[0]!.dispatchEvent(new MessageEvent('message', { data: { id: 1, told: 1 } }));
    vi.advanceTimersByTime(STALE_PATIENCE);
    expect(workers[0]!.isEnded).toBe(true);
    workers[1]!.reply();
    expect([await stale, await next]).toEqual([{ kind: 'superseded' }, { kind: 'done', value: 'B' }]);
  });
});
