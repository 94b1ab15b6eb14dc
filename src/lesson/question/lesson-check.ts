/**
 * Whether an answer is right, what really happens, and why. What really happens is a trace that every view can play: it is
 * shown first, the reasons after it.
 */

import { formatState } from '../../protocol/state/state.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { FlowQuestion, LessonStep, Question, RequestQuestion, Rules } from '../lesson.ts';
import { OUTCOME_WORDS } from '../lesson-words.ts';
import { appendRequest } from '../task/lesson-scene.ts';
import { ASK_TABLE } from './lesson-ask-table.ts';
import { explainFlow } from './lesson-flow.ts';
import { getQuestion } from './lesson-question.ts';
import type { Option, Situation } from './lesson-situation.ts';
import { createSituation, getStepRuleSet } from './lesson-situation.ts';

export interface AnswerResult {
  readonly right: boolean;
  /** What was chosen; null if the learner asked to see the answer. */
  readonly chosen: Option | null;
  readonly answer: Option;
  /** What really happens, from the start of the step on. */
  readonly trace: Trace;
  /** Index of the first step of the trace that the question was about: play from there. */
  readonly playFrom: number;
  /** Complete sentences, in order. */
  readonly why: readonly string[];
  readonly citations: readonly Citation[];
}

/** A step that asks a question. */
export type QuestionStep = LessonStep & { readonly ask: Question };

/** True where a first wrong answer leaves more than one option: then the answer is not told yet. */
export const hasSecondTry = ({ rules, ask }: QuestionStep): boolean =>
  getQuestion(rules, ask).options.length > 2;

/**
 * Checks the option that was chosen; null shows the answer. An id that is not an option of the question counts as a wrong
 * answer.
 */
export function checkAnswer(step: QuestionStep, chosenId: string | null): AnswerResult {
  const { options, answer: answerId } = getQuestion(step.rules, step.ask);
  const find = (id: string | null) => options.find((option) => option.id === id) ?? null;
  const answer = find(answerId);
  if (!answer) throw new Error(`the answer ${answerId} of ${step.id} is not among its options`);
  const real =
    step.ask.kind === 'predict' ? explainRequest(step, step.ask) : explainPlay(step.rules, step.ask);
  return { right: chosenId === answerId, chosen: find(chosenId), answer, ...real };
}

type Real = Pick<AnswerResult, 'trace' | 'playFrom' | 'why' | 'citations'>;

function explainRequest({ rules, trace }: QuestionStep, question: RequestQuestion): Real {
  const ruleSet = getStepRuleSet(rules);
  const situation = createSituation(ruleSet, question);
  const { explain, citations = [] } = ASK_TABLE[question.ask];
  return {
    trace: demonstrate(situation, rules, trace),
    playFrom: trace.steps.length,
    why: [explainOutcome(situation), ...(explain ? [explain(situation)] : [])],
    citations: unite(citations, situation.outcome.verdict?.citations ?? []),
  };
}

/** The request, and for a question about the remedy of a refusal also that remedy. */
function demonstrate({ ruleSet, question, outcome }: Situation, rules: Rules, trace: Trace): Trace {
  const { fault, suppose, request, ask } = question;
  const scene = { rules, ruleSet };
  const append = (before: Trace, to: number) => appendRequest(scene, before, to, null, false);
  const asked = appendRequest(scene, trace, request.to, fault, suppose);
  const { verdict } = outcome;
  if (ask !== 'remedy' || verdict?.kind !== 'refused') return asked;
  switch (verdict.remedy.kind) {
    case 'detour':
      return verdict.remedy.requests.reduce(append, asked);
    case 'reset': {
      const reset: Trace = { ...asked, steps: [...asked.steps, { act: 'reset' }] };
      return request.to === ruleSet.initial ? reset : append(reset, request.to);
    }
    case 'flags':
    case 'none':
      return asked;
  }
}

/** The reason of the verdict, or what the driver did. */
function explainOutcome({ ruleSet, question, outcome }: Situation): string {
  const words = {
    now: formatState(ruleSet.states, outcome.now),
    errno: outcome.returns === null ? '' : outcome.returns,
  };
  switch (outcome.cause) {
    case 'declined':
    case 'faulted':
    case 'supposed':
      return fill(OUTCOME_WORDS[outcome.cause], words);
    case 'corrupt':
      return fill(
        OUTCOME_WORDS[
          question.fault?.kind === 'corrupt' && question.fault.device === 'stays'
            ? 'corrupt-stays'
            : 'corrupt-faults'
        ],
        words,
      );
    case 'rules':
    case 'reset':
      return outcome.verdict?.why ?? '';
  }
}

function explainPlay(rules: Rules, question: FlowQuestion): Real {
  const { citations, ...real } = explainFlow(rules, question);
  return { ...real, playFrom: 0, citations: unite(citations, []) };
}

/** Each once. */
function unite(a: readonly Citation[], b: readonly Citation[]): readonly Citation[] {
  return [...new Map([...a, ...b].map((citation) => [JSON.stringify(citation), citation])).values()];
}
