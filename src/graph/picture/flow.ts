/**
 * From the picture of a rule set and what is looked at to React Flow's nodes and edges. Pure; an element that looks the
 * same is the same object as before, so that a click repaints what it changes and nothing else.
 */

import type { Edge, Node, NodeHandle, Position } from '@xyflow/react';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { Verdict, VerdictKind } from '../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import type { Place } from '../place/place.ts';
import type { ComparedView, ShownChanges } from './compared.ts';
import type { Graph, GraphArc, GraphNode, PictureArc } from './graph.ts';
import { getArcIds, toArcId } from './graph.ts';

/** Which verdicts other than accepted have their lines shown. */
export interface Shown {
  readonly refused: boolean;
  readonly unspecified: boolean;
  readonly neverReturns: boolean;
}

/** How a node is drawn. `wanted` is the verdict of the request that leads there, while it is looked at. */
interface StateNodeData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly isCurrent: boolean;
  readonly wanted: VerdictKind | null;
  /** True for the states that a combination transition passes. */
  readonly isPassed: boolean;
  /** True where the old side of a comparison is. */
  readonly isOther: boolean;
  /** True where a lesson or a message points. */
  readonly isLit: boolean;
}

/**
 * `leaves`: an arc out of the current state; `path`: part of the request that is looked at; `was`: part of the way that
 * the old side of a comparison takes instead; `other`: the rest.
 */
type ArcRole = 'leaves' | 'path' | 'was' | 'other';

interface ArcEdgeData extends Record<string, unknown> {
  readonly arc: GraphArc;
  readonly role: ArcRole;
}

export type StateNode = Node<StateNodeData, 'state'>;
export type ArcEdge = Edge<ArcEdgeData, 'arc'>;

/** What is looked at: where the device is, and the verdict of the request in view, if any. */
export interface View {
  readonly current: number;
  readonly verdict: Verdict | null;
  readonly shown: Shown;
  readonly compared?: ComparedView | null | undefined;
  readonly lit?: Lit | null | undefined;
}

/** States and requests that a lesson or a message points at. */
export interface Lit {
  readonly states: readonly number[];
  readonly requests: readonly RequestPair[];
}

/** Past this many accepted arcs only those that leave one state are drawn. */
export const DENSE = 24;

const nodeCache = new WeakMap<GraphNode, Map<string, StateNode>>();
const edgeCache = new WeakMap<GraphArc, Map<ArcRole, ArcEdge>>();

function keep<K extends object, L, V>(cache: WeakMap<K, Map<L, V>>, key: K, look: L, make: () => V): V {
  const looks = cache.get(key) ?? new Map<L, V>();
  cache.set(key, looks);
  const kept = looks.get(look) ?? make();
  looks.set(look, kept);
  return kept;
}

/** React Flow's nodes of a picture. */
export function toNodes(graph: Graph, { current, verdict, compared, lit }: View): StateNode[] {
  const passed = verdict?.kind === 'accepted' ? verdict.path.slice(0, -1) : [];
  return graph.nodes.map((node) => {
    const { value } = node.state;
    const isCurrent = value === current;
    const wanted =
      verdict && verdict.request.to === value && verdict.request.from !== value ? verdict.kind : null;
    const isPassed = passed.includes(value);
    const isOther = compared?.other === value;
    const isLit = lit?.states.includes(value) ?? false;
    return keep(nodeCache, node, `${isCurrent} ${wanted} ${isPassed} ${isOther} ${isLit}`, () => ({
      id: String(value),
      type: 'state' as const,
      position: { x: node.place.x - node.place.width / 2, y: node.place.y - node.place.height / 2 },
      width: node.place.width,
      height: node.place.height,
      zIndex: 5,
      measured: { width: node.place.width, height: node.place.height },
      handles: toHandles(node.place),
      data: { node, isCurrent, wanted, isPassed, isOther, isLit },
    }));
  });
}

/** Both ends of an arc, given so that React Flow need not measure: a node that changes keeps its arcs. */
function toHandles({ width, height }: Place): NodeHandle[] {
  const middle = { x: width / 2, y: height / 2, width: 1, height: 1 };
  return [
    { type: 'target', position: 'top' as Position, ...middle },
    { type: 'source', position: 'bottom' as Position, ...middle },
  ];
}

/** React Flow's edges of a picture: the arcs that are shown. The path that is looked at lies on top. */
export function toEdges(graph: Graph, view: View): ArcEdge[] {
  const path = new Set(view.verdict ? getArcIds(view.verdict) : []);
  for (const { from, to } of view.lit?.requests ?? []) path.add(toArcId(from, to));
  const was = new Set(view.compared?.was);
  if (view.compared?.own && !was.has(view.compared.own)) path.add(view.compared.own);
  const isShown = view.compared ? toShownChanges(graph, view.compared) : toShown(graph, view);
  return graph.arcs.flatMap((arc) => {
    const role = path.has(arc.id)
      ? 'path'
      : was.has(arc.id)
        ? 'was'
        : arc.from.value === view.current
          ? 'leaves'
          : 'other';
    if (role !== 'path' && role !== 'was' && !isShown(arc)) return [];
    return [
      keep(edgeCache, arc, role, () => ({
        id: arc.id,
        type: 'arc' as const,
        source: String(arc.from.value),
        target: String(arc.to.value),
        ariaLabel: `Arc ${formatArcName(arc)}`,
        zIndex: Z_INDEX[role],
        data: { arc, role },
      })),
    ];
  });
}

const Z_INDEX: Readonly<Record<ArcRole, number>> = { path: 3, was: 2, leaves: 1, other: 0 };

/** `STOP_COPY > STOP, accepted`; in a comparison `_RUNNING > _RESUMING, accepted, added`. */
export function formatArcName({ from, to, kind, compared }: GraphArc): string {
  return `${from.name} > ${to.name}, ${compared?.words ?? VERDICT_WORDS[kind].toLowerCase()}`;
}

/** Which arcs of one rule set are shown, besides the path that is looked at. */
function toShown(graph: Graph, { shown, verdict, current }: View): (arc: GraphArc) => boolean {
  const isDense = graph.arcs.filter(({ kind }) => kind === 'accepted').length > DENSE;
  const origin = verdict?.request.from ?? current;
  const switches = {
    accepted: true,
    refused: shown.refused,
    unspecified: shown.unspecified,
    'never-returns': shown.neverReturns,
  };
  return ({ kind, from }) => switches[kind] && (!isDense || from.value === origin);
}

/** The same of two rule sets: of each kind of line all, or those from one state. */
function toShownChanges(graph: Graph, { shown, origin }: ComparedView): (arc: GraphArc) => boolean {
  const drawn = getDrawnKinds(graph.arcs, shown);
  return (arc) => {
    const kind = getLineKind(arc, shown);
    return kind !== null && (drawn[kind] || arc.from.value === origin);
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
