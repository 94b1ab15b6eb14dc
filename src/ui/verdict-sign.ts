/** The sign of each verdict, for parts that stand beside the explorer: nothing depends on colour. */

import type { VerdictKind } from '../protocol/verdict.ts';

export const VERDICT_SIGNS: Readonly<Record<VerdictKind, string>> = {
  accepted: '✓',
  refused: '✕',
  unspecified: '?',
  'never-returns': '∞',
};
