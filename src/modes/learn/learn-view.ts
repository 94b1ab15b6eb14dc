/** Which two rule sets the State graph holds against each other in Learn, from what is open in it. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { DebateShow } from './debate/debate-message.ts';
import type { LearnPlace } from './learn-place.ts';
import { LIFE } from './life/life-step.ts';

/** The rule set that the thread debates. */
export const POSTED = 'patch-2021-09';

interface Shows {
  readonly debated: DebateShow;
  /** While something is asked a lesson holds its rules against nothing: the difference may be the answer. */
  readonly lessonAgainst: string | null | undefined;
}

/** The rule set that the shown one is held against; undefined where it is shown alone. */
export function findOldSide(place: LearnPlace, { debated, lessonAgainst }: Shows): RuleSet | undefined {
  switch (place.panel) {
    case 'lessons':
      return getRuleSet(lessonAgainst ?? '');
    case 'debate':
      return debated.ruleSet === null || debated.ruleSet === POSTED ? undefined : getRuleSet(POSTED);
    case 'life':
      return getRuleSet(LIFE[place.at - 1]?.id ?? '');
    case 'lab':
      return undefined;
  }
}
