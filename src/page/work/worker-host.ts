/** The worker's side of worker-client.ts: answers each message with what its work gives, or with why there is nothing. */

/** What is asked. */
export interface WorkAsked<Request> {
  readonly id: number;
  readonly request: Request;
}

export type WorkDone<Value> =
  | { readonly id: number; readonly ok: true; readonly value: Value }
  | { readonly id: number; readonly ok: false; readonly why: string };

/** One request, answered. Never throws. */
export function answerWork<Request, Value>(
  { id, request }: WorkAsked<Request>,
  work: (request: Request) => Value,
): WorkDone<Value> {
  try {
    return { id, ok: true, value: work(request) };
  } catch (error) {
    return { id, ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Listens in a worker. */
export function hostWork<Request, Value>(work: (request: Request) => Value): void {
  addEventListener('message', ({ data }: MessageEvent<WorkAsked<Request>>) => {
    postMessage(answerWork(data, work));
  });
}
