/** A message of the 2021 thread as data: who sent it, what it answers, and what it claims. */

import type { RequestTuple } from '../state/request-pair.ts';
import type { Citation } from '../words/citation.ts';

/** Speaks for it, speaks against it, asks about it, or states something without taking a side. */
export type Stance = 'for' | 'against' | 'asks' | 'notes';

/**
 * The rule sets of v1 that the thread speaks of. `ndma-rfc` came three months later: the thread has only its extra bit,
 * so no claim is for or against it. `control-bits-v4` came later too, and no message knows it.
 */
export type ThreadRuleSetId =
  | 'uapi-v1'
  | 'patch-2021-09'
  | 'patch-2021-09-amended'
  | 'stop-default'
  | 'fully-connected'
  | 'control-bits'
  | 'ndma-rfc';

/** What a claim means for one rule set. */
interface RuleSetStance {
  readonly id: ThreadRuleSetId;
  readonly stance: Exclude<Stance, 'asks'>;
}

/** One thing that a message says. */
export interface Claim {
  /** One sentence of at most 240 characters, whose subject is the author: `Asks whether ...`, `Holds that ...`. */
  readonly text: string;
  /** How the message stands to `requests`; where it names none, `asks` for a question and `notes` for all else. */
  readonly stance: Stance;
  readonly ruleSets: readonly RuleSetStance[];
  /** The requests that the message speaks of, as register values of v1, 0 to 7. */
  readonly requests: readonly RequestTuple[];
  /** Earlier messages. */
  readonly agreesWith?: readonly number[];
  /** Earlier messages. */
  readonly disagreesWith?: readonly number[];
  /** What the message points to. */
  readonly citations?: readonly Citation[];
}

export interface Message {
  /** 0 is the patch, 1 to 37 are the comments. */
  readonly message: number;
  /** Who sent it. Leon Romanovsky sent message 0; Yishai Hadas wrote the patch in it. */
  readonly author: string;
  /** ISO 8601, UTC, to the minute: `2021-09-23T10:33Z`. */
  readonly date: string;
  /** The message it answers; null for the patch. */
  readonly repliesTo: number | null;
  readonly claims: readonly Claim[];
}
