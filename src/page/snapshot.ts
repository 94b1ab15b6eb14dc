/** The history as an address and as a stored text, and back. */

import { getCursorIndex, getLine } from '../machine/history.ts';
import type { Workspace } from '../machine/workspace.ts';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../protocol/rule-sets/rule-sets.ts';
import type { RequestPair } from '../protocol/state/request-pair.ts';
import { formatState, getState, parseState } from '../protocol/state/state.ts';
import type { StoredHistory } from '../share/store/stored-history.ts';
import type { View } from '../share/view.ts';
import type { Workbench } from './workbench.ts';
import { getAgainst } from './workbench.ts';

/** A page that only explores what is built in. */
export const EXPLORING: Workbench = { mode: 'explore', part: null, against: null, library: [] };

/** What an address holds of a workspace. Rule sets that are not built in travel with it. */
export function toView(
  { ruleSet, flags, history }: Workspace,
  selection: RequestPair | null,
  bench: Workbench = EXPLORING,
): View {
  const { mode, library } = bench;
  const part = mode === 'learn' ? bench.part : mode === 'review' ? bench.step : null;
  const isCompared = mode === 'compare' || mode === 'review';
  const { id } = getAgainst(bench, ruleSet);
  // What only came with the shown rule set goes with it, unless the other page could not know it.
  const isTold = isCompared && (bench.against === id || !getRuleSet(id));
  const against = isTold && id !== ruleSet.id ? id : undefined;
  const carried = library.filter((entry) => [ruleSet.id, against].includes(entry.ruleSet.id));
  const name = (value: number) => formatState(ruleSet.states, value);
  return {
    ruleSet: ruleSet.id,
    flags,
    ...(history.start !== ruleSet.initial && { start: name(history.start) }),
    steps: getLine(history).map(({ step }) => step),
    cursor: getCursorIndex(history),
    ...(selection && { look: { from: name(selection.from), to: name(selection.to) } }),
    ...(mode !== 'explore' && { mode }),
    ...(part && { part }),
    ...(against !== undefined && { against }),
    ...(carried.length > 0 && { carried }),
  };
}

/** What is kept of a workspace: the whole tree. */
export function toStored({ ruleSet, flags, history }: Workspace): StoredHistory {
  return {
    version: 1,
    ruleSet: ruleSet.id,
    flags,
    start: formatState(ruleSet.states, history.start),
    nodes: history.nodes.map(({ parent, step }) => ({ parent, step })),
    cursor: history.cursor,
    follows: history.follows,
  };
}

/** The workspace of a kept tree, its steps still to be made; undefined where its rule set is not known. */
export function findStored(stored: StoredHistory, ruleSets: readonly RuleSet[]): Workspace | undefined {
  const ruleSet = ruleSets.find(({ id }) => id === stored.ruleSet);
  if (!ruleSet) return undefined;
  const named = parseState(ruleSet.states, stored.start);
  const start = getState(ruleSet.states, named ?? ruleSet.initial)?.value ?? ruleSet.initial;
  const nodes = stored.nodes.map(({ parent, step }, index) => ({ id: index + 1, parent, step, made: null }));
  const { flags, cursor, follows } = stored;
  return { ruleSet, flags, history: { start, nodes, cursor, follows } };
}
