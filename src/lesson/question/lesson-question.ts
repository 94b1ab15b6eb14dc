/**
 * A question as the learner meets it: what is asked, what there is to choose among, and the right answer, which is
 * computed each time from the machine and never read from the lesson.
 */

import type { ClientFlow } from '../../protocol/clients/client-ask.ts';
import type { FlowRun } from '../../protocol/clients/client-flow.ts';
import { getFlows, runFlow } from '../../protocol/clients/client-flow.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
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

/** The flow of that id that a device with those flags can see; undefined where there is none. */
function findFlow(ruleSet: RuleSet, flags: number | null, id: string): ClientFlow | undefined {
  return getFlows(ruleSet, flags).find((flow) => flow.id === id);
}

/** What comes of the flow of a question. */
export function runFlowOf(rules: Rules, question: FlowQuestion): FlowRun {
  const ruleSet = getStepRuleSet(rules);
  const flow = findFlow(ruleSet, rules.flags, question.flow);
  if (!flow) throw new Error(`${ruleSet.id} has no flow ${question.flow} with flags ${rules.flags}`);
  return runFlow(ruleSet, rules.flags, flow);
}

function askFlow({ ruleSet, flow, steps, verdict }: FlowRun): AskedQuestion {
  const names = flow.asks.flatMap((ask) => (ask.act === 'reset' ? [] : [ask.name]));
  const last = steps.at(-1);
  const ends = verdict === 'unspecified' ? (['passes', 'unspecified'] as const) : (['passes'] as const);
  return {
    prompt: fill(FLOW_QUESTION, { flow: flow.title, ruleSet: ruleSet.id }),
    options: [
      ...names.map((name) => ({ id: name, text: fill(FLOW_WORDS['option-stops'], { name }) })),
      ...ends.map((id) => ({ id, text: FLOW_WORDS[`option-${id}`] })),
    ],
    answer: verdict === 'fails' && last ? last.name : verdict === 'fails' ? 'passes' : verdict,
  };
}
