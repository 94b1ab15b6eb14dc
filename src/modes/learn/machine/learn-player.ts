/** The open lesson as an effect of Learn's machine: how it is fetched, and what its player reports. */

import type { EventObject } from 'xstate';
import { fromCallback } from 'xstate';
import type { loadLesson } from '../../../lesson/course.ts';
import { loadTwice } from '../../../ui/failure/chunk.ts';
import { createLessonClient } from '../course/lesson-client.ts';
import type { LessonFile } from '../course/lesson-view-file.ts';
import { openLessonFile } from '../course/lesson-view-file.ts';
import type { PlayerRef } from './learn-context.ts';

/** Where a lesson begins; without a step, where the learner left it. */
interface Wanted {
  readonly id: string;
  readonly step: string | null;
}

/** Fetches a lesson of the course. */
export const createFetch = (load: typeof loadLesson) =>
  fromCallback<EventObject, Wanted>(({ input: { id, step }, sendBack }) => {
    const fail = () => sendBack({ type: 'lesson.fail' });
    loadTwice(() => load(id)).then((loaded) => {
      if (!loaded?.ok) return fail();
      sendBack({ type: 'lesson.begin', lesson: loaded.value, step, isShipped: true });
    }, fail);
  });

/** Reads files, in a worker that ends with the effect: one that is a lesson starts it. */
export const readFiles = fromCallback<EventObject, readonly LessonFile[]>(({ input, sendBack }) => {
  const client = createLessonClient();
  openLessonFile(input, client.ask).then((opened) => {
    if (!opened.ok) return sendBack({ type: 'files.fail', broken: opened });
    sendBack({ type: 'lesson.begin', lesson: opened.lesson, step: null, isShipped: false });
  });
  return () => client.close();
});

/** Tells the machine the state of the player, now and after each event, and what it emits about answers and steps. */
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
