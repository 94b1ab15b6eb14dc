import { describe, expect, it } from 'vitest';
import { FIRST_LAB_PLACE } from '../../lab/run/lab-place.ts';
import { COURSE, loadLesson } from '../../lesson/course.ts';
import { getSteps } from '../../lesson/lesson.ts';
import { ENDING } from './debate/debate-message.ts';
import type { LearnPlace } from './learn-place.ts';
import { COURSE_PLACE, formatPlace, parsePlace } from './learn-place.ts';
import { LIFE } from './life/life-step.ts';

const PLACES: readonly (readonly [string, LearnPlace])[] = [
  ['lesson.device-state', { panel: 'lessons', lesson: 'device-state', step: null }],
  ['lesson.device-state.three-bits', { panel: 'lessons', lesson: 'device-state', step: 'three-bits' }],
  ['debate', { panel: 'debate', message: null }],
  ['debate.0', { panel: 'debate', message: 0 }],
  ['debate.37', { panel: 'debate', message: 37 }],
  ['debate.end', { panel: 'debate', message: ENDING }],
  ['life.1', { panel: 'life', at: 0 }],
  [`life.${LIFE.length}`, { panel: 'life', at: LIFE.length - 1 }],
  ['lab', { panel: 'lab', lab: FIRST_LAB_PLACE }],
  ['lab:at~3', { panel: 'lab', lab: { ...FIRST_LAB_PLACE, at: 3 } }],
];

describe('a place in Learn', () => {
  it.each(PLACES)('[LEARN-PLACE-1] is read and written as %s', (text, place) => {
    expect(parsePlace(text)).toEqual(place);
    expect(formatPlace(place)).toBe(text);
  });

  it('[LEARN-PLACE-2] is nothing for the list of lessons', () => {
    expect(formatPlace(COURSE_PLACE)).toBeNull();
  });

  it.each([
    '',
    'lesson',
    'lesson.',
    'lesson.a.b.c',
    'debate.38x',
    'debate.99',
    'debate.1.2',
    'debate.-1',
    'life.0',
    'life.9',
    'life.x',
    'labs',
    'lab:',
    'verify',
  ])('[LEARN-PLACE-3] is not read from "%s"', (text) => {
    expect(parsePlace(text)).toBeUndefined();
  });

  it('[LEARN-PLACE-4] is there for every step of every lesson of the course', async () => {
    for (const { id } of COURSE) {
      const loaded = await loadLesson(id);
      if (!loaded?.ok) throw new Error(`${id} is not a lesson`);
      for (const step of getSteps(loaded.value)) {
        const place = { panel: 'lessons', lesson: id, step: step.id } as const;
        expect(parsePlace(formatPlace(place) ?? '')).toEqual(place);
      }
    }
  });
});
