/** What a line of the history says of a step. */

import { formatFailure, formatOutcome } from '../../../graph/picture/outcome-words.ts';
import type { HistoryNode } from '../../../machine/history.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { formatRequest } from '../../../protocol/state/request-pair.ts';
import { formatState } from '../../../protocol/state/state.ts';
import type { Outcome } from '../../../protocol/trace/replay.ts';
import type { Step } from '../../../protocol/trace/trace.ts';

/** Not the name of the button: one button on the page has that. */
const RESET = 'device reset';

/** `{ request: 'RUNNING > STOP', word: 'refused (declined)', now: 'RUNNING_P2P' }`; `now` where it is neither of the two. */
export function formatHistoryRow(
  ruleSet: RuleSet,
  outcome: Outcome,
): { readonly request: string; readonly word: string; readonly now: string | null } {
  const { verdict, now, from } = outcome;
  const failure = formatFailure(outcome);
  const word = formatOutcome(ruleSet, outcome).word.toLowerCase();
  return {
    request: verdict ? formatRequest(ruleSet.states, verdict.request) : RESET,
    word: failure ? `${word} (${failure})` : word,
    now: now === verdict?.request.to || now === from ? null : formatState(ruleSet.states, now),
  };
}

/** What a row says of a step that cannot be made. */
export function formatUnmade({ made, step }: HistoryNode): string {
  const name = step.act === 'request' ? step.to : RESET;
  return `${name}: ${made ? 'no such state in these rules' : 'not reached in these rules'}`;
}

/** What a branch is called where it leaves the line. */
export function formatBranch(step: Step): string {
  return `branch: ${step.act === 'request' ? `asked ${step.to}` : 'reset'}`;
}
