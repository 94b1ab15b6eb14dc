/**
 * Which mutants to try if not all: a random sample, the same for the same seed. StrykerJS takes ranges of a file and tries
 * every mutant in them, so a mutant with others inside it brings those along.
 */

/** Lines and columns count from 0, as in StrykerJS. */
interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Spot {
  readonly fileName: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** At most that many of the mutants, in their own order. */
export function sampleMutants<Mutant extends Spot>(
  mutants: readonly Mutant[],
  most: number,
  seed: number,
): readonly Mutant[] {
  const chosen = new Set<Mutant>();
  for (const candidate of shuffle(mutants, seed)) {
    const brought = mutants.filter((each) => !chosen.has(each) && isInside(each, candidate));
    if (chosen.size + brought.length <= most) for (const each of brought) chosen.add(each);
  }
  return mutants.filter((each) => chosen.has(each));
}

/** The form that StrykerJS expects: lines from 1, columns from 0. */
export const formatRange = ({ fileName, location: { start, end } }: Spot) =>
  `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;

const isInside = (inner: Spot, outer: Spot) =>
  inner.fileName === outer.fileName &&
  isOrdered(outer.location.start, inner.location.start) &&
  isOrdered(inner.location.end, outer.location.end);

const isOrdered = (a: Position, b: Position) =>
  a.line < b.line || (a.line === b.line && a.column <= b.column);

/** Fisher-Yates. */
function shuffle<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = createRandom(seed);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [shuffled[last], shuffled[other]];
    if (a !== undefined && b !== undefined) [shuffled[last], shuffled[other]] = [b, a];
  }
  return shuffled;
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
