/**
 * A way through the picture by keyboard: from state to state, from a state to its arcs, among them clockwise, along one to
 * either end. Every move can be taken back: by the opposite key, which returns where the move came from, and by
 * Backspace. Pure; the canvas moves the focus and loads this with the first key.
 */

import type { GraphNode } from '../picture/graph.ts';
import type { Route } from '../route/route.ts';
import { getPoint } from '../route/route.ts';
import { findNear } from './find-near.ts';
import { findTyped, isLetter } from './find-typed.ts';
import type { Spot } from './spot.ts';

/** An arc as it is walked. */
export interface WalkArc {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly route: Route;
  /** What is said of it after its end: `accepted, one arc`. */
  readonly words: string;
}

export interface WalkMap {
  readonly nodes: readonly GraphNode[];
  readonly arcs: readonly WalkArc[];
}

/** Where the reader is, and the moves that led there, the last one last. */
export interface Walk {
  readonly at: Spot;
  readonly trail: readonly Move[];
}

interface Move {
  readonly from: Spot;
  readonly key: string;
}

/** Moves that are remembered. */
const LONGEST = 200;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const OPPOSITES: Readonly<Record<string, string>> = {
  ArrowLeft: 'ArrowRight',
  ArrowRight: 'ArrowLeft',
  ArrowUp: 'ArrowDown',
  ArrowDown: 'ArrowUp',
};

/** The walk after a key; the same one where the key leads nowhere. `typed`: the letters typed so far, this key included. */
export function walk(map: WalkMap, before: Walk, key: string, typed = key): Walk {
  const { at, trail } = before;
  const last = trail.at(-1);
  const isBack = last && (key === 'Backspace' || (last.key === OPPOSITES[key] && isOfKind(last.from, at)));
  if (isBack) return isThere(map, last.from) ? { at: last.from, trail: trail.slice(0, -1) } : before;
  // The arc that led to this state, or that was left for it: the arcs of the state begin there.
  if (at.arc === null && key === 'a' && last?.from.arc != null) {
    const spot = { state: at.state, arc: last.from.arc };
    if (isThere(map, spot)) return { at: spot, trail: trail.slice(0, -1) };
  }
  const next = at.arc === null ? fromState(map, at.state, key, typed) : fromArc(map, at, key, typed);
  if (!next || (next.state === at.state && next.arc === at.arc)) return before;
  return { at: next, trail: [...trail, { from: at, key }].slice(-LONGEST) };
}

/** The arcs that begin or end at a state, clockwise as they leave its node, from the top. */
export function listArcs({ nodes, arcs }: WalkMap, state: number): readonly WalkArc[] {
  const home = nodes.find((node) => node.state.value === state)?.place;
  if (!home) return [];
  const getAngle = ({ from, route }: WalkArc) => {
    const { x, y } = getPoint(route, from === state ? 0.25 : 0.75);
    const angle = Math.atan2(x - home.x, home.y - y);
    return angle < 0 ? angle + 2 * Math.PI : angle;
  };
  return arcs
    .filter(({ from, to }) => from === state || to === state)
    .map((arc) => ({ arc, angle: getAngle(arc) }))
    .sort((one, other) => one.angle - other.angle)
    .map(({ arc }) => arc);
}

/** `3 of 6 arcs, to STOP, accepted, one arc`; null at a state, which says itself what it is. */
export function describeSpot(map: WalkMap, { state, arc }: Spot): string | null {
  const arcs = listArcs(map, state);
  const index = arcs.findIndex(({ id }) => id === arc);
  const found = arcs[index];
  if (!found) return null;
  const end = found.from === state ? found.to : found.from;
  const name = map.nodes.find((node) => node.state.value === end)?.state.name;
  const count = arcs.length === 1 ? 'The only arc' : `${index + 1} of ${arcs.length} arcs`;
  return `${count}, ${found.from === state ? 'to' : 'from'} ${name}, ${found.words}`;
}

function fromState(map: WalkMap, state: number, key: string, typed: string): Spot | undefined {
  const arrow = ARROWS[key];
  if (arrow) return toSpot(findNear(map, state, arrow));
  switch (key) {
    case 'a':
      return toSpot(state, listArcs(map, state)[0]);
    case 'Home':
      return toSpot(map.nodes[0]?.state.value);
    case 'End':
      return toSpot(map.nodes.at(-1)?.state.value);
    default:
      return isLetter(key) ? toSpot(findTyped(map.nodes, state, typed)) : undefined;
  }
}

function fromArc(map: WalkMap, { state, arc }: Spot, key: string, typed: string): Spot | undefined {
  const arcs = listArcs(map, state);
  const index = arcs.findIndex(({ id }) => id === arc);
  const found = arcs[index];
  if (!found) return toSpot(state);
  switch (key) {
    case 'ArrowDown':
      return toSpot(state, arcs[(index + 1) % arcs.length]);
    case 'ArrowUp':
      return toSpot(state, arcs.at(index - 1));
    case 'ArrowLeft':
      return toSpot(found.from);
    case 'ArrowRight':
      return toSpot(found.to);
    case 'Home':
      return toSpot(state, arcs[0]);
    case 'End':
      return toSpot(state, arcs.at(-1));
    case 'a':
    case 'Escape':
      return toSpot(state);
    default:
      return isLetter(key) ? toSpot(findTyped(map.nodes, state, typed)) : undefined;
  }
}

/** undefined where there is no such state, or no arc where one is given. */
function toSpot(state: number | undefined, ...arcs: readonly (WalkArc | undefined)[]): Spot | undefined {
  const [arc] = arcs;
  if (state === undefined || (arcs.length > 0 && !arc)) return undefined;
  return { state, arc: arc?.id ?? null };
}

/** The opposite of a key takes a move back where both are moves between states, or among the arcs of one state. */
function isOfKind(from: Spot, at: Spot): boolean {
  return at.arc === null ? from.arc === null : from.arc !== null && from.state === at.state;
}

/** The picture may have changed under the reader. */
function isThere({ nodes, arcs }: WalkMap, { state, arc }: Spot): boolean {
  const isOfState = ({ id, from, to }: WalkArc) => id === arc && (from === state || to === state);
  return nodes.some((node) => node.state.value === state) && (arc === null || arcs.some(isOfState));
}
