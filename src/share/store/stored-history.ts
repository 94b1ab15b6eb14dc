/**
 * The history as it is kept in the browser: the whole tree of what was asked, by state name, as versioned JSON. What
 * came of each step is not kept: it is made again under the rules, and `saw` shows where it differs.
 */

import type { Step } from '../../protocol/trace/trace.ts';

/** One step that was asked. Node n stands at index n - 1; its parent is an earlier node, or the root, which is 0. */
export interface StoredNode {
  readonly parent: number;
  readonly step: Step;
}

export interface StoredHistory {
  readonly version: 1;
  /** Id of the rule set. */
  readonly ruleSet: string;
  /** migration_flags; null in v1. */
  readonly flags: number | null;
  /** The state before the first step, by name. */
  readonly start: string;
  readonly nodes: readonly StoredNode[];
  /** The node that the device stands after; 0 is the start. */
  readonly cursor: number;
  /** For each node with children, the child that the line follows. */
  readonly follows: Readonly<Record<number, number>>;
}

/** The text to keep. `decodeHistory` reads it back, if it is no longer than `MAX_HISTORY_LENGTH`. */
export function encodeHistory(stored: StoredHistory): string {
  return JSON.stringify(stored);
}
