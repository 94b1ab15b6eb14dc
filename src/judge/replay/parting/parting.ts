/** How two logs may part. */

/** Two of the same: of the first log, and of the second. */
export type Both<T> = readonly [first: T, second: T];

/**
 * `request`: they ask for different states; `outcome`: for the same, which one of them got; `errno`: both failed, but not with the
 * same errno; `reset`: only one device was reset; `end`: one log ends where the other goes on.
 */
export type PartingKind = 'request' | 'outcome' | 'errno' | 'reset' | 'end';

export interface PartingWords {
  /** What each did. */
  readonly text: string;
  /** Why it matters. */
  readonly why: string;
}
