/**
 * Every panel says the same of a request, with a fault armed and after one was met: what the replay says. Each panel is
 * asked by the function that feeds it, and held against an account of its own of what the device did.
 */

import { describe, expect, it } from 'vitest';
import { formatArcName, toEdges, toNodes } from '../../graph/picture/flow.ts';
import type { Graph } from '../../graph/picture/graph.ts';
import { toGraph } from '../../graph/picture/graph.ts';
import type { MatrixRow } from '../../graph/picture/matrix-grid.ts';
import { formatCellName, toMatrix } from '../../graph/picture/matrix-grid.ts';
import { formatFailure, formatOutcome, formatProspect } from '../../graph/picture/outcome-words.ts';
import type { ShownOutcome } from '../../graph/picture/shown-outcome.ts';
import { getProspect, getShownOutcome } from '../../graph/picture/shown-outcome.ts';
import { WIDE } from '../../graph/place/place.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getErrorValue, getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { findSameRequest } from '../../protocol/state/counterpart.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { getOutcome, replay, toStep } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { ERRNOS } from '../../protocol/trace/trace.ts';
import { of, value } from '../../protocol/trace/walk.ts';
import type { Request } from '../../protocol/verdict/verdict.ts';
import { formatHistoryRow } from './history/history-words.ts';
import { formatCall } from './inspect/c-call.ts';
import { toDriverRows } from './inspect/driver-row.ts';
import { getElsewhere } from './inspect/elsewhere.ts';
import { getSeen } from './inspect/seen-words.ts';

const NOTHING_SHOWN = { refused: false, unspecified: false, neverReturns: false };

/** Every kind of fault on every arc that a request can have, and on one beyond. */
function listFaults({ generation }: RuleSet): readonly (Fault | undefined)[] {
  const arcs = generation === 'v1' ? [1, 2] : [1, 2, 3, 4, 5];
  return [
    undefined,
    ...arcs.flatMap((arc): Fault[] => [
      { kind: 'declined', arc, errno: ERRNOS[arc % ERRNOS.length]! },
      { kind: 'faulted', arc },
    ]),
    { kind: 'corrupt', device: 'stays' },
    { kind: 'corrupt', device: 'faults' },
  ];
}

/** What the replay of a trace with this one step says, in words of this test. */
function getAccount(ruleSet: RuleSet, { from, to, flags }: Request, fault?: Fault, suppose?: 'accepted') {
  const start = formatState(ruleSet.states, from);
  const steps = [toStep(ruleSet, to, 'accepted', fault, suppose)];
  const made = replay(ruleSet, { version: 1, ruleSet: { id: ruleSet.id }, flags, start, steps });
  const [step] = made.steps;
  if (step?.kind !== 'made') throw new Error(`${start} is no state of ${ruleSet.id}`);
  const { outcome } = step;
  const { failed, now } = outcome;
  const end = failed && (now === failed.from ? failed.to : now);
  const word =
    failed === null
      ? null
      : now === getErrorValue(ruleSet)
        ? 'faulted'
        : outcome.cause === 'declined'
          ? 'declined'
          : 'corrupt data';
  return {
    outcome,
    word,
    failedArc: failed && `${failed.from}>${end} refused ${word}`,
    taken: outcome.arcs.map((arc) => `${arc.from}>${arc.to}`),
  };
}

/** The session before, after, and whether an arc closed one on the way. */
function followSession(ruleSet: RuleSet, { from, arcs, now, cause }: Outcome) {
  const passed = [from, ...(cause === 'supposed' ? [now] : arcs.map(({ to }) => to))];
  const sessions = passed.map((each) => getState(ruleSet.states, each)?.session ?? 'none');
  const ends = sessions
    .slice(1)
    .filter((each, index) => sessions[index] !== each && sessions[index] !== 'none');
  const opens = sessions.slice(1).filter((each, index) => sessions[index] !== each && each !== 'none');
  return { last: sessions.at(-1), ends: ends.length, opens: opens.length };
}

function expectSeen(ruleSet: RuleSet, outcome: Outcome, to: number): string[] {
  const rows = getSeen(ruleSet, outcome);
  const [returns, reads, data] = rows.map((row) => row.value);
  const call = formatCall(ruleSet, to, outcome);
  const wrong = rows
    .filter((row) => !call.includes(`/* ${row.name}: ${row.value} */`))
    .map((row) => row.name);
  if (outcome.kind === 'unspecified' || outcome.kind === 'never-returns') return wrong;
  const isFine = returns === '0' || returns?.startsWith('4,');
  if (isFine !== (outcome.returns === 0)) wrong.push(`returns ${returns}`);
  if (outcome.returns !== 0 && !returns?.includes(`errno ${outcome.returns}`)) wrong.push(`errno ${returns}`);
  if (!reads?.startsWith(`${formatState(ruleSet.states, outcome.now)} `)) wrong.push(`reads ${reads}`);
  if (outcome.kind === 'refused' && !outcome.failed) return data === undefined ? wrong : [...wrong, data];
  const { last, ends, opens } = followSession(ruleSet, outcome);
  const isLost = outcome.failed !== null && outcome.now === getErrorValue(ruleSet) && last !== 'none';
  const text = data ?? '';
  if (text.includes('undefined') !== isLost) wrong.push(`lost: ${text}`);
  if (/\bends\b/.test(text) !== ends > 0) wrong.push(`ends: ${text}`);
  if (/\bopen(?:s|ed)\b|a new one/.test(text) !== opens > 0) wrong.push(`opens: ${text}`);
  if (/a new one/.test(text) && outcome.failed) wrong.push(`no data_fd comes of a failed call: ${text}`);
  if ((text === 'none') !== (last === 'none' && ends === 0)) wrong.push(`none: ${text}`);
  return wrong;
}

function expectCanvas(
  graph: Graph,
  current: number,
  { verdict, outcome }: ShownOutcome,
  account: ReturnType<typeof getAccount>,
) {
  const { from, to } = verdict.request;
  const view = {
    current,
    verdict,
    outcome: outcome.cause === 'rules' ? null : outcome,
    shown: NOTHING_SHOWN,
  };
  const wrong: string[] = [];
  const nodes = toNodes(graph, view);
  const wanted = nodes.find(({ id }) => id === String(to))?.data.wanted;
  if (from !== to && wanted !== undefined && wanted !== account.outcome.kind) wrong.push(`wanted ${wanted}`);
  const reached = new Set([
    account.outcome.from,
    account.outcome.now,
    ...account.outcome.arcs.map((arc) => arc.to),
  ]);
  for (const { id, data } of nodes) if (data.isPassed && !reached.has(Number(id))) wrong.push(`passes ${id}`);
  const edges = toEdges(graph, view);
  const path = edges.filter(({ data }) => data?.role === 'path').map(({ id }) => id);
  const failed = edges.filter(({ data }) => data?.role === 'failed');
  const said = failed.map(({ id, data }) => `${id} ${data?.arc.kind} ${data?.word}`);
  if (said.join() !== (account.failedArc ?? '')) wrong.push(`fails ${said.join()}, not ${account.failedArc}`);
  if (failed.some(({ data }) => data?.words !== account.word)) wrong.push('label');
  const taken = account.taken.filter((id) => graph.arcs.some((arc) => arc.id === id));
  if (account.outcome.kind !== 'accepted' && !account.outcome.failed) taken.push(`${from}>${to}`);
  if (account.outcome.cause === 'supposed') taken.push(`${from}>${to}`);
  const green = path.filter((id) => edges.find((edge) => edge.id === id)?.data?.arc.kind === 'accepted');
  if (green.some((id) => !account.taken.includes(id)) || path.some((id) => !taken.includes(id)))
    wrong.push(`path ${path.join()}, not ${taken.join()}`);
  if (new Set(edges.map(({ id }) => id)).size !== edges.length) wrong.push('two edges of one id');
  return wrong;
}

function expectWords(
  ruleSet: RuleSet,
  matrix: readonly MatrixRow[],
  shown: ShownOutcome,
  { outcome, word, taken }: ReturnType<typeof getAccount>,
): string[] {
  const wrong: string[] = [];
  const { from, to } = shown.verdict.request;
  const failure = formatFailure(shown.outcome);
  if (failure !== word) wrong.push(`failure ${failure}`);
  const kind = outcome.kind.replace('-', ' ');
  const bar = formatOutcome(ruleSet, shown.outcome);
  if (bar.word.toLowerCase() !== kind) wrong.push(`bar ${bar.word}`);
  const now = `reads ${formatState(ruleSet.states, outcome.now)}`;
  if (outcome.failed && !bar.why.includes(now)) wrong.push(bar.why);
  const preview = shown.when === 'next' ? formatProspect(ruleSet, shown) : kind;
  if (!preview.startsWith(kind) || (outcome.failed && shown.when === 'next' && !preview.includes(now)))
    wrong.push(preview);
  const row = formatHistoryRow(ruleSet, shown.outcome);
  if (row.word !== (word ? `${kind} (${word})` : kind)) wrong.push(`history ${row.word}`);
  const isElsewhere = outcome.now !== from && outcome.now !== to;
  if (row.now !== (isElsewhere ? formatState(ruleSet.states, outcome.now) : null))
    wrong.push(`now ${row.now}`);
  const cell = matrix
    .flatMap(({ cells }) => cells)
    .find((each) => each.from.value === from && each.to.value === to);
  const name = cell && formatCellName(cell, failure);
  const end = word
    ? `: ${shown.verdict.kind}, this time ${word}`
    : `: ${shown.verdict.kind.replace('-', ' ')}`;
  if (name && !name.endsWith(end)) wrong.push(name);
  const driver = toDriverRows(ruleSet, shown).filter((each) => each.kind === 'taken').length;
  if (shown.verdict.kind === 'accepted' && driver !== taken.length) wrong.push(`driver ${driver}`);
  return wrong;
}

function expectChips(ruleSet: RuleSet, shown: ShownOutcome, fault?: Fault): string[] {
  const suppose = shown.outcome.cause === 'supposed' ? 'accepted' : undefined;
  return getElsewhere(shown, ruleSet, RULE_SETS).flatMap(({ ruleSet: other, found }) => {
    const same = findSameRequest(shown.verdict.request, ruleSet, other);
    if (!same || !found) return same || found ? [`${other.id} has one request of the two`] : [];
    const there = getOutcome(other, same.flags, same.from, same.to, fault, suppose);
    return found.kind === there.kind ? [] : [`${other.id}: ${found.kind}, not ${there.kind}`];
  });
}

/** Where a panel contradicts the replay. */
function findContradictions(ruleSet: RuleSet, flags: number | null): string[] {
  const graph = toGraph(ruleSet, flags, WIDE);
  const matrix = toMatrix(ruleSet, flags);
  const values = ruleSet.states.map((state) => state.value);
  return values.flatMap((from) =>
    [...values, 0xf000].flatMap((to) =>
      [
        ...listFaults(ruleSet).map((fault) => ({ fault, suppose: undefined })),
        { fault: undefined, suppose: 'accepted' as const },
      ].flatMap(({ fault, suppose }) => {
        const request = { from, to, flags };
        const account = getAccount(ruleSet, request, fault, suppose);
        const { outcome } = account;
        const asked = { current: outcome.now, armed: null, last: outcome };
        const armed = { current: from, armed: fault ?? null, last: null };
        const met = outcome.failed ? fault : undefined;
        return (suppose ? [asked] : [asked, armed]).flatMap((moment) => {
          const shown = getShownOutcome(ruleSet, request, moment);
          const at = `${formatState(ruleSet.states, from)} > ${formatState(ruleSet.states, to)} ${JSON.stringify(fault)} ${shown.when}`;
          return [
            ...expectSeen(ruleSet, shown.outcome, to),
            ...expectCanvas(graph, moment.current, shown, account),
            ...expectWords(ruleSet, matrix, shown, account),
            ...expectChips(ruleSet, shown, shown.when === 'next' ? fault : met),
          ].map((what) => `${at}: ${what}`);
        });
      }),
    ),
  );
}

describe('every panel', () => {
  it.each(RULE_SETS.flatMap((ruleSet) => getFlagSets(ruleSet).map((flags) => [ruleSet.id, flags] as const)))(
    '[AGREE-1] says what the replay says of every fault on every request of %s, flags %s',
    (id, flags) => {
      expect(findContradictions(of(id), flags).slice(0, 20)).toEqual([]);
    },
  );

  it('[AGREE-2] shows ERROR reached by a red arc with the word faulted, and no green one to what was not reached', () => {
    const rules = of('v2-7.2');
    const [from, to] = [value(rules, 'PRE_COPY'), value(rules, 'STOP')];
    const armed: Fault = { kind: 'faulted', arc: 2 };
    const shown = getShownOutcome(rules, { from, to, flags: 7 }, { current: from, armed, last: null });
    const edges = toEdges(toGraph(rules, 7, WIDE), { ...shown, current: from, shown: NOTHING_SHOWN });
    const roles = edges.flatMap(({ data }) =>
      data?.role === 'path' || data?.role === 'failed'
        ? [`${data.role}: Arc ${formatArcName(data.arc, data.word)}`]
        : [],
    );
    expect(roles).toEqual(['path: Arc PRE_COPY > RUNNING, accepted', 'failed: Arc RUNNING > ERROR, faulted']);
    expect(getSeen(rules, shown.outcome).at(-1)).toEqual({
      name: 'data_fd',
      value: 'the one for saving ends',
    });
  });

  it('[AGREE-3] counts an armed fault where the device is, and nowhere else', () => {
    const rules = of('v2-7.2');
    const request = { from: value(rules, 'STOP'), to: value(rules, 'RUNNING'), flags: 7 };
    const moment = {
      current: value(rules, 'RESUMING'),
      armed: { kind: 'faulted', arc: 1 } as const,
      last: null,
    };
    expect(getProspect(rules, request, moment).outcome.kind).toBe('accepted');
    expect(getProspect(rules, request, { ...moment, current: request.from }).outcome.kind).toBe('refused');
  });
});
