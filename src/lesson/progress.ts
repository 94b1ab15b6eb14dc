/**
 * How far a learner has come: for each lesson the steps that are done, the answers, and where to continue. Plain JSON of
 * one version; what cannot be read is left out, and the rest is kept.
 */

import * as v from 'valibot';
import type { Lesson } from './lesson.ts';
import { getSteps, isQuestion } from './lesson.ts';
import { KEPT_WORDS } from './lesson-words.ts';

interface StepProgress {
  readonly done: boolean;
  /** How often its first answer was right, and wrong. */
  readonly right: number;
  readonly wrong: number;
  /** How often the second try was right. */
  readonly second: number;
}

export interface LessonProgress {
  /** By id of the step. A step that the lesson no longer has does no harm. */
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** Id of the step to continue with; null before the first and after the last. */
  readonly at: string | null;
}

export interface Progress {
  readonly version: 1;
  /** By id of the lesson. */
  readonly lessons: Readonly<Record<string, LessonProgress>>;
}

/** What a list of lessons shows of one. */
interface Score {
  readonly steps: number;
  readonly done: number;
  readonly questions: number;
  /** Questions that were answered right at the first try, at least once. */
  readonly right: number;
  /** Other questions that were answered right at the second try, at least once. */
  readonly second: number;
}

export const NO_PROGRESS: Progress = { version: 1, lessons: {} };
const NO_STEP: StepProgress = { done: false, right: 0, wrong: 0, second: 0 };
const NO_LESSON: LessonProgress = { steps: {}, at: null };

const get = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

function changeLesson(
  progress: Progress,
  id: string,
  change: (lesson: LessonProgress) => LessonProgress,
): Progress {
  const lesson = change(get(progress.lessons, id) ?? NO_LESSON);
  return { ...progress, lessons: { ...progress.lessons, [id]: lesson } };
}

function changeStep(
  progress: Progress,
  lessonId: string,
  stepId: string,
  change: (step: StepProgress) => StepProgress,
): Progress {
  return changeLesson(progress, lessonId, (lesson) => ({
    ...lesson,
    steps: { ...lesson.steps, [stepId]: change(get(lesson.steps, stepId) ?? NO_STEP) },
  }));
}

/** The step was completed. */
export const addDone = (progress: Progress, lesson: string, step: string): Progress =>
  changeStep(progress, lesson, step, (before) => ({ ...before, done: true }));

/** The question of the step was answered. A second wrong answer counts no more than the first did. */
export const addAnswer = (
  progress: Progress,
  lesson: string,
  step: string,
  { right, attempt }: { readonly right: boolean; readonly attempt: 1 | 2 },
): Progress =>
  changeStep(progress, lesson, step, (before) => {
    if (attempt === 2) return right ? { ...before, second: before.second + 1 } : before;
    return right ? { ...before, right: before.right + 1 } : { ...before, wrong: before.wrong + 1 };
  });

/** How the question of a step was answered at best. */
export const getBest = ({ right, second }: StepProgress): 'first' | 'second' | 'none' =>
  right > 0 ? 'first' : second > 0 ? 'second' : 'none';

/** Where to continue; null to start over next time. */
export const setNextStep = (progress: Progress, lesson: string, step: string | null): Progress =>
  changeLesson(progress, lesson, (before) => ({ ...before, at: step }));

/** As if the lesson had never been opened. */
export function forgetLesson(progress: Progress, lesson: string): Progress {
  const { [lesson]: _, ...lessons } = progress.lessons;
  return { ...progress, lessons };
}

/** Counts only the steps that the lesson has now. */
export function getScore(progress: Progress, lesson: Lesson): Score {
  const { steps: kept } = get(progress.lessons, lesson.id) ?? NO_LESSON;
  const steps = getSteps(lesson);
  const questions = steps.filter(({ ask }) => isQuestion(ask));
  return {
    steps: steps.length,
    done: steps.filter(({ id }) => get(kept, id)?.done).length,
    questions: questions.length,
    right: questions.filter(({ id }) => getBest(get(kept, id) ?? NO_STEP) === 'first').length,
    second: questions.filter(({ id }) => getBest(get(kept, id) ?? NO_STEP) === 'second').length,
  };
}

/** The step to continue with; undefined if there is none. */
export const getNextStep = (progress: Progress, lesson: string): string | undefined =>
  get(progress.lessons, lesson)?.at ?? undefined;

export const encodeProgress = (progress: Progress): string => JSON.stringify(progress);

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** `second` came later: what was kept before lacks it. */
const stepSchema = v.object({
  done: v.boolean(),
  right: count,
  wrong: count,
  second: v.exactOptional(count, 0),
});
const lessonSchema = v.object({
  steps: v.record(v.string(), v.unknown()),
  at: v.fallback(v.nullable(v.string()), null),
});
const progressSchema = v.object({ version: v.literal(1), lessons: v.record(v.string(), v.unknown()) });

/** What was kept, and a sentence if some of it could not be read. Never throws. */
export interface DecodedProgress {
  readonly progress: Progress;
  readonly problem: string | null;
}

export function decodeProgress(text: string): DecodedProgress {
  const parsed = v.safeParse(progressSchema, parseJson(text));
  if (!parsed.success) return { progress: NO_PROGRESS, problem: KEPT_WORDS.progress };
  let isWhole = true;
  const keep = <T>(record: Readonly<Record<string, unknown>>, read: (value: unknown) => T | undefined) =>
    Object.fromEntries(
      Object.entries(record).flatMap(([key, value]) => {
        const kept = read(value);
        if (kept === undefined) isWhole = false;
        return kept === undefined ? [] : [[key, kept]];
      }),
    );
  const lessons = keep(parsed.output.lessons, (value): LessonProgress | undefined => {
    const lesson = v.safeParse(lessonSchema, value);
    if (!lesson.success) return undefined;
    const steps = keep(lesson.output.steps, (step) => {
      const each = v.safeParse(stepSchema, step);
      return each.success ? each.output : undefined;
    });
    return { steps, at: lesson.output.at };
  });
  return { progress: { version: 1, lessons }, problem: isWhole ? null : KEPT_WORDS.progressPartly };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
