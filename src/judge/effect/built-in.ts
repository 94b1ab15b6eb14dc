/** Which built-in rule set a table is: one that answers every request alike, under the same flags, from the same start. */

import { CAME_OUT_OF } from '../../protocol/rule-sets/lineage.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { compareRuleSets } from '../../protocol/verdict/difference.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';

/** The built-in rule set that a table is; undefined where it is none of them. */
export function findBuiltIn(ruleSet: RuleSet): RuleSet | undefined {
  return RULE_SETS.find((known) => isSame(known, ruleSet));
}

/** What a built-in rule set came out of, if that is of the same protocol. */
export function getOrigin({ id, generation }: RuleSet): RuleSet | null {
  const origin = Object.entries(CAME_OUT_OF).find(([own]) => own === id)?.[1] ?? null;
  const found = origin === null ? undefined : getRuleSet(origin);
  return found?.generation === generation ? found : null;
}

function isSame(known: RuleSet, ruleSet: RuleSet): boolean {
  if (known.generation !== ruleSet.generation || known.initial !== ruleSet.initial) return false;
  if (getFlagSets(known).join() !== getFlagSets(ruleSet).join()) return false;
  const list = ({ values }: RuleSet) => values.toSorted((a, b) => a - b).join();
  if (list(known) !== list(ruleSet) || !haveSameKinds(known, ruleSet)) return false;
  return compareRuleSets(known, ruleSet).requests.every(
    ({ before, after, change }) =>
      change === 'kept' || (change === 'unlisted' && before?.kind === after?.kind),
  );
}

/** Compared first, because it ends at the first request that the two answer differently. */
function haveSameKinds(known: RuleSet, ruleSet: RuleSet): boolean {
  return getFlagSets(known).every((flags) =>
    known.values.every((from) =>
      known.values.every((to) => {
        const request = { from, to, flags };
        return readVerdict(known, request).kind === readVerdict(ruleSet, request).kind;
      }),
    ),
  );
}
