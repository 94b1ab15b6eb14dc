/** The worker as an actor of Review: it judges one text at a time and returns each answer with its request. */

import { fromCallback } from 'xstate';
import type { ReviewClient } from '../../../judge/judge-client.ts';
import type { JudgeOrder, ReviewEffects, ReviewEvent } from './review-order.ts';

/** The worker starts and stops with Review. */
export const createJudge = (createClient: () => ReviewClient): ReviewEffects['judge'] =>
  fromCallback<JudgeOrder, undefined, ReviewEvent>(({ receive, sendBack }) => {
    const client = createClient();
    receive(({ request }) => {
      void client.judge(request).then((answer) => {
        if (answer.kind === 'judged') sendBack({ type: 'judge.done', request, judged: answer.judged });
        else if (answer.kind === 'failed') sendBack({ type: 'judge.failed', request, why: answer.why });
      });
    });
    return () => client.close();
  });
