/**
 * Arcs, checked by a second reading: the SVG path as it is painted, followed step by step, and not the test that the
 * router makes itself.
 */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { Graph, GraphArc } from '../picture/graph.ts';
import { toGraph } from '../picture/graph.ts';
import type { Layout, Place } from '../place/place.ts';
import { LOW, NARROW, PROJECTOR, WIDE } from '../place/place.ts';
import { getRoute, toArrowHead, toPath, touches } from './arc-route.ts';
import type { Point } from './route.ts';
import { getPoint } from './route.ts';

const LAYOUTS = [WIDE, LOW, NARROW, PROJECTOR];
const CLEARANCE = 7;
/** Paths are written with one decimal: a point may be off by half of it, in each direction. */
const ROUNDING = 0.1;

const getNumbers = (path: string) => (path.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);

/** Points along `M x y Q x y x y`, by de Casteljau's construction. */
function follow(path: string, steps: number): readonly Point[] {
  expect(path).toMatch(/^M\S+ \S+Q\S+ \S+ \S+ \S+$/);
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0] = getNumbers(path);
  const mix = (a: number, b: number, t: number) => a + (b - a) * t;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    return {
      x: mix(mix(x0, x1, t), mix(x1, x2, t), t),
      y: mix(mix(y0, y1, t), mix(y1, y2, t), t),
    };
  });
}

/** Units from a point to a node; below 0 it lies behind the node. */
const getRoom = ({ x, y }: Point, place: Place) =>
  Math.max(Math.abs(x - place.x) - place.width / 2, Math.abs(y - place.y) - place.height / 2);

const getLeast = (points: readonly Point[], place: Place) =>
  Math.min(...points.map((point) => getRoom(point, place)));

/** Least units from a curve to the edge of the layout; below 0 it leaves it. */
const getMargin = (points: readonly Point[], { size: { width, height } }: Layout) =>
  Math.min(...points.map(({ x, y }) => Math.min(x, y, width - x, height - y)));

const placeOf = (graph: Graph, value: number) =>
  graph.nodes.find(({ state }) => state.value === value)!.place;

/** The nodes that an arc has to keep clear of: not its ends, nor what the flags merge away on it. */
const getOthers = (graph: Graph, { from, to, merged }: GraphArc) =>
  graph.nodes.filter(({ state }) => state !== from && state !== to && !merged.includes(state.value));

const PICTURES = RULE_SETS.flatMap((ruleSet) =>
  getFlagSets(ruleSet).flatMap((flags) =>
    LAYOUTS.map((layout) => ({
      ruleSet,
      flags,
      layout,
      title: `${ruleSet.id}${flags === null ? '' : `, flags ${flags}`}, ${layout.id}`,
      graph: toGraph(ruleSet, flags, layout),
    })),
  ),
);
const SPARSE = PICTURES.filter(({ ruleSet }) => ruleSet.id !== 'ndma-rfc');
const DENSE = PICTURES.filter(({ ruleSet }) => ruleSet.id === 'ndma-rfc');
const V2 = PICTURES.filter(({ ruleSet }) => ruleSet.generation === 'v2');

/** Pairs of an arc and its opposite, each once. */
const getOpposites = ({ arcs }: Graph) =>
  arcs.flatMap((arc) => {
    const back = arcs.find(({ from, to }) => from === arc.to && to === arc.from);
    return back && arc.from.value < arc.to.value ? [[arc, back] as const] : [];
  });

const getMiddle = ({ route }: GraphArc) => follow(toPath(route), 2)[1]!;

const getDistance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

describe.each(SPARSE)('arcs of $title', ({ graph, layout }) => {
  const arcs = graph.arcs.map((arc) => ({ arc, points: follow(toPath(arc.route), 400) }));

  it('[ROUTE-1] keep clear of every node that they do not touch', () => {
    const near = arcs.flatMap(({ arc, points }) =>
      getOthers(graph, arc)
        .filter(({ place }) => getLeast(points, place) < CLEARANCE - ROUNDING)
        .map(({ state }) => `${arc.id} and ${state.name}`),
    );
    expect(near).toEqual([]);
  });

  it('[ROUTE-2] do not share their middles with their opposites', () => {
    for (const [arc, back] of getOpposites(graph))
      expect(getDistance(getMiddle(arc), getMiddle(back)), arc.id).toBeGreaterThanOrEqual(12);
  });

  it('[ROUTE-3] begin and end just outside their nodes, and do not come back behind them', () => {
    for (const { arc, points } of arcs) {
      const [from, to] = [placeOf(graph, arc.from.value), placeOf(graph, arc.to.value)];
      expect(Math.abs(getRoom(points[0]!, from) - 1), `start of ${arc.id}`).toBeLessThanOrEqual(ROUNDING);
      expect(Math.abs(getRoom(points.at(-1)!, to) - 5), `end of ${arc.id}`).toBeLessThanOrEqual(ROUNDING);
      expect(getLeast(points, from), arc.id).toBeGreaterThan(0);
      expect(getLeast(points, to), arc.id).toBeGreaterThan(0);
    }
  });

  it('[ROUTE-4] stay inside the layout', () => {
    for (const { arc, points } of arcs) expect(getMargin(points, layout), arc.id).toBeGreaterThan(0);
  });
});

/** Which side of the line from a to b a point lies on. */
const getSide = (a: Point, b: Point, { x, y }: Point) =>
  Math.sign((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x));

const cross = (a: Point, b: Point, c: Point, d: Point) =>
  getSide(a, b, c) !== getSide(a, b, d) && getSide(c, d, a) !== getSide(c, d, b);

const meet = (one: readonly Point[], two: readonly Point[]) =>
  one.slice(1).some((b, i) => two.slice(1).some((d, j) => cross(one[i]!, b, two[j]!, d)));

describe.each(V2)('accepted arcs of $title', ({ graph }) => {
  const accepted = graph.arcs.filter(({ kind }) => kind === 'accepted');

  it('[ROUTE-5] do not cross', () => {
    const curves = accepted.map(({ id, route }) => ({ id, points: follow(toPath(route), 64) }));
    const found = curves.flatMap((one, index) =>
      curves.slice(index + 1).flatMap((two) => (meet(one.points, two.points) ? [`${one.id} ${two.id}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('[ROUTE-6] lead to neighbours, or past what the flags merge away', () => {
    const [columns, rows] = [
      ['loading', 'none', 'saving'],
      ['runs', 'quiescent', 'stopped'],
    ];
    for (const { id, from, to, merged } of accepted) {
      const steps =
        Math.abs(columns!.indexOf(from.session) - columns!.indexOf(to.session)) +
        Math.abs(rows!.indexOf(from.activity) - rows!.indexOf(to.activity));
      expect(steps, id).toBe(1 + merged.length);
    }
  });
});

describe('the crossing test of these tests', () => {
  it('[ROUTE-0] finds a crossing, and none between lines side by side', () => {
    const [across, down] = [follow('M0 50Q50 40 100 50', 9), follow('M50 0Q60 50 50 100', 9)];
    expect(meet(across, down)).toBe(true);
    expect(meet(across, follow('M0 70Q50 60 100 70', 9))).toBe(false);
  });
});

describe('the arcs of ndma-rfc, of which there are too many to part', () => {
  /**
   * What may yet become less: arcs that pass behind a node, pairs that share their middles, arcs that leave the
   * layout, arcs that end behind the node where they begin (those between a value and the same with NDMA below it).
   */
  const MOST = {
    wide: { behind: 6, shared: 4, outside: 0, hidden: 0 },
    low: { behind: 11, shared: 0, outside: 0, hidden: 0 },
    narrow: { behind: 11, shared: 3, outside: 1, hidden: 0 },
    projector: { behind: 10, shared: 10, outside: 0, hidden: 0 },
  };

  it.each(DENSE)('[ROUTE-7] pass behind no more nodes than they did: $layout.id', ({ graph, layout }) => {
    const points = new Map(graph.arcs.map((arc) => [arc, follow(toPath(arc.route), 400)]));
    const behind = graph.arcs.filter((arc) =>
      getOthers(graph, arc).some(({ place }) => getLeast(points.get(arc)!, place) < 0),
    );
    const shared = getOpposites(graph).filter(
      ([arc, back]) => getDistance(getMiddle(arc), getMiddle(back)) < 12,
    );
    const outside = graph.arcs.filter((arc) => getMargin(points.get(arc)!, layout) < 0);
    const hidden = graph.arcs.filter(({ from, route }) => getRoom(route.end, placeOf(graph, from.value)) < 0);
    const most = MOST[layout.id];
    expect(graph.arcs).toHaveLength(90);
    expect.soft(behind.length, 'behind a node').toBeLessThanOrEqual(most.behind);
    expect.soft(shared.length, 'on their opposites').toBeLessThanOrEqual(most.shared);
    expect.soft(outside.length, 'out of the layout').toBeLessThanOrEqual(most.outside);
    expect.soft(hidden.length, 'behind where they begin').toBeLessThanOrEqual(most.hidden);
  });
});

describe('a route', () => {
  const [left, right] = [
    { x: 0, y: 0, width: 20, height: 20 },
    { x: 300, y: 0, width: 20, height: 20 },
  ];

  it('[ROUTE-8] bows to the left of its direction, so that it parts from its opposite', () => {
    expect(getPoint(getRoute(left, right, []), 0.5).y).toBeLessThan(-9);
    expect(getPoint(getRoute(right, left, []), 0.5).y).toBeGreaterThan(9);
  });

  it('[ROUTE-9] bows further, or to the right, where a node is in the way', () => {
    const near = { x: 150, y: -20, width: 40, height: 40 };
    const route = getRoute(left, right, [near]);
    expect(getLeast(follow(toPath(route), 400), near)).toBeGreaterThanOrEqual(CLEARANCE - ROUNDING);
    const wall = { x: 150, y: -250, width: 40, height: 500 };
    const other = getRoute(left, right, [wall]);
    expect(getPoint(other, 0.5).y).toBeGreaterThan(0);
    expect(getLeast(follow(toPath(other), 400), wall)).toBeGreaterThanOrEqual(CLEARANCE - ROUNDING);
  });

  it('[ROUTE-9] takes the bow of 190 where all that are gentler, and those to the right, are in the way', () => {
    const wall = { x: 150, y: 7.5, width: 40, height: 315 };
    const { y } = getPoint(getRoute(left, right, [wall]), 0.5);
    expect(y).toBeGreaterThan(-190);
    expect(y).toBeLessThan(-184);
  });

  it('[ROUTE-12] keeps a wide berth of a node, but not in a crowd', () => {
    const near = { x: 150, y: 8, width: 40, height: 40 };
    const far = Array.from({ length: 8 }, (_, index) => ({ x: index * 50, y: 900, width: 20, height: 20 }));
    const toBow = (others: readonly Place[]) => -getPoint(getRoute(left, right, others), 0.5).y;
    expect(toBow([near, ...far.slice(1)])).toBeGreaterThan(30);
    expect(toBow([near, ...far])).toBeLessThan(30);
  });

  it('[ROUTE-10] passes the fewest nodes where it cannot pass clear of all', () => {
    const wall = { x: 150, y: 0, width: 40, height: 2000 };
    const gate = { x: 80, y: -30, width: 30, height: 30 };
    const route = getRoute(left, right, [wall, gate]);
    expect(touches(route, wall)).toBe(true);
    expect(touches(route, gate)).toBe(false);
  });

  it('[ROUTE-11] has a head whose tip is its end, and whose corners lie behind it', () => {
    const route = getRoute(left, right, []);
    const [tipX = 0, tipY = 0, ...corners] = getNumbers(toArrowHead(route, 10));
    expect(getDistance({ x: tipX, y: tipY }, route.end)).toBeLessThan(ROUNDING);
    const [a, b] = [
      { x: corners[0]!, y: corners[1]! },
      { x: corners[2]!, y: corners[3]! },
    ];
    for (const corner of [a, b]) {
      expect(Math.abs(getDistance(corner, route.end) - 10)).toBeLessThan(2 * ROUNDING);
      expect(corner.x).toBeLessThan(route.end.x);
    }
    expect(getSide(getPoint(route, 0.9), route.end, a)).not.toBe(getSide(getPoint(route, 0.9), route.end, b));
    expect(toArrowHead(route, 10)).toMatch(/^M.+L.+L.+Z$/);
  });
});
