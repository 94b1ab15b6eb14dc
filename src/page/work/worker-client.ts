/**
 * Asks a worker, one thing at a time: the latest wins. A worker that crashes, or does not answer in time, is ended and replaced
 * by a new one; the request that it had fails with a sentence, and what was asked about stays with who asked.
 */

import { fill } from '../../protocol/words/fill.ts';
import type { WorkAsked, WorkDone, WorkTold } from './worker-host.ts';

/** The part of a Worker that the client uses. */
export interface WorkerLike extends EventTarget {
  postMessage(message: unknown): void;
  terminate(): void;
}

export type WorkAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  /** `why` is a complete sentence with the way out. */
  | { readonly kind: 'failed'; readonly why: string }
  /** A later request came before the answer. */
  | { readonly kind: 'superseded' };

export interface WorkerClient<Request, Value, Told = never> {
  /** Always resolves. `onTold` hears how far the work has come; each word of it gives the worker more time. */
  ask(request: Request, onTold?: (told: Told) => void): Promise<WorkAnswer<Value>>;
  /** Ends the worker; pending requests are superseded. */
  close(): void;
}

/** The sentences of a client; `{why}` is what the browser says, `{seconds}` how long it waited. */
export interface WorkWords {
  readonly late: string;
  readonly crashed: string;
  readonly unreadable: string;
  readonly unstarted: string;
}

/** How long to wait for an answer, in milliseconds. */
export const PATIENCE = 10_000;
/** How much longer to wait once a later request is queued. */
export const STALE_PATIENCE = 1_000;

interface Asked<Request, Value, Told> {
  readonly request: Request;
  readonly onTold: ((told: Told) => void) | undefined;
  readonly resolve: (answer: WorkAnswer<Value>) => void;
}

interface InFlight<Request, Value, Told> extends Asked<Request, Value, Told> {
  readonly id: number;
  /** Nobody waits for it any more. */
  isStale: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/** The worker starts at once, so that it is ready for the first request. */
export function createWorkerClient<Request, Value, Told = never>(
  createWorker: () => WorkerLike,
  words: WorkWords,
): WorkerClient<Request, Value, Told> {
  let worker: WorkerLike | null = null;
  let current: InFlight<Request, Value, Told> | null = null;
  let waiting: Asked<Request, Value, Told> | null = null;
  let lastId = 0;

  /** Ends the request in flight with this answer, the worker with it if it cannot be relied on, and takes up the next. */
  const finish = (answer: WorkAnswer<Value>, isBroken: boolean) => {
    if (current) clearTimeout(current.timer);
    current?.resolve(answer);
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
      const done = (event as MessageEvent<WorkDone<Value> | WorkTold<Told>>).data;
      if (worker !== made || done.id !== current?.id) return;
      if ('told' in done) return hear(current, done.told);
      finish(
        done.ok
          ? { kind: 'done', value: done.value }
          : { kind: 'failed', why: formatFailed(words.crashed, done.why) },
        false,
      );
    });
    made.addEventListener('error', (event) => fail(formatFailed(words.crashed, getMessage(event))));
    made.addEventListener('messageerror', () => fail(words.unreadable));
    return made;
  };

  const wait = () => {
    const late = fill<string>(words.late, { seconds: PATIENCE / 1000 });
    return setTimeout(() => finish({ kind: 'failed', why: late }, true), PATIENCE);
  };

  /** It works on: it gets its time anew, unless nobody waits for it. */
  const hear = (asked: InFlight<Request, Value, Told>, told: Told) => {
    if (asked.isStale) return;
    clearTimeout(asked.timer);
    asked.timer = wait();
    asked.onTold?.(told);
  };

  const send = ({ request, onTold, resolve }: Asked<Request, Value, Told>) => {
    lastId += 1;
    const id = lastId;
    current = { id, request, onTold, resolve, timer: wait(), isStale: false };
    try {
      getWorker().postMessage({ id, request } satisfies WorkAsked<Request>);
    } catch (error) {
      finish({ kind: 'failed', why: formatFailed(words.unstarted, getMessage(error)) }, true);
    }
  };

  /** Nobody waits for the answer to a stale request: the worker gets a moment to finish it. */
  const supersede = (stale: InFlight<Request, Value, Told>) => {
    stale.isStale = true;
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
    ask: (request, onTold) =>
      new Promise((resolve) => {
        if (!current) return send({ request, onTold, resolve });
        supersede(current);
        waiting = { request, onTold, resolve };
      }),
    close: () => {
      waiting?.resolve({ kind: 'superseded' });
      waiting = null;
      finish({ kind: 'superseded' }, true);
    },
  };
}

const formatFailed = (sentence: string, why: string) =>
  fill(sentence, { why: why.trim().replace(/[.\s]+$/, '') || 'the browser does not say why' });

/** What an error, or an event of one, says; an event may say nothing. */
const getMessage = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
