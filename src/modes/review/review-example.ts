/** Patches that show what Review does; they are made from the tables of this page. */

import { setStopsOnError } from '../../protocol/rule-sets/draft.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { formatPatch } from '../../share/export/c-patch.ts';

export const EXAMPLES: readonly (readonly [title: string, create: () => string])[] = [
  [
    'A v1 patch: one transition added',
    () => formatExample('patch-2021-09', (_, amended) => amended, 'patch-2021-09-amended'),
  ],
  [
    'A v2 patch: requests that never return',
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
