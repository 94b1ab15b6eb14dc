/** The way of the token where no arc is drawn. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { toGraph } from '../picture/graph.ts';
import { WIDE } from '../place/place.ts';
import { getPoint } from './route.ts';
import { getRefusedRun, getRun, getStraightRoute } from './token-run.ts';

const GRAPH = toGraph(of('patch-2021-09'), null, WIDE);

describe('the way of the token', () => {
  it('[TOKEN-1] leads from the one place to the other, bowing gently', () => {
    const route = getStraightRoute(GRAPH, 1, 6)!;
    expect(route.start.y).toBeGreaterThan(WIDE.row.runs);
    expect(route.end.y).toBeLessThan(WIDE.apart);
    expect(Math.abs(route.control.x - WIDE.column.none)).toBeLessThan(60);
  });

  it('[TOKEN-2] does not exist for x > x or for a value without a place', () => {
    expect(getStraightRoute(GRAPH, 1, 1)).toBeUndefined();
    expect(getStraightRoute(GRAPH, 1, 0xf000)).toBeUndefined();
    expect(getStraightRoute(GRAPH, 0xf000, 1)).toBeUndefined();
  });

  it('[TOKEN-3] is there between any two states, drawn or not', () => {
    const { states } = of('ndma-rfc');
    const graph = toGraph(of('ndma-rfc'), null, WIDE);
    for (const { value: from } of states)
      for (const { value: to } of states)
        if (from !== to) expect(getStraightRoute(graph, from, to), `${from} > ${to}`).toBeDefined();
  });

  it('[TOKEN-4] runs along the whole curve of an arc, from start to end', () => {
    const route = getStraightRoute(GRAPH, 1, 6)!;
    const run = getRun(route);
    expect(run[0]).toEqual(route.start);
    expect(run.at(-1)).toEqual(route.end);
    expect(run[run.length >> 1]).toEqual(getPoint(route, 0.5));
  });

  it('[TOKEN-5] of a refused request turns before the middle of the arc, and ends where it began', () => {
    const route = getStraightRoute(GRAPH, 1, 6)!;
    const run = getRefusedRun(route);
    expect(run[0]).toEqual(route.start);
    expect(run.at(-1)).toEqual(route.start);
    expect(run).toEqual(run.toReversed());
    const [turn, point] = [run[run.length >> 1]!, getPoint(route, 0.38)];
    expect(turn.x).toBeCloseTo(point.x);
    expect(turn.y).toBeCloseTo(point.y);
  });
});
