/**
 * Looks causes up by what somebody types: an error line, or words of one. What a program printed goes first; otherwise a
 * cause is found where all the words stand somewhere in it.
 */

import type { Cause } from './cause.ts';
import { CAUSES } from './cause-table.ts';
import { findCauses } from './find-causes.ts';

const LONGEST_WORDS = 400;

const TEXTS: ReadonlyMap<Cause, string> = new Map(
  CAUSES.map((cause) => {
    const { id, title, texts, who, condition, meaning, todo } = cause;
    return [cause, [id, title, ...texts, who, condition, meaning, todo].join('\n').toLowerCase()];
  }),
);

/** `searchCauses('ENOTTY')` is the cause with that errno in its condition; all of them for an empty text. */
export function searchCauses(text: string): readonly Cause[] {
  const named = findCauses(text);
  if (named.length > 0) return named;
  const words = text.slice(0, LONGEST_WORDS).toLowerCase().split(/\s+/).filter(Boolean);
  const found = CAUSES.filter((cause) => words.every((word) => TEXTS.get(cause)?.includes(word)));
  const phrase = words.join(' ');
  // The words as they stand go before words that stand apart.
  const isPhrase = (cause: Cause) => TEXTS.get(cause)?.includes(phrase) ?? false;
  return found.toSorted((one, other) => Number(isPhrase(other)) - Number(isPhrase(one)));
}
