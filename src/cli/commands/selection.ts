/**
 * Which rule sets, and which sets of migration_flags of each, a command covers.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { findFlagsFault } from '../../protocol/state/migration-flags.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { Answer, GivenOptions } from '../cli-command.ts';
import { findClosest } from '../nearest-word.ts';

export interface Selected {
  readonly ruleSet: RuleSet;
  /** `[null]` in v1. */
  readonly flagSets: readonly (number | null)[];
}

/**
 * Reads `--rules` and `--flags`. Without `--rules` all rule sets are meant; with `--flags`, those that define them.
 * `parseSelection({ json: false, rules: 'v2-7.2', flags: '3' })` selects one rule set with one set of flags.
 */
export function parseSelection(options: GivenOptions): Result<readonly Selected[]> {
  const ruleSets = parseRuleSets(options.rules);
  if (!ruleSets.ok) return ruleSets;
  const all = ruleSets.value.map((ruleSet) => ({ ruleSet, flagSets: getFlagSets(ruleSet) }));
  if (options.flags === undefined) return { ok: true, value: all };
  const flags = parseFlags(options.flags);
  if (!flags.ok) return flags;
  const selected = all.flatMap(({ ruleSet, flagSets }) =>
    flagSets.includes(flags.value) ? [{ ruleSet, flagSets: [flags.value] }] : [],
  );
  const [first] = all;
  return selected.length === 0 && first
    ? { ok: false, problem: `--flags ${flags.value}: ${formatDefined(first)}` }
    : { ok: true, value: selected };
}

/** What a command answers that prints what was selected, as JSON or as text. */
export function answerWith<T>(
  selection: Result<T>,
  { json }: GivenOptions,
  formatJson: (selected: T) => string,
  formatText: (selected: T) => string,
): Result<Answer> {
  if (!selection.ok) return selection;
  const text = json ? formatJson(selection.value) : formatText(selection.value);
  return { ok: true, value: { text, exit: 0 } };
}

function parseRuleSets(id: string | undefined): Result<readonly RuleSet[]> {
  if (id === undefined) return { ok: true, value: RULE_SETS };
  const ruleSet = getRuleSet(id);
  if (ruleSet) return { ok: true, value: [ruleSet] };
  const closest = findClosest(
    id,
    RULE_SETS.map((known) => known.id),
  );
  return {
    ok: false,
    problem: `--rules ${formatLiteral(id)}: no rule set has that id; the closest is ${closest}`,
  };
}

/** migration_flags as a number; a sentence where no device can have them. */
export function parseFlags(text: string): Result<number> {
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(text))
    return { ok: false, problem: `--flags ${formatLiteral(text)}: not a whole number, such as 3 or 0x3` };
  const flags = Number(text);
  const fault = findFlagsFault(flags);
  return fault
    ? { ok: false, problem: `--flags ${formatLiteral(text)}: ${fault}` }
    : { ok: true, value: flags };
}

const formatDefined = ({ ruleSet, flagSets }: Selected) =>
  ruleSet.generation === 'v1'
    ? `${ruleSet.id} is protocol v1, which has no migration_flags`
    : `${ruleSet.id} defines only migration_flags ${flagSets.join(' and ')}`;
