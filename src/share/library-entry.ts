/** A rule set that is not built in, and where it came from. */

import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';

export interface LibraryEntry {
  readonly ruleSet: RuleSet;
  /** Id of the rule set it was made from, built in or of the library; null if none. */
  readonly base: string | null;
  readonly origin: 'edited' | 'pasted' | 'linked';
}
