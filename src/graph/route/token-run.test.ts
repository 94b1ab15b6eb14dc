/** The way of the token where no arc is drawn. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { toGraph } from '../picture/graph.ts';
import { WIDE } from '../place/place.ts';
import { getPoint } from './route.ts';
import { getRefusedRun, getRun, getStraightRoute, toMoments } from './token-run.ts';

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

  it('[TOKEN-6] takes the same time for each run, slow at both ends, and is nowhere twice at once', () => {
    const route = getStraightRoute(GRAPH, 1, 6)!;
    const runs = [getRun(route), getRefusedRun(route)];
    const moments = toMoments(runs);
    expect(moments.map(({ at }) => at)).toEqual(runs.flat());
    const times = moments.map(({ time }) => time);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const [first, second] = [times.slice(0, runs[0]!.length), times.slice(runs[0]!.length)];
    expect([first[0], first.at(-1), second[0], second.at(-1)]).toEqual([0, 1, 1, 2]);
    const [atEnd, inside] = [first[1]! - first[0]!, first[7]! - first[6]!];
    expect(atEnd).toBeGreaterThan(2 * inside);
    expect(toMoments([])).toEqual([]);
  });
});
