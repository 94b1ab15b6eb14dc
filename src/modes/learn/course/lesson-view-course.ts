/** The list of lessons: the progress of each, and what its button does. */

import type { CourseEntry } from '../../../lesson/course.ts';
import type { LessonProgress, Progress } from '../../../lesson/progress.ts';
import { getBest } from '../../../lesson/progress.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { COURSE_WORDS, plural } from '../lesson/lesson-view-words.ts';

/** How many steps and questions each lesson of the course has, since the list does not read them; a test counts. */
const SIZES: Readonly<Record<string, readonly [steps: number, questions: number]>> = {
  'live-migration': [10, 4],
  'device-state': [14, 8],
  source: [11, 7],
  destination: [11, 8],
  faults: [13, 8],
  'data-session': [12, 9],
  'same-state': [11, 9],
  'peer-to-peer': [11, 7],
  'v2-states': [12, 7],
  'pre-copy': [12, 9],
  'never-returned': [12, 8],
  'five-versions': [11, 8],
  reviewing: [12, 9],
};

/** The steps and questions of a lesson of the course; undefined for another. */
export const getSize = (id: string): readonly [steps: number, questions: number] | undefined =>
  Object.hasOwn(SIZES, id) ? SIZES[id] : undefined;

type LessonState = 'new' | 'begun' | 'done';

export interface CourseRow {
  readonly entry: CourseEntry;
  readonly state: LessonState;
  /** What the button says. */
  readonly act: string;
  /** Share of the steps that are done, from 0 to 1. */
  readonly share: number;
  /** `4 of 11 steps done, 2 of 9 questions right`; empty before anything is done. */
  readonly words: string;
}

const NOTHING: LessonProgress = { steps: {}, at: null };

const getKept = ({ lessons }: Progress, id: string): LessonProgress =>
  (Object.hasOwn(lessons, id) ? lessons[id] : undefined) ?? NOTHING;

/** Steps done, and questions answered right at least once, at the first or the second try. */
function count({ steps }: LessonProgress): readonly [done: number, right: number] {
  const kept = Object.values(steps);
  return [kept.filter(({ done }) => done).length, kept.filter((step) => getBest(step) !== 'none').length];
}

export function toCourseRows(course: readonly CourseEntry[], progress: Progress): readonly CourseRow[] {
  return course.map((entry) => {
    const kept = getKept(progress, entry.id);
    const [steps, questions] = getSize(entry.id) ?? [0, 0];
    const [done, right] = count(kept);
    // Steps that the lesson no longer has are kept too, and must not make more than 100 %.
    const words = { done: Math.min(done, steps), right: Math.min(right, questions), steps, questions };
    const state = getState(kept);
    return {
      entry,
      state,
      act: COURSE_WORDS.act[state],
      share: steps === 0 ? 0 : words.done / steps,
      words: state === 'new' ? '' : fill(`${COURSE_WORDS.done}, ${COURSE_WORDS.right}`, words),
    };
  });
}

/** A lesson that was played to its end is done, even with skipped steps: it has no step to continue with. */
function getState({ at, steps }: LessonProgress): LessonState {
  if (at !== null) return 'begun';
  return Object.keys(steps).length > 0 ? 'done' : 'new';
}

export interface OtherLesson {
  readonly id: string;
  /** `3 steps done, 1 question right` */
  readonly words: string;
}

/** Lessons with progress that are not in the course: they were opened from files. */
export function listOthers(course: readonly CourseEntry[], progress: Progress): readonly OtherLesson[] {
  const known = new Set(course.map(({ id }) => id));
  return Object.entries(progress.lessons)
    .filter(([id]) => !known.has(id))
    .map(([id, kept]) => {
      const [done, right] = count(kept);
      const words = [
        fill(plural(COURSE_WORDS.otherDone, done), { count: done }),
        fill(plural(COURSE_WORDS.otherRight, right), { count: right }),
      ];
      return { id, words: words.join(', ') };
    });
}
