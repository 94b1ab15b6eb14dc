/**
 * The question that a lesson asks, as the page has to know it: until it is answered, its requests are neither made nor told,
 * whatever their verdicts are.
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import type { ReplayedStep } from '../trace/replay.ts';
import type { RequestPair } from './request-pair.ts';

export interface OpenQuestion {
  /** Whose values the requests and states have. */
  readonly generation: RuleSet['generation'];
  readonly requests: readonly RequestPair[];
  /** States whose signs would tell the answer. */
  readonly states: readonly number[];
  /** The sentences that stand in place of what is hidden. */
  readonly words: Readonly<Record<'state' | 'first' | 'request' | 'open', string>>;
  /** How many steps of the history only lead there: what came of them is not news. */
  readonly setup: number;
  /** True for work that shows what came of one of the requests. */
  readonly isToldBy: (work: {
    readonly ruleSet: RuleSet;
    readonly history: { readonly nodes: readonly { readonly made: ReplayedStep | null }[] };
  }) => boolean;
}

/** True for a request that is asked about. */
export function isInQuestion(
  question: Pick<OpenQuestion, 'requests'> | null | undefined,
  request: RequestPair | null | undefined,
): boolean {
  return question?.requests.some(({ from, to }) => from === request?.from && to === request.to) ?? false;
}
