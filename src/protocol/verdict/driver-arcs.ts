/**
 * The arcs that a driver implements under a v2 rule set: every arc that the core answers with on the way of some accepted request.
 *
 * @source drivers/vfio/vfio_main.c, the comment in vfio_mig_get_next_state(): the driver must implement these arcs
 */

import type { V2RuleSet } from '../rule-sets/rule-set.ts';
import type { RequestTuple } from '../state/request-pair.ts';
import { readVerdict } from './verdict-table.ts';

/**
 * The arcs of a device with these flags, each once, in the order of the table's rows and columns.
 * `getDriverArcs(getRuleSet('v2-7.2'), 7)` has fifteen.
 */
export function getDriverArcs(ruleSet: V2RuleSet, flags: number): readonly RequestTuple[] {
  const taken = new Set<string>();
  for (const from of ruleSet.values)
    for (const to of ruleSet.values) {
      const verdict = readVerdict(ruleSet, { from, to, flags });
      if (verdict.kind === 'accepted') for (const arc of verdict.arcs) taken.add(`${arc.from}>${arc.to}`);
    }
  return ruleSet.values.flatMap((from) =>
    ruleSet.values.filter((to) => taken.has(`${from}>${to}`)).map((to) => [from, to] as const),
  );
}
