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
import type { Claim, Message } from './thread-message.ts';
import { THREAD_OPENING } from './thread-opening.ts';
import { THREAD_REVIEW } from './thread-review.ts';

/** A claim with the message that makes it. */
export interface Position {
  readonly message: Message;
  readonly claim: Claim;
}

/** The whole thread: `THREAD[n]` is message n. */
export const THREAD: readonly Message[] = [
  ...THREAD_OPENING,
  ...THREAD_REVIEW,
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
