/** What is in view of a request that was not asked, with no fault armed. Only tests import this file. */

import type { ShownOutcome } from '../../../graph/picture/shown-outcome.ts';
import { getShownOutcome } from '../../../graph/picture/shown-outcome.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { Request } from '../../../protocol/verdict/verdict.ts';

export function toShown(ruleSet: RuleSet, request: Request): ShownOutcome {
  return getShownOutcome(ruleSet, request, { current: request.from, armed: null, last: null });
}
