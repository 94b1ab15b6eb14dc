/**
 * Inputs for the step functions of drivers and for validity macros: the sides of a text paired.
 */

import type { V2RuleSet } from '../protocol/rule-set.ts';
import { V2_RULE_SETS } from '../protocol/v2-rule-sets.ts';
import type { CSide } from './c-side.ts';
import { createDriverSide, listRequired } from './driver-side.ts';
import type { DriverStep } from './driver-step.ts';
import { createWarning } from './problem.ts';
import type { Pair, ReviewInput } from './review-input.ts';
import type { Common } from './table-input.ts';

/** The inputs for step functions. */
export function createDriverInputs(old: CSide | null, side: CSide, common: Common): ReviewInput[] {
  return side.steps.map((step) => {
    const before = old?.steps.find(
      (other) => other.name === step.name && other.source.path === step.source.path,
    );
    return createDriverInput(old, before, side, step, common);
  });
}

function createDriverInput(
  old: CSide | null,
  before: DriverStep | undefined,
  side: CSide,
  step: DriverStep,
  { generation, generationWhy, options }: Common,
): ReviewInput {
  const base = generation === 'v2' ? getBase(options.base) : null;
  const flags = side.flags ?? null;
  const assumed = listAssumed(base, flags, before, step);
  const oldFlags = options.flags ?? old?.flags ?? flags;
  const oldAssumed = before ? listAssumed(base, oldFlags, step, before) : [];
  const warnings = [...step.warnings];
  if (flags === null && base) warnings.push(createWarning('flags-unknown', step.place));
  if (step.isPartial) warnings.push(createWarning('step-assumed', step.place));
  return {
    name: step.name || 'step function',
    generation,
    generationWhy,
    form: 'driver-arcs',
    old: before ? createDriverSide(before.arcs, oldAssumed, oldFlags, base) : null,
    new: createDriverSide(step.arcs, assumed, flags, base),
    base: base?.id ?? null,
    assumed,
    warnings,
  };
}

/** The rule set that says which arcs are asked for: the named one, or the newest. */
function getBase(id: string | undefined): V2RuleSet | null {
  return V2_RULE_SETS.find((ruleSet) => ruleSet.id === id) ?? V2_RULE_SETS.at(-1) ?? null;
}

/** Of a function that is only partly in the text: required arcs that neither side of it shows. */
function listAssumed(
  base: V2RuleSet | null,
  flags: number | null,
  other: DriverStep | undefined,
  step: DriverStep,
): Pair[] {
  if (!step.isPartial || !base || flags === null) return [];
  return listRequired(base, flags).filter(([from, to]) => {
    const key = `${from}>${to}`;
    return !step.arcs.has(key) && !other?.arcs.has(key);
  });
}

/** The inputs for macros and functions that say whether a value is valid. */
export function createValidityInputs(old: CSide | null, side: CSide, common: Common): ReviewInput[] {
  return side.validities.map((validity) => ({
    name: validity.name,
    generation: common.generation,
    generationWhy: common.generationWhy,
    form: 'validity',
    old: old?.validities.find(({ name }) => name === validity.name)?.side ?? null,
    new: validity.side,
    base: null,
    assumed: [],
    warnings: validity.warnings,
  }));
}
