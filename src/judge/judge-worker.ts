/** The worker of Review: answers each message with the judgement of its text. */

import type { JudgeMessage, JudgeReply } from './judge-message.ts';
import { judge } from './judge-message.ts';

addEventListener('message', ({ data }: MessageEvent<JudgeMessage>) => {
  postMessage(answer(data));
});

function answer({ id, ...request }: JudgeMessage): JudgeReply {
  try {
    return { id, kind: 'judged', judged: judge(request) };
  } catch (error) {
    return { id, kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}
