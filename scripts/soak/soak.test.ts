import { describe, expect, it } from 'vitest';
import { createChance } from './chance.ts';
import { compareThirds } from './soak.ts';

const sample = (heap: number) => ({ heap, nodes: 2 * heap, listeners: 7, elements: 1, ruleSets: 11 });

describe('chance', () => {
  it('[SOAK-1] is the same for the same seed, and another for another', () => {
    const throwDice = (seed: number) => {
      const chance = createChance(seed);
      return Array.from({ length: 50 }, () => chance.below(6));
    };
    expect(throwDice(7)).toEqual(throwDice(7));
    expect(throwDice(7)).not.toEqual(throwDice(8));
    expect(new Set(throwDice(7))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });
});

describe('growth', () => {
  it('[SOAK-2] is that of the last third over the middle one; the first, which warms up, does not count', () => {
    const flat = compareThirds([1, 5, 100, 100, 100, 100].map(sample));
    expect(flat).toEqual({ heap: 1, nodes: 1, listeners: 1 });
    const grown = compareThirds([100, 100, 100, 100, 120, 130].map(sample));
    expect(grown).toEqual({ heap: 1.25, nodes: 1.25, listeners: 1 });
  });
});
