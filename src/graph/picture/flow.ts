/**
 * From the picture of a rule set and what is looked at to React Flow's nodes and edges. Pure; an element that looks the
 * same is the same object as before, so that a click repaints what it changes and nothing else.
 */

import type { Edge, Node, NodeHandle, Position } from '@xyflow/react';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Verdict, VerdictKind } from '../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import type { Place } from '../place/place.ts';
import type { ComparedView, ShownChanges } from './compared.ts';
import type { ArcEnds, Graph, GraphArc, GraphNode, PictureArc, Routed } from './graph.ts';
import { findRoute, getArcIds, toArcId } from './graph.ts';
import { formatFailure } from './outcome-words.ts';

/** Which verdicts other than accepted have their lines shown. */
export interface Shown {
  readonly refused: boolean;
  readonly unspecified: boolean;
  readonly neverReturns: boolean;
}

/** How a node is drawn. `wanted` is what comes of the request that leads there, while it is looked at. */
interface StateNodeData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly isCurrent: boolean;
  readonly wanted: VerdictKind | null;
  /** True for the states that a combination transition passes, as far as it comes. */
  readonly isPassed: boolean;
  /** True where the old side of a comparison is. */
  readonly isOther: boolean;
  /** True where a lesson or a message points. */
  readonly isLit: boolean;
  /** Where it leads, in sentences. */
  readonly leads: string;
  /** What is said of it where a lesson asks for what its signs, or its role, would tell. */
  readonly asked?: string;
  /** True where Tab enters the picture. */
  readonly isStop?: boolean;
}

/**
 * `leaves`: an arc out of the current state; `path`: part of the request that is looked at; `failed`: where the driver
 * fails that request; `was`: part of the way that the old side of a comparison takes instead; `asked`: a request that a
 * lesson asks about; `other`: the rest.
 */
type ArcRole = 'leaves' | 'path' | 'failed' | 'was' | 'asked' | 'other';

/** The line of a request that a lesson asks about: the same whatever comes of it. */
export type AskedArc = Routed<ArcEnds> & { readonly kind: 'asked'; readonly compared?: undefined };

interface ArcEdgeData extends Record<string, unknown> {
  readonly arc: GraphArc | AskedArc;
  readonly role: ArcRole;
  /** Where the driver fails: how, in a word; or that it is asked. */
  readonly word: string | null;
  /** What is said of it after its end. */
  readonly words: string;
  /** What is said of it in all where Tab enters the picture; undefined elsewhere. */
  readonly said?: string | null;
}

export type StateNode = Node<StateNodeData, 'state'>;
export type ArcEdge = Edge<ArcEdgeData, 'arc'>;

/** What is looked at: where the device is, and the verdict of the request in view, if any. */
export interface View {
  /** null where the picture is of no device. */
  readonly current: number | null;
  readonly verdict: Verdict | null;
  /** What comes of that request where the rules alone do not say it: a fault of the driver, or what was supposed. */
  readonly outcome?: Outcome | null | undefined;
  readonly shown: Shown;
  readonly compared?: ComparedView | null | undefined;
  readonly lit?: Lit | null | undefined;
  /** What is said of each state: where it leads. */
  readonly leads?: ReadonlyMap<number, string>;
}

/** What of it concerns the nodes. */
type NodeView = Omit<View, 'shown'> & Partial<Pick<View, 'shown'>>;

/** States and requests that a lesson or a message points at. */
export interface Lit {
  readonly states: readonly number[];
  readonly requests: readonly RequestPair[];
}

/** Past this many accepted arcs only those that leave one state are drawn. */
export const DENSE = 24;

/** React Flow says nothing of its own about a node or an edge: what is in it has a name. */
export const UNSAID = { 'aria-roledescription': undefined, 'aria-label': undefined };

const nodeCache = new WeakMap<GraphNode, Map<string, StateNode>>();
const edgeCache = new WeakMap<GraphArc | AskedArc, Map<string, ArcEdge>>();
const failedCache = new WeakMap<Graph, Map<string, GraphArc>>();

export function keep<K extends object, L, V>(
  cache: WeakMap<K, Map<L, V>>,
  key: K,
  look: L,
  make: () => V,
): V {
  const looks = cache.get(key) ?? new Map<L, V>();
  cache.set(key, looks);
  const kept = looks.get(look) ?? make();
  looks.set(look, kept);
  return kept;
}

/** React Flow's nodes of a picture. */
export function toNodes(graph: Pick<Graph, 'nodes'>, view: NodeView): StateNode[] {
  const { current, verdict, outcome, compared, lit } = view;
  const passed = getPassed(view);
  return graph.nodes.map((node) => {
    const { value } = node.state;
    const isCurrent = value === current;
    const wanted =
      verdict && verdict.request.to === value && verdict.request.from !== value
        ? (outcome ?? verdict).kind
        : null;
    const isPassed = passed.includes(value);
    const isOther = compared?.other === value;
    const isLit = lit?.states.includes(value) ?? false;
    const leads = view.leads?.get(value) ?? '';
    return keep(nodeCache, node, `${isCurrent} ${wanted} ${isPassed} ${isOther} ${isLit} ${leads}`, () => ({
      id: String(value),
      type: 'state' as const,
      position: { x: node.place.x - node.place.width / 2, y: node.place.y - node.place.height / 2 },
      width: node.place.width,
      height: node.place.height,
      zIndex: 5,
      measured: { width: node.place.width, height: node.place.height },
      handles: toHandles(node.place),
      domAttributes: UNSAID,
      data: { node, isCurrent, wanted, isPassed, isOther, isLit, leads },
    }));
  });
}

function getPassed({ verdict, outcome }: Pick<View, 'verdict' | 'outcome'>): readonly number[] {
  if (outcome?.failed) return outcome.arcs.map(({ to }) => to).filter((state) => state !== outcome.now);
  return verdict?.kind === 'accepted' ? verdict.path.slice(0, -1) : [];
}

/** Both ends of an arc, given so that React Flow need not measure: a node that changes keeps its arcs. */
function toHandles({ width, height }: Place): NodeHandle[] {
  const middle = { x: width / 2, y: height / 2, width: 1, height: 1 };
  return [
    { type: 'target', position: 'top' as Position, ...middle },
    { type: 'source', position: 'bottom' as Position, ...middle },
  ];
}

/** React Flow's edges of a picture: the arcs that are shown; `isAll`: however many. The path that is looked at lies on top. */
export function toEdges(graph: Graph, view: View, isAll = false): ArcEdge[] {
  const path = getPathIds(view);
  const was = new Set(view.compared?.was);
  if (view.compared?.own && !was.has(view.compared.own)) path.add(view.compared.own);
  const isShown = view.compared ? toShownChanges(graph, view.compared, isAll) : toShown(graph, view, isAll);
  const failed = findFailed(graph, view);
  const edges = graph.arcs.flatMap((arc) => {
    if (arc.id === failed?.id) return [];
    const role = path.has(arc.id)
      ? 'path'
      : was.has(arc.id)
        ? 'was'
        : arc.from.value === view.current
          ? 'leaves'
          : 'other';
    return role === 'path' || role === 'was' || isShown(arc) ? [toEdge(arc, role)] : [];
  });
  return failed && view.outcome ? [...edges, toEdge(failed, 'failed', formatFailure(view.outcome))] : edges;
}

export function toEdge(arc: GraphArc | AskedArc, role: ArcRole, word: string | null = null): ArcEdge {
  return keep(edgeCache, arc, `${role} ${word}`, () => ({
    id: arc.id,
    type: 'arc' as const,
    source: String(arc.from.value),
    target: String(arc.to.value),
    ariaRole: 'presentation' as const,
    domAttributes: UNSAID,
    zIndex: Z_INDEX[role],
    data: { arc, role, word, words: formatArcWords(arc, word) },
  }));
}

/** The arcs of the request in view, as far as it comes, and what a lesson or a message points at. */
function getPathIds({ verdict, outcome, lit }: View): Set<string> {
  const taken = outcome?.failed
    ? outcome.arcs.map(({ from, to }) => toArcId(from, to))
    : verdict
      ? getArcIds(verdict)
      : [];
  return new Set([...taken, ...(lit?.requests ?? []).map(({ from, to }) => toArcId(from, to))]);
}

/** Where the driver fails the request in view: the arc that it does not take, or the one into ERROR. */
function findFailed(graph: Graph, { outcome }: View): GraphArc | undefined {
  if (!outcome?.failed) return undefined;
  const { from, to } = outcome.failed;
  const end = outcome.now === from ? to : outcome.now;
  const find = (value: number) => graph.nodes.find(({ state }) => state.value === value)?.state;
  const [start, target] = [find(from), find(end)];
  if (!start || !target) return undefined;
  const id = toArcId(from, end);
  return keep(failedCache, graph, id, () => {
    const arc = { id, from: start, to: target, kind: 'refused' as const, merged: [] };
    return { ...arc, route: graph.arcs.find((drawn) => drawn.id === id)?.route ?? findRoute(arc, graph) };
  });
}

const Z_INDEX: Readonly<Record<ArcRole, number>> = {
  asked: 5,
  failed: 4,
  path: 3,
  was: 2,
  leaves: 1,
  other: 0,
};

/** `STOP_COPY > STOP, accepted`; in a comparison `_RUNNING > _RESUMING, accepted, added`; with a word `STOP > ERROR, faulted`. */
export function formatArcName(arc: GraphArc | AskedArc, word: string | null = null): string {
  return `${arc.from.name} > ${arc.to.name}, ${word ?? getArcWords(arc)}`;
}

/** What is said after an end of it: `accepted, one arc`, where there are requests with several. */
function formatArcWords(arc: GraphArc | AskedArc, word: string | null): string {
  return word ?? getArcWords(arc) + (arc.kind === 'accepted' && !arc.compared ? ', one arc' : '');
}

function getArcWords({ kind, compared }: GraphArc | AskedArc): string {
  return compared?.words ?? (kind === 'asked' ? kind : VERDICT_WORDS[kind].toLowerCase());
}

/** Which arcs of one rule set are shown, besides the path that is looked at. */
function toShown(
  graph: Graph,
  { shown, verdict, current }: View,
  isAll: boolean,
): (arc: GraphArc) => boolean {
  const isDense = !isAll && graph.arcs.filter(({ kind }) => kind === 'accepted').length > DENSE;
  const origin = verdict?.request.from ?? current;
  const switches = {
    accepted: true,
    refused: shown.refused,
    unspecified: shown.unspecified,
    'never-returns': shown.neverReturns,
  };
  return ({ kind, from }) => switches[kind] && (!isDense || from.value === origin);
}

/** The same of two rule sets: of each kind of line, all or those from one state. */
function toShownChanges(
  graph: Graph,
  { shown, origin }: ComparedView,
  isAll: boolean,
): (arc: GraphArc) => boolean {
  const drawn = getDrawnKinds(graph.arcs, shown);
  return (arc) => {
    const kind = getLineKind(arc, shown);
    return kind !== null && (isAll || drawn[kind] || arc.from.value === origin);
  };
}

/** What is kept; what differs and no side takes in one arc; what differs and one side does. */
type LineKind = 'kept' | 'indirect' | 'direct';

/** Which kinds of lines of a comparison are drawn from every state. Where there are too many, the first go first. */
export function getDrawnKinds(
  arcs: readonly PictureArc[],
  shown: ShownChanges,
): Readonly<Record<LineKind, boolean>> {
  const kinds = arcs.map((arc) => getLineKind(arc, shown));
  const [kept, indirect, direct] = (['kept', 'indirect', 'direct'] as const).map(
    (kind) => kinds.filter((each) => each === kind).length,
  ) as [number, number, number];
  return {
    kept: kept + indirect + direct <= DENSE,
    indirect: indirect + direct <= DENSE,
    direct: direct <= DENSE,
  };
}

/** null where there is no line: for what is not accepted and stays so, and for what only one side could be asked. */
function getLineKind({ compared, kind }: PictureArc, shown: ShownChanges): LineKind | null {
  if (!compared || compared.change === 'unlisted' || !shown[compared.change]) return null;
  if (compared.change !== 'kept') return compared.isIndirect ? 'indirect' : 'direct';
  return kind === 'accepted' ? 'kept' : null;
}
