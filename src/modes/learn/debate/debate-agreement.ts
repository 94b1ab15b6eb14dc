/**
 * Who agreed with a message and who disagreed: what the claims of protocol/thread/position.ts list, and what they leave to
 * the reader, each with the claim that shows it. Nobody counts as agreeing with themselves.
 */

import { THREAD } from '../../../protocol/thread/position.ts';
import type { Claim, Message } from '../../../protocol/thread/thread-message.ts';

export type Side = 'agrees' | 'disagrees';

/** A message that takes sides on another, with the claims that do. */
export interface Agreement {
  readonly message: number;
  readonly author: string;
  readonly claims: readonly Claim[];
}

interface Shown {
  /** The message that takes a side. */
  readonly by: number;
  /** The beginning of the claim that shows it. */
  readonly claim: string;
  readonly side: Side;
  /** The messages it takes a side on. */
  readonly on: readonly number[];
}

/** Sides that are plain in the thread but not in the claims' own lists. */
export const SHOWN: readonly Shown[] = [
  { by: 3, claim: 'Doubts that _RUNNING > _RESUMING', side: 'disagrees', on: [1, 2] },
  { by: 5, claim: 'Holds that _RUNNING > _RESUMING', side: 'disagrees', on: [3] },
  { by: 10, claim: 'Holds that _RUNNING > _RESUMING', side: 'disagrees', on: [0, 3] },
  { by: 12, claim: 'Sees no clear need for more', side: 'disagrees', on: [0] },
  { by: 16, claim: 'Defends a state machine in common code', side: 'agrees', on: [0] },
  { by: 25, claim: 'Holds that _SAVING and _RESUMING exclude', side: 'agrees', on: [24] },
  { by: 25, claim: 'Asks whether the missing state', side: 'agrees', on: [24] },
  { by: 26, claim: 'Confirms that stopping the devices', side: 'agrees', on: [25] },
  { by: 27, claim: 'Wants the kernel to keep track', side: 'agrees', on: [0] },
  { by: 28, claim: 'Does not want common code to filter', side: 'disagrees', on: [0] },
  { by: 33, claim: 'Repeats that STOP forbids', side: 'agrees', on: [21, 32] },
  { by: 33, claim: 'Denies that there is a state machine', side: 'agrees', on: [28] },
  { by: 34, claim: 'Asks whether running describes', side: 'agrees', on: [33] },
  { by: 36, claim: 'Asks whether 100b > 010b', side: 'agrees', on: [29] },
  { by: 37, claim: 'Confirms that 100b > 010b', side: 'agrees', on: [36] },
];

/** The later messages that take that side on a message, in order. `findAgreements(1, 'agrees')` are #2, #5 and #10. */
export function findAgreements(message: number, side: Side): readonly Agreement[] {
  const author = THREAD[message]?.author;
  return THREAD.filter((later) => later.author !== author).flatMap((later) => {
    const claims = later.claims.filter((claim) => getSides(later, claim, side).includes(message));
    return claims.length > 0 ? [{ message: later.message, author: later.author, claims }] : [];
  });
}

/** The earlier messages that a message itself takes that side on, in order. `findSided(5, 'agrees')` is 1, 2, 4. */
export function findSided(message: number, side: Side): readonly number[] {
  const own = THREAD[message];
  const sided = own?.claims.flatMap((claim) => getSides(own, claim, side)) ?? [];
  return [...new Set(sided)]
    .filter((earlier) => THREAD[earlier]?.author !== own?.author)
    .toSorted((a, b) => a - b);
}

function getSides({ message }: Message, claim: Claim, side: Side): readonly number[] {
  const listed = (side === 'agrees' ? claim.agreesWith : claim.disagreesWith) ?? [];
  const shown = SHOWN.filter(
    (each) => each.by === message && each.side === side && claim.text.startsWith(each.claim),
  );
  return [...listed, ...shown.flatMap(({ on }) => on)];
}
