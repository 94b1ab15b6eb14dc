import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { loadLesson } from '../../../lesson/course.ts';
import { lessonPlayer } from '../../../lesson/player/lesson-player.ts';
import { toSlide } from './present-slide.ts';

describe("the speaker's slide", () => {
  it('[SLIDE-1] counts across chapters, and names the next step', async () => {
    const loaded = await loadLesson('device-state');
    if (!loaded?.ok) throw new Error('device-state is not a lesson');
    const { value: lesson } = loaded;
    const slides = lesson.chapters.flatMap(({ steps }, chapter) =>
      steps.map((_, step) => {
        const player = createActor(lessonPlayer, { input: { lesson, at: { chapter, step } } }).start();
        return toSlide(player.getSnapshot().context);
      }),
    );
    expect(slides.map(({ step }) => step)).toEqual(slides.map((_, index) => index + 1));
    expect(new Set(slides.map(({ total }) => total))).toEqual(new Set([slides.length]));
    expect(slides.map(({ next }) => next)).toEqual([...slides.slice(1).map(({ title }) => title), null]);
    expect(toSlide(undefined).total).toBe(0);
  });
});
