/** From the trace of a finding or of a flow to a workspace in which it can be played. */

import type { Workspace } from '../machine/workspace.ts';
import { openTrace } from '../machine/workspace.ts';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { parseState } from '../protocol/state/state.ts';
import type { Trace } from '../protocol/trace/trace.ts';

/**
 * The workspace of a trace, at its start; undefined where its rule set is not known here. A rule set that is known by
 * its id wins over the table that the trace carries: it is the one that the page shows.
 */
export function toTraceWorkspace(trace: Trace, all: readonly RuleSet[]): Workspace | undefined {
  const { ruleSet: named, flags, steps, start: startName } = trace;
  const id = 'id' in named ? named.id : named.table.id;
  const ruleSet = all.find((each) => each.id === id) ?? ('table' in named ? named.table : undefined);
  if (!ruleSet) return undefined;
  const start = startName === undefined ? undefined : parseState(ruleSet.states, startName);
  return openTrace(ruleSet, flags, steps, 0, start);
}
