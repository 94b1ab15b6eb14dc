/**
 * Curves that leave one side of a node and enter a side of another: the ways through the gutters between the nodes, for
 * where no bow of the straight line is clear.
 */

import type { Place } from '../place/place.ts';
import type { Point, Route } from './route.ts';

/** Unit steps out of a node: up, right, down, left. */
const SIDES = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
] as const;

/** What a curve may be. An arc and its opposite have different ones, so that they part. */
interface Ways {
  /** Where on a side it begins and ends, from the side's middle, in halves of its length. */
  readonly shares: readonly number[];
  /** How far it stands out between two like sides, in units. */
  readonly reaches: readonly number[];
  /** How far it bows between two facing sides. */
  readonly bows: readonly number[];
}

const THERE: Ways = {
  shares: [0, -0.5, 0.5],
  reaches: [10, 36, 62, 90],
  bows: [0, 24, -24, 64, -64, 104, -104],
};

const BACK: Ways = {
  shares: [-0.25, 0.25, -0.75, 0.75],
  reaches: [23, 49, 76, 110],
  bows: [12, -12, 42, -42, 84, -84, 120, -120],
};

/** The least that a curve goes straight out of a side before it turns. */
const OUT = 12;

/** What a bow to the right costs, in units: arcs bow to the left, so that an arc and its opposite part. */
const RIGHT = 120;

interface Anchor extends Point {
  readonly nx: number;
  readonly ny: number;
}

/** All curves between the sides of two places; the shortest first. */
export function getSideRoutes(from: Place, to: Place, startGap: number, endGap: number): readonly Route[] {
  const ways = from.x < to.x || (from.x === to.x && from.y < to.y) ? THERE : BACK;
  const ends = getAnchors(to, endGap, ways);
  const routes = getAnchors(from, startGap, ways).flatMap((start) =>
    ends.flatMap((end) => getControls(start, end, ways).map((control) => ({ start, control, end }))),
  );
  return routes
    .map((route) => ({ route, length: getLength(route) }))
    .sort((a, b) => a.length - b.length)
    .map(({ route }) => route);
}

function getAnchors({ x, y, width, height }: Place, gap: number, { shares }: Ways): readonly Anchor[] {
  return SIDES.flatMap(([nx, ny]) =>
    shares.map((share) => ({
      nx,
      ny,
      x: x + nx * (width / 2 + gap) + ny * share * (width / 2),
      y: y + ny * (height / 2 + gap) + nx * share * (height / 2),
    })),
  );
}

/** Where the control point may lie, so that the curve leaves and enters outwards. */
function getControls(start: Anchor, end: Anchor, { reaches, bows }: Ways): readonly Point[] {
  const { nx, ny } = start;
  const isAhead = (anchor: Anchor, { x, y }: Point) =>
    (x - anchor.x) * anchor.nx + (y - anchor.y) * anchor.ny >= OUT;
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const turn = nx * end.nx + ny * end.ny;
  const controls =
    turn === 0
      ? [nx === 0 ? { x: start.x, y: end.y } : { x: end.x, y: start.y }]
      : turn < 0
        ? bows.map((bow) => ({ x: middle.x + 2 * bow * ny, y: middle.y + 2 * bow * nx }))
        : [middle, start, end].flatMap((along) =>
            reaches.map((reach) => ({
              x: nx ? nx * (Math.max(nx * start.x, nx * end.x) + 2 * reach) : along.x,
              y: ny ? ny * (Math.max(ny * start.y, ny * end.y) + 2 * reach) : along.y,
            })),
          );
  return controls.filter((control) => isAhead(start, control) && isAhead(end, control));
}

/** How long a curve is, about; one that bows to the right of its direction counts for longer. */
function getLength({ start, control, end }: Route): number {
  const [ax, ay] = [control.x - start.x, control.y - start.y];
  const [bx, by] = [end.x - control.x, end.y - control.y];
  const isRight = ax * by - ay * bx < 0;
  return Math.hypot(ax, ay) + Math.hypot(bx, by) + (isRight ? RIGHT : 0);
}
