/**
 * What the page must not tell while a question is open. Nothing here depends on the answer: what is hidden would tell it
 * otherwise.
 */

import type { OpenQuestion } from '../../protocol/state/open-question.ts';
import { isInQuestion } from '../../protocol/state/open-question.ts';
import type { LessonStep, Question, Rules } from '../lesson.ts';
import { isQuestion } from '../lesson.ts';
import { OPEN_WORDS } from '../lesson-words.ts';
import { ASK_TABLE } from './lesson-ask-table.ts';
import { listFlowRequests } from './lesson-flow.ts';
import { getStepRuleSet } from './lesson-situation.ts';

const known = new WeakMap<LessonStep, OpenQuestion>();

/** The question of a step; null for a step that asks none. The same object each time: what it hides is drawn once. */
export function getOpenQuestion(step: LessonStep): OpenQuestion | null {
  const { ask, rules, trace } = step;
  if (!isQuestion(ask)) return null;
  const question =
    known.get(step) ??
    createOpenQuestion({
      generation: getStepRuleSet(rules).generation,
      setup: trace.steps.length,
      ...findHidden(rules, ask),
    });
  known.set(step, question);
  return question;
}

/** With its sentences, and what must not be brought back: a request that was made after the setup. */
export function createOpenQuestion(hidden: Omit<OpenQuestion, 'words' | 'isToldBy'>): OpenQuestion {
  const { generation, setup } = hidden;
  return {
    ...hidden,
    words: OPEN_WORDS,
    isToldBy: ({ ruleSet, history }) =>
      ruleSet.generation === generation &&
      history.nodes
        .slice(setup)
        .some(({ made }) => made?.kind === 'made' && isInQuestion(hidden, made.outcome.verdict?.request)),
  };
}

/**
 * A question about a request hides that request. One about what the device may do there also hides the signs of both its
 * states; after a fault the device may be in any. A flow hides all its requests alike; if they are what is asked, they have
 * to look like the others.
 */
function findHidden(rules: Rules, question: Question): Pick<OpenQuestion, 'requests' | 'states'> {
  if (question.kind === 'predict-flow')
    return { requests: question.ask === 'flow' ? listFlowRequests(rules, question) : [], states: [] };
  const { ask, fault, request } = question;
  const { from, to } = request;
  const ends = fault ? getStepRuleSet(rules).states.map(({ value }) => value) : [from, to];
  return { requests: [{ from, to }], states: ASK_TABLE[ask].isOfState ? ends : [] };
}
