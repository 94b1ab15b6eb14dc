/** The same request, with the same fault, in every other rule set: plain data for the inspector's chips. */

import { formatArmed, formatOutcome } from '../../../graph/picture/outcome-words.ts';
import type { ShownOutcome } from '../../../graph/picture/shown-outcome.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { findSameRequest } from '../../../protocol/state/counterpart.ts';
import { toOutcome } from '../../../protocol/trace/replay.ts';
import type { Request, VerdictKind } from '../../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../../protocol/verdict/verdict-table.ts';
import { ELSEWHERE_WORDS } from './inspector-words.ts';

export interface Elsewhere {
  readonly ruleSet: RuleSet;
  /** null where one of the states has no counterpart there. */
  readonly found: { readonly request: Request; readonly kind: VerdictKind; readonly why: string } | null;
}

/** What comes of one request under all other rule sets, in their order. What was supposed is supposed there too. */
export function getElsewhere(
  shown: ShownOutcome,
  home: RuleSet,
  all: readonly RuleSet[],
): readonly Elsewhere[] {
  const { verdict, fault, outcome } = shown;
  const suppose = outcome.cause === 'supposed' ? 'accepted' : undefined;
  return all
    .filter(({ id }) => id !== home.id)
    .map((ruleSet) => {
      const same = findSameRequest(verdict.request, home, ruleSet);
      if (!same) return { ruleSet, found: null };
      const there = readVerdict(ruleSet, same);
      const found = toOutcome(ruleSet, there, fault, suppose);
      const why =
        found.cause === 'rules'
          ? there.why
          : shown.when === 'next'
            ? formatArmed(ruleSet, found)
            : formatOutcome(ruleSet, found).why;
      return { ruleSet, found: { request: same, kind: found.kind, why } };
    });
}

/** What a chip is called: `v2-7.2: refused`, `v2-5.18: no such state`. */
export function formatChip({ ruleSet, found }: Elsewhere): string {
  return `${ruleSet.id}: ${found ? VERDICT_WORDS[found.kind].toLowerCase() : ELSEWHERE_WORDS.noState}`;
}
