/**
 * Who said what about which request: the positions of the 2021 thread "vfio: Add an API to check migration state
 * transition validity", as data. Message 0 is the patch, 1 to 37 are the comments. Every claim is a paraphrase; nothing
 * is quoted. Claims about a request are those that speak of it, not all that would decide it.
 *
 * @thread #0 to #37; Message-ID c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com
 */

import { THREAD_CONTROL_BITS } from './thread-control-bits.ts';
import { THREAD_DEFAULT_STATE } from './thread-default-state.ts';
import { THREAD_DEVICE_CHART } from './thread-device-chart.ts';
import { THREAD_OPENING } from './thread-opening.ts';
import type { ThreadRequest } from './thread-request.ts';

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
export interface RuleSetStance {
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
  readonly requests: readonly ThreadRequest[];
  /** Earlier messages. */
  readonly agreesWith?: readonly number[];
  /** Earlier messages. */
  readonly disagreesWith?: readonly number[];
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

/** A claim with the message that makes it. */
export interface Position {
  readonly message: Message;
  readonly claim: Claim;
}

/** The whole thread: `THREAD[n]` is message n. */
export const THREAD: readonly Message[] = [
  ...THREAD_OPENING,
  ...THREAD_DEFAULT_STATE,
  ...THREAD_DEVICE_CHART,
  ...THREAD_CONTROL_BITS,
];

const POSITIONS: readonly Position[] = THREAD.flatMap((message) =>
  message.claims.map((claim) => ({ message, claim })),
);

/** Message n, or undefined. `getMessage(1)?.author` is `Shameer Kolothum`. */
export function getMessage(message: number): Message | undefined {
  return THREAD.find((each) => each.message === message);
}

/** All claims that speak of that request, in thread order. `findPositions(1, 0)` has claims of #0, #10 and #14. */
export function findPositions(from: number, to: number): readonly Position[] {
  return POSITIONS.filter(({ claim }) => claim.requests.some(([cur, next]) => cur === from && next === to));
}

/** All claims about that rule set, in thread order; none for an id that the thread does not speak of. */
export function findPositionsOn(ruleSet: string): readonly Position[] {
  return POSITIONS.filter(({ claim }) => claim.ruleSets.some(({ id }) => id === ruleSet));
}
