/** Patches that show what Review does, made from the page's own tables. */

import { setStopsOnError } from '../../protocol/rule-sets/draft.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { formatPatch } from '../../share/export/c-patch.ts';
import { REVIEW_WORDS } from './review-mode-words.ts';

export const EXAMPLES: readonly (readonly [title: string, create: () => string])[] = [
  [
    REVIEW_WORDS.addedExample,
    () => formatExample('patch-2021-09', (_, amended) => amended, 'patch-2021-09-amended'),
  ],
  [
    REVIEW_WORDS.loopExample,
    () =>
      formatExample('v2-7.2', (fixed) => (fixed.generation === 'v2' ? setStopsOnError(fixed, false) : fixed)),
  ],
];

function formatExample(
  source: string,
  edit: (source: RuleSet, other: RuleSet) => RuleSet,
  other = source,
): string {
  const [from, to] = [getRuleSet(source), getRuleSet(other)];
  if (!from || !to) throw new Error(`there is no rule set ${source} or ${other}`);
  return formatPatch(from, edit(from, to));
}
