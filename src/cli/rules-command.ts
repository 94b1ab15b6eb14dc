/**
 * `rules`: every rule set with its states, and the verdict of every request among them.
 */

import { formatFlags } from '../protocol/migration-flags.ts';
import type { RuleSet } from '../protocol/rule-set.ts';
import { formatDigits, formatState } from '../protocol/state.ts';
import type { VerdictKind } from '../protocol/verdict.ts';
import { getPath, getVerdict } from '../protocol/verdict.ts';
import type { Command } from './command.ts';
import { formatMatrix, LEGENDS } from './matrix.ts';
import { formatParagraph } from './paragraph.ts';
import type { Selected } from './selection.ts';
import { parseSelection } from './selection.ts';

export interface VerdictJson {
  readonly flags: number | null;
  readonly from: number;
  readonly to: number;
  readonly kind: VerdictKind;
  readonly path: readonly number[];
  readonly reason: string;
}

export interface RuleSetJson {
  readonly id: string;
  readonly title: string;
  readonly generation: 'v1' | 'v2';
  readonly initial: number;
  readonly flags: readonly number[] | null;
  readonly values: readonly { readonly value: number; readonly name: string }[];
  readonly verdicts: readonly VerdictJson[];
}

/** What `rules --json` prints. */
export interface RulesJson {
  readonly ruleSets: readonly RuleSetJson[];
}

export const RULES_COMMAND: Command = {
  name: 'rules',
  account: 'every rule set, and the verdict of each request',
  options: ['json', 'rules', 'flags'],
  run: (options) => {
    const selection = parseSelection(options);
    if (!selection.ok) return selection;
    const text = options.json ? formatJson(selection.value) : formatText(selection.value);
    return { ok: true, value: { text, exit: 0 } };
  },
};

function formatJson(selection: readonly Selected[]): string {
  const json: RulesJson = { ruleSets: selection.map(toJson) };
  return JSON.stringify(json);
}

const formatText = (selection: readonly Selected[]) => selection.map(formatRuleSet).join('\n\n\n');

function toJson({ ruleSet, flagSets }: Selected): RuleSetJson {
  const { id, title, generation, initial, states } = ruleSet;
  const values = states.map(({ value, name }) => ({ value, name }));
  return {
    id,
    title,
    generation,
    initial,
    flags: generation === 'v1' ? null : flagSets.filter((flags) => flags !== null),
    values,
    verdicts: flagSets.flatMap((flags) =>
      values.flatMap((from) => values.map((to) => toVerdictJson(ruleSet, flags, from.value, to.value))),
    ),
  };
}

function toVerdictJson(ruleSet: RuleSet, flags: number | null, from: number, to: number): VerdictJson {
  const verdict = getVerdict(ruleSet, { from, to, flags });
  return { flags, from, to, kind: verdict.kind, path: getPath(verdict), reason: verdict.why };
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
