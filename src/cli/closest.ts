/**
 * Which known name a mistyped one most likely means.
 */

/** How many letters must be put in, taken out or replaced to make one text the other. */
function getDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/**
 * The known name closest to a text: one that contains it first, then the one with the fewest letters changed.
 * `findClosest('patch', ['v2-6.2', 'patch-2021-09'])` is `patch-2021-09`. Undefined only if nothing is known.
 */
export function findClosest(text: string, known: readonly string[]): string | undefined {
  const wanted = text.toLowerCase().slice(0, 60);
  const containing = wanted === '' ? [] : known.filter((name) => name.toLowerCase().includes(wanted));
  const ranked = (containing.length > 0 ? containing : known).map((name) => ({
    name,
    distance: getDistance(wanted, name.toLowerCase()),
  }));
  return ranked.toSorted((a, b) => a.distance - b.distance)[0]?.name;
}
