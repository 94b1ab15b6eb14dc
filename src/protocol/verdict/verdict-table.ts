/**
 * The verdicts of one rule set with one set of flags, each asked once: when it is first shown. Graph, matrix, chips,
 * comparisons and findings read from here. What an act does is not read from here: the device machine asks for that.
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import { getVerdict } from './request-verdict.ts';
import type { Request, Verdict } from './verdict.ts';

/** Current state -> wanted state -> verdict. */
type Table = Map<number, Map<number, Verdict>>;

/** A rule set never changes, so its tables are kept as long as it is. By rule set, then by flags. */
const tables = new WeakMap<RuleSet, Map<number | null, Table>>();

/** The verdict of a request, from the table: the same as getVerdict, and the same object every time. */
export function readVerdict(ruleSet: RuleSet, request: Request): Verdict {
  const { from, to, flags } = request;
  const row = getRow(getTable(ruleSet, flags), from);
  const known = row.get(to);
  if (known) return known;
  const verdict = getVerdict(ruleSet, request);
  row.set(to, verdict);
  return verdict;
}

function getTable(ruleSet: RuleSet, flags: number | null): Table {
  const known = tables.get(ruleSet) ?? new Map<number | null, Table>();
  if (known.size === 0) tables.set(ruleSet, known);
  const table = known.get(flags) ?? new Map();
  if (table.size === 0) known.set(flags, table);
  return table;
}

function getRow(table: Table, from: number): Map<number, Verdict> {
  const row = table.get(from) ?? new Map<number, Verdict>();
  if (row.size === 0) table.set(from, row);
  return row;
}
