/**
 * The map of what a learner has predicted: each request of each rule set with each set of flags, and how often the
 * prediction was right and wrong. By state name, as in traces; kept, and exported.
 */

import * as v from 'valibot';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { formatState } from '../protocol/state/state.ts';
import type { Request } from '../protocol/verdict/verdict.ts';
import { fill } from '../protocol/words/fill.ts';
import { KEPT_WORDS } from './lesson-words.ts';

/** A request that was predicted at least once. */
interface CoverageEntry {
  readonly ruleSet: string;
  /** migration_flags; null in v1. */
  readonly flags: number | null;
  readonly from: string;
  readonly to: string;
  readonly right: number;
  readonly wrong: number;
}

export interface Coverage {
  readonly version: 1;
  readonly entries: readonly CoverageEntry[];
}

/** `right`: predicted right at least once. `wrong`: predicted, never right. */
export type CoverageMark = 'right' | 'wrong' | 'none';

export interface CoverageCell {
  readonly from: number;
  readonly to: number;
  readonly mark: CoverageMark;
  readonly right: number;
  readonly wrong: number;
}

export const NO_COVERAGE: Coverage = { version: 1, entries: [] };

type Key = Pick<CoverageEntry, 'ruleSet' | 'flags' | 'from' | 'to'>;

const isSame = (a: Key, b: Key) =>
  a.ruleSet === b.ruleSet && a.flags === b.flags && a.from === b.from && a.to === b.to;

const toKey = (ruleSet: RuleSet, { from, to, flags }: Request): Key => ({
  ruleSet: ruleSet.id,
  flags,
  from: formatState(ruleSet.states, from),
  to: formatState(ruleSet.states, to),
});

/** The map with one more prediction. */
export function addPrediction(
  { entries }: Coverage,
  ruleSet: RuleSet,
  request: Request,
  right: boolean,
): Coverage {
  const key = toKey(ruleSet, request);
  const before = entries.find((entry) => isSame(entry, key)) ?? { ...key, right: 0, wrong: 0 };
  const after = right ? { ...before, right: before.right + 1 } : { ...before, wrong: before.wrong + 1 };
  return { version: 1, entries: [...entries.filter((entry) => !isSame(entry, key)), after] };
}

/** Rows and columns in the order of the rule set's own values. */
export function listCoverageRows(
  { entries }: Coverage,
  ruleSet: RuleSet,
  flags: number | null,
): readonly (readonly CoverageCell[])[] {
  return ruleSet.values.map((from) =>
    ruleSet.values.map((to) => {
      const key = toKey(ruleSet, { from, to, flags });
      const { right = 0, wrong = 0 } = entries.find((entry) => isSame(entry, key)) ?? {};
      return { from, to, right, wrong, mark: right > 0 ? 'right' : wrong > 0 ? 'wrong' : 'none' };
    }),
  );
}

/** How many of the requests among the rule set's own values were predicted right. */
export function countCoverage(
  coverage: Coverage,
  ruleSet: RuleSet,
  flags: number | null,
): { readonly right: number; readonly of: number } {
  const cells = listCoverageRows(coverage, ruleSet, flags).flat();
  return { right: cells.filter(({ mark }) => mark === 'right').length, of: cells.length };
}

const COLUMNS = [
  'ruleSet',
  'flags',
  'from',
  'to',
  'right',
  'wrong',
] as const satisfies readonly (keyof CoverageEntry)[];

/** By rule set, flags, from, to. */
const sort = (entries: readonly CoverageEntry[]) =>
  entries.toSorted((a, b) => {
    const [one, other] = [a, b].map((entry) =>
      COLUMNS.slice(0, 4).map((column) => String(entry[column] ?? '')),
    );
    return (one?.join('\n') ?? '') < (other?.join('\n') ?? '') ? -1 : 1;
  });

export const encodeCoverage = (coverage: Coverage): string =>
  JSON.stringify({ ...coverage, entries: sort(coverage.entries) }, null, 2);

/** As a table: a header, then a line for each request; flags are empty in v1. No name needs quotes. */
export function formatCoverageCsv({ entries }: Coverage): string {
  const lines = sort(entries).map((entry) => COLUMNS.map((column) => formatCell(entry[column])).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A text with a comma, a quote or a line break gets quotes, as RFC 4180 demands. */
function formatCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const entrySchema = v.object({
  ruleSet: v.string(),
  flags: v.nullable(count),
  from: v.string(),
  to: v.string(),
  right: count,
  wrong: count,
});
const coverageSchema = v.object({ version: v.literal(1), entries: v.array(v.unknown()) });

export interface DecodedCoverage {
  readonly coverage: Coverage;
  /** A sentence if something could not be read. */
  readonly problem: string | null;
}

/** Keeps the entries that can be read. Never throws. */
export function decodeCoverage(text: string): DecodedCoverage {
  const parsed = v.safeParse(coverageSchema, parseJson(text));
  if (!parsed.success)
    return {
      coverage: NO_COVERAGE,
      problem: KEPT_WORDS.coverage,
    };
  const read = parsed.output.entries.map((entry) => v.safeParse(entrySchema, entry));
  const entries = read.flatMap((entry) => (entry.success ? [entry.output] : []));
  const problem =
    entries.length < read.length
      ? fill(KEPT_WORDS.coveragePartly, { lost: read.length - entries.length, count: read.length })
      : null;
  return { coverage: { version: 1, entries }, problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
