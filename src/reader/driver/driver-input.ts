/**
 * Inputs for the step functions of drivers and for validity macros: the sides of a text paired.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { V1_STATES, V2_STATES } from '../../protocol/state/state.ts';
import type { CSide } from '../c/c-side.ts';
import type { CSource } from '../c/syntax/c-source.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { getConstant } from '../c/value/c-scope.ts';
import type { FlagsClaim, ReviewInput } from '../review-input.ts';
import { getStart } from '../review-input.ts';
import type { Common } from '../table/table-input.ts';
import type { Validity } from '../table/validity.ts';
import { getNear } from '../text/code-text.ts';
import type { Generation } from '../text/kernel-name.ts';
import type { LocatedProblem, LocatedSentence } from '../text/problem.ts';
import { createProblem, createWarning } from '../text/problem.ts';
import type { Place } from '../text/source-line.ts';
import { findFlagsClaims } from './driver-flags.ts';
import {
  createDriverSide,
  createIsIn,
  listFlagsOfOthers,
  listRequired,
  sortPairs,
  toKey,
} from './driver-side.ts';
import type { DriverStep } from './driver-step.ts';
import { findRoles } from './state-role.ts';

/** The inputs for step functions. */
export function createDriverInputs(old: CSide | null, side: CSide, common: Common): ReviewInput[] {
  const gone = (old?.steps ?? []).filter((step) => !side.steps.some((other) => isSame(step, other)));
  const read = side.steps.map((step) => {
    const named = old?.steps.find((other) => isSame(step, other));
    const before = named ?? findRenamed(step, gone, side) ?? findMoved(step, gone, side);
    return createDriverInput(old, before, side, step, common);
  });
  const left = old ? listEmptied(old, side) : [];
  return [...read, ...left.map(([before, step]) => createDriverInput(old, before, side, step, common))];
}

/** Step functions of which a hunk shows a part, and which the patch leaves without any of the arcs in that part. */
function listEmptied(old: CSide, side: CSide): readonly (readonly [before: DriverStep, after: DriverStep])[] {
  return listGone(old, side).flatMap((before) => {
    const { hunk, path } = before.source;
    const source = side.sources.find((other) => other.hunk === hunk && other.path === path);
    if (!before.isPartial || before.source.cut || !source || !isLeft(before, source, old)) return [];
    const [none, nothing] = [new Set<string>(), new Map<string, Place>()];
    const shown = {
      arcs: nothing,
      nested: none,
      open: none,
      same: [],
      failing: none,
      unsure: none,
      dead: [],
    };
    return [[before, { ...before, ...shown, source, from: source.code.prefix.length, warnings: [] }]];
  });
}

/** Whether the hunk still has the function, and nothing new in it is given the states: that might step instead. */
const isLeft = (step: DriverStep, source: CSource, { scope }: CSide): boolean =>
  /\b(?:if|return|switch|case)\b/.test(getShown(source)) && isReplaced(step, source, scope) === false;

const getShown = ({ text, code }: CSource): string =>
  text.slice(code.prefix.length, text.length - code.suffix.length);

/**
 * Whether what is new in the hunk is given the states, or compares them with what is not known here; undefined where the
 * function has no states.
 */
function isReplaced({ source: old, fn }: DriverStep, source: CSource, scope: Scope): boolean | undefined {
  const shown = getShown(source);
  const before = new Set(old.text.split('\n').map((line) => line.trim()));
  const added = shown.split('\n').filter((line) => !before.has(line.trim()));
  const roles = findRoles(fn, scope, undefined);
  if (!roles) return undefined;
  const names = [roles.current, roles.new, ...roles.aliases.keys()].map((name) =>
    name.replaceAll(/\W/g, '\\$&'),
  );
  const isGiven = new RegExp(`[(,[]\\s*(?:${names.join('|')})\\s*[\\]),]|\\b[A-Z][A-Z0-9_]+\\s*\\(`);
  const compared = new RegExp(`(?:${names.join('|')})\\s*[=!]=\\s*([A-Za-z_]\\w*)`, 'g');
  const comparesOther = (line: string) =>
    Array.from(line.matchAll(compared), ([, name = '']) => name).some(
      (name) => !name.startsWith('VFIO_DEVICE_STATE_') || !getConstant(scope, name),
    );
  return added.some((line) => isGiven.test(line) || comparesOther(line));
}

/** Step functions that are gone from their files, and neither renamed nor moved. */
const listGone = (old: CSide, side: CSide): readonly DriverStep[] => {
  const gone = old.steps.filter((step) => !side.steps.some((other) => isSame(step, other)));
  return gone.filter(
    (step) =>
      !side.steps.some((other) => other.source.path === step.source.path) &&
      !side.steps.some((other) => findMoved(other, gone, side) === step),
  );
};

const isSame = (one: DriverStep, other: DriverStep) =>
  one.name === other.name && one.source.path === other.source.path;

/** The step function before the patch moved it to another file: the only one of its name that is gone. */
function findMoved(
  { name }: DriverStep,
  gone: readonly DriverStep[],
  { steps }: CSide,
): DriverStep | undefined {
  const isNamed = (step: DriverStep) => name !== '' && step.name === name;
  const [before, ...others] = gone.filter(isNamed);
  return others.length === 0 && steps.filter(isNamed).length === 1 ? before : undefined;
}

/** Step functions that the patch removes from their files, entirely or with everything they implement. */
export function findRemovedSteps(old: CSide | null, side: CSide): LocatedProblem[] {
  if (old === null) return [];
  const left = new Set(listEmptied(old, side).map(([before]) => before));
  return listGone(old, side).flatMap((step) => {
    if (left.has(step)) return [];
    const { name, source, place, from, isPartial } = step;
    const named = name || 'a step function';
    const after = side.sources.find(({ hunk, path }) => hunk === source.hunk && path === source.path);
    if (isPartial && after && isReplaced(step, after, old.scope))
      return [createProblem('replaced', place, getNear(source.code, from), { name: named })];
    const words = { name: `every arc ${isPartial ? 'that it shows ' : ''}of ${named}` };
    return [createProblem('removed', place, getNear(source.code, from), words)];
  });
}

/** The step function before it was renamed: the only one removed from its file, where this is the only one in it. */
function findRenamed(
  { source: { path } }: DriverStep,
  gone: readonly DriverStep[],
  { steps }: CSide,
): DriverStep | undefined {
  const isHere = ({ source }: DriverStep) => source.path === path;
  const [before, ...others] = gone.filter(isHere);
  return others.length === 0 && steps.filter(isHere).length === 1 ? before : undefined;
}

function createDriverInput(
  old: CSide | null,
  before: DriverStep | undefined,
  side: CSide,
  step: DriverStep,
  common: Common,
): ReviewInput {
  const { generation, generationWhy, options } = common;
  const base = getBase(generation, options.base);
  const all = findClaims(side, step, common);
  const foreign = listFlagsOfOthers(base, all, step, listBeside(side, step));
  const claims = dropFlags(all, foreign);
  const oldClaims = old && before ? dropFlags(findOldClaims(old, before, common), foreign) : [];
  const flags = getFlags(claims, common);
  const oldFlags = getFlags(oldClaims, common) ?? flags;
  const assumed = listAssumed(base, flags, before, step);
  const warnings = [...step.warnings];
  if (flags === null && generation === 'v2') warnings.push(createWarning('flags-unknown', step.place));
  if (step.isPartial) warnings.push(createWarning('step-assumed', step.place));
  for (const flag of foreign) warnings.push(createWarning('flag-of-other', step.place, { flag: flag.name }));
  const cut = assumed.filter((pair) => before?.unsure.has(toKey(pair)) && before.arcs.has(toKey(pair)));
  const cutAt = cut.map((pair) => before?.arcs.get(toKey(pair))).find((place) => place !== undefined);
  if (cutAt) warnings.push(warnCut(generation, cut, cutAt));
  return {
    name: step.name || 'step function',
    generation,
    generationWhy,
    form: 'driver-arcs',
    old: before
      ? createDriverSide(before, listAssumed(base, oldFlags, step, before), oldFlags, base, oldClaims)
      : null,
    new: createDriverSide(step, assumed, flags, base, claims),
    base: base.id,
    assumed,
    warnings,
    faults: [],
  };
}

/** The other step functions of its file. */
const listBeside = ({ steps }: CSide, step: DriverStep): readonly DriverStep[] =>
  steps.filter((other) => other !== step && other.source.path === step.source.path);

function dropFlags(
  claims: readonly FlagsClaim[],
  dropped: ReturnType<typeof listFlagsOfOthers>,
): readonly FlagsClaim[] {
  const kept = dropped.reduce((flags, { bit }) => flags & ~bit, ~0);
  return claims
    .map((claim) => (claim.flags & ~kept ? { ...claim, flags: claim.flags & kept } : claim))
    .filter(({ flags }, index) => flags !== 0 || claims[index]?.flags === 0);
}

/** Where the old side does not set them, another mail of the series may have done so before. */
const findOldClaims = (old: CSide, before: DriverStep, common: Common): readonly FlagsClaim[] =>
  findClaims(old, before, { ...common, series: common.listSeriesBefore() });

function findClaims(
  { sources, scope, steps }: CSide,
  { source, from }: DriverStep,
  { generation, options, series }: Common,
): readonly FlagsClaim[] {
  if (generation === 'v1' || options.flags !== undefined) return [];
  return findFlagsClaims({ source, from, sources, series, scope, isOnly: steps.length === 1 });
}

/** The chosen flags, or all that the text sets; null where there are neither. */
function getFlags(claims: readonly FlagsClaim[], { generation, options }: Common): number | null {
  if (generation === 'v1') return null;
  if (options.flags !== undefined || claims.length === 0) return options.flags ?? null;
  return claims.reduce((all, { flags }) => all | flags, 0);
}

/** The rule set that says which arcs are required: the named one; otherwise the newest of v2 or the header of v1. */
function getBase(generation: ReviewInput['generation'], id: string | undefined): RuleSet {
  const bases = RULE_SETS.filter((ruleSet) => ruleSet.generation === generation);
  const [first] = bases;
  const base = bases.find((ruleSet) => ruleSet.id === id) ?? (generation === 'v2' ? bases.at(-1) : first);
  if (!base) throw new Error(`there is no built-in rule set of ${generation}`);
  return base;
}

/** Required arcs that a call may allow, and, for a function that is only partly in the text, those that neither side shows. */
function listAssumed(
  base: RuleSet,
  flags: number | null,
  other: DriverStep | undefined,
  step: DriverStep,
): RequestTuple[] {
  return listRequired(base, flags).filter(([from, to]) => {
    const key = toKey([from, to]);
    if (step.arcs.has(key)) return false;
    if (step.open.has(key) || !step.isPartial) return step.open.has(key);
    if (!other?.arcs.has(key) || other.unsure.has(key)) return true;
    return other.nested.has(key) && !step.failing.has(key);
  });
}

/** A driver with some of what it lacks assumed, because the text shows it where it need not lack it. */
export function assumeArcs(input: ReviewInput, pairs: readonly RequestTuple[]): ReviewInput {
  if (input.new.kind !== 'driver') return input;
  const isIn = createIsIn(pairs);
  const found = input.new.missing.filter(isIn);
  if (found.length === 0) return input;
  const arcs = sortPairs([...input.new.arcs, ...found]);
  const missing = input.new.missing.filter((pair) => !isIn(pair));
  return {
    ...input,
    new: { ...input.new, arcs, missing },
    assumed: sortPairs([...input.assumed, ...found]),
    warnings: [...input.warnings, warnCut(input.generation, found, getStart(input))],
  };
}

function warnCut(generation: Generation, pairs: readonly RequestTuple[], place: Place): LocatedSentence {
  const states = generation === 'v1' ? V1_STATES : V2_STATES;
  const arcs = pairs.map(([from, to]) => formatRequest(states, { from, to })).join(', ');
  return createWarning('branch-cut', place, { arcs });
}

/** The inputs for macros and functions that say whether a value is valid. */
export function createValidityInputs(old: CSide | null, side: CSide, common: Common): ReviewInput[] {
  return side.validities.map((validity) => ({
    name: validity.name,
    ...getGeneration(validity, common),
    form: 'validity',
    old: old?.validities.find(({ name }) => name === validity.name)?.side ?? null,
    new: validity.side,
    base: null,
    assumed: [],
    warnings: validity.warnings,
    faults: [],
  }));
}

/** The check of v1's header is still in that of v2, so its names decide, not the text around it. */
function getGeneration({ name, isOfV1 }: Validity, { generation, generationWhy, options }: Common) {
  if (!isOfV1 || options.generation) return { generation, generationWhy };
  return { generation: 'v1' as const, generationWhy: `${name} is a v1 check that later headers keep.` };
}
