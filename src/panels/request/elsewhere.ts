/** The same request in every other rule set: plain data for the inspector's chips. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { findSameRequest } from '../../protocol/state/counterpart.ts';
import type { Request, VerdictKind } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';

export interface Elsewhere {
  readonly ruleSet: RuleSet;
  /** null where one of the states has no counterpart there. */
  readonly found: { readonly request: Request; readonly kind: VerdictKind; readonly why: string } | null;
}

/** The verdicts of one request under all other rule sets, in their order. */
export function getElsewhere(request: Request, home: RuleSet, all: readonly RuleSet[]): readonly Elsewhere[] {
  return all
    .filter(({ id }) => id !== home.id)
    .map((ruleSet) => {
      const same = findSameRequest(request, home, ruleSet);
      if (!same) return { ruleSet, found: null };
      const { kind, why } = readVerdict(ruleSet, same);
      return { ruleSet, found: { request: same, kind, why } };
    });
}
