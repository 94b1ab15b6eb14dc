/** The sign of each verdict: on arcs, in cells and before words, so that nothing depends on colour. */

import type { VerdictKind } from '../protocol/verdict/verdict.ts';

export const VERDICT_SIGNS: Readonly<Record<VerdictKind, string>> = {
  accepted: '✓',
  refused: '✕',
  unspecified: '?',
  'never-returns': '∞',
};
