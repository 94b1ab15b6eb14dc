/** Whether Review has nothing that its graph could show. */

import type { Judged } from '../../../judge/judge-text.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';

/**
 * True where a text was read, nothing in it can be drawn, and nothing was drawn from it before: what was drawn stays while
 * somebody types. `ruleSet`: the one that the graph would show.
 */
export function hasNothingToDraw(
  judged: Pick<Judged, 'inputs'> | null,
  ruleSet: Pick<RuleSet, 'id'>,
): boolean {
  return judged !== null && judged.inputs.length === 0 && !ruleSet.id.startsWith('pasted-');
}
