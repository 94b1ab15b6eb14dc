/**
 * From a patch, a mail or C source to the review that is printed: each table held against its old side or a rule set.
 */

import { findInDriver } from '../check/driver-findings.ts';
import { findAll, sortFindings } from '../check/find-all.ts';
import type { DriverTable, Review, ReviewInput as Table } from '../check/table-json.ts';
import { runFlows } from '../check/table-json.ts';
import { findInValidity, toValidityRuleSet } from '../check/validity-findings.ts';
import { compareRuleSets, toDiffJson } from '../protocol/difference.ts';
import type { Finding } from '../protocol/finding.ts';
import type { RuleSet } from '../protocol/rule-set.ts';
import type { ReviewInput, Side, ValiditySide } from '../review/review-input.ts';
import { reviewText } from '../review/review-text.ts';
import type { Parsed } from './command.ts';

/** What a file is held against, and the migration_flags of a driver or a v2 table. */
export interface FileOptions {
  readonly against: RuleSet | null;
  readonly flags?: number | undefined;
}

/** The review of a text; a fault names the line and column of what could not be read. */
export function reviewFile(name: string, input: string | Uint8Array, options: FileOptions): Parsed<Review> {
  const { flags } = options;
  const { inputs, problems } = reviewText(input, flags === undefined ? {} : { flags });
  const [problem] = problems;
  if (inputs.length === 0)
    return {
      ok: false,
      fault: problem
        ? `${name}:${problem.line}:${problem.column}: ${problem.problem}`
        : `${name}: nothing to review`,
    };
  const found = inputs.map((each) => judge(each, options));
  const [first] = found;
  return {
    ok: true,
    value: {
      inputs: found.map(({ table }) => table),
      diff: first?.diff ?? null,
      findings: sortFindings(found.flatMap(({ findings }) => findings)),
      flows: found.flatMap(({ ruleSet }) =>
        ruleSet ? runFlows(ruleSet, flags === undefined ? undefined : [flags]) : [],
      ),
    },
  };
}

interface Judged {
  readonly table: Table;
  readonly ruleSet: RuleSet | null;
  readonly diff: Review['diff'];
  readonly findings: readonly Finding[];
}

function judge(input: ReviewInput, { against, flags }: FileOptions): Judged {
  const { name, generation, form, assumed } = input;
  const toBase = (side: Side): RuleSet | DriverTable =>
    side.kind === 'table' ? side.ruleSet : side.kind === 'driver' ? toDriverTable(side) : toRules(side);
  const table: Table = {
    name,
    generation,
    form,
    old: input.old && toBase(input.old),
    new: toBase(input.new),
    assumed,
  };
  const { new: side } = input;
  if (side.kind === 'driver') {
    const findings = findInDriver({ flags: side.flags ?? flags ?? 1, arcs: side.arcs, lines: side.lines });
    return { table, ruleSet: null, diff: null, findings };
  }
  const ruleSet = side.kind === 'table' ? side.ruleSet : toRules(side);
  const before = input.old && input.old.kind !== 'driver' ? toBase(input.old) : null;
  const other = against ?? (before && !('arcs' in before) ? before : null);
  const isAlike = other?.generation === ruleSet.generation;
  const findings =
    side.kind === 'table'
      ? findAll({ ruleSet, against: isAlike ? other : null, flags, lines: side.lines })
      : findInValidity({ isValid: (value) => isValid(side, value) });
  return {
    table,
    ruleSet,
    diff:
      other && isAlike
        ? toDiffJson(compareRuleSets(other, ruleSet, flags === undefined ? undefined : [flags]))
        : null,
    findings,
  };
}

const toDriverTable = ({ arcs, required, missing }: DriverTable): DriverTable => ({
  arcs,
  required,
  missing,
});

/** A value above fifteen is judged by its low bits, where the check ignores the reserved ones. */
const isValid = ({ valid, reservedPass }: ValiditySide, value: number): boolean =>
  value < 16 ? valid.includes(value) : reservedPass && valid.includes(value & 15);

const toRules = (side: ValiditySide): RuleSet =>
  toValidityRuleSet({ isValid: (value) => isValid(side, value) });
