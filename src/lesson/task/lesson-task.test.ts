/** Tasks: judged by what comes of the learner's trace, solved by search, and never by doing nothing. */

import { describe, expect, it } from 'vitest';
import type { Step, Trace } from '../../protocol/trace/trace.ts';
import { TASK_STATES } from '../lesson-words.ts';
import { getStepRuleSet } from '../question/lesson-situation.ts';
import { block, FRONT, parseSteps } from '../text/lesson-text.fixture.ts';
import { findSolution, judgeTask } from './lesson-solution.ts';
import type { TaskStep } from './lesson-task.ts';
import { checkTask, formatTask, judge } from './lesson-task.ts';

function taskOf(text: string, trace = '', front = FRONT): TaskStep {
  const [step] = parseSteps((trace && block('trace', trace)) + block('do', text), front);
  if (step?.ask?.kind !== 'do') throw new Error('the step sets no task');
  return { ...step, ask: step.ask };
}

/** The trace of the step, and then these: `STOP`, `!reset`, `STOP!` is a fault on the first arc. */
function act(step: TaskStep, ...asks: readonly string[]): Trace {
  const steps = asks.map((ask): Step => {
    if (ask === '!reset') return { act: 'reset' };
    const fault = ask.endsWith('!') ? { fault: { kind: 'faulted', arc: 1 } as const } : {};
    return { act: 'request', to: ask.replace('!', ''), ...fault };
  });
  return { ...step.trace, steps: [...step.trace.steps, ...steps] };
}

const kindOf = (step: TaskStep, ...asks: readonly string[]) => checkTask(step, act(step, ...asks)).kind;

const v1 = FRONT.replace('v2-7.2\nflags: 7', 'patch-2021-09');

describe('a task', () => {
  it('[LESSON-20] to reach a state is done when the device is there at the end', () => {
    const step = taskOf('goal: reach\nstate: STOP_COPY');
    expect(kindOf(step)).toBe('open');
    expect(kindOf(step, 'STOP')).toBe('open');
    expect(kindOf(step, 'STOP_COPY')).toBe('done');
    expect(kindOf(step, 'STOP_COPY', 'RUNNING')).toBe('open');
  });

  it('[LESSON-20] to pass states needs them in order; arcs of a combination count', () => {
    const step = taskOf('goal: reach\nstate: RUNNING\nthrough: [STOP, STOP_COPY]');
    expect(kindOf(step, 'RUNNING')).toBe('open');
    expect(kindOf(step, 'STOP_COPY', 'RUNNING')).toBe('done');
    expect(kindOf(step, 'STOP', 'RUNNING')).toBe('open');
    expect(checkTask(step, act(step, 'STOP', 'RUNNING')).text).toBe(TASK_STATES.through);
  });

  it('[LESSON-21] is broken by a state, a means or a number of requests that it excludes', () => {
    const step = taskOf('goal: reach\nstate: STOP_COPY\navoid: [STOP]\nwithout: [reset, fault]\nmost: 2');
    expect(kindOf(step, 'PRE_COPY', 'STOP_COPY')).toBe('done');
    expect(checkTask(step, act(step, 'STOP_COPY'))).toMatchObject({
      kind: 'broken',
      text: expect.stringMatching(/STOP,/),
    });
    expect(checkTask(step, act(step, 'PRE_COPY', '!reset')).text).toMatch(/VFIO_DEVICE_RESET/);
    expect(checkTask(step, act(step, 'PRE_COPY!')).text).toMatch(/a fault/);
    expect(checkTask(step, act(step, 'PRE_COPY', 'PRE_COPY')).text).toMatch(/the 2 requests/);
  });

  it('[LESSON-21] lets a reset follow the last request if the task allows it', () => {
    const step = taskOf('goal: recover\nmost: 1', 'steps: [{ to: STOP, fault: faulted }]');
    expect(kindOf(step, 'RUNNING')).toBe('open');
    expect(kindOf(step, 'RUNNING', '!reset')).toBe('done');
    expect(kindOf(step, 'RUNNING', 'RUNNING')).toBe('broken');
  });

  it('[LESSON-21] lets a reset follow the last request where another means is excluded', () => {
    const step = taskOf('goal: recover\nwithout: [fault]\nmost: 1', 'steps: [{ to: STOP, fault: faulted }]');
    expect(kindOf(step, 'RUNNING')).toBe('open');
    expect(checkTask(step, act(step, '!reset'))).toEqual({
      kind: 'done',
      requests: 0,
      text: 'Done, with 1 reset.',
    });
  });

  it('[LESSON-22] to be refused looks at who refused, and what', () => {
    const rules = taskOf('goal: be-refused\nrequest: _SAVING > _SAVING', '', v1);
    expect(kindOf(rules, '_SAVING|_RUNNING', '_STOP')).toBe('open');
    expect(kindOf(rules, '_SAVING', '_SAVING')).toBe('done');
    const driver = taskOf('goal: be-refused\nby: faulted', '', v1);
    expect(kindOf(driver, '_RESUMING')).toBe('open');
    expect(kindOf(driver, '_SAVING!')).toBe('done');
  });

  it('[LESSON-22] to find a request that never returns is done by one', () => {
    const step = taskOf('goal: never-returns', '', FRONT.replace('7.2', '6.2'));
    expect(kindOf(step, 'STOP_COPY')).toBe('open');
    expect(kindOf(step, 'STOP_COPY', 'PRE_COPY')).toBe('done');
  });

  it('[LESSON-23] is about the device that was set up, under the rules of the step', () => {
    const step = taskOf('goal: reach\nstate: RUNNING', 'steps: [STOP_COPY]');
    expect(kindOf(step, 'RUNNING')).toBe('done');
    const elsewhere: readonly Trace[] = [
      { ...act(step, 'RUNNING'), steps: [{ act: 'request', to: 'RUNNING' }] },
      { ...act(step, 'RUNNING'), steps: [] },
      { ...act(step, 'RUNNING'), flags: 1 },
      { ...act(step, 'RUNNING'), ruleSet: { id: 'v2-6.2' } },
      { ...act(step, 'RUNNING'), start: 'STOP' },
    ];
    for (const trace of elsewhere)
      expect(checkTask(step, trace)).toMatchObject({
        kind: 'broken',
        text: expect.stringMatching(/elsewhere/),
      });
  });

  it('[LESSON-23] continues from a setup with a reset, whatever was seen of it at the time', () => {
    const { trace, ...step } = taskOf('goal: reach\nstate: STOP', 'steps: [STOP_COPY]');
    const reset: Step = { act: 'reset' };
    const begun = { ...step, trace: { ...trace, steps: [...trace.steps, reset] } };
    const seen: readonly Step[] = [{ act: 'request', to: 'STOP_COPY', saw: 'refused' }, reset];
    const last: Step = { act: 'request', to: 'STOP' };
    const kindAfter = (...steps: readonly Step[]) => checkTask(begun, { ...trace, steps }).kind;
    expect(kindAfter(...seen, last)).toBe('done');
    expect(kindAfter(...trace.steps, last, last)).toBe('broken');
  });

  it('[LESSON-23] is not done by doing nothing, even if the device is there already', () => {
    const { ask, rules } = taskOf('goal: reach\nstate: STOP');
    expect(judge(getStepRuleSet(rules), ask, 1, []).kind).toBe('open');
  });

  it('[LESSON-28] says once it is done how few acts are enough', () => {
    const step = taskOf('goal: reach\nstate: STOP');
    const say = (...made: string[]) => judgeTask(step, act(step, ...made)).text;
    expect(say('STOP')).toBe('Done, with 1 request. It takes no fewer.');
    expect(say('PRE_COPY', 'RUNNING', 'STOP')).toBe('Done, with 3 requests. 1 request is enough.');
    const broken = taskOf('goal: reach\nstate: STOP', 'steps: [{ to: STOP, fault: faulted }]');
    const mend = judgeTask(broken, act(broken, 'STOP', '!reset', 'RUNNING', 'STOP')).text;
    expect(mend).toBe('Done, with 3 requests and 1 reset. 1 request and 1 reset are enough.');
  });

  it('[LESSON-23] counts requests, and not resets', () => {
    const step = taskOf('goal: reach\nstate: RUNNING\nthrough: [STOP]');
    expect(checkTask(step, act(step, 'STOP', '!reset'))).toEqual({
      kind: 'done',
      requests: 1,
      text: 'Done, with 1 request and 1 reset.',
    });
  });
});

describe('a task on the way', () => {
  it('[LESSON-26] that nothing more can do says so at once, and one that can be done does not', () => {
    const step = taskOf('goal: reach\nstate: STOP_COPY\nthrough: [PRE_COPY]\nwithout: [reset]\nmost: 2');
    expect(judgeTask(step, act(step, 'PRE_COPY')).kind).toBe('open');
    expect(checkTask(step, act(step, 'STOP')).kind).toBe('open');
    expect(judgeTask(step, act(step, 'STOP'))).toMatchObject({ kind: 'broken', text: TASK_STATES.lost });
    const free = taskOf('goal: reach\nstate: STOP_COPY\nthrough: [PRE_COPY]');
    expect(judgeTask(free, act(free, 'STOP')).kind).toBe('open');
  });
});

describe('a solution', () => {
  it.each([
    ['goal: reach\nstate: STOP_COPY\navoid: [STOP]', '', ['PRE_COPY', 'STOP_COPY']],
    ['goal: recover', 'steps: [{ to: STOP, fault: faulted }]', ['!reset']],
    ['goal: reach\nstate: PRE_COPY\nwithout: [reset]', 'steps: [STOP_COPY]', ['STOP', 'PRE_COPY']],
  ])('[LESSON-24] of %s is found, and is shortest', (text, trace, expected) => {
    const step = taskOf(text, trace);
    const steps = findSolution(step) ?? [];
    expect(steps.map((each) => (each.act === 'reset' ? '!reset' : each.to))).toEqual(expected);
    expect(checkTask(step, { ...step.trace, steps: [...step.trace.steps, ...steps] }).kind).toBe('done');
  });

  it('[LESSON-24] may need a fault, or an assumption', () => {
    const declined = taskOf('goal: be-refused\nby: declined', '', v1);
    expect(findSolution(declined)).toMatchObject([{ fault: { kind: 'declined' } }]);
    const corrupt = taskOf('goal: be-refused\nby: corrupt', '', v1);
    expect(findSolution(corrupt)?.at(-1)).toMatchObject({ fault: { kind: 'corrupt' } });
    const uapi = FRONT.replace('v2-7.2\nflags: 7', 'uapi-v1');
    const supposed = taskOf('goal: reach\nstate: _RESUMING', 'start: _SAVING\nsteps: []', uapi);
    expect(findSolution(supposed)?.length).toBeGreaterThan(0);
  });
});

describe('the words of a task', () => {
  it.each([
    [
      'goal: reach\nstate: STOP_COPY\nthrough: [PRE_COPY]\navoid: [STOP]\nwithout: [reset]\nmost: 3',
      'Bring the device to STOP_COPY, on the way that the text describes, without entering STOP, with at most 3 requests, without VFIO_DEVICE_RESET.',
    ],
    [
      'goal: reach\nstate: STOP\nthrough: [PRE_COPY, STOP_COPY]\navoid: [RESUMING, RUNNING_P2P]\nwithout: [reset, fault]',
      'Bring the device to STOP, on the way that the text describes, without entering RESUMING or RUNNING_P2P, without VFIO_DEVICE_RESET or a fault.',
    ],
    ['goal: be-refused\nby: declined', 'Ask for something while the driver declines.'],
    [
      'goal: be-refused\nrequest: STOP_COPY > PRE_COPY\nmost: 2',
      'Ask for STOP_COPY > PRE_COPY so that the rules refuse it, with at most 2 requests.',
    ],
    ['goal: reach\nstate: STOP\nmost: 1', 'Bring the device to STOP, with one request.'],
  ])('[LESSON-25] %j', (text, words) => {
    const { rules, ask } = taskOf(text);
    expect(formatTask(getStepRuleSet(rules), ask)).toBe(words);
  });
});
