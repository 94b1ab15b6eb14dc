/**
 * The curve of an arc between two places: a quadratic that bows to the left of its direction, so that an arc and its
 * opposite part, and bows as far as it must to keep clear of every node that it does not touch.
 */

import type { Place } from '../place/place.ts';
import type { Point, Route } from './route.ts';
import { getPoint } from './route.ts';
import { getSideRoutes } from './side-route.ts';

/** Room between an arc and a node that it passes. */
const CLEARANCE = 7;
/** Room that a route is given, so that it parts from the arcs that end at that node. */
const BERTH = 18;
/** Room between a node and the arc that begins at it. */
const START_GAP = 1;
/** Room between an arrow's head and the node that it points at. */
const GAP = 5;
const SAMPLES = 40;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The bows to try, in units: gently to the left first, then further, then to the right. No two are as wide as each
 * other, so that an arc that bows to the left and its opposite that bows to the right part.
 */
const BOWS = [
  14, 26, 40, 58, 78, 100, 125, 150, -33, -49, -68, -89, -112, -138, -170, 190, 240, -215, 290, -265, -315,
  340,
];

/** With more nodes than this a wide berth about one is a narrow one about the next. */
const CROWD = 8;
/** How many of the bows are gentle enough to be taken for the sake of a wide berth. */
const GENTLE = 8;

/**
 * The route that passes clear of `others` and stays within `size`: a bow, or else a way from side to side; where none
 * is clear the bow that passes the fewest, and among equals the first of the list.
 */
export function getRoute(from: Place, to: Place, others: readonly Place[], size?: Size): Route {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const scale = Math.min(1, length / 330);
  const routes = BOWS.map((bow) => toRoute(from, to, bow * Math.max(scale, 0.7)));
  const isLost = (route: Route) => size !== undefined && !isWithin(route, size);
  const gentle = others.length > CROWD ? [] : routes.slice(0, GENTLE);
  const clear = gentle.find(
    (route) => !others.some((other) => touches(route, other, BERTH)) && !isLost(route),
  );
  if (clear) return clear;
  const getCost = (route: Route) =>
    others.filter((other) => touches(route, other)).length + (isLost(route) ? 1 : 0);
  const costs = routes.map(getCost);
  const least = Math.min(...costs);
  const isClear = (route: Route) =>
    ![from, to].some((end) => touches(route, end, 0)) &&
    !others.some((other) => touches(route, other)) &&
    !isLost(route);
  const round = least > 0 && getSideRoutes(from, to, START_GAP, GAP).find(isClear);
  const best = round || routes[costs.indexOf(least)];
  if (!best) throw new Error('no bow to try');
  return best;
}

/** Whether the curve stays in the layout: where it stands out furthest is not far from one of these points. */
function isWithin(route: Route, { width, height }: Size): boolean {
  return [0.25, 0.4, 0.5, 0.6, 0.75].every((t) => {
    const { x, y } = getPoint(route, t);
    return x > 0 && y > 0 && x < width && y < height;
  });
}

/** Arcs between neighbours on a narrow page part further, to be wide enough for a finger. */
const SHORT = 170;

/** The route whose middle is `bow` units off the straight line, to the left of the direction. */
function toRoute(from: Place, to: Place, bow: number): Route {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [dy / length, -dx / length];
  const spread =
    (length < SHORT ? Math.min(18, 1.4 * Math.abs(bow)) : Math.min(16, Math.abs(bow))) * Math.sign(bow);
  const [a, b] = [offset(from, nx, ny, spread), offset(to, nx, ny, spread)];
  const control = { x: (a.x + b.x) / 2 + nx * 2 * bow, y: (a.y + b.y) / 2 + ny * 2 * bow };
  return { start: leave(from, a, control, START_GAP), control, end: leave(to, b, control, GAP) };
}

const offset = (place: Place, nx: number, ny: number, by: number): Point => ({
  x: place.x + nx * by,
  y: place.y + ny * by,
});

/** Where the line from a point inside a place towards `target` leaves the place, `gap` units further out. */
function leave(place: Place, inside: Point, target: Point, gap: number): Point {
  const [dx, dy] = [target.x - inside.x, target.y - inside.y];
  const [halfWidth, halfHeight] = [place.width / 2 + gap, place.height / 2 + gap];
  const edgeX = dx > 0 ? place.x + halfWidth : place.x - halfWidth;
  const edgeY = dy > 0 ? place.y + halfHeight : place.y - halfHeight;
  const t = Math.min(dx ? (edgeX - inside.x) / dx : Infinity, dy ? (edgeY - inside.y) / dy : Infinity);
  return { x: inside.x + dx * t, y: inside.y + dy * t };
}

/** True if the curve comes nearer than `room` to the node. */
export function touches(route: Route, place: Place, room = CLEARANCE): boolean {
  const [halfWidth, halfHeight] = [place.width / 2 + room, place.height / 2 + room];
  for (let i = 0; i <= SAMPLES; i += 1) {
    const { x, y } = getPoint(route, i / SAMPLES);
    if (Math.abs(x - place.x) < halfWidth && Math.abs(y - place.y) < halfHeight) return true;
  }
  return false;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The path of an SVG element. */
export function toPath({ start, control, end }: Route): string {
  return `M${round(start.x)} ${round(start.y)}Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}`;
}

/** The triangle at the end of the curve, as an SVG path. */
export function toArrowHead({ control, end }: Route, size: number): string {
  const angle = Math.atan2(end.y - control.y, end.x - control.x);
  const corner = (turn: number) =>
    `${round(end.x - size * Math.cos(angle + turn))} ${round(end.y - size * Math.sin(angle + turn))}`;
  return `M${round(end.x)} ${round(end.y)}L${corner(0.42)}L${corner(-0.42)}Z`;
}
