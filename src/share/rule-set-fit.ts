/** Whether a rule set is known here, and whether flags fit it: clauses for the sentences of the decoders. */

import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { findFlagsFault } from '../protocol/state/migration-flags.ts';
import { findClosest } from '../protocol/words/closest.ts';
import { formatQuote } from '../protocol/words/outside-text.ts';

/** That no rule set has this id, with the closest one that is known, or all of them where none is close. */
export function formatUnknown(id: string, ruleSets: readonly RuleSet[]): string {
  const ids = ruleSets.map((ruleSet) => ruleSet.id);
  const closest = findClosest(id, ids);
  const known = closest ? `the closest that is known is ${closest}` : `known are ${ids.join(', ')}`;
  return `the rule set ${formatQuote(id)}, which is not known here; ${known}`;
}

/**
 * Why flags do not fit a rule set; undefined where they do. Flags 7 under `v2-5.18` give
 * `migration_flags 7 are not defined in v2-5.18; the defined sets are 1 and 3`.
 */
export function findMisfit(ruleSet: RuleSet, flags: number | null): string | undefined {
  if (ruleSet.generation === 'v1')
    return flags === null ? undefined : `${ruleSet.id} is of protocol v1, which has no migration_flags`;
  if (flags === null) return `${ruleSet.id} is of protocol v2, which needs migration_flags`;
  if (ruleSet.flagSets.includes(flags)) return undefined;
  return (
    findFlagsFault(flags)?.replace(/\.$/, '') ??
    `migration_flags ${flags} are not defined in ${ruleSet.id}; the defined sets are ${ruleSet.flagSets.join(' and ')}`
  );
}
