/** What is said where a part of the page failed: what it is, why, and how to go on. */

import { ChunkFailure } from './chunk.ts';
import type { Failed } from './rescue.tsx';

export const FAILURE_WORDS = {
  title: (name: string) => `${name} cannot be shown`,
  notLoaded:
    'Its file could not be loaded, even on a second try. The connection may have failed, or a newer version of this page may have been published since you opened it. Loading the page again helps in both cases.',
  thrown: 'The page failed while drawing this part. This is a bug in the page, not in your work.',
  again: 'Try again',
  reload: 'Load the page again',
  explore: 'Go to Explore',
  copy: 'Copy a report',
  report: 'a report of this failure',
  shown: 'What the report says',
  stays: 'The report stays here until you pass it on: the page sends nothing.',
} as const;

/** In one breath: what failed, and why. */
export function formatFailure({ name, error }: Pick<Failed, 'name' | 'error'>): string {
  const why = error instanceof ChunkFailure ? FAILURE_WORDS.notLoaded : FAILURE_WORDS.thrown;
  return `${FAILURE_WORDS.title(name)}. ${why}`;
}
