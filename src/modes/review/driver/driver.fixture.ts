/** The drivers among the texts that Review is tested with. */

import { readdirSync, readFileSync } from 'node:fs';
import type { ReviewInput, ReviewOptions } from '../../../reader/review-input.ts';
import { reviewText } from '../../../reader/review-text.ts';

const FIXTURES = new URL('../../../reader/fixtures/', import.meta.url);

/** The first driver of a text; throws if it has none. */
export function readDriverText(text: string, options: ReviewOptions = {}): ReviewInput {
  const found = reviewText(text, options).inputs.find(({ form }) => form === 'driver-arcs');
  if (!found) throw new Error(`there is no driver in ${text}`);
  return found;
}

export const readDriver = (name: string, options?: ReviewOptions): ReviewInput =>
  readDriverText(readFileSync(new URL(name, FIXTURES), 'utf8'), options);

/** Every driver of every fixture, with the name of its file. */
export function listDrivers(): (readonly [string, ReviewInput])[] {
  const names = readdirSync(FIXTURES).filter((name) => !name.endsWith('.expect.json'));
  return names.flatMap((name) =>
    reviewText(readFileSync(new URL(name, FIXTURES), 'utf8'), {})
      .inputs.filter(({ form }) => form === 'driver-arcs')
      .map((input) => [name, input] as const),
  );
}
