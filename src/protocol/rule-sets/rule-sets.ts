/** All eleven built-in rule sets, in the order of their history. */

import type { RuleSet, RuleSetId } from './rule-set.ts';
import { V1_RULE_SETS } from './v1-rule-sets.ts';
import { V2_RULE_SETS } from './v2-rule-sets.ts';

export const RULE_SETS: readonly RuleSet[] = [...V1_RULE_SETS, ...V2_RULE_SETS];

/** The rules of the present kernel. */
export const TODAY: RuleSetId = 'v2-7.2';

/** The built-in rule set of that id, or undefined. */
export function getRuleSet(id: string): RuleSet | undefined {
  return RULE_SETS.find((ruleSet) => ruleSet.id === id);
}
