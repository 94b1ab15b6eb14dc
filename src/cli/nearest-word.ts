/**
 * Which known name a mistyped one most likely means. Unlike findClosest of protocol/ it always names one, and begins
 * with the names that contain what was typed: in a terminal a part of an id is a usual thing to type.
 */

import { getEditDistance } from '../protocol/words/closest.ts';

/**
 * The known name closest to a text: one that contains it first, then the one with the fewest letters changed.
 * `findClosest('patch', ['v2-6.2', 'patch-2021-09'])` is `patch-2021-09`. Undefined only if nothing is known.
 */
export function findClosest(text: string, known: readonly string[]): string | undefined {
  const wanted = text.toLowerCase().slice(0, 60);
  const containing = wanted === '' ? [] : known.filter((name) => name.toLowerCase().includes(wanted));
  const ranked = (containing.length > 0 ? containing : known).map((name) => ({
    name,
    distance: getEditDistance(wanted, name.toLowerCase()),
  }));
  return ranked.toSorted((a, b) => a.distance - b.distance)[0]?.name;
}
