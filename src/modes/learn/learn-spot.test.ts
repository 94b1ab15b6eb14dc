import { describe, expect, it } from 'vitest';
import { FIRST_LAB_SPOT } from '../../lab/run/lab-spot.ts';
import { COURSE, loadLesson } from '../../lesson/course.ts';
import { getSteps } from '../../lesson/lesson.ts';
import { ENDING } from './debate/debate-message.ts';
import type { LearnSpot } from './learn-spot.ts';
import { COURSE_SPOT, formatSpot, parseSpot } from './learn-spot.ts';
import { LIFE } from './life/life-step.ts';

const SPOTS: readonly (readonly [string, LearnSpot])[] = [
  ['lesson.device-state', { panel: 'lessons', lesson: 'device-state', step: null }],
  ['lesson.device-state.three-bits', { panel: 'lessons', lesson: 'device-state', step: 'three-bits' }],
  ['debate', { panel: 'debate', message: null }],
  ['debate.0', { panel: 'debate', message: 0 }],
  ['debate.37', { panel: 'debate', message: 37 }],
  ['debate.end', { panel: 'debate', message: ENDING }],
  ['life.1', { panel: 'life', at: 0 }],
  [`life.${LIFE.length}`, { panel: 'life', at: LIFE.length - 1 }],
  ['causes', { panel: 'causes', cause: null }],
  ['causes.data-fd-out-of-sync', { panel: 'causes', cause: 'data-fd-out-of-sync' }],
  ['lab', { panel: 'lab', lab: FIRST_LAB_SPOT }],
  ['lab:at~3', { panel: 'lab', lab: { ...FIRST_LAB_SPOT, at: 3 } }],
];

describe('a spot in Learn', () => {
  it.each(SPOTS)('[LEARN-PLACE-1] is read and written as %s', (text, spot) => {
    expect(parseSpot(text)).toEqual(spot);
    expect(formatSpot(spot)).toBe(text);
  });

  it('[LEARN-PLACE-2] is nothing for the list of lessons', () => {
    expect(formatSpot(COURSE_SPOT)).toBeNull();
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
    'causes.of',
    'causes.no-stop-copy.1',
    'labs',
    'lab:',
    'verify',
  ])('[LEARN-PLACE-3] is not read from "%s"', (text) => {
    expect(parseSpot(text)).toBeUndefined();
  });

  it('[LEARN-PLACE-4] is there for every step of every lesson of the course', async () => {
    for (const { id } of COURSE) {
      const loaded = await loadLesson(id);
      if (!loaded?.ok) throw new Error(`${id} is not a lesson`);
      for (const step of getSteps(loaded.value)) {
        const spot = { panel: 'lessons', lesson: id, step: step.id } as const;
        expect(parseSpot(formatSpot(spot) ?? '')).toEqual(spot);
      }
    }
  });
});
