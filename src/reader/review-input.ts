/**
 * What a pasted text turns into: one input for each table, step function or validity macro in it, with both sides where the
 * text is a diff.
 */

import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { RequestTuple } from '../protocol/state/request-pair.ts';
import type { ReviewForm } from './review-form.ts';
import type { Bound } from './table/bound/bound-check.ts';
import type { Guard } from './table/form/table-role.ts';
import type { Generation } from './text/kernel-name.ts';
import type { LocatedProblem, LocatedSentence } from './text/problem.ts';
import { createWarning } from './text/problem.ts';
import type { Place } from './text/source-line.ts';

/**
 * `from>to` -> its place in the pasted text. A cell that the table leaves out has the place of its row; a value of
 * a validity macro has the key of the value alone.
 */
export type Lines = Readonly<Record<string, Place>>;

export type TableSide = {
  readonly kind: 'table';
  readonly ruleSet: RuleSet;
  readonly lines: Lines;
  /** v2: every request that it lists is one arc, so it says which arcs a device takes, not what userspace may ask for. */
  readonly isOfArcs: boolean;
  /** A table of single arcs beside it that must list its arcs; null where there is none. */
  readonly guard: Guard | null;
  /** Indexes that may be past its end. */
  readonly bounds: readonly Bound[];
  /** Where it begins: its name; where only its loop or its needs are in the text, the first of them. */
  readonly start: Place | null;
};

export type DriverSide = {
  readonly kind: 'driver';
  /** migration_flags, found or chosen; null where they are neither, and in v1, which has none. */
  readonly flags: number | null;
  /** Those that its hunks show, and those that are assumed. */
  readonly arcs: readonly RequestTuple[];
  /** States that can be requested again successfully. */
  readonly same: readonly number[];
  /** v2: arcs that the core asks a driver with these flags for; empty where they are not known. v1: those that the base lists. */
  readonly required: readonly RequestTuple[];
  readonly missing: readonly RequestTuple[];
  /** v2: arcs that the core never asks for with these flags, or with any where they are not known. v1: those that the base refuses. */
  readonly extra: readonly RequestTuple[];
  /** Only a part of the function is in the text. */
  readonly isPartial: boolean;
  /** v1: the text has the bit NDMA, so 8 to 12 are values as well. */
  readonly hasNdma: boolean;
  /** v2: arcs that the text lets fail with an errno. */
  readonly failing: readonly RequestTuple[];
  /** v2: branches that only a request for ERROR takes, which the core never makes. */
  readonly dead: readonly Place[];
  /** Arcs in a conditional that a hunk shows only in part: they may be in a branch that it does not show as well. */
  readonly unsure: readonly RequestTuple[];
  readonly lines: Lines;
  /** Where the step function ends; null where that is not in the text. */
  readonly end: Place | null;
  /** Where migration_flags are set, and to what; none where they are chosen. */
  readonly claims: readonly FlagsClaim[];
};

/** Flags that the text sets, and the line that does. */
export interface FlagsClaim {
  readonly flags: number;
  readonly place: Place;
}

export type ValiditySide = {
  readonly kind: 'validity';
  /** The values of 0 to 15 that pass. */
  readonly valid: readonly number[];
  /** Whether 0xF000, whose bits are all reserved, passes. */
  readonly reservedPass: boolean;
  /** Whether the text defines a fourth bit, NDMA. */
  readonly hasNdma: boolean;
  readonly lines: Lines;
};

export type Side = TableSide | DriverSide | ValiditySide;

export interface ReviewInput {
  /** The kernel's name of the table, function or macro. */
  readonly name: string;
  readonly generation: Generation;
  /** How the generation was found, a complete sentence. */
  readonly generationWhy: string;
  readonly form: ReviewForm;
  /** Null where the text is not a diff, or the diff adds it. */
  readonly old: Side | null;
  readonly new: Side;
  /** Id of the rule set that supplies what the text does not say. */
  readonly base: string | null;
  /** Cells that are taken from the base; for a driver, arcs that the hunks do not show. */
  readonly assumed: readonly RequestTuple[];
  readonly warnings: readonly LocatedSentence[];
  /** The part that could not be read: the input is not what was written, so it is shown and not judged. */
  readonly faults: readonly LocatedProblem[];
}

/** The rule set whose loop is taken, and whether it stops on ERROR. */
export interface AssumedLoop {
  readonly of: string;
  readonly stopsOnError: boolean;
}

export interface ReviewOptions {
  readonly generation?: Generation;
  /** Id of a built-in rule set. */
  readonly base?: string;
  /** The loop that a table of next states is walked with where the text has none; left out, that of the newest kernel. */
  readonly loop?: AssumedLoop;
  /** migration_flags of the driver. */
  readonly flags?: number;
  /** Names of the text, each with the kernel's name that it is read as. */
  readonly names?: Readonly<Record<string, string>>;
  /** Names of the text that are no states, so that nothing is asked about them. */
  readonly notStates?: readonly string[];
  /** Names of a driver's current and new state. */
  readonly roles?: { readonly current: string; readonly new: string };
}

export interface Review {
  readonly inputs: readonly ReviewInput[];
  readonly problems: readonly LocatedProblem[];
}

/** Where an input begins in the text. */
export const getStart = ({ new: { lines } }: ReviewInput): Place =>
  Object.values(lines)[0] ?? { line: 1, column: 1 };

/** The input with a warning before its others. */
export const warn = (input: ReviewInput, ...warning: Parameters<typeof createWarning>): ReviewInput => ({
  ...input,
  warnings: [createWarning(...warning), ...input.warnings],
});
