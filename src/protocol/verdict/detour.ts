/**
 * The shortest way around a refusal: accepted requests that end in the wanted state, by breadth first.
 */

/**
 * The requests to make in turn, the last being `to`; undefined where there is no way. At most `values.length` long.
 * With the posted table, `findDetour(values, accepts, 1, 4)` is `[0, 4]`.
 */
export function findDetour(
  values: readonly number[],
  accepts: (from: number, to: number) => boolean,
  from: number,
  to: number,
): readonly number[] | undefined {
  const ways = new Map<number, readonly number[]>([[from, []]]);
  for (const [at, way] of ways) {
    for (const next of values) {
      if (next === at || !accepts(at, next)) continue;
      if (next === to) return [...way, to];
      if (!ways.has(next)) ways.set(next, [...way, next]);
    }
  }
  return undefined;
}
