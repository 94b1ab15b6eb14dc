/** Where the learner is: chapter and step by number, what is lit on the graph, and the list of all steps. */

import type { Focus, Lesson, Rules } from '../../../lesson/lesson.ts';
import { getSteps } from '../../../lesson/lesson.ts';
import type { StepAt } from '../../../lesson/player/lesson-show.ts';
import { findNext, findPrevious, getStepAt } from '../../../lesson/player/lesson-show.ts';
import type { Progress } from '../../../lesson/progress.ts';
import { getStepRuleSet } from '../../../lesson/question/lesson-situation.ts';
import { formatList } from '../../../lesson/text/lesson-problem.ts';
import { formatRequest } from '../../../protocol/state/request-pair.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { LESSON_WORDS } from './lesson-view-words.ts';

export interface StepWords {
  /** `Chapter 2 of 5` */
  readonly chapter: string;
  readonly title: string;
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isTask: boolean;
}

export function getStepWords(lesson: Lesson, at: StepAt): StepWords {
  const { chapters } = lesson;
  const steps = getSteps(lesson);
  const chapter = chapters[at.chapter];
  const step = getStepAt(lesson, at);
  return {
    chapter: fill(LESSON_WORDS.chapter, { number: at.chapter + 1, count: chapters.length }),
    title: chapter?.title ?? '',
    number: steps.indexOf(step) + 1,
    count: steps.length,
    isFirst: findPrevious(lesson, at) === undefined,
    isLast: findNext(lesson, at) === undefined,
    isTask: step.ask?.kind === 'do',
  };
}

interface ListedStep {
  readonly id: string;
  readonly title: string;
  readonly at: StepAt;
  readonly isHere: boolean;
  readonly isDone: boolean;
}

export interface ListedChapter {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly ListedStep[];
}

/** Every step, with what was done before; `progress` is undefined if nothing is kept. */
export function listChapters(
  { id, chapters }: Lesson,
  at: StepAt | null,
  progress?: Progress,
): readonly ListedChapter[] {
  const kept = progress && Object.hasOwn(progress.lessons, id) ? progress.lessons[id]?.steps : undefined;
  return chapters.map((chapter, chapterIndex) => ({
    id: chapter.id,
    title: chapter.title,
    steps: chapter.steps.map((step, index) => ({
      id: step.id,
      title: step.title,
      at: { chapter: chapterIndex, step: index },
      isHere: at?.chapter === chapterIndex && at.step === index,
      isDone: kept !== undefined && Object.hasOwn(kept, step.id) && kept[step.id]?.done === true,
    })),
  }));
}

/** Up to this many requests are named one by one. */
const MOST_NAMED = 3;

/** What is lit, for those who cannot see it; empty if nothing is. */
export function formatLit(rules: Rules, { states, arcs }: Focus): string {
  const ruleSet = getStepRuleSet(rules);
  const requests =
    arcs.length > MOST_NAMED
      ? [fill(LESSON_WORDS.litMany, { count: arcs.length })]
      : arcs.map((arc) => formatRequest(ruleSet.states, arc));
  const named = [...states.map((value) => formatState(ruleSet.states, value)), ...requests];
  return named.length === 0 ? '' : fill(LESSON_WORDS.lit, { what: formatList(named) });
}

/** `Rules: v2-7.2, migration_flags 7, compared with v2-6.2.` */
export function formatRules({ ruleSet, flags, against }: Rules): string {
  return fill(LESSON_WORDS.rules, {
    ruleSet,
    flags: flags === null ? '' : fill(LESSON_WORDS.flags, { flags }),
    against: against === null ? '' : fill(LESSON_WORDS.against, { against }),
  });
}
