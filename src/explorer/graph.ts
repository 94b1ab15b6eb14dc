/**
 * The picture of a rule set, as plain data: a node for each state, an arc for each pair that is worth a line. React
 * Flow's nodes and edges are made from it; the rules are the truth.
 */

import { hasFlags } from '../protocol/migration-flags.ts';
import type { RuleSet } from '../protocol/rule-set.ts';
import type { StateInfo } from '../protocol/state.ts';
import type { Verdict, VerdictKind } from '../protocol/verdict.ts';
import { getVerdict } from '../protocol/verdict.ts';
import type { Route } from './arc-route.ts';
import { getRoute } from './arc-route.ts';
import type { Layout, Place } from './place.ts';
import { getPlace } from './place.ts';

export interface GraphNode {
  readonly state: StateInfo;
  readonly place: Place;
  /** True for a node that has room for one line only. */
  readonly isSmall: boolean;
  /** `merged`: the flags merge it away. `apart`: no rule leads there by a request. */
  readonly presence: 'present' | 'merged' | 'apart';
}

export interface GraphArc {
  readonly id: string;
  readonly from: StateInfo;
  readonly to: StateInfo;
  readonly kind: VerdictKind;
  /** The line. A combination transition has none of its own: it runs along its arcs. */
  readonly route: Route;
  /** States that the flags merge away on this arc. */
  readonly merged: readonly number[];
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly arcs: readonly GraphArc[];
  readonly layout: Layout;
}

/** Nodes and arcs of a rule set with a set of flags. Pure: the same picture for the same rules. */
export function toGraph(ruleSet: RuleSet, flags: number | null, layout: Layout): Graph {
  const nodes = ruleSet.states.map((state) => {
    const place = getPlace(state, layout, ruleSet.states);
    const isSmall = place.height < layout.node.height;
    return { state, place, isSmall, presence: getPresence(ruleSet, flags, state) };
  });
  const arcs = nodes.flatMap((from) => nodes.flatMap((to) => toArc(ruleSet, flags, from, to, nodes) ?? []));
  // The longest first: where two cross, the shorter lies on top and is the one that is hit.
  arcs.sort((a, b) => getSpan(b.route) - getSpan(a.route));
  return { nodes, arcs, layout };
}

/** Distance between the ends of a route. */
function getSpan({ start, end }: Route): number {
  return Math.hypot(end.x - start.x, end.y - start.y);
}

function getPresence(ruleSet: RuleSet, flags: number | null, state: StateInfo): GraphNode['presence'] {
  if (state.kind !== 'valid') return 'apart';
  if (ruleSet.generation === 'v1') return 'present';
  return hasFlags(flags ?? 0, ruleSet.needs[state.value] ?? 0) ? 'present' : 'merged';
}

function toArc(
  ruleSet: RuleSet,
  flags: number | null,
  from: GraphNode,
  to: GraphNode,
  nodes: readonly GraphNode[],
): GraphArc | undefined {
  if (from === to || from.presence !== 'present' || to.presence !== 'present') return undefined;
  const verdict = getVerdict(ruleSet, { from: from.state.value, to: to.state.value, flags });
  if (!isDrawn(verdict)) return undefined;
  const merged = verdict.kind === 'accepted' ? (verdict.arcs[0]?.merged ?? []) : [];
  const others = nodes.filter((node) => node !== from && node !== to && !merged.includes(node.state.value));
  const route = getRoute(
    from.place,
    to.place,
    others.map(({ place }) => place),
  );
  return {
    id: toArcId(from.state.value, to.state.value),
    from: from.state,
    to: to.state,
    kind: verdict.kind,
    route,
    merged,
  };
}

/** A request has a line unless it is a combination, which runs along the lines of its arcs. */
function isDrawn(verdict: Verdict): boolean {
  return verdict.kind !== 'accepted' || verdict.arcs.length === 1;
}

export function toArcId(from: number, to: number): string {
  return `${from}>${to}`;
}

/** The ids of the arcs that a verdict runs along; for a request that is not accepted, its own line. */
export function getArcIds(verdict: Verdict): readonly string[] {
  const { from, to } = verdict.request;
  const taken = verdict.kind === 'unspecified' ? [] : verdict.arcs.map((arc) => toArcId(arc.from, arc.to));
  return verdict.kind === 'accepted' ? taken : [...taken, toArcId(from, to)];
}
