/** What the user may choose where the text does not say it, or gets it wrong: the choices, and one choice changed. */

import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import type { ReviewOptions } from '../../../reader/review-input.ts';
import type { Generation } from '../../../reader/text/kernel-name.ts';
import { keepNames } from '../../../reader/text/name/chosen-name.ts';

/** The value of a select that stands for what is found in the text. */
export const AUTO = 'auto';

export const GENERATIONS: readonly Generation[] = ['v1', 'v2'];

/** The defined sets of migration_flags. */
export const FLAG_SETS: readonly number[] = [1, 3, 5, 7];

/** The built-in rule sets of a generation. */
export const listBases = (generation: Generation): readonly RuleSet[] =>
  RULE_SETS.filter((ruleSet) => ruleSet.generation === generation);

/**
 * The options with one of them changed; `undefined` leaves it to the text again. Another generation has other rule sets and
 * other flags, so choices that belong to the old one are dropped, and so are names that are read as a state of it.
 */
export function withOption<Key extends keyof ReviewOptions>(
  options: ReviewOptions,
  key: Key,
  value: ReviewOptions[Key] | undefined,
): ReviewOptions {
  const { [key]: _, ...rest } = options;
  const kept = key === 'generation' ? withoutOthers(rest, value) : rest;
  return value === undefined ? kept : { ...kept, [key]: value };
}

function withoutOthers(
  { base: _, flags: __, names, ...rest }: ReviewOptions,
  generation: unknown,
): ReviewOptions {
  const known = names && (generation === 'v1' || generation === 'v2') ? keepNames(names, generation) : names;
  return known && Object.keys(known).length > 0 ? { ...rest, names: known } : rest;
}
