/**
 * The player of a lesson: where the learner is, what was answered, what to show. Nothing happens by itself: every move is
 * an act of the learner or the teacher, and there is no clock.
 *
 *   telling ── asking ─(right)─> explaining       a step that tells, or asks, or sets a task
 *              asking ─(wrong)─> asking            once, where there are more than two options
 *                  └──(wrong)──> showing ──> explaining
 *              doing ──(done)──> explaining
 */

import { assign, emit, enqueueActions, setup } from 'xstate';
import type { Trace } from '../../protocol/trace/trace.ts';
import type { Lesson, LessonStep } from '../lesson.ts';
import { isQuestion } from '../lesson.ts';
import type { AnswerResult, QuestionStep } from '../question/lesson-check.ts';
import { checkAnswer, hasSecondTry } from '../question/lesson-check.ts';
import { judgeTask } from '../task/lesson-solution.ts';
import type { TaskResult, TaskStep } from '../task/lesson-task.ts';
import { checkTask } from '../task/lesson-task.ts';
import type { Show, StepAt } from './lesson-show.ts';
import {
  findNext,
  findPrevious,
  getStepAt,
  hasStep,
  showAnswer,
  showSolution,
  showStep,
} from './lesson-show.ts';

export interface PlayerContext {
  readonly lesson: Lesson;
  readonly at: StepAt;
  /** What the canvas shows: a new object each time it is to be set again. What the learner does leaves it alone. */
  readonly show: Show;
  /** Id of the wrong option that was chosen first, where a second try is left or was made; null otherwise. */
  readonly tried: string | null;
  /** What the answer led to; null before it. */
  readonly result: AnswerResult | null;
  /** The state of the task; null before the first act. */
  readonly task: TaskResult | null;
  /** How many of the hints are open. */
  readonly hints: number;
  /** True if the answer or a solution was shown: then the step does not count as done. */
  readonly revealed: boolean;
}

export type PlayerEvent =
  /** On from what is told, shown or explained. A question waits for its answer and a task to be done: `skip` passes both. */
  | { type: 'forward' }
  | { type: 'back' }
  | { type: 'skip' }
  /** To a step; one that the lesson does not have changes nothing. */
  | { type: 'go'; to: StepAt }
  | { type: 'restart' }
  | { type: 'step.restart' }
  | { type: 'answer'; option: string }
  /** Everything that the learner did on the machine, after each act. */
  | { type: 'act'; trace: Trace }
  | { type: 'hint' }
  /** Shows the answer, or a solution of the task. */
  | { type: 'reveal' };

/** What others may want to keep, for progress and for the coverage map. */
export type PlayerEmitted =
  | { type: 'step.done'; lesson: Lesson; step: LessonStep }
  | { type: 'answered'; lesson: Lesson; step: QuestionStep; right: boolean; attempt: Attempt };

/** Which try an answer was. */
type Attempt = 1 | 2;

const getStep = ({ lesson, at }: PlayerContext): LessonStep => getStepAt(lesson, at);

function getQuestionStep(context: PlayerContext): QuestionStep {
  const step = getStep(context);
  if (!isQuestion(step.ask)) throw new Error(`the step ${step.id} asks nothing`);
  return { ...step, ask: step.ask };
}

function getTaskStep(context: PlayerContext): TaskStep {
  const step = getStep(context);
  if (step.ask?.kind !== 'do') throw new Error(`the step ${step.id} sets no task`);
  return { ...step, ask: step.ask };
}

/** A step in which nothing has been done yet. */
const arrive = (lesson: Lesson, at: StepAt) => ({
  at,
  show: showStep(getStepAt(lesson, at)),
  tried: null,
  result: null,
  task: null,
  hints: 0,
  revealed: false,
});

const answer = (context: PlayerContext, option: string | null) => {
  const step = getQuestionStep(context);
  const result = checkAnswer(step, option);
  return { result, show: showAnswer(step, result), revealed: option === null };
};

const machine = setup({
  types: {
    context: {} as PlayerContext,
    events: {} as PlayerEvent,
    emitted: {} as PlayerEmitted,
    input: {} as { lesson: Lesson; at?: StepAt },
  },
  guards: {
    'asks a question': ({ context }) => isQuestion(getStep(context).ask),
    'sets a task': ({ context }) => getStep(context).ask?.kind === 'do',
    'is last': ({ context: { lesson, at } }) => findNext(lesson, at) === undefined,
    'is first': ({ context: { lesson, at } }) => findPrevious(lesson, at) === undefined,
    'is right': ({ context, event }) =>
      event.type === 'answer' && checkAnswer(getQuestionStep(context), event.option).right,
    'was tried': ({ context, event }) => event.type === 'answer' && event.option === context.tried,
    'may try again': ({ context }) => context.tried === null && hasSecondTry(getQuestionStep(context)),
    'is done': ({ context, event }) =>
      event.type === 'act' && checkTask(getTaskStep(context), event.trace).kind === 'done',
    'is there': ({ context: { lesson }, event }) => event.type === 'go' && hasStep(lesson, event.to),
    'has hints': ({ context }) => context.hints < getStep(context).hints.length,
  },
  actions: {
    'go on': assign(({ context: { lesson, at } }) => arrive(lesson, findNext(lesson, at) ?? at)),
    'go back': assign(({ context: { lesson, at } }) => arrive(lesson, findPrevious(lesson, at) ?? at)),
    'go there': assign(({ context: { lesson }, event }) =>
      event.type === 'go' ? arrive(lesson, event.to) : {},
    ),
    'begin step': assign(({ context: { lesson, at } }) => arrive(lesson, at)),
    'begin lesson': assign(({ context: { lesson } }) => arrive(lesson, { chapter: 0, step: 0 })),
    'open hint': assign({ hints: ({ context }) => context.hints + 1 }),
    'take answer': assign(({ context, event }) =>
      answer(context, event.type === 'answer' ? event.option : null),
    ),
    'take try': assign({
      tried: ({ context, event }) => (event.type === 'answer' ? event.option : context.tried),
    }),
    'take act': assign(({ context, event }) =>
      event.type === 'act' ? { task: judgeTask(getTaskStep(context), event.trace) } : {},
    ),
    'show a way': assign(({ context }) => ({ show: showSolution(getTaskStep(context)), revealed: true })),
    'tell of answer': emit(({ context, event }) => ({
      type: 'answered' as const,
      lesson: context.lesson,
      step: getQuestionStep(context),
      right: event.type === 'answer' && checkAnswer(getQuestionStep(context), event.option).right,
      attempt: context.tried === null ? (1 as const) : (2 as const),
    })),
    'tell of step': enqueueActions(({ context, enqueue }) => {
      const { lesson, revealed } = context;
      if (!revealed) enqueue.emit({ type: 'step.done', lesson, step: getStep(context) });
    }),
  },
});

/** On to the next step, or to the end. */
const onward = (isDone: boolean) => {
  const done = isDone ? (['tell of step'] as const) : [];
  return [
    { guard: 'is last' as const, target: '#finished', actions: [...done] },
    { target: '#arriving', actions: [...done, 'go on' as const] },
  ];
};

/** The player. Its input is the lesson, and where to begin if not at the first step. */
export const lessonPlayer = machine.createMachine({
  id: 'lesson',
  context: ({ input: { lesson, at = { chapter: 0, step: 0 } } }) => ({
    lesson,
    ...arrive(lesson, hasStep(lesson, at) ? at : { chapter: 0, step: 0 }),
  }),
  initial: 'arriving',
  on: {
    back: [{ guard: 'is first' }, { target: '#arriving', actions: 'go back' }],
    skip: onward(false),
    go: { guard: 'is there', target: '#arriving', actions: 'go there' },
    restart: { target: '#arriving', actions: 'begin lesson' },
    'step.restart': { target: '#arriving', actions: 'begin step' },
    hint: { guard: 'has hints', actions: 'open hint' },
  },
  states: {
    arriving: {
      id: 'arriving',
      always: [
        { guard: 'asks a question', target: 'asking' },
        { guard: 'sets a task', target: 'doing' },
        { target: 'telling' },
      ],
    },
    telling: { on: { forward: onward(true) } },
    asking: {
      on: {
        answer: [
          { guard: 'was tried' },
          { guard: 'is right', target: 'explaining', actions: ['tell of answer', 'take answer'] },
          { guard: 'may try again', actions: ['tell of answer', 'take try'] },
          { target: 'showing', actions: ['tell of answer', 'take answer'] },
        ],
        reveal: { target: 'showing', actions: 'take answer' },
      },
    },
    /** What really happens, before the reasons. */
    showing: { on: { forward: 'explaining' } },
    doing: {
      on: {
        act: [{ guard: 'is done', target: 'explaining', actions: 'take act' }, { actions: 'take act' }],
        reveal: { target: 'showing', actions: 'show a way' },
      },
    },
    explaining: { on: { forward: onward(true) } },
    finished: {
      id: 'finished',
      on: { back: { target: '#arriving', actions: 'begin step' }, skip: {}, hint: {} },
    },
  },
});
