/** The sign of each verdict and change: what stands on arcs, in cells and before words, so that nothing depends on colour. */

import type { Change } from '../protocol/difference.ts';
import type { VerdictKind } from '../protocol/verdict.ts';

export const SIGNS: Readonly<Record<VerdictKind, string>> = {
  accepted: '✓',
  refused: '✕',
  unspecified: '?',
  'never-returns': '∞',
};

/** What is kept has none. */
export const CHANGE_SIGNS: Readonly<Record<Change, string | null>> = {
  kept: null,
  added: '+',
  removed: '−',
  changed: '≠',
  unlisted: null,
};

/** True for what became of a request where it is worth telling. */
export function isDifferent(change: Change): boolean {
  return CHANGE_SIGNS[change] !== null;
}
