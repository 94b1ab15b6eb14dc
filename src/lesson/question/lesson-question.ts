/**
 * A question as the learner sees it: the prompt, the options, and the right answer, which is computed from the machine each
 * time and never read from the lesson.
 */

import { formatRequest } from '../../protocol/state/request-pair.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { Question, Rules } from '../lesson.ts';
import { ACCESSED, ASK_WORDS, FAULT_WORDS } from '../lesson-words.ts';
import { ASK_TABLE } from './lesson-ask-table.ts';
import { askFlow } from './lesson-flow.ts';
import type { AskedQuestion, Situation } from './lesson-situation.ts';
import { createSituation, getStepRuleSet } from './lesson-situation.ts';

/** The question of a step under its rules. */
export function getQuestion(rules: Rules, question: Question): AskedQuestion {
  return question.kind === 'predict'
    ? askRequest(createSituation(getStepRuleSet(rules), question))
    : askFlow(rules, question);
}

function askRequest(situation: Situation): AskedQuestion {
  const { question, ruleSet } = situation;
  const { getAnswer, listOptions, formatOption } = ASK_TABLE[question.ask];
  const answer = getAnswer(situation);
  const ids = question.options
    ? [...new Set([...question.options, answer])].toSorted()
    : listOptions(situation, answer);
  return {
    prompt: fill(ASK_WORDS[question.ask], {
      request: formatRequest(ruleSet.states, question.request),
      fault: formatFault(situation),
      accessed: formatAccessed(situation),
    }),
    options: ids.map((id) => ({ id, text: formatOption(id, situation) })),
    answer,
  };
}

/** Names the arc that fails if there are several. */
function formatFault({ question: { fault }, outcome }: Situation): string {
  if (!fault) return '';
  if (fault.kind === 'corrupt') return `${FAULT_WORDS[`corrupt-${fault.device}`]} `;
  const arcs = outcome.verdict?.kind === 'accepted' ? outcome.verdict.arcs.length : 0;
  const words = {
    arc: arcs > 1 ? ` on arc ${fault.arc} of ${arcs}` : '',
    errno: fault.kind === 'declined' ? fault.errno : '',
  };
  return `${fill(FAULT_WORDS[fault.kind], words)} `;
}

function formatAccessed({ question, after }: Situation): string {
  if (!question.data || !after || after.session === 'none') return '';
  return fill(ACCESSED[after.session][question.data.after], { pending: question.data.pending });
}
