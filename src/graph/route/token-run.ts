/** How the token runs: along the curve of an arc, or out and back where the request is refused. */

import type { Graph } from '../picture/graph.ts';
import { getRoute } from './arc-route.ts';
import type { Point, Route } from './route.ts';
import { getPoint } from './route.ts';

/** The points that the token passes at even intervals. */
export type Run = readonly Point[];

/** Where the token is at a time, which is counted in runs. */
interface Moment {
  readonly at: Point;
  readonly time: number;
}

/** Points of a run along one curve: enough that the straight lines between them look like it. */
const POINTS = 12;

/** How far along the arc a refused request comes before it turns back. */
const TURN = 0.38;

/**
 * A route for the token where no arc is drawn: a gentle curve between the two places; undefined where one of the values
 * has no place on the canvas.
 */
export function getStraightRoute(graph: Graph, from: number, to: number): Route | undefined {
  const find = (value: number) => graph.nodes.find(({ state }) => state.value === value)?.place;
  const [start, end] = [find(from), find(to)];
  return start && end && start !== end ? getRoute(start, end, []) : undefined;
}

/** From the start to the end of the arc. */
export function getRun(route: Route): Run {
  return getPoints(route, 1);
}

/** The same for a refused request: it turns before the middle, and ends where it began. */
export function getRefusedRun(route: Route): Run {
  const out = getPoints(route, TURN);
  return [...out, ...out.slice(0, -1).reverse()];
}

/** One run after another, each slow at both of its ends. */
export function toMoments(runs: readonly Run[]): Moment[] {
  return runs.flatMap((run, before) =>
    run.map((at, index) => {
      const way = index / (run.length - 1);
      return { at, time: before + Math.acos(1 - 2 * way) / Math.PI };
    }),
  );
}

function getPoints(route: Route, end: number): Point[] {
  return Array.from({ length: POINTS + 1 }, (_, index) => getPoint(route, (end * index) / POINTS));
}
