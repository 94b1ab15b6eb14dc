/** The sign of each change between two rule sets: nothing depends on colour. */

import type { Change } from '../protocol/verdict/difference.ts';

export const CHANGE_SIGNS: Readonly<Record<Exclude<Change, 'kept' | 'unlisted'>, string>> = {
  added: '+',
  removed: '−',
  changed: '≠',
};
