/**
 * Turns a text into everything that a review shows: each table in it, compared with its old side or a rule set, with its
 * findings, its differences and the flows of QEMU. The command line prints the result; the page computes it in a worker.
 */

import type { FlowRun } from '../protocol/clients/flow-run.ts';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../protocol/rule-sets/rule-sets.ts';
import type { RequestTuple } from '../protocol/state/request-pair.ts';
import { NDMA_STATES, V1_STATES, V2_STATES } from '../protocol/state/state.ts';
import type { Finding } from '../protocol/trace/finding.ts';
import type { DiffEntry, DiffJson } from '../protocol/verdict/difference.ts';
import { compareRuleSets, toDiffJson } from '../protocol/verdict/difference.ts';
import { createDriverRules } from '../reader/driver/driver-rules.ts';
import { compareDriverSides } from '../reader/driver/driver-side.ts';
import type { LineKinds } from '../reader/line/line-info.ts';
import type { DriverSide, ReviewInput, ReviewOptions, Side, ValiditySide } from '../reader/review-input.ts';
import { reviewText } from '../reader/review-text.ts';
import type { Names } from '../reader/text/name/asked-name.ts';
import type { LocatedProblem } from '../reader/text/problem.ts';
import { placeFindings } from './catalogue/finding-place.ts';
import { findBuiltIn, getOrigin } from './effect/built-in.ts';
import type { Effect } from './effect/effect.ts';
import { getDriverEffect, getRulesEffect, getValuesEffect } from './effect/effect.ts';
import { markNotBroken, markNotMended } from './effect/unchanged-flow.ts';
import { findInDriver } from './findings/driver-findings.ts';
import { findAll, findBefore, sortFindings } from './findings/find-all.ts';
import { groupCauses } from './findings/finding-causes.ts';
import { splitFindings } from './findings/finding-split.ts';
import { findInTable } from './findings/table-findings.ts';
import { findInValidity, toValidityRuleSet } from './findings/validity-findings.ts';
import type { DriverTable, ReportInput } from './report/table-json.ts';
import { runFlows } from './report/table-json.ts';

export interface JudgedInput {
  /** As it was read: both sides with their lines, what is assumed, warnings. A driver's arcs are here. */
  readonly input: ReviewInput;
  /** As reports have it. */
  readonly table: ReportInput;
  /** The new side; null for a driver of v2, which is no rule set. */
  readonly ruleSet: RuleSet | null;
  /** What it is compared with: the requested rule set, if it is of the same protocol, else the old side. */
  readonly before: RuleSet | null;
  /** One for each cause, each with its line, and whether the patch introduces it. */
  readonly findings: readonly Finding[];
  /** Those of the old side that the new side does not have. */
  readonly repaired: readonly Finding[];
  readonly flows: readonly FlowRun[];
}

export interface Judged {
  readonly inputs: readonly JudgedInput[];
  readonly problems: readonly LocatedProblem[];
  /** What each line of the text is. */
  readonly kinds: LineKinds;
  /** Names that may be states, and those that are read as states by choice. */
  readonly names: Names;
}

/** What the rule sets of the n-th input are called, counted from 1. */
export type Naming = (input: ReviewInput, n: number, side: 'old' | 'new') => Pick<RuleSet, 'id' | 'title'>;

/** By the kernel's name alone, both sides alike. */
const BY_NAME: Naming = ({ name }) => ({ id: name, title: name });

/**
 * What tables are compared with: a rule set of their protocol; else, and with null, the old side of their patch;
 * with `base`, a table without an old side is compared with the rule set that it is read on.
 */
export type Against = RuleSet | 'base' | null;

/** Judges a text. Never throws; where nothing can be read, `problems` say why. */
export function judgeText(
  text: string | Uint8Array,
  options: ReviewOptions,
  against: Against,
  naming: Naming = BY_NAME,
): Judged {
  const { inputs, problems, kinds, names } = reviewText(text, { ...options, ...getLoop(against) });
  const other = against === 'base' ? against : against && (getRuleSet(against.id) ?? against);
  return {
    inputs: inputs.map((input, index) => judgeInput(input, index + 1, options, other, naming)),
    problems,
    kinds,
    names,
  };
}

/** A table without its loop is walked with the loop of the rule set that it is compared with. */
function getLoop(against: Against): Pick<ReviewOptions, 'loop'> {
  if (against === null || against === 'base' || against.generation === 'v1') return {};
  return { loop: { of: against.id, stopsOnError: against.stopsOnError } };
}

function judgeInput(
  input: ReviewInput,
  n: number,
  { flags: chosen }: ReviewOptions,
  against: Against,
  naming: Naming,
): JudgedInput {
  const { name, generation, form, assumed, old, new: side } = input;
  const toRules = (each: Side, which: 'old' | 'new') => {
    const rules = getRules(input, each);
    return rules && { ...rules, ...naming(input, n, which) };
  };
  const [former, rules] = [old && toRules(old, 'old'), toRules(side, 'new')];
  const ruleSet = rules?.generation === generation ? rules : null;
  const isWhole = input.faults.length === 0 && assumed.length === 0 && input.form !== 'validity';
  const builtIn = ruleSet && isWhole ? findBuiltIn(ruleSet) : undefined;
  const before = ruleSet && getBefore(input, former, against, builtIn);
  const flags = ruleSet && getFlagSets(ruleSet).includes(chosen ?? null) ? chosen : undefined;
  const flagSets = flags === undefined ? undefined : [flags];
  const judging = { former, ruleSet, before };
  const sides = findInSides(input, judging, flags);
  const effect = getEffect(input, { ...judging, rules }, flagSets, sides.findings);
  const found = {
    findings: markNotBroken(sides.findings, effect.flows),
    repaired: markNotMended(sides.repaired, effect.flows),
  };
  return {
    input,
    table: {
      name,
      generation,
      form,
      old: old && toTable(old, former),
      new: toTable(side, rules),
      assumed,
      diff:
        ruleSet && before ? toDiffJson(compareRuleSets(before, ruleSet, flagSets)) : compareDrivers(input),
      is: builtIn?.id ?? null,
      effect,
    },
    ruleSet,
    before,
    ...found,
    flows: ruleSet && isAsked(input) ? runFlows(ruleSet, flagSets) : [],
  };
}

/** What a patch does to a v2 driver: the arcs that it adds, removes, and makes fail with an errno. */
function compareDrivers({ name, generation, old, new: side }: ReviewInput): DiffJson | null {
  if (generation !== 'v2' || old?.kind !== 'driver' || side.kind !== 'driver') return null;
  const toEntries = (pairs: readonly RequestTuple[]) =>
    pairs.map(([from, to]): DiffEntry => [side.flags, from, to]);
  const { added, removed, failing } = compareDriverSides(old, side);
  return {
    against: name,
    added: toEntries(added),
    removed: toEntries(removed),
    changed: toEntries(failing),
  };
}

/** Whether it was read whole and holds requests of userspace. */
const isAsked = ({ faults, new: side }: ReviewInput): boolean =>
  faults.length === 0 && !(side.kind === 'table' && side.isOfArcs);

interface Judging {
  readonly former: RuleSet | null;
  readonly ruleSet: RuleSet | null;
  readonly before: RuleSet | null;
}

/** An input that was only partly read gets no findings: they might not hold for what was written. */
function findInSides(input: ReviewInput, { former, ruleSet, before }: Judging, flags: number | undefined) {
  if (input.faults.length > 0) return { findings: [], repaired: [] };
  const now = findIn(input, input.new, ruleSet, before, flags);
  const { old, generation } = input;
  const isOfOne = former === null || former.generation === generation;
  const held = old ? former : before;
  const split = splitFindings(
    now,
    old
      ? isOfOne
        ? findIn(input, old, former, null, flags)
        : []
      : isSplit(input)
        ? findBefore(before, flags)
        : [],
  );
  const findings = groupCauses(split.findings, { ruleSet, other: held, against: before });
  const repaired = groupCauses(split.repaired, { ruleSet: held, other: ruleSet });
  return {
    findings: placeFindings(findings, input.new, old),
    repaired: old ? placeFindings(repaired, old, null) : repaired,
  };
}

/** Findings are split by the patch: a list of arcs reports only what changes, and a check only what it lets through. */
const isSplit = ({ new: side }: ReviewInput) =>
  side.kind === 'driver' || (side.kind === 'table' && !side.isOfArcs);

function getEffect(
  input: ReviewInput,
  { ruleSet, before, rules }: Judging & { readonly rules: RuleSet | null },
  flagSets: readonly (number | null)[] | undefined,
  findings: readonly Finding[],
): Effect {
  const { name, old, new: side } = input;
  if (side.kind === 'driver' && !ruleSet)
    return getDriverEffect({ name, side, old: old?.kind === 'driver' ? old : null, findings });
  if (side.kind === 'validity' && rules) return getValuesEffect(rules, before, findings);
  if (!ruleSet) throw new Error(`a ${side.kind} has rules`);
  return getRulesEffect({ ruleSet, before, flagSets, findings, isAsked: isAsked(input) });
}

/** What the new side is compared with: a table that is a built-in one, with what that came out of. */
function getBefore(
  { generation, base, old }: ReviewInput,
  former: RuleSet | null,
  against: Against,
  builtIn: RuleSet | undefined,
): RuleSet | null {
  if (against === 'base' && old === null && builtIn) return getOrigin(builtIn);
  const wanted = against === 'base' ? old === null && base !== null && getRuleSet(base) : against;
  if (wanted && wanted.generation === generation) return wanted;
  return former?.generation === generation ? former : null;
}

/** The rules of a side; null for a driver of v2. A check of single values has those of a bit field, whatever it is of. */
function getRules({ name, generation }: ReviewInput, side: Side): RuleSet | null {
  switch (side.kind) {
    case 'table':
      return side.ruleSet;
    case 'driver':
      return generation === 'v1' ? createDriverRules(name, side) : null;
    case 'validity':
      return toValidityRuleSet({
        isValid: createIsValid(side),
        states: generation === 'v2' ? V2_STATES : side.hasNdma ? NDMA_VALUES : undefined,
      });
  }
}

function toTable(side: Side, rules: RuleSet | null): RuleSet | DriverTable {
  if (side.kind === 'driver') return { arcs: side.arcs, required: side.required, missing: side.missing };
  if (!rules) throw new Error(`a ${side.kind} has rules`);
  return rules;
}

function findIn(
  { generation, base }: ReviewInput,
  side: Side,
  ruleSet: RuleSet | null,
  before: RuleSet | null,
  flags: number | undefined,
): readonly Finding[] {
  if (side.kind === 'validity')
    return generation === 'v1'
      ? findInValidity({
          isValid: createIsValid(side),
          states: side.hasNdma ? NDMA_VALUES : undefined,
          line: Object.values(side.lines)[0]?.line,
        })
      : [];
  if (ruleSet) {
    const findings = findAll({ ruleSet, against: before, flags, lines: side.lines });
    if (side.kind !== 'table') return findings;
    const { guard, bounds, lines, isOfArcs } = side;
    const told = isOfArcs ? findings.filter(({ id }) => id.startsWith('change.')) : findings;
    return sortFindings([...told, ...findInTable({ ruleSet, guard, bounds, flags, lines })]);
  }
  if (side.kind === 'table') return [];
  const core = base === null ? undefined : getRuleSet(base);
  return findInDriver({
    ...getSubject(side),
    lines: side.lines,
    end: side.end,
    claims: side.claims,
    ...(core?.generation === 'v2' ? { ruleSet: core } : {}),
  });
}

/** Without known flags only arcs that no flags require can be reported, as for a driver that claims them all. */
function getSubject({ flags, arcs, required, extra, dead }: DriverSide) {
  return flags === null ? { flags: 7, arcs: extra, required: [], dead } : { flags, arcs, required, dead };
}

/** The values of four bits. */
const NDMA_VALUES = [...V1_STATES, ...NDMA_STATES];

/** Where the check ignores the reserved bits, the low bits of a value above fifteen decide. */
const createIsValid =
  ({ valid, reservedPass }: ValiditySide) =>
  (value: number): boolean =>
    value < 16 ? valid.includes(value) : reservedPass && valid.includes(value & 15);
