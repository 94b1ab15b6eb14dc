/** The session as an address and as a kept text, and back. */

import { getCursorIndex, getLine } from '../machine/history.ts';
import type { Selection } from '../machine/session-machine.ts';
import type { Workspace } from '../machine/workspace.ts';
import { openHistory } from '../machine/workspace.ts';
import { RULE_SETS } from '../protocol/rule-sets.ts';
import { formatState, parseState } from '../protocol/state.ts';
import type { StoredSession } from '../share/stored-session.ts';
import type { View } from '../share/view.ts';

/** What an address holds of a workspace. */
export function toView({ ruleSet, flags, history }: Workspace, selection: Selection | null): View {
  const name = (value: number) => formatState(ruleSet.states, value);
  return {
    ruleSet: ruleSet.id,
    flags,
    ...(history.start !== ruleSet.initial && { start: name(history.start) }),
    steps: getLine(history).map(({ step }) => step),
    cursor: getCursorIndex(history),
    ...(selection && { look: { from: name(selection.from), to: name(selection.to) } }),
  };
}

/** What is kept of a workspace: the whole tree. */
export function toStored({ ruleSet, flags, history }: Workspace): StoredSession {
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

/** The workspace of a kept tree; undefined where its rule set is not built in. */
export function remakeStored(stored: StoredSession): Workspace | undefined {
  const ruleSet = RULE_SETS.find(({ id }) => id === stored.ruleSet);
  if (!ruleSet) return undefined;
  const start = parseState(ruleSet.states, stored.start) ?? ruleSet.initial;
  const nodes = stored.nodes.map(({ parent, step }, index) => ({ id: index + 1, parent, step, made: null }));
  return openHistory(ruleSet, stored.flags, { start, nodes, cursor: stored.cursor, follows: stored.follows });
}
