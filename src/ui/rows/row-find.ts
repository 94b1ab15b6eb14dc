/** What a word finds in a list of rows. */

/** The rows whose text has the word in it, upper and lower case alike; none for an empty word. */
export function findRows(count: number, getText: (index: number) => string, word: string): readonly number[] {
  const sought = word.trim().toLowerCase();
  const found: number[] = [];
  if (sought === '') return found;
  for (let index = 0; index < count; index += 1)
    if (getText(index).toLowerCase().includes(sought)) found.push(index);
  return found;
}

/** Place in `found` of the first row from `row` on, or of the very first where there is none. */
export function findPlace(found: readonly number[], row: number): number {
  return Math.max(
    0,
    found.findIndex((each) => each >= row),
  );
}

/** One place on or back in a list of so many, round and round. */
export function turn(place: number, by: 1 | -1, count: number): number {
  return (place + by + count) % count;
}
