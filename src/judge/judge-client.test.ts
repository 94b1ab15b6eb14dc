/** Asking a worker, with one that is played by the test: who gets which answer, and what comes of a worker that fails. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_KINDS } from '../reader/line/line-info.ts';
import { NO_NAMES } from '../reader/text/name/asked-name.ts';
import type { WorkerLike } from './judge-client.ts';
import { createReviewClient, PATIENCE, STALE_PATIENCE } from './judge-client.ts';
import type { JudgeMessage, JudgeReply, JudgeRequest } from './judge-message.ts';
import { judge } from './judge-message.ts';

const JUDGED = { inputs: [], problems: [], kinds: NO_KINDS, names: NO_NAMES };

class FakeWorker extends EventTarget implements WorkerLike {
  readonly asked: JudgeMessage[] = [];
  isEnded = false;

  postMessage(message: JudgeMessage): void {
    this.asked.push(structuredClone(message));
  }

  terminate(): void {
    this.isEnded = true;
  }

  reply(kind: JudgeReply['kind'] = 'judged', at = this.asked.length - 1): void {
    const { id } = this.asked[at]!;
    const data: JudgeReply =
      kind === 'judged' ? { id, kind, judged: JUDGED } : { id, kind, why: 'it could not' };
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const request = (text: string): JudgeRequest => ({ text, options: {}, against: null });

/** A client with the workers that it has made, in order. */
function start() {
  const workers: FakeWorker[] = [];
  const client = createReviewClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { client, workers, last: () => workers.at(-1)! };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an answer', () => {
  it('[WORK-1] goes to who asked', async () => {
    const { client, last } = start();
    const first = client.judge(request('a'));
    last().reply();
    expect(await first).toEqual({ kind: 'judged', judged: JUDGED });
    const second = client.judge(request('b'));
    last().reply('failed');
    expect(await second).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/it could not\. The text is kept/),
    });
  });

  it('[WORK-1] with an id that nobody asked for is dropped', async () => {
    const { client, last } = start();
    const asked = client.judge(request('a'));
    last().dispatchEvent(new MessageEvent('message', { data: { id: 99, kind: 'judged', judged: JUDGED } }));
    last().reply('failed');
    expect((await asked).kind).toBe('failed');
  });
});

describe('the latest request', () => {
  it('[WORK-2] wins: one is in flight, those between are never sent', async () => {
    const { client, workers, last } = start();
    const asked = ['a', 'b', 'c', 'd'].map((text) => client.judge(request(text)));
    expect(last().asked.map(({ text }) => text)).toEqual(['a']);
    last().reply();
    last().reply();
    const kinds = await Promise.all(asked.map(async (each) => (await each).kind));
    expect(kinds).toEqual(['superseded', 'superseded', 'superseded', 'judged']);
    expect(last().asked.map(({ text }) => text)).toEqual(['a', 'd']);
    expect(workers).toHaveLength(1);
  });

  it('[WORK-2] does not wait long for a stale one', async () => {
    const { client, workers, last } = start();
    const stale = client.judge(request('a'));
    const latest = client.judge(request('b'));
    expect(await stale).toEqual({ kind: 'superseded' });
    vi.advanceTimersByTime(STALE_PATIENCE - 1);
    const later = client.judge(request('c'));
    expect(await latest).toEqual({ kind: 'superseded' });
    vi.advanceTimersByTime(1);
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    expect(last().asked.map(({ text }) => text)).toEqual(['c']);
    last().reply();
    expect((await later).kind).toBe('judged');
  });
});

describe('a worker that fails', () => {
  it('[WORK-3] by silence is ended after ten seconds, and the next request has a new one', async () => {
    const { client, workers, last } = start();
    const asked = client.judge(request('a'));
    vi.advanceTimersByTime(PATIENCE - 1);
    expect(workers[0]!.isEnded).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await asked).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/after 10 seconds.*text is kept/),
    });
    expect(workers[0]!.isEnded).toBe(true);
    const next = client.judge(request('b'));
    last().reply();
    expect((await next).kind).toBe('judged');
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
      const asked = client.judge(request('a'));
      workers[0]!.dispatchEvent(Object.assign(new Event(type), message === '' ? {} : { message }));
      const { kind, why } = (await asked) as { kind: string; why: string };
      expect(kind).toBe('failed');
      expect(why).toContain(message);
      expect(why).not.toMatch(/[{}]|object/);
      const next = client.judge(request('b'));
      expect(workers[0]!.isEnded).toBe(true);
      workers[0]!.reply();
      last().reply();
      expect((await next).kind).toBe('judged');
    },
  );

  it('[WORK-3] by not starting fails with a sentence each time', async () => {
    const client = createReviewClient(() => {
      throw new Error('Workers are not allowed here.');
    });
    for (const text of ['a', 'b'])
      expect(await client.judge(request(text))).toMatchObject({
        kind: 'failed',
        why: expect.stringMatching(/Workers are not allowed here\. The text is kept/),
      });
  });

  it('[WORK-4] by being closed leaves nobody waiting', async () => {
    const { client, last } = start();
    const asked = [client.judge(request('a')), client.judge(request('b'))];
    client.close();
    expect(await Promise.all(asked)).toEqual([{ kind: 'superseded' }, { kind: 'superseded' }]);
    expect(last().isEnded).toBe(true);
    vi.runAllTimers();
  });
});

describe('what crosses the border', () => {
  it('[WORK-5] is plain data: it comes out as it went in', () => {
    const text =
      'static const u8 states[5][5] = { [VFIO_DEVICE_STATE_SAVING] = { [VFIO_DEVICE_STATE_STOP] = 1 } };';
    const judged = judge(request(text));
    expect(judged.inputs).toHaveLength(1);
    expect(structuredClone(judged)).toEqual(judged);
    expect(JSON.parse(JSON.stringify(judged))).toEqual(judged);
  });
});
