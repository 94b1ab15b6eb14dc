/** A route for the token where no arc is drawn: a gentle curve between the two places. */

import type { Graph } from '../picture/graph.ts';
import { getRoute } from './arc-route.ts';
import type { Route } from './route.ts';

/** undefined where one of the values has no place on the canvas. */
export function getStraightRoute(graph: Graph, from: number, to: number): Route | undefined {
  const find = (value: number) => graph.nodes.find(({ state }) => state.value === value)?.place;
  const [start, end] = [find(from), find(to)];
  return start && end && start !== end ? getRoute(start, end, []) : undefined;
}
