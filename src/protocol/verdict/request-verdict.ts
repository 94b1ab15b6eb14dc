/** The verdict of a request under a rule set. Total: any u32, any flags. */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import { getV1Verdict } from './v1-verdict.ts';
import { getV2Verdict } from './v2-verdict.ts';
import type { Request, Verdict } from './verdict.ts';

/**
 * The verdict of any request under any rule set.
 * `getVerdict(getRuleSet('patch-2021-09')!, { from: 1, to: 4, flags: null }).kind` is `refused`.
 */
export function getVerdict(ruleSet: RuleSet, request: Request): Verdict {
  return ruleSet.generation === 'v1' ? getV1Verdict(ruleSet, request) : getV2Verdict(ruleSet, request);
}
