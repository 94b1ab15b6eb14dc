/** The worker as an actor of Review: it judges one text at a time and returns each answer with its request. */

import { fromCallback } from 'xstate';
import type { Judged, JudgeRequest } from '../../../judge/judge-message.ts';
import type { WorkerClient } from '../../../page/work/worker-client.ts';
import { createWorkerClient } from '../../../page/work/worker-client.ts';
import { REVIEW_WORK_WORDS } from '../review-mode-words.ts';
import type { JudgeOrder, ReviewEffects, ReviewEvent } from './review-order.ts';

type ReviewClient = WorkerClient<JudgeRequest, Judged>;

/** With the worker of the built page. */
export const createReviewClient = (): ReviewClient =>
  createWorkerClient(
    () => new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module', name: 'review' }),
    REVIEW_WORK_WORDS,
  );

/** The worker starts and stops with Review. */
export const createJudge = (createClient: () => ReviewClient): ReviewEffects['judge'] =>
  fromCallback<JudgeOrder, undefined, ReviewEvent>(({ receive, sendBack }) => {
    const client = createClient();
    receive(({ request }) => {
      void client.ask(request).then((answer) => {
        if (answer.kind === 'done') sendBack({ type: 'judge.done', request, judged: answer.value });
        else if (answer.kind === 'failed') sendBack({ type: 'judge.failed', request, why: answer.why });
      });
    });
    return () => client.close();
  });
