/**
 * A solution of a task, found by searching the machine, the shortest first. It shows a learner how, and an author that
 * there is one.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { getOutcome, getResetOutcome, replay } from '../../protocol/trace/replay.ts';
import type { Fault, Step, Trace } from '../../protocol/trace/trace.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { Task } from '../lesson.ts';
import { TASK_STATES } from '../lesson-words.ts';
import { getStepRuleSet } from '../question/lesson-situation.ts';
import type { TaskResult, TaskStep } from './lesson-task.ts';
import { checkTask, countPassed, formatActs, isMet, judge } from './lesson-task.ts';

/** No task needs more acts than this; a search ends here. */
export const MOST_ACTS = 8;

interface Act {
  readonly step: Step;
  readonly outcome: Outcome;
}

interface Way {
  readonly acts: readonly Act[];
  readonly now: number;
}

/** The acts of a shortest solution; undefined if none is found within MOST_ACTS. */
export function findSolution({ rules, trace, ask }: TaskStep): readonly Step[] | undefined {
  const ruleSet = getStepRuleSet(rules);
  const found = searchWay(ruleSet, rules.flags, ask, replay(ruleSet, trace).now, []);
  return found === 'too far' ? undefined : found;
}

/** Judges what the learner did; says when nothing more can do the task, and once it is done how few acts are enough. */
export function judgeTask(step: TaskStep, trace: Trace): TaskResult {
  const result = checkTask(step, trace);
  if (result.kind === 'done') {
    const [fewest, made] = [findSolution(step), trace.steps.length - step.trace.steps.length];
    return fewest ? { ...result, text: `${result.text} ${formatPar(fewest, made)}` } : result;
  }
  if (result.kind !== 'open') return result;
  const { rules, ask, trace: given } = step;
  const ruleSet = getStepRuleSet(rules);
  const acts = replay(ruleSet, trace)
    .steps.slice(given.steps.length)
    .flatMap((made) => (made.kind === 'made' ? [{ step: made.step, outcome: made.outcome }] : []));
  const further = searchWay(ruleSet, rules.flags, ask, replay(ruleSet, given).now, acts);
  return further === undefined ? { ...result, kind: 'broken', text: TASK_STATES.lost } : result;
}

/** `3 requests are enough.` */
function formatPar(fewest: readonly Step[], made: number): string {
  if (made <= fewest.length) return TASK_STATES.fewest;
  const resets = fewest.filter(({ act }) => act === 'reset').length;
  const [one, many] = TASK_STATES.par;
  return fill(fewest.length === 1 ? one : many, { acts: formatActs(fewest.length - resets, resets) });
}

/** The acts of a shortest way on; undefined if there is none at all. */
function searchWay(
  ruleSet: RuleSet,
  flags: number | null,
  task: Task,
  start: number,
  done: readonly Act[],
): readonly Step[] | 'too far' | undefined {
  const seen = new Set<string>();
  let ways: readonly Way[] = [{ acts: done, now: done.at(-1)?.outcome.now ?? start }];
  for (let depth = 0; depth <= MOST_ACTS && ways.length > 0; depth += 1) {
    const further: Way[] = [];
    for (const { acts, now } of ways) {
      const outcomes = acts.map(({ outcome }) => outcome);
      const { kind } = judge(ruleSet, task, start, outcomes);
      if (kind === 'done') return acts.map(({ step }) => step);
      const requests = outcomes.filter(({ cause }) => cause !== 'reset').length;
      const isGoal = isMet(ruleSet, task.goal, now, outcomes);
      const key = `${now} ${countPassed(task.through, outcomes)} ${isGoal} ${task.most === null ? '' : requests}`;
      if (kind === 'broken' || (depth > 0 && seen.has(key))) continue;
      seen.add(key);
      for (const act of listActs(ruleSet, flags, task, now))
        further.push({ acts: [...acts, act], now: act.outcome.now });
    }
    ways = further;
  }
  return ways.length > 0 ? 'too far' : undefined;
}

/** Everything that could be done in a state, plain acts first. */
function listActs(ruleSet: RuleSet, flags: number | null, task: Task, from: number): readonly Act[] {
  const request = (to: number, fault?: Fault, suppose?: 'accepted'): Act => ({
    step: {
      act: 'request',
      to: formatState(ruleSet.states, to),
      ...(fault && { fault }),
      ...(suppose && { suppose }),
    },
    outcome: getOutcome(ruleSet, flags, from, to, fault, suppose),
  });
  const values = ruleSet.states.map(({ value }) => value);
  const reset: Act = { step: { act: 'reset' }, outcome: getResetOutcome(ruleSet, from) };
  const faults = listFaults(task);
  return [
    ...values.map((to) => request(to)),
    ...faults.flatMap((fault) => values.map((to) => request(to, fault))),
    reset,
    ...values.map((to) => request(to, undefined, 'accepted')),
  ];
}

/** The fault that a task is about, on the first arc. */
function listFaults({ goal }: Task): readonly Fault[] {
  if (goal.goal !== 'be-refused') return [];
  switch (goal.by) {
    case 'rules':
      return [];
    case 'declined':
      return [{ kind: 'declined', arc: 1, errno: 'EBUSY' }];
    case 'faulted':
      return [{ kind: 'faulted', arc: 1 }];
    case 'corrupt':
      return [
        { kind: 'corrupt', device: 'stays' },
        { kind: 'corrupt', device: 'faults' },
      ];
  }
}
