/** What a long list says of itself. */

export const LIST_WORDS = {
  previous: 'Previous one found',
  next: 'Next one found',
  none: 'Not found',
} as const;

/** The name of the field. */
export const toFindName = (list: string): string => `Find in: ${list}`;

/** `3 of 120`, for the place 2. */
export function formatTurn(place: number, count: number): string {
  return count === 0 ? LIST_WORDS.none : `${place + 1} of ${count}`;
}
