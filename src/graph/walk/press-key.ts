/** What a key does in the picture. Loaded with the first. */

import type { Stop, WalkedEdge, Walking } from './stop.ts';
import type { WalkMap } from './way.ts';
import { describeSpot, walk } from './way.ts';

/** Milliseconds after which a letter begins a new word. */
const PAUSE = 1000;

interface Pressed {
  readonly key: string;
  readonly target: EventTarget;
  readonly timeStamp: number;
}

interface Now<E extends WalkedEdge> extends Walking<E> {
  readonly stop: Stop | null;
  readonly home: string | undefined;
}

export function pressKey<E extends WalkedEdge>(
  now: Now<E>,
  move: (stop: Stop) => void,
  { key, target, timeStamp: time }: Pressed,
): void {
  const { stop, home, graph, acts, frame } = now;
  const before = stop ?? { at: { state: Number(home), arc: null }, trail: [] };
  const { state, arc } = before.at;
  if (key === 'Enter' || key === ' ') {
    target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return;
  }
  if (key === 'e') {
    const [from = null, to = state] = arc?.split('>').map(Number) ?? [];
    acts.explain(from, to);
    return;
  }
  const edges = listAll(now);
  const map = toMap(now, edges);
  const isMore = stop?.time !== undefined && time - stop.time < PAUSE;
  const typed = isMore ? `${stop.typed}${key}` : key;
  const after = walk(map, before, key, typed);
  move({
    ...after,
    edge: edges.find(({ id }) => id === after.at.arc),
    said: describeSpot(map, after.at),
    graph,
    ...(/^[A-Z]$/.test(key) && { typed, time }),
  });
  const at = after.at.arc === null ? `[data-value="${after.at.state}"]` : `[data-arc="${after.at.arc}"]`;
  frame.current?.querySelector<HTMLElement | SVGElement>(at)?.focus();
}

/** What can be walked along: the arcs at rest, as they are now, and where the driver fails. */
function listAll<E extends WalkedEdge>({ edges, listEdges }: Walking<E>): readonly E[] {
  const drawn = new Map(edges.map((edge) => [edge.id, edge]));
  const atRest = listEdges().map((edge) => drawn.get(edge.id) ?? edge);
  const ids = new Set(atRest.map(({ id }) => id));
  return [...atRest, ...edges.filter(({ id, data }) => data?.role === 'failed' && !ids.has(id))];
}

function toMap<E extends WalkedEdge>({ nodes }: Walking<E>, edges: readonly E[]): WalkMap {
  const arcs = edges.flatMap(({ id, source, target, data }) =>
    data ? [{ id, from: Number(source), to: Number(target), route: data.arc.route, words: data.words }] : [],
  );
  return { nodes: nodes.map(({ data }) => data.node), arcs };
}
