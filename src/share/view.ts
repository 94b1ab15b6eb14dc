/**
 * What an address holds: the rules, what was asked, where the cursor stands, which request is looked at, and what the
 * page does with it. Plain JSON, by state name; link.ts writes and reads it. Here too is what every decoder of this
 * folder gives back.
 */

import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { Step } from '../protocol/trace/trace.ts';
import type { LibraryEntry } from './library-entry.ts';

/** What the page is used for. */
export type Mode = 'explore' | 'compare' | 'review' | 'learn';

/** States are given by name, as `formatState` writes them: `STOP_COPY`, or `0x0000f000` for a value without a name. */
export interface View {
  /** Id of the rule set. */
  readonly ruleSet: string;
  /** migration_flags; null in v1. */
  readonly flags: number | null;
  /** The state to begin in, where it is not the initial one. */
  readonly start?: string;
  readonly steps: readonly Step[];
  /** How many of the steps stand before the cursor: 0 is the start. */
  readonly cursor: number;
  /** The request that is selected, made or not. */
  readonly look?: { readonly from: string; readonly to: string };
  /** Left out, it is explore. */
  readonly mode?: Mode;
  /** What is open in the mode, in its own words, of letters, digits and `.,:~_-`: `debate.24`. */
  readonly part?: string;
  /** Id of the rule set that it is compared with, of either generation. */
  readonly against?: string;
  /** Those of the two rule sets that are not built in: they travel with the link. */
  readonly carried?: readonly LibraryEntry[];
}

/** What a decoder may be told. */
export interface DecodeOptions {
  /** The rule sets that are known here; the built-in ones if left out. */
  readonly ruleSets?: readonly RuleSet[];
  /** Where nothing can be read: what is kept instead, as the end of the sentence. */
  readonly instead?: string;
}
