/**
 * From the picture of a rule set and what is looked at to React Flow's nodes and edges. Pure; an element that looks the
 * same is the same object as before, so that a click repaints what it changes and nothing else.
 */

import type { Edge, Node, NodeHandle, Position } from '@xyflow/react';
import type { Verdict, VerdictKind } from '../protocol/verdict.ts';
import { VERDICT_WORDS } from '../protocol/verdict.ts';
import type { Graph, GraphArc, GraphNode } from './graph.ts';
import { getArcIds, toArcId } from './graph.ts';
import type { Place } from './place.ts';

/** Which verdicts other than accepted have their lines shown. */
export interface Shown {
  readonly refused: boolean;
  readonly unspecified: boolean;
  readonly neverReturns: boolean;
}

/** How a node is drawn. `wanted` is the verdict of the request that leads there, while it is looked at. */
export interface StateNodeData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly isCurrent: boolean;
  readonly wanted: VerdictKind | null;
  /** True for the states that a combination transition passes. */
  readonly isPassed: boolean;
}

/** `leaves`: an arc out of the current state; `path`: part of the request that is looked at; `other`: the rest. */
export type ArcRole = 'leaves' | 'path' | 'other';

export interface ArcEdgeData extends Record<string, unknown> {
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
export function toNodes(graph: Graph, { current, verdict }: View): StateNode[] {
  const passed = verdict?.kind === 'accepted' ? verdict.path.slice(0, -1) : [];
  return graph.nodes.map((node) => {
    const { value } = node.state;
    const isCurrent = value === current;
    const wanted =
      verdict && verdict.request.to === value && verdict.request.from !== value ? verdict.kind : null;
    const isPassed = passed.includes(value);
    return keep(nodeCache, node, `${isCurrent} ${wanted} ${isPassed}`, () => ({
      id: String(value),
      type: 'state' as const,
      position: { x: node.place.x - node.place.width / 2, y: node.place.y - node.place.height / 2 },
      width: node.place.width,
      height: node.place.height,
      zIndex: 5,
      measured: { width: node.place.width, height: node.place.height },
      handles: toHandles(node.place),
      data: { node, isCurrent, wanted, isPassed },
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
  const isDense = graph.arcs.filter(({ kind }) => kind === 'accepted').length > DENSE;
  const origin = view.verdict?.request.from ?? view.current;
  const edges = graph.arcs.flatMap((arc) => {
    const role = getRole(arc, path, view.current);
    if (role !== 'path' && !isShown(arc, view.shown, !isDense || arc.from.value === origin)) return [];
    return [
      keep(edgeCache, arc, role, () => ({
        id: arc.id,
        type: 'arc' as const,
        source: String(arc.from.value),
        target: String(arc.to.value),
        ariaLabel: `Arc ${arc.from.name} > ${arc.to.name}, ${VERDICT_WORDS[arc.kind].toLowerCase()}`,
        zIndex: role === 'path' ? 2 : role === 'leaves' ? 1 : 0,
        data: { arc, role },
      })),
    ];
  });
  return edges;
}

function getRole(arc: GraphArc, path: ReadonlySet<string>, current: number): ArcRole {
  if (path.has(toArcId(arc.from.value, arc.to.value))) return 'path';
  return arc.from.value === current ? 'leaves' : 'other';
}

function isShown(arc: GraphArc, shown: Shown, isNear: boolean): boolean {
  switch (arc.kind) {
    case 'accepted':
      return isNear;
    case 'refused':
      return shown.refused && isNear;
    case 'unspecified':
      return shown.unspecified && isNear;
    case 'never-returns':
      return shown.neverReturns && isNear;
  }
}
