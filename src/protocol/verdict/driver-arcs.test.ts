/** The arcs of a driver, as the kernel's comment lists them. */

import { describe, expect, it } from 'vitest';
import { ofV2, pairs } from '../trace/walk.ts';
import { getDriverArcs } from './driver-arcs.ts';

const sort = (arcs: readonly (readonly [number, number])[]) => arcs.map(([a, b]) => `${a}>${b}`).toSorted();

describe('the arcs of a driver', () => {
  it.each([
    [1, '1>2 2>1 1>3 3>1 1>4 4>1'],
    [3, '1>5 5>1 5>2 2>5 1>3 3>1 1>4 4>1'],
    [5, '1>2 2>1 1>3 3>1 1>4 4>1 2>6 6>2 6>3'],
    [7, '1>5 5>1 5>2 2>5 1>3 3>1 1>4 4>1 2>6 6>2 6>7 7>6 5>7 7>5 7>3'],
  ])('[ARCS-1] with flags %i are %s', (flags, arcs) => {
    expect(sort(getDriverArcs(ofV2('v2-7.2'), flags))).toEqual(sort(pairs(arcs)));
  });

  it('[ARCS-2] are none with flags that no state is content with', () => {
    expect(getDriverArcs(ofV2('v2-7.2'), 6)).toEqual([]);
  });
});
