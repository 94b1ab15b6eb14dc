/**
 * `rules`: every rule set with its states, and the verdict of every request among them.
 */

import type { RuleSetTable } from '../../judge/report/table-json.ts';
import { toRuleSetTable } from '../../judge/report/table-json.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatFlags } from '../../protocol/state/migration-flags.ts';
import { formatDigits, formatState } from '../../protocol/state/state.ts';
import { formatParagraph } from '../../protocol/words/paragraph.ts';
import type { Command } from '../cli-command.ts';
import { formatMatrix, LEGENDS } from './matrix.ts';
import type { Selected } from './selection.ts';
import { answerWith, parseSelection } from './selection.ts';

export interface RuleSetJson extends RuleSetTable {
  readonly id: string;
}

/** What `rules --json` prints. */
export interface RulesJson {
  readonly ruleSets: readonly RuleSetJson[];
}

export const RULES_COMMAND: Command = {
  name: 'rules',
  account: 'every rule set, and the verdict of each request',
  options: ['json', 'rules', 'flags'],
  run: (options) => answerWith(parseSelection(options), options, formatJson, formatText),
};

function formatJson(selection: readonly Selected[]): string {
  const json: RulesJson = { ruleSets: selection.map(toJson) };
  return JSON.stringify(json);
}

const formatText = (selection: readonly Selected[]) => selection.map(formatRuleSet).join('\n\n\n');

function toJson({ ruleSet, flagSets }: Selected): RuleSetJson {
  return { id: ruleSet.id, ...toRuleSetTable(ruleSet, flagSets) };
}

function formatRuleSet({ ruleSet, flagSets }: Selected): string {
  const initial = `Starts in ${formatState(ruleSet.states, ruleSet.initial)} (${formatDigits(ruleSet.states, ruleSet.initial)}).`;
  return [
    formatHeading(ruleSet),
    formatParagraph(`${ruleSet.account} ${initial}`),
    `  ${LEGENDS[ruleSet.generation]}`,
    ...flagSets.map((flags) =>
      [...(flags === null ? [] : [formatFlagsHeading(flags)]), formatMatrix(ruleSet, flags)].join('\n'),
    ),
  ].join('\n\n');
}

/** The rule set's id and title, over a line. */
export function formatHeading({ id, title }: RuleSet): string {
  const heading = `${id}: ${title}`;
  return `${heading}\n${'-'.repeat(heading.length)}`;
}

/** `  migration_flags 3: VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P` */
export function formatFlagsHeading(flags: number): string {
  return `  migration_flags ${flags}: ${formatFlags(flags)}`;
}
