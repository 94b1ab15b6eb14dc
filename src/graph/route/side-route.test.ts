/** The ways from side to side: outwards, at the given gaps, and none shared by an arc and its opposite. */

import { describe, expect, it } from 'vitest';
import { getRoute, touches } from './arc-route.ts';
import { getPoint } from './route.ts';
import { getSideRoutes } from './side-route.ts';

const [top, bottom] = [
  { x: 0, y: 0, width: 200, height: 80 },
  { x: 0, y: 400, width: 176, height: 36 },
];
/** Stands between the two, wide enough to stop every bow. */
const wall = { x: 0, y: 340, width: 200, height: 80 };

const getRoom = ({ x, y }: { x: number; y: number }, place: typeof top) =>
  Math.max(Math.abs(x - place.x) - place.width / 2, Math.abs(y - place.y) - place.height / 2);

describe('the ways from side to side', () => {
  const routes = getSideRoutes(top, bottom, 1, 5);

  it('[ROUTE-12] begin and end outside their nodes, at the gaps', () => {
    expect(routes.length).toBeGreaterThan(50);
    for (const { start, end } of routes) {
      expect(getRoom(start, top)).toBeCloseTo(1);
      expect(getRoom(end, bottom)).toBeCloseTo(5);
    }
  });

  it('[ROUTE-12] leave and enter outwards', () => {
    for (const { start, control, end } of routes) {
      expect(getRoom(control, top)).toBeGreaterThan(getRoom(start, top));
      expect(getRoom(control, bottom)).toBeGreaterThan(getRoom(end, bottom));
    }
  });

  it('[ROUTE-13] are taken where no bow is clear', () => {
    const route = getRoute(top, bottom, [wall]);
    expect([wall, top, bottom].filter((place) => touches(route, place, 0))).toEqual([]);
  });

  it('[ROUTE-13] part from their opposites', () => {
    const [there, back] = [getRoute(top, bottom, [wall]), getRoute(bottom, top, [wall])];
    const [one, two] = [getPoint(there, 0.5), getPoint(back, 0.5)];
    expect(Math.hypot(one.x - two.x, one.y - two.y)).toBeGreaterThanOrEqual(12);
  });

  it('[ROUTE-14] stay in the layout where it is given', () => {
    const size = { width: 1000, height: 1000 };
    const left = { x: 110, y: 100, width: 200, height: 80 };
    const below = { x: 110, y: 500, width: 176, height: 36 };
    const between = { x: 110, y: 440, width: 200, height: 80 };
    const route = getRoute(below, left, [between], size);
    expect(touches(route, between)).toBe(false);
    expect(getPoint(route, 0.5).x).toBeGreaterThan(110);
  });
});
