/** The sign of each verdict: what stands on arcs, in cells and before words, so that nothing depends on colour. */

import type { VerdictKind } from '../protocol/verdict.ts';

export const SIGNS: Readonly<Record<VerdictKind, string>> = {
  accepted: '✓',
  refused: '✕',
  unspecified: '?',
  'never-returns': '∞',
};
