/** What a question is about: the request, its real outcome, and the state that the device is in afterwards. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { getState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { getOutcome } from '../../protocol/trace/replay.ts';
import type { RequestQuestion, Rules } from '../lesson.ts';

export interface Situation {
  readonly ruleSet: RuleSet;
  readonly question: RequestQuestion;
  readonly outcome: Outcome;
  /** The state afterwards; undefined for a u32 that the rule set does not list. */
  readonly after: StateInfo | undefined;
}

/** One answer to choose. Its id is stable; its text is what is shown. */
export interface Option {
  readonly id: string;
  readonly text: string;
}

/** A question as it is shown. */
export interface AskedQuestion {
  /** A complete sentence. */
  readonly prompt: string;
  /** At least two, in the order in which they are shown. */
  readonly options: readonly Option[];
  /** Id of the right one. */
  readonly answer: string;
}

/** The built-in rule set of a step: a parsed lesson names no other. */
export function getStepRuleSet({ ruleSet: id }: Rules): RuleSet {
  const ruleSet = getRuleSet(id);
  if (!ruleSet) throw new Error(`a lesson names the rule set ${id}, which is not built in`);
  return ruleSet;
}

/** Makes the request and looks at the outcome. */
export function createSituation(ruleSet: RuleSet, question: RequestQuestion): Situation {
  const { request, fault, suppose } = question;
  const outcome = getOutcome(
    ruleSet,
    request.flags,
    request.from,
    request.to,
    fault ?? undefined,
    suppose ? 'accepted' : undefined,
  );
  return { ruleSet, question, outcome, after: getState(ruleSet.states, outcome.now) };
}
