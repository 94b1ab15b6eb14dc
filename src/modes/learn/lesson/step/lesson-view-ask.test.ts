/** What is shown with a question and a task, before and after. */

import { describe, expect, it } from 'vitest';
import { isQuestion } from '../../../../lesson/lesson.ts';
import { TASK_STATES } from '../../../../lesson/lesson-words.ts';
import { showSolution } from '../../../../lesson/player/lesson-show.ts';
import { checkAnswer } from '../../../../lesson/question/lesson-check.ts';
import { getQuestion } from '../../../../lesson/question/lesson-question.ts';
import type { TaskStep } from '../../../../lesson/task/lesson-task.ts';
import { checkTask } from '../../../../lesson/task/lesson-task.ts';
import { block, parseSteps } from '../../../../lesson/text/lesson-text.fixture.ts';
import type { Trace } from '../../../../protocol/trace/trace.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { QUESTION_WORDS, TASK_VIEW_WORDS } from '../lesson-view-words.ts';
import { getOutcomeWords, markOptions } from './lesson-view-answer.ts';
import { formatWay, getTaskWords } from './lesson-view-task.ts';

function ask(chosen: string | null, tried: string | null = null) {
  const [step] = parseSteps(block('predict', 'ask: verdict\nrequest: STOP_COPY > PRE_COPY'));
  if (!step || !isQuestion(step.ask)) throw new Error('no question');
  const result = checkAnswer({ ...step, ask: step.ask }, chosen);
  const { options } = getQuestion(step.rules, step.ask);
  return {
    marks: markOptions(options, result, tried)
      .filter(({ mark }) => mark !== 'other')
      .map(({ id, mark, note }) => `${id} ${mark}: ${note}`),
    outcome: getOutcomeWords(result),
  };
}

describe('an answered question', () => {
  it('[LVIEW-5] marks what happens, and what was chosen instead', () => {
    expect(ask('accepted').marks).toEqual(['accepted chosen: your answer', 'refused answer: what happens']);
    expect(ask('refused').marks).toEqual(['refused answer: your answer, and what happens']);
    expect(ask(null).marks).toEqual(['refused answer: what happens']);
  });

  it('[LVIEW-5] says right, not quite, or what happens, with a sign and a word', () => {
    expect(ask('refused').outcome).toEqual({ kind: 'right', sign: '✓', title: 'Right: Refused' });
    expect(ask('accepted').outcome).toEqual({
      kind: 'wrong',
      sign: '✕',
      title: fill(QUESTION_WORDS.wrong, { answer: 'Refused' }),
    });
    expect(ask(null).outcome).toEqual({ kind: 'shown', sign: '→', title: 'What happens: Refused' });
  });
});

function createTask(text: string, before = ''): TaskStep {
  const [step] = parseSteps(`${before}${block('do', text)}`);
  if (step?.ask?.kind !== 'do') throw new Error('no task');
  return { ...step, ask: step.ask };
}

const stand = (task: TaskStep, ...requests: readonly string[]) => {
  const steps: Trace['steps'] = [
    ...task.trace.steps,
    ...requests.map((to) => ({ act: 'request' as const, to })),
  ];
  return getTaskWords(task, requests.length > 0 ? checkTask(task, { ...task.trace, steps }) : null, null);
};

describe('a task', () => {
  const task = createTask('goal: reach\nstate: STOP_COPY\navoid: [STOP]\nmost: 2');

  it('[LVIEW-6] is open, done or broken, with a sign and a sentence, and its requests counted', () => {
    expect(stand(task)).toEqual({
      kind: 'open',
      sign: '○',
      word: 'Open.',
      text: TASK_STATES.begin,
      requests: 'Requests so far: 0 of at most 2',
    });
    expect(stand(task, 'PRE_COPY')).toMatchObject({
      kind: 'open',
      requests: 'Requests so far: 1 of at most 2',
    });
    expect(stand(task, 'PRE_COPY', 'STOP_COPY')).toEqual({
      kind: 'done',
      sign: '✓',
      word: '',
      text: 'Done, with 2 requests.',
      requests: '',
    });
    expect(stand(task, 'STOP')).toMatchObject({
      kind: 'broken',
      sign: '✕',
      word: TASK_VIEW_WORDS.states.broken,
    });
    expect(stand(createTask('goal: reach\nstate: STOP'), 'RESUMING').requests).toBe('Requests so far: 1');
  });

  it('[LVIEW-6] whose solution was shown describes it, without the setup', () => {
    const placed = createTask('goal: reach\nstate: RUNNING', block('trace', 'steps: [RESUMING]'));
    expect(formatWay(showSolution(placed))).toBe('RUNNING');
    const show = showSolution(task);
    expect(formatWay(show)).toBe('PRE_COPY, then STOP_COPY');
    const words = getTaskWords(task, null, formatWay(show));
    expect(words).toMatchObject({ kind: 'shown', sign: '→', requests: '' });
    expect(words.text).toContain('PRE_COPY, then STOP_COPY.');
  });

  it('[LVIEW-6] mentions a fault and a reset on the way', () => {
    const fault = createTask('goal: be-refused\nby: declined\nrequest: RUNNING > STOP');
    expect(formatWay(showSolution(fault))).toBe('STOP (the driver declines with -EBUSY)');
    const steps: Trace['steps'] = [{ act: 'reset' }];
    expect(formatWay({ ...showSolution(fault), trace: { ...fault.trace, steps } })).toBe('VFIO_DEVICE_RESET');
  });
});
