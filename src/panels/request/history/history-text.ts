/** What a row of a long history is found by. */

import type { History, HistoryNode } from '../../../machine/history.ts';
import { getLine } from '../../../machine/history.ts';
import { getOthers } from '../../../machine/history-forks.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { formatBranch, formatHistoryRow, formatUnmade } from './history-words.ts';

/** Its number, all that it says, and the branches that leave it. */
export function formatRowText(ruleSet: RuleSet, history: History, number: number): string {
  const node = getLine(history)[number - 1];
  const branches = getOthers(history, number).map(({ step }) => formatBranch(step));
  return [number, formatStep(ruleSet, history, node), ...branches].join(' ');
}

function formatStep(ruleSet: RuleSet, history: History, node: HistoryNode | undefined): string {
  if (!node) return `opened in ${formatState(ruleSet.states, history.start)}`;
  if (node.made?.kind !== 'made') return formatUnmade(node);
  const { request, word, now } = formatHistoryRow(ruleSet, node.made.outcome);
  return `${request} ${word}${now ? `, now ${now}` : ''}${node.made.differs ? ' differs' : ''}`;
}
