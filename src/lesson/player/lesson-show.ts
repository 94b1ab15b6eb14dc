/** What the canvas shows while a lesson is played, and the way through its steps. */

import type { Trace } from '../../protocol/trace/trace.ts';
import type { Focus, Lesson, LessonStep, Rules } from '../lesson.ts';
import { isQuestion } from '../lesson.ts';
import type { AnswerResult } from '../question/lesson-check.ts';
import { findSolution } from '../task/lesson-solution.ts';
import type { TaskStep } from '../task/lesson-task.ts';

/** A step by its chapter and its index in it, both from 0. */
export interface StepAt {
  readonly chapter: number;
  readonly step: number;
}

/** What is shown: a trace under its rules, to be played from the step `playFrom` on, and what is in focus. */
export interface Show {
  readonly rules: Rules;
  readonly trace: Trace;
  /** null if there is nothing to play: the device is at the end of the trace. */
  readonly playFrom: number | null;
  readonly focus: Focus;
}

/** A step before anything is done in it. A question's focus is its request unless the author gave another. */
export function showStep({ rules, trace, plays, focus, ask }: LessonStep): Show {
  const isGiven = focus.states.length > 0 || focus.arcs.length > 0;
  const asked =
    !isGiven && isQuestion(ask) && ask.kind === 'predict'
      ? { states: [], arcs: [{ from: ask.request.from, to: ask.request.to }] }
      : focus;
  return { rules, trace, playFrom: plays && trace.steps.length > 0 ? 0 : null, focus: asked };
}

/** What really happens, after an answer. */
export function showAnswer(step: LessonStep, { trace, playFrom }: AnswerResult): Show {
  return { ...showStep(step), trace, playFrom };
}

/** A solution of a task. */
export function showSolution(step: TaskStep): Show {
  const steps = findSolution(step);
  if (!steps) throw new Error(`the task ${step.id} has no solution, and was let through`);
  const trace = { ...step.trace, steps: [...step.trace.steps, ...steps] };
  return { ...showStep(step), trace, playFrom: step.trace.steps.length };
}

export const hasStep = ({ chapters }: Lesson, { chapter, step }: StepAt): boolean =>
  chapters[chapter]?.steps[step] !== undefined;

export function getStepAt({ id, chapters }: Lesson, { chapter, step }: StepAt): LessonStep {
  const found = chapters[chapter]?.steps[step];
  if (!found) throw new Error(`lesson ${id} has no step ${step} in chapter ${chapter}`);
  return found;
}

/** The step after this one; undefined at the end. */
export function findNext(lesson: Lesson, { chapter, step }: StepAt): StepAt | undefined {
  const steps = [
    { chapter, step: step + 1 },
    { chapter: chapter + 1, step: 0 },
  ];
  return steps.find((each) => hasStep(lesson, each));
}

/** The step before this one; undefined at the beginning. */
export function findPrevious({ chapters }: Lesson, { chapter, step }: StepAt): StepAt | undefined {
  if (step > 0) return { chapter, step: step - 1 };
  const before = chapters[chapter - 1];
  return before && { chapter: chapter - 1, step: before.steps.length - 1 };
}

/** Chapter and index of a step; undefined for an id that the lesson does not have. */
export function findStep({ chapters }: Lesson, id: string): StepAt | undefined {
  for (const [chapter, { steps }] of chapters.entries()) {
    const step = steps.findIndex((each) => each.id === id);
    if (step >= 0) return { chapter, step };
  }
  return undefined;
}
