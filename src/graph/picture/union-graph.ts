/**
 * Two rule sets as one picture: a node for each state of either, a line for each arc of either and for each request that
 * changed. What is kept is drawn too: the picture is one, and only rules that differ make it look different.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { findFlags } from '../../protocol/state/counterpart.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Change, ComparedRequest, StatePair } from '../../protocol/verdict/difference.ts';
import { compareRuleSets } from '../../protocol/verdict/difference.ts';
import type { Verdict, VerdictKind } from '../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import type { Layout } from '../place/place.ts';
import type { Compared, ComparedView, ShownChanges, Union, UnionRequest } from './compared.ts';
import { ALL_CHANGES, findIdOfA, getUnionId, toOldId } from './compared.ts';
import { getDrawnKinds } from './flow.ts';
import type { Graph, Picture, PictureArc, PictureNode } from './graph.ts';
import { getArcIds, getMerged, getPresence, isDrawn, toArcId } from './graph.ts';
import type { MatrixRow } from './matrix-grid.ts';
import { getMatrixOrder } from './matrix-grid.ts';
import { formatStateName } from './outcome-words.ts';
import { CHANGE_SIGNS, isDifferent } from './sign.ts';
import { drawSigned } from './signed-graph.ts';

/** A verdict in the past tense. */
const WAS: Readonly<Record<VerdictKind, string>> = {
  accepted: 'was accepted',
  refused: 'was refused',
  unspecified: 'was unspecified',
  'never-returns': 'never returned',
};

/** A request of the union with the states that stand for its pairs. */
interface Row extends UnionRequest {
  readonly start: PictureNode;
  readonly end: PictureNode;
  /** States on its line that are merged away on both sides: it may pass them. */
  readonly merged: readonly number[];
}

/**
 * The comparison of `b` with `a` for one set of flags, which may be of either: a side that does not define it is asked
 * with the largest set it defines within it. Side `a` is not walked yet.
 */
export function toCompared(a: RuleSet, b: RuleSet, flags: number | null): Compared {
  const difference = compareRuleSets(a, b, [flags]);
  const [againstFlags, ofB] = [findFlags(flags, a), findFlags(flags, b)];
  const { requests } = difference;
  const idsOfA = new Map(
    difference.states.flatMap((pair) => (pair.a ? [[pair.a.value, getUnionId(pair)]] : [])),
  );
  const toId = (value: number) => idsOfA.get(value) ?? toOldId(value);
  const again = new Map(
    requests.filter(({ from, to }) => from === to).map(({ from, change }) => [from, change]),
  );
  const nodes = new Map(
    difference.states.map((pair) => [
      pair,
      toNode(pair, [a, againstFlags], [b, ofB], again.get(pair) ?? 'kept'),
    ]),
  );
  const mergedIds = new Set(
    [...nodes.values()].flatMap(({ state, presence }) => (presence === 'merged' ? [state.value] : [])),
  );
  const rows = requests.flatMap((request): Row[] => {
    const [start, end] = [nodes.get(request.from), nodes.get(request.to)];
    if (!start || !end) return [];
    const linesOfA = request.before ? getArcIds(request.before, toId) : [];
    const linesOfB = request.after ? getArcIds(request.after) : [];
    const merged = new Set([
      ...(request.before ? getMerged(request.before).map(toId) : []),
      ...(request.after ? getMerged(request.after) : []),
    ]);
    return [
      { ...request, start, end, linesOfA, linesOfB, merged: [...merged].filter((id) => mergedIds.has(id)) },
    ];
  });
  const picture = { nodes: [...nodes.values()], arcs: rows.flatMap((row) => toArc(row) ?? []) };
  const union: Union = {
    picture,
    draw: (layout) => drawUnion(picture, layout),
    view: toComparedView,
    requests: new Map(rows.map((row) => [toArcId(row.start.state.value, row.end.state.value), row])),
    matrix: toUnionMatrix(a, b, rows),
    counts: countChanges(rows),
    starts:
      toId(a.initial) === b.initial
        ? null
        : { was: formatState(a.states, a.initial), is: formatState(b.states, b.initial) },
  };
  return { against: a, againstFlags, currentOfOther: null, stepOfOther: null, difference, union };
}

/** The requests that both sides are asked at once: from the current state, each side goes from its own. */
export function findAsked(
  compared: Compared,
  request: RequestPair,
  current: number,
): { readonly ofA: UnionRequest | undefined; readonly ofB: UnionRequest | undefined } {
  const { requests } = compared.union;
  const other = request.from === current ? findIdOfA(compared, compared.currentOfOther) : null;
  return {
    ofA: requests.get(toArcId(other ?? request.from, request.to)),
    ofB: requests.get(toArcId(request.from, request.to)),
  };
}

/** What the canvas shows of a comparison while a request is looked at, or none. */
export function toComparedView(
  compared: Compared,
  shown: ShownChanges,
  request: RequestPair | null,
  current: number,
): ComparedView {
  const { ofA, ofB } = request ? findAsked(compared, request, current) : {};
  return {
    shown,
    other: findIdOfA(compared, compared.currentOfOther),
    origin: request?.from ?? current,
    own: request && ofB && isDifferent(ofB.change) ? toArcId(request.from, request.to) : null,
    was: ofA?.before?.kind === 'accepted' ? ofA.linesOfA : [],
  };
}

type Side = readonly [ruleSet: RuleSet, flags: number | null];

const PRESENCES = ['present', 'merged', 'apart'] as const;

const MARKS = {
  a: { change: 'removed', side: 'old', sentence: 'Only the old rule set has it.' },
  b: { change: 'added', side: 'new', sentence: 'Only the new rule set has it.' },
} as const;

const AGAIN: Readonly<Record<Change, string>> = {
  kept: '',
  added: 'Its self-transition (x > x) is now accepted.',
  removed: 'Its self-transition (x > x) is no longer accepted.',
  changed: 'Its self-transition (x > x) is answered differently.',
  unlisted: '',
};

/** The node of a pair: present where it is on either side. */
function toNode(
  { a, b }: StatePair,
  [oldRules, oldFlags]: Side,
  [rules, flags]: Side,
  change: Change,
): PictureNode {
  const listed = b ?? a;
  if (!listed) throw new Error('a pair of states has neither');
  const found = [a && getPresence(oldRules, oldFlags, a), b && getPresence(rules, flags, b)];
  const presence = PRESENCES.find((each) => found.includes(each)) ?? 'apart';
  const mark = a && b ? null : MARKS[b ? 'b' : 'a'];
  const old = a && b && a.name !== b.name ? `old ${a.name}` : null;
  const again = !mark && isDifferent(change) ? change : null;
  const words = [
    mark?.sentence,
    a && old && `In the old rule set it is ${formatStateName(a)}.`,
    again && AGAIN[again],
  ]
    .filter(Boolean)
    .join(' ');
  const home = (b ? rules : oldRules).states;
  const state = b ?? { ...listed, value: toOldId(listed.value) };
  return { state, presence, compared: { listed, home, mark, old, again, words } };
}

/**
 * The line of a request. What differs has one of its own, even where both sides take several arcs; only what leads to
 * or from a state of one side has none where it is a combination, for the arcs of that state tell of it.
 */
function toArc(row: Row): PictureArc | undefined {
  const { start, end, change, before, after, merged } = row;
  if (start === end || !hasLine(row)) return undefined;
  return {
    id: toArcId(start.state.value, end.state.value),
    from: start.state,
    to: end.state,
    kind: (after ?? before)?.kind ?? 'refused',
    merged,
    compared: { change, words: getWords(row), isIndirect: !isArc(before) && !isArc(after) },
  };
}

function hasLine({ start, end, change, before, after }: Row): boolean {
  const verdict = after ?? before;
  if (!verdict) return false;
  if (isDifferent(change)) return (before !== null && after !== null) || isDrawn(verdict);
  return start.presence === 'present' && end.presence === 'present' && isDrawn(verdict);
}

/** The signs of those from one state are seen together, and those that are drawn from every state with all others. */
function drawUnion(picture: Picture, layout: Layout): Graph {
  const drawn = getDrawnKinds(picture.arcs, ALL_CHANGES);
  const isAlways = ({ compared }: PictureArc) => (compared?.isIndirect ? drawn.indirect : drawn.direct);
  return drawSigned(
    picture,
    layout,
    ({ compared }) => (compared ? CHANGE_SIGNS[compared.change] : null),
    (one, other) => one.from === other.from || isAlways(one) || isAlways(other),
  );
}

function isArc(verdict: Verdict | null): boolean {
  return verdict?.kind === 'accepted' && verdict.arcs.length === 1;
}

/** `accepted, added`, `refused, removed`, `accepted, path changed`, `refused, never returned`. */
function getWords({ change, before, after }: ComparedRequest): string {
  const now = after ? VERDICT_WORDS[after.kind].toLowerCase() : 'not listed';
  if (!isDifferent(change)) return now;
  if (change !== 'changed') return `${now}, ${change}`;
  if (before?.kind === after?.kind) return `${now}, path changed`;
  return `${now}, ${before ? WAS[before.kind] : 'was not listed'}`;
}

/** The rows of `b` in its order, and after them the states that only `a` has. */
function toUnionMatrix(a: RuleSet, b: RuleSet, rows: readonly Row[]): readonly MatrixRow[] {
  const order = [...getMatrixOrder(b), ...getMatrixOrder(a)];
  const rank = ({ to }: Row) => order.findIndex((state) => state === (to.b ?? to.a));
  const sorted = [...rows].sort((one, two) => rank(one) - rank(two));
  const starts = sorted.filter(({ from, to }) => from === to);
  return starts.map(({ start, from }) => ({
    state: start.state,
    cells: sorted.filter((row) => row.from === from).map((row) => toCell(row)),
  }));
}

function toCell(row: Row): MatrixRow['cells'][number] {
  const { start, end, change, before, after } = row;
  const arcs = after?.kind === 'accepted' ? after.arcs.length : 0;
  const sign = !after ? '' : arcs > 1 ? String(arcs) : VERDICT_SIGNS[after.kind];
  return {
    from: start.state,
    to: end.state,
    kind: (after ?? before)?.kind ?? 'refused',
    arcs,
    compared: { change, words: getWords(row), sign: `${sign}${CHANGE_SIGNS[change] ?? ''}` || '·' },
  };
}

function countChanges(rows: readonly Row[]): Union['counts'] {
  const counts = { added: 0, removed: 0, changed: 0, kept: 0 };
  for (const { change, start, end } of rows)
    if (change !== 'unlisted' && (change !== 'kept' || (isValid(start) && isValid(end)))) counts[change] += 1;
  return counts;
}

const isValid = ({ state }: PictureNode) => state.kind === 'valid';
