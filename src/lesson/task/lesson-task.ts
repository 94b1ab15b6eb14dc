/**
 * Whether a task is done: the learner's trace is replayed on the machine and judged. A task that has become impossible by
 * its own terms is `broken`, and the step has to be restarted.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { replay } from '../../protocol/trace/replay.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { Goal, LessonStep, Means, Task } from '../lesson.ts';
import { TASK_STATES, TASK_WORDS } from '../lesson-words.ts';
import { getStepRuleSet } from '../question/lesson-situation.ts';
import { formatList } from '../text/lesson-problem.ts';

export interface TaskResult {
  readonly kind: 'done' | 'open' | 'broken';
  /** Requests that were made since the task began. */
  readonly requests: number;
  /** The state of the task, as a sentence. */
  readonly text: string;
}

/** A step that sets a task. */
export type TaskStep = LessonStep & { readonly ask: Task };

/** Judges what the learner did: the whole trace, the setup included. */
export function checkTask({ rules, trace: given, ask }: TaskStep, trace: Trace): TaskResult {
  const ruleSet = getStepRuleSet(rules);
  if (!continues(given, trace)) return { kind: 'broken', requests: 0, text: TASK_STATES.elsewhere };
  const before = replay(ruleSet, given).now;
  const outcomes = replay(ruleSet, trace)
    .steps.slice(given.steps.length)
    .flatMap((step) => (step.kind === 'made' ? [step.outcome] : []));
  return judge(ruleSet, ask, before, outcomes);
}

/** True if the trace begins with the given one. What was seen at the time does not count. */
function continues(given: Trace, trace: Trace): boolean {
  const toKey = ({ steps, ruleSet, flags, start }: Trace) =>
    JSON.stringify([
      'id' in ruleSet ? ruleSet.id : null,
      flags,
      start ?? null,
      steps.slice(0, given.steps.length).map((step) => ({ ...step, saw: undefined })),
    ]);
  return trace.steps.length >= given.steps.length && toKey(trace) === toKey(given);
}

/** Judges outcomes from the state that the task begins in. */
export function judge(
  ruleSet: RuleSet,
  task: Task,
  before: number,
  outcomes: readonly Outcome[],
): TaskResult {
  const requests = outcomes.filter(({ cause }) => cause !== 'reset').length;
  const toResult = (kind: TaskResult['kind'], text: string): TaskResult => ({ kind, requests, text });
  const fault = findBreach(ruleSet, task, outcomes);
  if (fault !== undefined) return toResult('broken', fault);
  const missed = task.through.slice(countPassed(task.through, outcomes))[0];
  const now = outcomes.at(-1)?.now ?? before;
  if (outcomes.length > 0 && missed === undefined && isMet(ruleSet, task.goal, now, outcomes))
    return toResult(
      'done',
      fill(TASK_STATES.done, { acts: formatActs(requests, outcomes.length - requests) }),
    );
  if (task.most !== null && requests >= task.most && task.without.includes('reset'))
    return toResult('broken', formatTooMany(task.most));
  if (outcomes.length === 0) return toResult('open', TASK_STATES.begin);
  return toResult('open', formatOpen(ruleSet, task.goal, now, missed));
}

/** True if the goal is met, whatever was passed on the way. */
export function isMet(ruleSet: RuleSet, goal: Goal, now: number, outcomes: readonly Outcome[]): boolean {
  switch (goal.goal) {
    case 'reach':
      return now === goal.state;
    case 'recover':
      return isRecovered(ruleSet, now);
    case 'never-returns':
      return outcomes.some(({ kind }) => kind === 'never-returns');
    case 'be-refused':
      return outcomes.some(
        ({ kind, cause, verdict }) =>
          kind === 'refused' &&
          cause === goal.by &&
          (!goal.request ||
            (verdict?.request.from === goal.request.from && verdict.request.to === goal.request.to)),
      );
  }
}

/** The device runs, and no data session is open. */
export function isRecovered(ruleSet: RuleSet, value: number): boolean {
  const state = getState(ruleSet.states, value);
  return state?.kind === 'valid' && state.activity === 'runs' && state.session === 'none';
}

/** The states that the device was in: after each arc, and at the end of each request. */
const getPassed = (outcomes: readonly Outcome[]): readonly number[] =>
  outcomes.flatMap(({ arcs, now }) => [...arcs.map((arc) => arc.to), now]);

/** How many of the required states were passed, in order. */
export function countPassed(through: readonly number[], outcomes: readonly Outcome[]): number {
  let count = 0;
  for (const value of getPassed(outcomes)) if (value === through[count]) count += 1;
  return count;
}

const MEANS_USED: Readonly<Record<Means, (outcome: Outcome) => boolean>> = {
  reset: ({ cause }) => cause === 'reset',
  fault: ({ cause }) => cause === 'declined' || cause === 'faulted' || cause === 'corrupt',
  suppose: ({ cause }) => cause === 'supposed',
};

/** Why the task can no longer be done. */
function findBreach(ruleSet: RuleSet, task: Task, outcomes: readonly Outcome[]): string | undefined {
  const entered = getPassed(outcomes).find((value) => task.avoid.includes(value));
  if (entered !== undefined)
    return fill(TASK_STATES.avoided, { state: formatState(ruleSet.states, entered) });
  const used = task.without.find((means) => outcomes.some(MEANS_USED[means]));
  if (used) return fill(TASK_STATES.used, { means: TASK_WORDS.means[used] });
  const requests = outcomes.filter(({ cause }) => cause !== 'reset').length;
  return task.most !== null && requests > task.most ? formatTooMany(task.most) : undefined;
}

/** `3 requests and 1 reset`; at least one of the two is not 0. */
export function formatActs(requests: number, resets: number): string {
  const count = ([one, many]: readonly [string, string], number: number) =>
    number === 0 ? [] : [number === 1 ? one : fill(many, { count: number })];
  return formatList([...count(TASK_STATES.requests, requests), ...count(TASK_STATES.resets, resets)]);
}

function formatTooMany(most: number): string {
  const [one, many] = TASK_STATES['too-many'];
  return most === 1 ? one : fill(many, { most });
}

function formatOpen(ruleSet: RuleSet, goal: Goal, now: number, missed: number | undefined): string {
  const name = (value: number) => formatState(ruleSet.states, value);
  const isThere = goal.goal === 'reach' && now === goal.state;
  if (missed !== undefined && (isThere || goal.goal !== 'reach')) return TASK_STATES.through;
  const state = goal.goal === 'reach' ? name(goal.state) : '';
  return fill(TASK_STATES[goal.goal], { now: name(now), state });
}

/** The task as one sentence: `Bring the device to STOP_COPY, with at most 2 requests, without VFIO_DEVICE_RESET.` It names no state to pass. */
export function formatTask(ruleSet: RuleSet, { goal, through, avoid, without, most }: Task): string {
  const names = (values: readonly number[], last?: string) =>
    formatList(
      values.map((value) => formatState(ruleSet.states, value)),
      last,
    );
  const aim =
    goal.goal === 'reach'
      ? fill(TASK_WORDS.reach, { state: names([goal.state]) })
      : goal.goal === 'be-refused'
        ? fill(TASK_WORDS['be-refused'][goal.by], {
            request: goal.request ? formatRequest(ruleSet.states, goal.request) : TASK_WORDS.anything,
          })
        : TASK_WORDS[goal.goal];
  const [one, many] = TASK_WORDS.most;
  const terms = [
    // Its states, one after the other, would be the solution.
    through.length > 0 && TASK_WORDS.through,
    avoid.length > 0 && fill(TASK_WORDS.avoid, { states: names(avoid, 'or') }),
    most !== null && (most === 1 ? one : fill(many, { most })),
    without.length > 0 &&
      fill(TASK_WORDS.without, {
        means: formatList(
          without.map((means) => TASK_WORDS.means[means]),
          'or',
        ),
      }),
  ];
  return `${[aim, ...terms.filter((term) => term !== false)].join(', ')}.`;
}
