/**
 * A question about a flow: where a client's requests stop under the rules, or which requests a version of it makes. The
 * flow is played each time; the wrong answers are what other versions ask.
 */

import type { Client } from '../../protocol/clients/client.ts';
import { CLIENTS, getClient } from '../../protocol/clients/client-table.ts';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import { runFlow, toFlowTrace } from '../../protocol/clients/flow-run.ts';
import { findFlowObstacle } from '../../protocol/clients/flow-table.ts';
import { getRefused } from '../../protocol/clients/flow-words.ts';
import type { AskStep, PlayStep } from '../../protocol/clients/play/play-step.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { FlowQuestion, Rules } from '../lesson.ts';
import { ASKED_WORDS, FLOW_QUESTIONS, FLOW_WORDS } from '../lesson-words.ts';
import type { AskedQuestion } from './lesson-situation.ts';
import { getStepRuleSet } from './lesson-situation.ts';

/** How many wrong sequences of requests there are to choose from. */
const MOST_WRONG = 3;

/** The flow, as the client of the question plays it under the rules of the step. */
function runFlowOf(rules: Rules, { flow, client: id }: FlowQuestion): FlowRun {
  const ruleSet = getStepRuleSet(rules);
  const client = getClient(id);
  const obstacle = findFlowObstacle(client, flow, rules.flags);
  if (obstacle) throw new Error(`${ruleSet.id} with flags ${rules.flags}: ${obstacle}`);
  return runFlow(client, flow, ruleSet, rules.flags);
}

/** What is asked about the flow, and what there is to choose from. */
export function askFlow(rules: Rules, question: FlowQuestion): AskedQuestion {
  const run = runFlowOf(rules, question);
  const words = { flow: run.flow.title, client: getClient(question.client).title, ruleSet: rules.ruleSet };
  const prompt = fill(FLOW_QUESTIONS[question.ask], words);
  return { prompt, ...(question.ask === 'flow' ? askWhereItStops(run) : askWhatIsAsked(run)) };
}

/** Every request of the flow, what would follow a refused one included. */
export function listFlowRequests(rules: Rules, question: FlowQuestion): readonly RequestPair[] {
  return listAsks(runFlowOf(rules, question).steps).map(({ from, to }) => ({ from, to }));
}

function askWhereItStops(run: FlowRun): Omit<AskedQuestion, 'prompt'> {
  const { steps, verdict } = run;
  const names = new Set(listAsks(steps).map(({ trigger }) => trigger));
  const [failed] = getRefused(run);
  const ends = verdict === 'unspecified' ? (['passes', 'unspecified'] as const) : (['passes'] as const);
  return {
    options: [
      ...[...names].map((name) => ({ id: name, text: fill(FLOW_WORDS['option-stops'], { name }) })),
      ...ends.map((id) => ({ id, text: FLOW_WORDS[`option-${id}`] })),
    ],
    answer: failed?.trigger ?? (verdict === 'unspecified' ? verdict : 'passes'),
  };
}

function askWhatIsAsked(run: FlowRun): Omit<AskedQuestion, 'prompt'> {
  const answer = formatAsked(run);
  const wrong = listOthers(run).filter((sequence) => sequence !== answer);
  const ids = [...new Set(wrong)].slice(0, MOST_WRONG).concat(answer);
  return {
    options: ids.toSorted(byLength).map((id) => ({ id, text: id })),
    answer,
  };
}

/** What other versions ask in the same flow, what the same version asks with other flags, and slips of memory. */
function listOthers({ client, flow, ruleSet, flags, steps }: FlowRun): readonly string[] {
  const { generation } = ruleSet;
  const others = CLIENTS.filter((each) => each.generation === generation && each.id !== client);
  const canPlay = (each: Client, set: number | null) => findFlowObstacle(each, flow.id, set) === undefined;
  const versions = others
    .filter((each) => canPlay(each, flags))
    .map((each) => runFlow(each, flow.id, ruleSet, flags));
  const own = getClient(client);
  const flagSets = getFlagSets(ruleSet)
    .filter((set) => canPlay(own, set))
    .map((set) => runFlow(own, flow.id, ruleSet, set));
  const asked = listAsks(steps);
  const slips = [
    asked.filter(({ from, to }) => from !== to),
    asked.slice(0, -1),
    asked.toSpliced(1, 1),
    asked.toReversed(),
  ];
  return [
    ...[...versions, ...flagSets].map(formatAsked),
    ...slips.map((each) => formatAsked({ ruleSet, steps: each })),
  ];
}

const byLength = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);

const listAsks = (steps: readonly PlayStep[]): readonly AskStep[] =>
  steps.flatMap((step) => (step.act === 'ask' ? [step] : []));

/** The states that are asked for, in order: `PRE_COPY, STOP_COPY, STOP`. */
function formatAsked({ ruleSet, steps }: Pick<FlowRun, 'ruleSet' | 'steps'>): string {
  const names = listAsks(steps).map(({ to }) => formatState(ruleSet.states, to));
  return names.length === 0 ? ASKED_WORDS.nothing : names.join(', ');
}

interface FlowAnswer {
  /** The run as a trace, up to the first request that is refused. */
  readonly trace: Trace;
  /** Complete sentences, in order. */
  readonly why: readonly string[];
  readonly citations: readonly Citation[];
}

/** Why that is the answer: what is played, what is said about it, and where it can be read. */
export function explainFlow(rules: Rules, question: FlowQuestion): FlowAnswer {
  const run = runFlowOf(rules, question);
  const [failed] = getRefused(run);
  const shown = run.steps.slice(0, failed && run.steps.indexOf(failed) + 1);
  const asks = listAsks(shown);
  const asked = asks.flatMap(({ citation }) => (citation ? [citation] : []));
  return {
    trace: toFlowTrace(run),
    why: question.ask === 'flow' ? [explainStop(run)] : explainAsked(run),
    citations: [...asked, ...(asks.at(-1)?.verdict.citations ?? [])],
  };
}

function explainStop(run: FlowRun): string {
  const [failed] = getRefused(run);
  if (!failed) return FLOW_WORDS[run.verdict === 'unspecified' ? 'unspecified' : 'passes'];
  const request = formatRequest(run.ruleSet.states, failed);
  return fill(FLOW_WORDS.stops, { name: failed.trigger, request, why: failed.verdict.why });
}

/** Each step by its name, then what nobody saw. */
function explainAsked({ ruleSet, client, steps }: FlowRun): readonly string[] {
  const { title, isDerived } = getClient(client);
  const told = steps.map((step) => formatStep(ruleSet, step));
  return [
    fill(ASKED_WORDS.steps, { client: title, steps: told.join('; ') }),
    ...(isDerived ? [fill(ASKED_WORDS.derived, { client: title })] : []),
  ];
}

function formatStep({ states }: RuleSet, step: PlayStep): string {
  const name = step.trigger;
  switch (step.act) {
    case 'ask':
      return fill(ASKED_WORDS.ask, { name, request: formatRequest(states, step) });
    case 'reset':
      return fill(ASKED_WORDS.reset, { name });
    case 'unasked':
      return fill(ASKED_WORDS[step.why], { name, state: formatState(states, step.to) });
  }
}
