/** The lesson that is open, as an effect of Learn's machine: how it is fetched, and what its player tells. */

import type { EventObject } from 'xstate';
import { fromCallback, fromPromise } from 'xstate';
import { loadLesson } from '../../../lesson/course.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import type { LessonFile, OpenedLesson } from '../course/lesson-view-file.ts';
import { openLessonFile } from '../course/lesson-view-file.ts';
import type { PlayerRef } from './learn-context.ts';

/** A lesson, and the step to begin with; null to begin where the learner left it. */
interface Fetched {
  readonly lesson: Lesson;
  readonly step: string | null;
}

/** Fetches a lesson of the course; rejects where that fails. */
export const fetchLesson = fromPromise<Fetched, { readonly id: string; readonly step: string | null }>(
  async ({ input: { id, step } }) => {
    const loaded = await loadLesson(id);
    if (!loaded?.ok) throw new Error(`the course has no lesson ${id} that can be read`);
    return { lesson: loaded.lesson, step };
  },
);

export const readFiles = fromPromise<OpenedLesson, readonly LessonFile[]>(({ input }) =>
  openLessonFile(input),
);

/** Tells the machine where the player stands, now and after each event, and what the player tells of answers and steps. */
export const followPlayer = fromCallback<EventObject, PlayerRef>(({ input: player, sendBack }) => {
  const tell = (snapshot: ReturnType<PlayerRef['getSnapshot']>) =>
    sendBack({ type: 'player.change', snapshot });
  const subscriptions = [
    player.on('step.done', sendBack),
    player.on('answered', sendBack),
    player.subscribe(tell),
  ];
  tell(player.getSnapshot());
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
});
