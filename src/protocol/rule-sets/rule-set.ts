/**
 * A rule set: who may move device_state where. It is data only; verdict.ts reads it. A pasted table becomes a rule
 * set like the built-in ones.
 */

import type { Trigger } from '../state/action.ts';
import type { StateInfo } from '../state/state.ts';
import type { Citation } from '../words/citation.ts';

export type RuleSetId =
  | 'uapi-v1'
  | 'patch-2021-09'
  | 'patch-2021-09-amended'
  | 'stop-default'
  | 'fully-connected'
  | 'control-bits'
  | 'control-bits-v4'
  | 'ndma-rfc'
  | 'v2-5.18'
  | 'v2-6.2'
  | 'v2-7.2';

interface RuleSetBase {
  /** One of RuleSetId for a built-in one; any other text for a pasted one. */
  readonly id: string;
  readonly title: string;
  /** One paragraph: what it is, where it comes from, what it leaves open. */
  readonly account: string;
  /** device_state when the device is opened, and again after VFIO_DEVICE_RESET. */
  readonly initial: number;
  /** Every value that is listed, by value. */
  readonly states: readonly StateInfo[];
  readonly citations: readonly Citation[];
}

/** `+` accepted, `-` refused, `?` neither listed nor forbidden. */
export type Cell = '+' | '-' | '?';

export interface V1RuleSet extends RuleSetBase {
  readonly generation: 'v1';
  /** The values that the rules are about; rows and columns of `cells`, in this order. */
  readonly values: readonly number[];
  /** cells[row of from][column of to] */
  readonly cells: readonly (readonly Cell[])[];
  /** Why a `+` is accepted: the table lists it, the driver accepts it, the header charts it, or both values are valid. */
  readonly grants: 'in-table' | 'in-driver' | 'charted' | 'valid-pair';
  /** The bits the rules look at: a value that is valid within them but has others set is neither listed nor forbidden. */
  readonly reservedBitsFrom: number | null;
  /** What the driver does, in order. */
  readonly order: readonly Trigger[];
  readonly orderCitations: readonly Citation[];
}

export interface V2RuleSet extends RuleSetBase {
  readonly generation: 'v2';
  /** Rows and columns of `next`, in the kernel's order. */
  readonly values: readonly number[];
  /** next[row of cur][column of new]: the next state on the way, or ERROR. */
  readonly next: readonly (readonly number[])[];
  /** migration_flags that each value needs, as state_flags_table has them. */
  readonly needs: Readonly<Record<number, number>>;
  /** The sets of flags that are defined for it. */
  readonly flagSets: readonly number[];
  /** Whether the loop that skips unsupported states stops on ERROR. Until Linux 7.2 it did not. */
  readonly stopsOnError: boolean;
  /** The value of ERROR. */
  readonly error: number;
}

export type RuleSet = V1RuleSet | V2RuleSet;

/** The sets of migration_flags to look at: `[null]` for v1, which has none. */
export function getFlagSets(ruleSet: RuleSet): readonly (number | null)[] {
  return ruleSet.generation === 'v1' ? [null] : ruleSet.flagSets;
}

/** The value a fault leaves in device_state: 110b, or ERROR. */
export function getErrorValue(ruleSet: RuleSet): number {
  return ruleSet.generation === 'v1' ? 6 : ruleSet.error;
}

/** How a list of rule sets names it: `The posted table, September 2021 · patch-2021-09`. */
export function formatRuleSet({ title, id }: Pick<RuleSet, 'title' | 'id'>): string {
  return `${title} · ${id}`;
}
