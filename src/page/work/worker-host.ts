/** The worker's side of worker-client.ts: answers each message with what its work gives, or with why there is nothing. */

/** What is asked. */
export interface WorkAsked<Request> {
  readonly id: number;
  readonly request: Request;
}

/** What the work tells before it is done. */
export interface WorkTold<Told> {
  readonly id: number;
  readonly told: Told;
}

export type WorkDone<Value> =
  | { readonly id: number; readonly ok: true; readonly value: Value }
  | { readonly id: number; readonly ok: false; readonly why: string };

/** One request, answered. Never throws. `tell` sends word of how far the work has come. */
export function answerWork<Request, Value, Told = never>(
  { id, request }: WorkAsked<Request>,
  work: (request: Request, tell: (told: Told) => void) => Value,
  tell: (told: WorkTold<Told>) => void = () => undefined,
): WorkDone<Value> {
  try {
    return { id, ok: true, value: work(request, (told) => tell({ id, told })) };
  } catch (error) {
    return { id, ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Listens in a worker. */
export function hostWork<Request, Value, Told = never>(
  work: (request: Request, tell: (told: Told) => void) => Value,
): void {
  addEventListener('message', ({ data }: MessageEvent<WorkAsked<Request>>) => {
    postMessage(answerWork(data, work, (told) => postMessage(told)));
  });
}
