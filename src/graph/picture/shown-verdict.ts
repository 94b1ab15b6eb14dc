/** The verdict of the request in view: where that was just asked, its outcome has it; any other stands in the table. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Request, Verdict } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';

/** `outcome` is of the same rules as the request. */
export function getShownVerdict(ruleSet: RuleSet, request: Request, outcome: Outcome | null): Verdict {
  const asked = outcome?.verdict;
  const isAsked =
    asked?.request.from === request.from &&
    asked.request.to === request.to &&
    asked.request.flags === request.flags;
  return isAsked ? asked : readVerdict(ruleSet, request);
}
