/**
 * What a step asks: the predict and do blocks, read under the rules of the step and tried on the machine, so that every
 * question has an answer and every task a solution.
 */

import type { Client } from '../../protocol/clients/client.ts';
import { CLIENTS, findClient, getDefaultClient } from '../../protocol/clients/client-table.ts';
import { findFlowId, findFlowObstacle } from '../../protocol/clients/flow-table.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { FlowQuestion, Goal, Question, RequestQuestion, Task } from '../lesson.ts';
import { findMissedFault } from '../task/lesson-scene.ts';
import { isRecovered } from '../task/lesson-task.ts';
import type { Reporter, Scene } from '../text/lesson-name.ts';
import { readFault, readFlags, readRequest, readState, readStates } from '../text/lesson-name.ts';
import type { ProblemId } from '../text/lesson-problem.ts';
import { createProblem, formatHint } from '../text/lesson-problem.ts';
import type { DoBlock, PredictBlock } from '../text/lesson-schema.ts';
import { ASK_TABLE } from './lesson-ask-table.ts';
import { formatPath } from './lesson-options.ts';
import { getQuestion } from './lesson-question.ts';
import { createSituation } from './lesson-situation.ts';

const report =
  ({ problems, locate }: Reporter) =>
  (id: ProblemId, key: string | null, words: Words = {}) => {
    problems.push(createProblem(id, key === null ? locate() : locate(key), words));
    return undefined;
  };

const REQUEST_KEYS = [
  'request',
  'fault',
  'arc',
  'errno',
  'device',
  'suppose',
  'options',
  'after',
  'pending',
] as const;

/** The question, with the scene it is asked in: its own flags apply to it alone. */
export function readPredict(
  block: PredictBlock,
  scene: Scene,
  reporter: Reporter,
): { readonly scene: Scene; readonly question: Question } | undefined {
  const flags =
    block.flags === undefined ? scene.rules.flags : readFlags(block.flags, scene.ruleSet, reporter);
  const own: Scene = { ...scene, rules: { ...scene.rules, flags } };
  const question =
    block.ask === 'flow' || block.ask === 'asks'
      ? readFlowQuestion(block, block.ask, own, reporter)
      : readRequestQuestion(block, own, reporter);
  return question && { scene: own, question };
}

function readFlowQuestion(
  block: PredictBlock,
  ask: FlowQuestion['ask'],
  { ruleSet, rules }: Scene,
  reporter: Reporter,
): Question | undefined {
  const fault = report(reporter);
  for (const key of REQUEST_KEYS)
    if (block[key] !== undefined) fault('key-elsewhere', key, { key, other: `ask: ${ask}` });
  if (block.flow === undefined)
    return fault('missing-key', null, { block: 'The predict block', key: 'flow' });
  const client = readClient(block.client, ruleSet, reporter);
  if (!client) return undefined;
  const flow = findFlowId(block.flow);
  if (!flow || !client.flows.includes(flow))
    return fault('unknown-flow', 'flow', {
      client: client.id,
      name: formatLiteral(block.flow),
      hint: formatHint(block.flow, client.flows),
    });
  const why = findFlowObstacle(client, flow, rules.flags);
  return why === undefined
    ? { kind: 'predict-flow', ask, client: client.id, flow }
    : fault('flow-flags', 'flow', { why });
}

/** The client that is named, or the newest QEMU that speaks the protocol. */
function readClient(name: string | undefined, ruleSet: RuleSet, reporter: Reporter): Client | undefined {
  const { generation } = ruleSet;
  if (name === undefined) return getDefaultClient(generation);
  const client = findClient(name);
  if (client?.generation === generation) return client;
  const known = CLIENTS.filter((each) => each.generation === generation).flatMap(({ id, aliases }) => [
    id,
    ...aliases,
  ]);
  return client
    ? report(reporter)('client-elsewhere', 'client', { client: client.id, ruleSet: ruleSet.id })
    : report(reporter)('unknown-client', 'client', {
        name: formatLiteral(name),
        hint: formatHint(name, known),
      });
}

function readRequestQuestion(block: PredictBlock, scene: Scene, reporter: Reporter): Question | undefined {
  const { ruleSet, rules } = scene;
  const { problems, locate } = reporter;
  const fault = report(reporter);
  const { ask } = block;
  if (ask === 'flow' || ask === 'asks') return undefined;
  for (const key of ['flow', 'client'] as const)
    if (block[key] !== undefined) fault('key-elsewhere', key, { key, other: `ask: ${ask}` });
  if (block.request === undefined)
    return fault('missing-key', null, { block: 'The predict block', key: 'request' });
  const request = readRequest(block.request, ruleSet, locate('request'), problems);
  const driverFault = readFault(block, reporter);
  if (!request) return undefined;
  const question: RequestQuestion = {
    kind: 'predict',
    ask,
    request: { ...request, flags: rules.flags },
    fault: driverFault,
    suppose: block.suppose === true,
    data: readData(block, reporter),
    options: null,
  };
  if (ask === 'access' && !question.data)
    return fault('missing-key', null, { block: 'The predict block', key: 'after' });
  const known = problems.length;
  const options = readOptions(block, question, scene, reporter);
  return problems.length > known ? undefined : checkQuestion({ ...question, options }, scene, reporter);
}

function readData({ ask, after, pending }: PredictBlock, reporter: Reporter): RequestQuestion['data'] {
  if (ask === 'access') return after === undefined ? null : { after, pending: pending ?? 0 };
  for (const [key, value] of Object.entries({ after, pending }))
    if (value !== undefined) report(reporter)('key-elsewhere', key, { key, other: `ask: ${ask}` });
  return null;
}

/** The options that the author lists, as ids: paths or states. */
function readOptions(
  { options, ask }: PredictBlock,
  { request }: RequestQuestion,
  { ruleSet }: Scene,
  { problems, locate }: Reporter,
): readonly string[] | null {
  if (!options) return null;
  if (ask !== 'path' && ask !== 'reads') {
    problems.push(
      createProblem('key-elsewhere', locate('options'), { key: 'options', other: `ask: ${ask}` }),
    );
    return null;
  }
  return options.flatMap((text, index) => {
    const at = locate('options', index);
    if (ask === 'reads') {
      const value = readState(text, ruleSet, at, problems);
      return value === undefined ? [] : [formatState(ruleSet.states, value)];
    }
    const path = text.split('>').map((name) => readState(name, ruleSet, at, problems));
    if (path.includes(undefined)) return [];
    if (path.at(-1) === request.to)
      return [
        formatPath(
          ruleSet,
          path.filter((value) => value !== undefined),
        ),
      ];
    const way = `Name the states after the first one, up to ${formatState(ruleSet.states, request.to)}.`;
    problems.push(createProblem('bad-option', at, { text: formatLiteral(text), ask, way }));
    return [];
  });
}

/** Asks it once: its fault must occur, and there must be an answer and something else to choose. */
function checkQuestion(
  question: RequestQuestion,
  { ruleSet, rules }: Scene,
  reporter: Reporter,
): Question | undefined {
  const fault = report(reporter);
  const situation = createSituation(ruleSet, question);
  const request = formatRequest(ruleSet.states, question.request);
  const missed = findMissedFault(situation.outcome, question.fault);
  if (missed !== undefined) return fault('fault-missed', 'fault', { request, why: missed });
  const why = ASK_TABLE[question.ask].findObstacle?.(situation);
  if (why !== undefined) return fault('not-askable', 'ask', { ask: question.ask, request, why });
  return getQuestion(rules, question).options.length > 1 ? question : fault('few-options', 'options');
}

const GOAL_KEYS: Readonly<Record<DoBlock['goal'], readonly (keyof DoBlock)[]>> = {
  reach: ['state'],
  'be-refused': ['by', 'request'],
  'never-returns': [],
  recover: [],
};

/** The task of a do block. Whether it can be done is checked by the caller, who knows where it begins. */
export function readDo(block: DoBlock, { ruleSet }: Scene, reporter: Reporter): Task | undefined {
  const fault = report(reporter);
  for (const key of ['state', 'by', 'request'] as const)
    if (block[key] !== undefined && !GOAL_KEYS[block.goal].includes(key))
      fault('key-elsewhere', key, { key, other: `goal: ${block.goal}` });
  const goal = readGoal(block, ruleSet, reporter);
  const through = readStates(block.through, 'through', ruleSet, reporter);
  const avoid = readStates(block.avoid, 'avoid', ruleSet, reporter);
  return goal && { kind: 'do', goal, through, avoid, without: block.without ?? [], most: block.most ?? null };
}

function readGoal(block: DoBlock, ruleSet: RuleSet, reporter: Reporter): Goal | undefined {
  const { problems, locate } = reporter;
  switch (block.goal) {
    case 'reach': {
      if (block.state === undefined)
        return report(reporter)('missing-key', null, { block: 'The do block', key: 'state' });
      const state = readState(block.state, ruleSet, locate('state'), problems);
      return state === undefined ? undefined : { goal: 'reach', state };
    }
    case 'be-refused': {
      const { request: text, by = 'rules' } = block;
      if (text === undefined) return { goal: 'be-refused', by, request: null };
      const request = readRequest(text, ruleSet, locate('request'), problems);
      return request && { goal: 'be-refused', by, request };
    }
    case 'never-returns':
    case 'recover':
      return { goal: block.goal };
  }
}

/** True if nothing has to be done. */
export function isDoneAlready(ruleSet: RuleSet, { goal, through }: Task, now: number): boolean {
  if (through.length > 0) return false;
  if (goal.goal === 'reach') return now === goal.state;
  return goal.goal === 'recover' && isRecovered(ruleSet, now);
}
