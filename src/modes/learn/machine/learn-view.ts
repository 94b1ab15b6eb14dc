/** What the State graph shows in Learn, depending on what is open: which rule sets it compares, and what is lit. */

import type { Lit } from '../../../graph/picture/flow.ts';
import type { Focus } from '../../../lesson/lesson.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import type { DebateShow } from '../debate/debate-message.ts';
import { POSTED } from '../debate/debate-message.ts';
import type { LearnPanel, LearnSpot } from '../learn-spot.ts';
import { LIFE } from '../life/life-step.ts';
import type { LearnContext } from './learn-context.ts';

const NOTHING: Lit = { states: [], requests: [] };

interface Shows {
  readonly debated: DebateShow;
  /** While a lesson asks something it compares nothing: the difference may be the answer. */
  readonly lessonAgainst: string | null | undefined;
}

/** The rule set that the shown one is compared with; undefined if it is shown alone. */
export function findOldSide(spot: LearnSpot, { debated, lessonAgainst }: Shows): RuleSet | undefined {
  switch (spot.panel) {
    case 'lessons':
      return getRuleSet(lessonAgainst ?? '');
    case 'debate':
      return debated.ruleSet === null || debated.ruleSet === POSTED ? undefined : getRuleSet(POSTED);
    case 'life':
      return getRuleSet(LIFE[spot.at - 1]?.id ?? '');
    case 'causes':
    case 'lab':
      return undefined;
  }
}

export function getOldSide({ spot, debated, seen }: LearnContext): RuleSet | undefined {
  const isTold = seen?.value === 'telling' || seen?.value === 'explaining';
  return findOldSide(spot, { debated, lessonAgainst: isTold ? seen.context.show.rules.against : null });
}

/** What a message or a step of a lesson is about. */
export function toLit(panel: LearnPanel, debated: DebateShow, focus: Focus | undefined): Lit {
  if (panel === 'debate') return { states: [], requests: debated.requests };
  if (panel === 'lessons' && focus) return { states: focus.states, requests: focus.arcs };
  return NOTHING;
}
