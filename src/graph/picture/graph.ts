/**
 * The picture of a rule set, as plain data: a node for each state, an arc for each pair that is worth a line. React
 * Flow's nodes and edges are made from it; the rules are the truth.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { hasFlags } from '../../protocol/state/migration-flags.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { Change } from '../../protocol/verdict/difference.ts';
import type { Verdict, VerdictKind } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import type { Layout, Place } from '../place/place.ts';
import { getPlace } from '../place/place.ts';
import { getRoute } from '../route/arc-route.ts';
import type { Route } from '../route/route.ts';

/** A state of a picture that has no places yet. */
export interface PictureNode {
  readonly state: StateInfo;
  /** `merged`: the flags merge it away. `apart`: no rule leads there by a request. */
  readonly presence: 'present' | 'merged' | 'apart';
  readonly compared?: ComparedNode;
}

/** What the two sides of a comparison have to do with a state. */
interface ComparedNode {
  /** The state as its side lists it, and the states among which it has its place. */
  readonly listed: StateInfo;
  readonly home: readonly StateInfo[];
  /** Where one side alone has it. */
  readonly mark: { readonly change: Change; readonly side: 'old' | 'new' } | null;
  /** `old _SAVING`: what the old side calls it, where that is something else. */
  readonly old: string | null;
  /** What became of the request for the state itself, which has no line; null where nothing did. */
  readonly again: Change | null;
  /** All of this in sentences. */
  readonly words: string;
}

/** What every arc of a picture has, whatever it says. */
export interface ArcEnds {
  readonly id: string;
  readonly from: StateInfo;
  readonly to: StateInfo;
  /** States that the flags merge away on this arc. */
  readonly merged: readonly number[];
}

export interface PictureArc extends ArcEnds {
  readonly kind: VerdictKind;
  readonly compared?: ComparedArc;
}

/** What became of a request from one side of a comparison to the other. */
interface ComparedArc {
  readonly change: Change;
  /** The verdict and the change: `accepted, added`. */
  readonly words: string;
  /** True where neither side takes one arc: the line shows the change alone. */
  readonly isIndirect: boolean;
}

export interface Picture<Arc extends ArcEnds = PictureArc> {
  readonly nodes: readonly PictureNode[];
  readonly arcs: readonly Arc[];
}

export interface GraphNode extends PictureNode {
  readonly place: Place;
  /** True for a node that has room for one line only. */
  readonly isSmall: boolean;
}

/** An arc with its line. A combination transition has none of its own: it runs along its arcs. */
export type Routed<Arc extends ArcEnds> = Arc & { readonly route: Route };

export type GraphArc = Routed<PictureArc>;

export interface Graph<Arc extends ArcEnds = PictureArc> {
  readonly nodes: readonly GraphNode[];
  readonly arcs: readonly Routed<Arc>[];
  readonly layout: Layout;
}

/** Nodes and arcs of a rule set with a set of flags. Pure: the same picture for the same rules. */
export function toGraph(ruleSet: RuleSet, flags: number | null, layout: Layout): Graph {
  return drawGraph(toPicture(ruleSet, flags), layout);
}

/** A picture in a layout: each node in its place, each arc with its way between them. */
export function drawGraph<Arc extends ArcEnds>(picture: Picture<Arc>, layout: Layout): Graph<Arc> {
  const states = picture.nodes.map(({ state }) => state);
  const nodes = picture.nodes.map((node) => {
    const { listed, home } = node.compared ?? { listed: node.state, home: states };
    const place = getPlace(listed, layout, home);
    return { ...node, place, isSmall: place.height < layout.node.height };
  });
  const arcs = picture.arcs.map((arc) => ({ ...arc, route: findRoute(arc, { nodes, layout }) }));
  // The longest first: where two cross, the shorter lies on top and is the one that is hit.
  arcs.sort((a, b) => getSpan(b.route) - getSpan(a.route));
  return { nodes, arcs, layout };
}

/** The line of an arc between the places of a picture. */
export function findRoute(
  { from, to, merged }: ArcEnds,
  { nodes, layout: { size } }: Pick<Graph, 'nodes' | 'layout'>,
): Route {
  const others: Place[] = [];
  let [start, end]: (Place | undefined)[] = [];
  for (const { state, place } of nodes)
    if (state === from) start = place;
    else if (state === to) end = place;
    else if (!merged.includes(state.value)) others.push(place);
  if (!start || !end) throw new Error(`the arc ${from.name} > ${to.name} has an end that is no node`);
  return getRoute(start, end, others, size);
}

/** Distance between the ends of a route. */
function getSpan({ start, end }: Route): number {
  return Math.hypot(end.x - start.x, end.y - start.y);
}

/** What is in the picture of a rule set, wherever it stands. */
export function toPicture(ruleSet: RuleSet, flags: number | null): Picture {
  const nodes = ruleSet.states.map((state) => ({ state, presence: getPresence(ruleSet, flags, state) }));
  const arcs = nodes.flatMap((from) => nodes.flatMap((to) => toArc(ruleSet, flags, from, to) ?? []));
  return { nodes, arcs };
}

export function getPresence(
  ruleSet: RuleSet,
  flags: number | null,
  state: StateInfo,
): PictureNode['presence'] {
  if (state.kind !== 'valid') return 'apart';
  if (ruleSet.generation === 'v1') return 'present';
  return hasFlags(flags ?? 0, ruleSet.needs[state.value] ?? 0) ? 'present' : 'merged';
}

function toArc(
  ruleSet: RuleSet,
  flags: number | null,
  from: PictureNode,
  to: PictureNode,
): PictureArc | undefined {
  if (from === to || from.presence !== 'present' || to.presence !== 'present') return undefined;
  const verdict = readVerdict(ruleSet, { from: from.state.value, to: to.state.value, flags });
  if (!isDrawn(verdict)) return undefined;
  const id = toArcId(from.state.value, to.state.value);
  return { id, from: from.state, to: to.state, kind: verdict.kind, merged: getMerged(verdict) };
}

/** A request has a line unless it is a combination, which runs along the lines of its arcs. */
export function isDrawn(verdict: Verdict): boolean {
  return verdict.kind !== 'accepted' || verdict.arcs.length === 1;
}

/** The states that the flags merge away on the one arc of a verdict. */
export function getMerged(verdict: Verdict): readonly number[] {
  return verdict.kind === 'accepted' ? (verdict.arcs[0]?.merged ?? []) : [];
}

export function toArcId(from: number, to: number): string {
  return `${from}>${to}`;
}

/** The ids of the arcs that a verdict runs along; for a request that is not accepted, its own line. */
export function getArcIds(
  verdict: Verdict,
  toId: (value: number) => number = (value) => value,
): readonly string[] {
  const { from, to } = verdict.request;
  const taken =
    verdict.kind === 'unspecified' ? [] : verdict.arcs.map((arc) => toArcId(toId(arc.from), toId(arc.to)));
  return verdict.kind === 'accepted' ? taken : [...taken, toArcId(toId(from), toId(to))];
}
