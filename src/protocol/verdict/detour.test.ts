/** The way around a refusal, against brute force: every list of requests, shortest first. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDetour } from './detour.ts';

const VALUES = [0, 1, 2, 3, 4];

/** The least number of requests that lead from one value to another, by trying all lists of up to five. */
function countRequests(
  accepts: (a: number, b: number) => boolean,
  from: number,
  to: number,
): number | undefined {
  let at = [from];
  for (let requests = 1; requests <= VALUES.length; requests += 1) {
    at = VALUES.filter((next) => at.some((value) => value !== next && accepts(value, next)));
    if (at.includes(to)) return requests;
  }
  return undefined;
}

describe('a detour', () => {
  it('[DETOUR-1] is as short as can be, accepted at every step, and ends where it should', () => {
    const tables = fc.array(fc.boolean(), { minLength: 25, maxLength: 25 });
    const value = fc.constantFrom(...VALUES);
    fc.assert(
      fc.property(tables, value, value, (cells, from, to) => {
        const accepts = (a: number, b: number) => cells[a * 5 + b] === true;
        const detour = findDetour(VALUES, accepts, from, to);
        expect(detour?.length).toBe(countRequests(accepts, from, to));
        if (!detour) return;
        expect(detour.at(-1)).toBe(to);
        for (const [i, next] of detour.entries()) expect(accepts(detour[i - 1] ?? from, next)).toBe(true);
      }),
    );
  });

  it('[DETOUR-2] exists from nowhere to nowhere where nothing is accepted', () => {
    expect(findDetour(VALUES, () => false, 0, 1)).toBeUndefined();
    expect(findDetour([], () => true, 0, 1)).toBeUndefined();
  });
});
