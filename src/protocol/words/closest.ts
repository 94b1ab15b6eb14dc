/** The closest word, for "did you mean": the one that takes the fewest edits. */

/**
 * The word of the list that is closest to `word`, large and small letters alike, the first of equals. Undefined where
 * more than half of the longer of the two would have to change.
 * `findClosest('v2-6.3', ['v2-5.18', 'v2-6.2'])` is `v2-6.2`; of `xyzzy` it is undefined.
 */
export function findClosest(word: string, words: readonly string[]): string | undefined {
  let closest: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of words) {
    const most = Math.floor(Math.max(word.length, candidate.length) / 2);
    if (Math.abs(word.length - candidate.length) > most) continue;
    const edits = getEditDistance(word.toLowerCase(), candidate.toLowerCase());
    if (edits <= most && edits < fewest) [closest, fewest] = [candidate, edits];
  }
  return closest;
}

/** How many letters must be put in, left out or changed to make one word of the other (Levenshtein). */
export function getEditDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const changed = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
