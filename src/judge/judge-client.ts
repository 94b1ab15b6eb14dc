/**
 * Asks the worker of Review, one text at a time: the latest wins. A worker that crashes, or does not answer in time, is ended
 * and replaced by a new one; the request that it had fails with a sentence, and the text stays with who asked.
 */

import { fill } from '../protocol/words/fill.ts';
import type { Judged, JudgeMessage, JudgeReply, JudgeRequest } from './judge-message.ts';

/** The part of a Worker that the client uses. */
export interface WorkerLike extends EventTarget {
  postMessage(message: JudgeMessage): void;
  terminate(): void;
}

type Judgement =
  | { readonly kind: 'judged'; readonly judged: Judged }
  /** `why` is a complete sentence with the way out. */
  | { readonly kind: 'failed'; readonly why: string }
  /** A later request came before the answer. */
  | { readonly kind: 'superseded' };

export interface ReviewClient {
  /** Always resolves. */
  judge(request: JudgeRequest): Promise<Judgement>;
  /** Ends the worker; pending requests are superseded. */
  close(): void;
}

/** How long to wait for an answer, in milliseconds. */
export const PATIENCE = 10_000;
/** How much longer to wait once a later request is queued. */
export const STALE_PATIENCE = 1_000;

const WORDS = {
  late: `The review was stopped after ${PATIENCE / 1000} seconds. The text is kept: remove what needs no review, or change it to try again.`,
  crashed: 'The review stopped: {why}. The text is kept: change it to try again.',
  unreadable: 'The result of the review could not be read. The text is kept: change it to try again.',
  unstarted:
    'The review cannot run in this browser: {why}. The text is kept: review it with the command line, vfio review FILE.',
} as const;

type Resolve = (judgement: Judgement) => void;

interface Asked {
  readonly request: JudgeRequest;
  readonly resolve: Resolve;
}

interface InFlight extends Asked {
  readonly id: number;
  timer: ReturnType<typeof setTimeout>;
}

/** The worker of the built page. */
export function createReviewWorker(): WorkerLike {
  return new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module', name: 'review' });
}

/** `createReviewClient(createReviewWorker)`; the worker starts at once, so that it is ready for the first text. */
export function createReviewClient(createWorker: () => WorkerLike): ReviewClient {
  let worker: WorkerLike | null = null;
  let current: InFlight | null = null;
  let waiting: Asked | null = null;
  let lastId = 0;

  /** Ends the request in flight with this answer, the worker with it if it cannot be relied on, and takes up the next. */
  const finish = (judgement: Judgement, isBroken: boolean) => {
    if (current) clearTimeout(current.timer);
    current?.resolve(judgement);
    current = null;
    if (isBroken) {
      worker?.terminate();
      worker = null;
    }
    const next = waiting;
    waiting = null;
    if (next) send(next);
  };

  const getWorker = (): WorkerLike => {
    if (worker) return worker;
    const made = createWorker();
    worker = made;
    const fail = (why: string) => worker === made && finish({ kind: 'failed', why }, true);
    made.addEventListener('message', (event) => {
      const reply = (event as MessageEvent<JudgeReply>).data;
      if (worker !== made || reply.id !== current?.id) return;
      finish(toJudgement(reply), false);
    });
    made.addEventListener('error', (event) => fail(formatFailed(WORDS.crashed, getMessage(event))));
    made.addEventListener('messageerror', () => fail(WORDS.unreadable));
    return made;
  };

  const send = ({ request, resolve }: Asked) => {
    lastId += 1;
    const id = lastId;
    const timer = setTimeout(() => finish({ kind: 'failed', why: WORDS.late }, true), PATIENCE);
    current = { id, request, resolve, timer };
    try {
      getWorker().postMessage({ id, ...request });
    } catch (error) {
      finish({ kind: 'failed', why: formatFailed(WORDS.unstarted, getMessage(error)) }, true);
    }
  };

  /** Nobody waits for the answer to a stale request: the worker gets a moment to finish it. */
  const supersede = (stale: InFlight) => {
    stale.resolve({ kind: 'superseded' });
    if (waiting) return waiting.resolve({ kind: 'superseded' });
    clearTimeout(stale.timer);
    stale.timer = setTimeout(() => finish({ kind: 'superseded' }, true), STALE_PATIENCE);
  };

  try {
    getWorker();
  } catch {
    // The first request reports why.
  }
  return {
    judge: (request) =>
      new Promise((resolve) => {
        if (!current) return send({ request, resolve });
        supersede(current);
        waiting = { request, resolve };
      }),
    close: () => {
      waiting?.resolve({ kind: 'superseded' });
      waiting = null;
      finish({ kind: 'superseded' }, true);
    },
  };
}

function toJudgement(reply: JudgeReply): Judgement {
  return reply.kind === 'judged'
    ? { kind: 'judged', judged: reply.judged }
    : { kind: 'failed', why: formatFailed(WORDS.crashed, reply.why) };
}

const formatFailed = (sentence: string, why: string) =>
  fill(sentence, { why: why.trim().replace(/[.\s]+$/, '') || 'the browser does not say why' });

/** What an error, or an event of one, says; an event may say nothing. */
const getMessage = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
