import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { loadLesson } from '../learn/course.ts';
import { FIRST_LAB_PLACE } from '../learn/lab-place.ts';
import { COURSE_PLACE } from '../learn/learn-place.ts';
import { lessonPlayer } from '../learn/lesson-player.ts';
import { LIFE } from '../learn/life-step.ts';
import { findOldSide, toSlide } from './learn-view.ts';

const ALONE = { debated: { ruleSet: null, requests: [] }, lessonAgainst: null } as const;

describe('what Learn holds against each other', () => {
  it('[LEARN-VIEW-1] is a lesson with what it names', () => {
    expect(findOldSide(COURSE_PLACE, ALONE)).toBeUndefined();
    expect(findOldSide(COURSE_PLACE, { ...ALONE, lessonAgainst: 'uapi-v1' })?.id).toBe('uapi-v1');
  });

  it('[LEARN-VIEW-2] is what a message argues for with the posted table, and that alone where it is debated', () => {
    const place = { panel: 'debate', message: 2 } as const;
    const show = (ruleSet: 'patch-2021-09' | 'patch-2021-09-amended' | null) =>
      findOldSide(place, { ...ALONE, debated: { ruleSet, requests: [] } })?.id;
    expect([show(null), show('patch-2021-09'), show('patch-2021-09-amended')]).toEqual([
      undefined,
      undefined,
      'patch-2021-09',
    ]);
  });

  it("[LEARN-VIEW-3] is each step of the protocol's life with the one before, and the lab with nothing", () => {
    const sides = LIFE.map((_, at) => findOldSide({ panel: 'life', at }, ALONE)?.id);
    expect(sides).toEqual([undefined, ...LIFE.slice(0, -1).map(({ id }) => id)]);
    expect(findOldSide({ panel: 'lab', lab: FIRST_LAB_PLACE }, ALONE)).toBeUndefined();
  });
});

describe("the speaker's slide", () => {
  it('[LEARN-VIEW-4] counts over the chapters, and names the step that comes next', async () => {
    const loaded = await loadLesson('device-state');
    if (!loaded?.ok) throw new Error('device-state is not a lesson');
    const { lesson } = loaded;
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
