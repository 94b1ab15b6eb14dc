/**
 * All requests of one rule set as a matrix of signs, from the row to the column, for a terminal.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { getState } from '../../protocol/state/state.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { getPath } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';

/** What the signs mean, for each protocol. */
export const LEGENDS: Readonly<Record<RuleSet['generation'], string>> = {
  v1: '+ accepted   - refused   ? neither listed nor forbidden',
  v2: '0 there already   1 2 3 4 accepted in that many arcs   - refused   ∞ never returns',
};

const CELL = 3;

/** The listed states: first those of the table, in the kernel's order, then the others. */
function getRows(ruleSet: RuleSet): readonly StateInfo[] {
  const inTable = ruleSet.values.flatMap((value) => getState(ruleSet.states, value) ?? []);
  return [...inTable, ...ruleSet.states.filter((state) => !inTable.includes(state))];
}

function formatSign(ruleSet: RuleSet, verdict: Verdict): string {
  switch (verdict.kind) {
    case 'accepted':
      return ruleSet.generation === 'v1' ? '+' : String(getPath(verdict).length);
    case 'refused':
      return '-';
    case 'unspecified':
      return '?';
    case 'never-returns':
      return '∞';
  }
}

const formatRowHead = ({ value, digits, name }: StateInfo) =>
  [String(value).padStart(2), ...(digits === String(value) || digits === name ? [] : [digits]), name].join(
    ' ',
  );

/** The matrix, each line behind two spaces. Columns are headed by values. */
export function formatMatrix(ruleSet: RuleSet, flags: number | null): string {
  const rows = getRows(ruleSet);
  const heads = rows.map(formatRowHead);
  const width = Math.max(...heads.map((head) => head.length));
  const formatLine = (head: string, cells: readonly string[]) =>
    `  ${head.padEnd(width)} ${cells.map((cell) => cell.padStart(CELL)).join('')}`;
  return [
    formatLine(
      'from, to:',
      rows.map(({ value }) => String(value)),
    ),
    ...rows.map((from, index) =>
      formatLine(
        heads[index] ?? '',
        rows.map((to) =>
          formatSign(ruleSet, readVerdict(ruleSet, { from: from.value, to: to.value, flags })),
        ),
      ),
    ),
  ].join('\n');
}
