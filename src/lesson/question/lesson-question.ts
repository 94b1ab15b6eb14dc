/**
 * A question as the learner meets it: what is asked, what there is to choose among, and the right answer, which is
 * computed each time from the machine and never read from the lesson.
 */

import { getDefaultClient } from '../../protocol/clients/client-table.ts';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import { runFlow } from '../../protocol/clients/flow-run.ts';
import { findFlowObstacle } from '../../protocol/clients/flow-table.ts';
import { getRefused } from '../../protocol/clients/flow-words.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { FlowQuestion, Question, Rules } from '../lesson.ts';
import { ACCESSED, ASK_WORDS, FAULT_WORDS, FLOW_QUESTION, FLOW_WORDS } from '../lesson-words.ts';
import { ASK_TABLE } from './lesson-ask-table.ts';
import type { Situation } from './lesson-situation.ts';
import { createSituation, getStepRuleSet } from './lesson-situation.ts';

/** One thing to choose. Its id is stable; its text is what is shown. */
export interface Option {
  readonly id: string;
  readonly text: string;
}

interface AskedQuestion {
  /** A complete sentence. */
  readonly prompt: string;
  /** At least two, in the order in which they are shown. */
  readonly options: readonly Option[];
  /** Id of the right one. */
  readonly answer: string;
}

/** The question of a step under its rules. */
export function getQuestion(rules: Rules, question: Question): AskedQuestion {
  const ruleSet = getStepRuleSet(rules);
  return question.kind === 'predict'
    ? askRequest(createSituation(ruleSet, question))
    : askFlow(runFlowOf(rules, question));
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

/** Which arc fails is said where there are several. */
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

/** What comes of the flow of a question, as the newest QEMU of the protocol asks it. */
export function runFlowOf(rules: Rules, { flow }: FlowQuestion): FlowRun {
  const ruleSet = getStepRuleSet(rules);
  const client = getDefaultClient(ruleSet.generation);
  const obstacle = findFlowObstacle(client, flow, rules.flags);
  if (obstacle) throw new Error(`${ruleSet.id} with flags ${rules.flags}: ${obstacle}`);
  return runFlow(client, flow, ruleSet, rules.flags);
}

function askFlow(run: FlowRun): AskedQuestion {
  const { ruleSet, flow, steps, verdict } = run;
  const names = new Set(steps.flatMap((step) => (step.act === 'ask' ? [step.trigger] : [])));
  const [failed] = getRefused(run);
  const ends = verdict === 'unspecified' ? (['passes', 'unspecified'] as const) : (['passes'] as const);
  return {
    prompt: fill(FLOW_QUESTION, { flow: flow.title, ruleSet: ruleSet.id }),
    options: [
      ...[...names].map((name) => ({ id: name, text: fill(FLOW_WORDS['option-stops'], { name }) })),
      ...ends.map((id) => ({ id, text: FLOW_WORDS[`option-${id}`] })),
    ],
    answer: failed?.trigger ?? (verdict === 'unspecified' ? verdict : 'passes'),
  };
}
