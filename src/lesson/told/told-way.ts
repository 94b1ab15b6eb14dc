/** Whether the text of a task prints its own way: the states of a shortest solution, one after the other. */

import { formatState } from '../../protocol/state/state.ts';
import { getStepRuleSet } from '../question/lesson-situation.ts';
import { findSolution } from '../task/lesson-solution.ts';
import type { TaskStep } from '../task/lesson-task.ts';
import type { Sentence } from './told-text.ts';
import { hasRun, listNamed } from './told-text.ts';

/** The first text that prints it. A way of one request has no order to print. */
export function findWay(step: TaskStep, texts: readonly Sentence[]): Sentence | undefined {
  const { states } = getStepRuleSet(step.rules);
  const way = (findSolution(step) ?? []).flatMap((made) =>
    made.act === 'request'
      ? (states.find(({ value }) => formatState(states, value) === made.to)?.value ?? [])
      : [],
  );
  return way.length < 2 ? undefined : texts.find(({ text }) => hasRun(listNamed(states, text), way));
}
