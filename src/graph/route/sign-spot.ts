/**
 * Where the signs of arcs stand on their curves, so that none covers another or a state: each as near as it can to where
 * a sign stands alone.
 */

import type { Place } from '../place/place.ts';
import type { Point, Route } from './route.ts';
import { getPoint, SIGN_AT } from './route.ts';

/** A sign that is to stand on a curve: a disc, or longer by `more` where it has several letters. */
export interface Sign {
  readonly route: Route;
  readonly more: number;
  /** Whether it is seen together with another one, given by its index. */
  readonly isWith: (other: number) => boolean;
}

interface Spot {
  readonly share: number;
  readonly at: Point;
  /** What it costs by itself. */
  readonly cost: number;
}

/** To cover a sign that is seen with it costs more than to cover a state, and that more than a sign that is not. */
const COSTS = { together: 10_000, state: 100, apart: 1 };

/** Shares of a curve, the best first: near the start, where arcs have not met yet, and not on the head. */
const SPOTS = [
  ...[SIGN_AT, 0.35, 0.25, 0.4, 0.2, 0.45, 0.5, 0.15, 0.55, 0.6, 0.65, 0.7, 0.75, 0.1, 0.8],
  ...[0.325, 0.275, 0.375, 0.225, 0.425, 0.175, 0.475, 0.125, 0.525, 0.575, 0.625, 0.675, 0.725, 0.775, 0.85],
];

/** After so many rounds nothing moves any more, or two signs chase each other; and after so many, what still meets will meet. */
const ROUNDS = { settled: 6, all: 40 };

/** For each sign the share of its curve at which it stands. `radius`: of a disc, in units. */
export function spreadSigns(
  signs: readonly Sign[],
  places: readonly Place[],
  radius: number,
): readonly number[] {
  const spots = signs.map((sign) => listSpots(sign, places, radius));
  const others = signs.map((sign, index) =>
    signs.flatMap((other, there) => {
      const room = 2 * radius + (sign.more + other.more) / 2;
      if (other === sign || isFar(spots[index], spots[there], room)) return [];
      const isTogether = sign.isWith(there) || other.isWith(index);
      return [{ there, more: other.more, cost: isTogether ? COSTS.together : COSTS.apart }];
    }),
  );
  const chosen = spots.map(([first]) => first);
  const listMet = (index: number, { at }: Spot) =>
    (others[index] ?? []).filter(({ there, more }) => {
      const spot = chosen[there];
      return spot && meet(at, spot.at, ((signs[index]?.more ?? 0) + more) / 2, 2 * radius);
    });
  let [least, best] = [Number.POSITIVE_INFINITY, [...chosen]];
  for (let round = 1; round <= ROUNDS.all; round += 1) {
    let isMoved = false;
    for (const index of signs.keys()) {
      const spot = findLeast(spots[index] ?? [], (each) =>
        listMet(index, each).reduce((sum, { cost }) => sum + cost, each.cost),
      );
      isMoved ||= spot !== chosen[index];
      chosen[index] = spot;
    }
    const met = chosen.flatMap((spot, index) => (spot ? listMet(index, spot) : []));
    const together = met.filter(({ cost }) => cost >= COSTS.together);
    if (together.length <= least) [least, best] = [together.length, [...chosen]];
    if (least === 0 && (!isMoved || round >= ROUNDS.settled)) break;
    // Where none is better off elsewhere, those that meet weigh more, until one of them or a third one gives way.
    if (!isMoved) for (const pair of together) pair.cost += COSTS.together;
  }
  return best.map((spot) => spot?.share ?? SIGN_AT);
}

/** The first of those that cost the least. */
function findLeast<One>(all: readonly One[], getCost: (one: One) => number): One | undefined {
  const costs = all.map(getCost);
  return all[costs.indexOf(Math.min(...costs))];
}

function listSpots({ route, more }: Sign, places: readonly Place[], radius: number): readonly Spot[] {
  return SPOTS.map((share) => {
    const at = getPoint(route, share);
    const covered = places.filter((place) => {
      const dx = Math.max(0, Math.abs(at.x - place.x) - place.width / 2);
      const dy = Math.max(0, Math.abs(at.y - place.y) - place.height / 2);
      return meet({ x: dx, y: dy }, { x: 0, y: 0 }, more / 2, radius);
    });
    return { share, at, cost: COSTS.state * covered.length };
  });
}

/** True if two points, whose signs are longer than discs by `more` between them, are nearer than `room`. */
function meet(a: Point, b: Point, more: number, room: number): boolean {
  return Math.hypot(Math.max(0, Math.abs(a.x - b.x) - more), a.y - b.y) < room;
}

/** True if no spot of the one is within `room` of one of the other, as far as their outlines tell. */
function isFar(one: readonly Spot[] = [], other: readonly Spot[] = [], room: number): boolean {
  return (['x', 'y'] as const).some((axis) => {
    const [mine, theirs] = [one, other].map((spots) => spots.map(({ at }) => at[axis])) as [
      number[],
      number[],
    ];
    return Math.min(...mine) - Math.max(...theirs) > room || Math.min(...theirs) - Math.max(...mine) > room;
  });
}
