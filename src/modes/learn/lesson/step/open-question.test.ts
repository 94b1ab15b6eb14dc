/**
 * Nothing is given away: while a lesson asks, the pure parts of the page say the same of what is asked, whatever its answer
 * is. Every question of the course is tried, and each is also tried with nothing hidden, which must be noticed.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatArcName, toEdges, toNodes } from '../../../../graph/picture/flow.ts';
import { toGraph } from '../../../../graph/picture/graph.ts';
import { hideCells, toHide } from '../../../../graph/picture/hide.ts';
import { formatCellName, toMatrix } from '../../../../graph/picture/matrix-grid.ts';
import { describeState } from '../../../../graph/picture/outcome-words.ts';
import { WIDE } from '../../../../graph/place/place.ts';
import type { LessonStep } from '../../../../lesson/lesson.ts';
import { getSteps, isQuestion } from '../../../../lesson/lesson.ts';
import { OPEN_WORDS } from '../../../../lesson/lesson-words.ts';
import { showStep } from '../../../../lesson/player/lesson-show.ts';
import { checkAnswer } from '../../../../lesson/question/lesson-check.ts';
import { getOpenQuestion } from '../../../../lesson/question/lesson-open-question.ts';
import { getQuestion } from '../../../../lesson/question/lesson-question.ts';
import { getStepRuleSet } from '../../../../lesson/question/lesson-situation.ts';
import { parse } from '../../../../lesson/text/lesson-text.fixture.ts';
import { begin } from '../../../../machine/history-machine.fixture.ts';
import { getQuestion as getOpen } from '../../../../machine/history-machine.ts';
import { openTrace } from '../../../../machine/workspace.ts';
import { formatHistoryRow } from '../../../../panels/request/history/history-words.ts';
import type { RuleSetId } from '../../../../protocol/rule-sets/rule-set.ts';
import type { OpenQuestion } from '../../../../protocol/state/open-question.ts';
import type { RequestPair } from '../../../../protocol/state/request-pair.ts';
import { formatState, getState, parseState } from '../../../../protocol/state/state.ts';
import { replay, toOutcome } from '../../../../protocol/trace/replay.ts';
import { of } from '../../../../protocol/trace/walk.ts';
import { readVerdict } from '../../../../protocol/verdict/verdict-table.ts';
import { findSeen } from '../hidden.tsx';

const FOLDER = new URL('../../../../lesson/course/', import.meta.url);
const LESSONS = readdirSync(FOLDER)
  .filter((name) => name.startsWith('lesson-'))
  .map((name) => parse(readFileSync(new URL(name, FOLDER), 'utf8')));
const ASKING = LESSONS.flatMap((lesson) =>
  getSteps(lesson)
    .filter(({ ask }) => isQuestion(ask))
    .map((step) => [`${lesson.id}.${step.id}`, step] as const),
);

/** The asks whose answer is what the device may do, and not what comes of the request. */
const OF_STATE = ['dma', 'change', 'session', 'actions', 'access', 'empty-read', 'precopy-info'];

/** What the step asks about, found without what is to be tested. */
function listAsked(step: LessonStep): readonly RequestPair[] {
  const { ask, rules } = step;
  if (!isQuestion(ask) || ask.kind === 'predict') return ask?.kind === 'predict' ? [ask.request] : [];
  if (ask.ask === 'asks') return [];
  const { trace } = checkAnswer({ ...step, ask }, null);
  return replay(getStepRuleSet(rules), trace).steps.flatMap(({ kind, ...made }) =>
    kind === 'made' && 'outcome' in made && made.outcome.verdict ? [made.outcome.verdict.request] : [],
  );
}

/** Where the page tells something about what a step asks. */
function findLeaks(step: LessonStep, question: OpenQuestion | null): readonly string[] {
  const { rules, trace, ask } = step;
  if (!isQuestion(ask)) return [];
  const ruleSet = getStepRuleSet(rules);
  const current = replay(ruleSet, trace).now;
  const { focus } = showStep(step);
  const graph = toGraph(ruleSet, rules.flags, WIDE);
  const shown = { refused: true, unspecified: true, neverReturns: true };
  const lit = { states: focus.states, requests: focus.arcs };
  const view = { current, verdict: null, shown, lit };
  const hide = question && toHide(question);
  const drawn = toEdges(graph, view);
  const edges = hide ? hide.edges(graph, drawn) : drawn;
  const rows = toMatrix(ruleSet, rules.flags);
  const cells = (question ? hideCells(rows, question) : rows).flatMap((row) => row.cells);
  const made = replay(ruleSet, trace).steps.flatMap((each) => (each.kind === 'made' ? [each.outcome] : []));
  const ofRequests = listAsked(step).flatMap(({ from, to }) => {
    const name = `${formatState(ruleSet.states, from)} > ${formatState(ruleSet.states, to)}`;
    const hasLine = from !== to && [from, to].every((value) => getState(ruleSet.states, value));
    const lines = edges.filter(({ id }) => id === `${from}>${to}`);
    const cell = cells.find((each) => each.from.value === from && each.to.value === to);
    return [
      ...lines.map(({ data }) => data && formatArcName(data.arc, data.word)),
      ...(lines.length === (hasLine ? 1 : 0) ? [] : [`${name} has ${lines.length} lines`]),
      ...(cell ? [formatCellName(cell, null).replace(' to ', ' > ').replace(':', ',')] : []),
      ...made
        .filter(({ verdict }) => verdict?.request.from === from && verdict.request.to === to)
        .map((outcome) => formatHistoryRow(ruleSet, outcome))
        .map(({ request, word, now }) => `${request}, ${word}${now ?? ''}`),
    ].filter((told) => told !== `${name}, asked`);
  });
  const nodes = toNodes(graph, view);
  const ofStates = (hide ? hide.nodes(nodes) : nodes).flatMap(({ data: { node, asked } }) => {
    const { state } = node;
    const isEnd = ask.kind === 'predict' && [ask.request.from, ask.request.to].includes(state.value);
    if (!isEnd || !OF_STATE.includes(ask.ask)) return [];
    return asked === OPEN_WORDS.state ? [] : [describeState(state)];
  });
  return [...ofRequests, ...ofStates].filter((told) => told !== undefined);
}

describe('an open question', () => {
  it.each(ASKING)('[LEAK-1] of %s is told by no arc, cell, sign or row of the history', (_, step) => {
    expect(findLeaks(step, getOpenQuestion(step))).toEqual([]);
  });

  it('[LEAK-1] would be noticed if it were told', () => {
    const told = ASKING.filter(([, step]) => findLeaks(step, null).length > 0);
    const silent = ASKING.filter(([name]) => !told.some(([other]) => other === name));
    expect(ASKING.length).toBeGreaterThanOrEqual(88);
    // Which states a client asks for is no verdict, so it is on no part of the page; and one value has no state.
    expect(silent.map(([, { ask }]) => (ask && 'ask' in ask ? ask.ask : ''))).toEqual(
      ASKING.flatMap(([, { ask }]) =>
        ask?.kind === 'predict-flow' && ask.ask === 'asks'
          ? ['asks']
          : ask?.kind === 'predict' && ask.request.to === 0xf001
            ? ['verdict']
            : [],
      ),
    );
  });

  it('[LEAK-2] looks the same under every rule set, whatever the verdicts are', () => {
    for (const [, step] of ASKING) {
      const question = getOpenQuestion(step);
      const { ask } = step;
      if (ask?.kind !== 'predict') continue;
      const looks = (['uapi-v1', 'patch-2021-09', 'fully-connected', 'v2-6.2', 'v2-7.2'] as const)
        .map((id) => getStepRuleSet({ ruleSet: id, flags: null, against: null }))
        .filter(({ generation }) => generation === question?.generation)
        .map((ruleSet) => {
          const flags = ruleSet.generation === 'v1' ? null : 7;
          const graph = toGraph(ruleSet, flags, WIDE);
          const view = { current: ask.request.from, verdict: null };
          const shown = { refused: false, unspecified: false, neverReturns: false };
          const edges = question ? toHide(question).edges(graph, toEdges(graph, { ...view, shown })) : [];
          const edge = edges.find(({ data }) => data?.role === 'asked');
          return JSON.stringify({ ...edge, data: { ...edge?.data, arc: edge?.data?.arc.route } });
        });
      expect(new Set(looks).size).toBe(1);
    }
  });

  it('[LEAK-2] hides the same whatever the answer is', () => {
    const [, step] = ASKING.find(([, { ask }]) => ask?.kind === 'predict' && ask.ask === 'dma')!;
    const { ask } = step;
    if (ask?.kind !== 'predict') throw new Error('no question');
    const { from, to } = ask.request;
    expect(getOpenQuestion(step)).toMatchObject({ requests: [{ from, to }], states: [from, to] });
    const fault = { kind: 'faulted', arc: 1 } as const;
    const all = getStepRuleSet(step.rules).states.map(({ value }) => value);
    expect(getOpenQuestion({ ...step, ask: { ...ask, fault } })?.states).toEqual(all);
    expect(getOpenQuestion(step)).toBe(getOpenQuestion(step));
    expect(getOpenQuestion({ ...step, ask: null })).toBeNull();
  });
});

describe('what is in view while a question is open', () => {
  const [, step] = ASKING.find(([name]) => name === 'pre-copy.quiescent-first')!;
  const question = getOpenQuestion(step)!;
  const outcomeOf = (from: number, to: number) =>
    toOutcome(of('v2-7.2'), readVerdict(of('v2-7.2'), { from, to, flags: 7 }));

  it('[LEAK-7] is nothing that only led to it, and nothing that is asked', () => {
    const setup = outcomeOf(2, 6);
    expect(question).toMatchObject({ requests: [{ from: 6, to: 7 }], setup: 1 });
    expect(findSeen(question, 1, setup, { from: 2, to: 6 })).toEqual({ request: null, outcome: null });
    expect(findSeen(question, 1, setup, null)).toEqual({ request: null, outcome: null });
    const asked = { from: 6, to: 7 };
    expect(findSeen(question, 2, outcomeOf(6, 2), asked)).toEqual({ request: null, outcome: null });
  });

  it('[LEAK-7] is every other request that is looked at or made', () => {
    const other = { from: 1, to: 4 };
    expect(findSeen(question, 1, outcomeOf(2, 6), other)).toEqual({ request: other, outcome: null });
    const made = outcomeOf(6, 2);
    expect(findSeen(question, 2, made, null)).toEqual({ request: made.verdict?.request, outcome: made });
  });
});

describe('a request that is asked about', () => {
  it.each(ASKING)('[LEAK-3] of %s is not made until the answer, and then it is', (_, step) => {
    const { rules, trace, ask } = step;
    if (!isQuestion(ask)) throw new Error('no question');
    const ruleSet = getStepRuleSet(rules);
    const start = trace.start === undefined ? undefined : parseState(ruleSet.states, trace.start);
    const history = begin(rules.ruleSet as RuleSetId);
    const question = getOpenQuestion(step);
    history.send({ type: 'question.change', question });
    const open = openTrace(ruleSet, rules.flags, trace.steps, trace.steps.length, start);
    history.send({ type: 'open', workspace: open });
    expect(getOpen(history.get())).toBe(question);
    if (ask.kind !== 'predict') return;
    const { from, to } = ask.request;
    const before = history.work();
    history.send({ type: 'request', to });
    expect(history.work()).toEqual(before);
    expect(history.get().selection).toEqual({ from, to });
    history.send({ type: 'question.change', question: null }, { type: 'request', to });
    expect(history.line()).toHaveLength(trace.steps.length + 1);
    const verdict = readVerdict(ruleSet, ask.request);
    expect(history.last()?.verdict?.kind).toBe(verdict.kind);
    expect(getQuestion(rules, ask).options.length).toBeGreaterThan(1);
  });
});
