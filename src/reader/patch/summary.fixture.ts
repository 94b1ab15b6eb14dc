/**
 * What a review found, short enough to be written by hand beside a fixture: tables as requests, everything else as it is.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import { getPath } from '../../protocol/verdict/verdict.ts';
import type { Review, Side } from '../review-input.ts';

const formatPairs = (pairs: readonly RequestTuple[]) => pairs.map(([from, to]) => `${from}>${to}`).join(' ');

/** Every verdict of a rule set, one text; equal texts are equal rules. */
export function listVerdicts(ruleSet: RuleSet): string {
  const values = ruleSet.generation === 'v1' ? [0, 1, 2, 3, 4, 5, 6, 7] : [0, 1, 2, 3, 4, 5, 6, 7];
  return getFlagSets(ruleSet)
    .flatMap((flags) =>
      values.flatMap((from) =>
        values.map((to) => {
          const verdict = getVerdict(ruleSet, { from, to, flags });
          return `${flags} ${from}>${to} ${verdict.kind} ${getPath(verdict).join()}`;
        }),
      ),
    )
    .join('\n');
}

/** Ids of the built-in rule sets that judge every request alike. */
export const listSame = (ruleSet: RuleSet): string[] =>
  RULE_SETS.filter((each) => each.generation === ruleSet.generation)
    .filter((each) => listVerdicts(each) === listVerdicts(ruleSet))
    .map(({ id }) => id);

/** The requests of a v1 table that are accepted, in its order. */
export function listArcs(ruleSet: RuleSet): string {
  if (ruleSet.generation === 'v2') throw new Error('only tables of v1 list what they accept');
  return formatPairs(
    ruleSet.cells.flatMap((row, r) =>
      row.flatMap((cell, c): RequestTuple[] =>
        cell === '+' ? [[ruleSet.values[r] ?? -1, ruleSet.values[c] ?? -1]] : [],
      ),
    ),
  );
}

function summarizeSide(side: Side | null): unknown {
  if (side === null) return null;
  if (side.kind === 'validity') return { valid: side.valid.join(' '), reservedPass: side.reservedPass };
  if (side.kind === 'driver')
    return {
      flags: side.flags,
      arcs: formatPairs(side.arcs),
      missing: formatPairs(side.missing),
      extra: formatPairs(side.extra),
    };
  const { ruleSet } = side;
  if (ruleSet.generation === 'v1') return { arcs: listArcs(ruleSet) };
  const { states } = ruleSet;
  const rows = ruleSet.next.map((row) => row.map((next) => formatState(states, next)).join(' '));
  return { same: listSame(ruleSet), rows };
}

/** The places of accepted requests or arcs. */
function summarizeLines(side: Side): string {
  const keys =
    side.kind === 'table' && side.ruleSet.generation === 'v1'
      ? listArcs(side.ruleSet).split(' ')
      : Object.keys(side.lines);
  return keys
    .flatMap((key) => (side.lines[key] ? `${key}@${side.lines[key].line}:${side.lines[key].column}` : []))
    .join(' ');
}

export const summarize = ({
  inputs,
  problems,
}: Review): { readonly inputs: unknown; readonly problems: readonly string[] } => ({
  inputs: inputs.map((input) => ({
    name: input.name,
    generation: input.generation,
    generationWhy: input.generationWhy,
    form: input.form,
    base: input.base,
    old: summarizeSide(input.old),
    new: summarizeSide(input.new),
    lines: input.form === 'validity' ? '' : summarizeLines(input.new),
    assumed: formatPairs(input.assumed),
    warnings: input.warnings.map(({ id, line, column }) => `${id} ${line}:${column}`),
  })),
  problems: problems.map(({ id, line, column, problem }) => `${id} ${line}:${column} ${problem}`),
});
