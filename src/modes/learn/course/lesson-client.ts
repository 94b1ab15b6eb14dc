/** Asks the worker that reads lessons from files: a text of somebody else must not stop the page. */

import type { LessonResult } from '../../../lesson/text/lesson-parse.ts';
import type { WorkerClient } from '../../../page/work/worker-client.ts';
import { createWorkerClient } from '../../../page/work/worker-client.ts';
import { LESSON_WORK_WORDS } from '../lesson/lesson-view-words.ts';

export const createLessonClient = (): WorkerClient<Uint8Array, LessonResult> =>
  createWorkerClient(
    () => new Worker(new URL('./lesson-worker.ts', import.meta.url), { type: 'module', name: 'lesson' }),
    LESSON_WORK_WORDS,
  );
