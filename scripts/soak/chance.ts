/** Chance that can be had again: the same seed gives the same numbers. */

export interface Chance {
  /** From 0 up to, but not including, `count`. */
  readonly below: (count: number) => number;
  readonly pick: <Thing>(things: readonly Thing[]) => Thing;
}

/** mulberry32: 32 bits of state, and good enough to choose buttons. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const below = (count: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * count);
  };
  return {
    below,
    pick: (things) => {
      const thing = things[below(things.length)];
      if (thing === undefined) throw new Error('there is nothing to pick from');
      return thing;
    },
  };
}
