/** What is known of a driver for a pair of states: plain data, from whoever read the driver. */

import type { RequestPair } from '../../protocol/state/request-pair.ts';

/**
 * `implemented`: the driver has the arc; `assumed`: what decides it is not in the text; `missing`: it is required, and the
 * driver does not have it; `extra`: the driver has it, and nobody asks for it; `unlisted`: the
 * driver has it, and the rule set of v1 neither lists nor refuses it. The rest has no line of its own: `none` is no
 * arc, and `unseen` is not in the text.
 */
export type DriverKind = 'implemented' | 'assumed' | 'missing' | 'extra' | 'unlisted' | 'none' | 'unseen';

/** What a patch does to an arc; `failing`: it makes it fail with an errno. */
export type DriverChange = 'added' | 'removed' | 'failing';

/** What is known of one pair of states. */
export interface DriverArc extends RequestPair {
  readonly kind: DriverKind;
  readonly change: DriverChange | null;
  /** `added, implemented, line 41` */
  readonly words: string;
  /** On its line: the change and the kind, where they are worth a sign; null for a bare line. */
  readonly sign: string | null;
  /** In its cell, where it always has one. */
  readonly cellSign: string;
}
