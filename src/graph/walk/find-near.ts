/** The nearest state in a direction on the canvas: what an arrow key moves the focus to. */

import type { Graph } from '../picture/graph.ts';

/** `direction` is a unit step: [0, 1] is down. undefined where nothing lies that way. */
export function findNear(
  graph: Pick<Graph, 'nodes'>,
  from: number,
  direction: readonly [number, number],
): number | undefined {
  const home = graph.nodes.find(({ state }) => state.value === from)?.place;
  if (!home) return undefined;
  const [dx, dy] = direction;
  let best: { value: number; cost: number } | undefined;
  for (const { state, place } of graph.nodes) {
    const along = (place.x - home.x) * dx + (place.y - home.y) * dy;
    const across = Math.abs((place.x - home.x) * dy) + Math.abs((place.y - home.y) * dx);
    if (along <= 1) continue;
    const cost = along + 3 * across;
    if (!best || cost < best.cost) best = { value: state.value, cost };
  }
  return best?.value;
}
