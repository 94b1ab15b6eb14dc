/** Plays the trace of a finding or of a flow on the canvas. Loaded with the first one that is played. */

import type { ActorRefFrom } from 'xstate';
import type { historyMachine } from '../machine/history-machine.ts';
import type { Workspace } from '../machine/workspace.ts';
import { openTrace } from '../machine/workspace.ts';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { parseState } from '../protocol/state/state.ts';
import type { Trace } from '../protocol/trace/trace.ts';
import { focusOn } from '../ui/attention/focus.ts';
import type { workbenchMachine } from './workbench.ts';
import { getAgainst, listRuleSets } from './workbench.ts';

interface Players {
  readonly history: ActorRefFrom<typeof historyMachine>;
  readonly workbench: ActorRefFrom<typeof workbenchMachine>;
}

/** Opens a trace at its start and plays it; undo brings back what was there before. */
export function playTrace({ history, workbench }: Players, trace: Trace): void {
  const bench = workbench.getSnapshot().context;
  const workspace = toTraceWorkspace(trace, listRuleSets(bench.library));
  if (!workspace) return;
  // The old side is played as the new one: the comparison stays, the other way round.
  const { ruleSet } = history.getSnapshot().context;
  const against = getAgainst(bench, ruleSet);
  if (workspace.ruleSet.id === against.id && against.id !== ruleSet.id)
    workbench.send({ type: 'against.change', id: ruleSet.id });
  history.send({ type: 'open', workspace });
  history.send({ type: 'playback.start' });
  focusOn('graph');
}

/**
 * The workspace of a trace, at its start; undefined where its rule set is not known here. A rule set that is known by
 * its id wins over the table that the trace carries: it is the one that the page shows.
 */
function toTraceWorkspace(trace: Trace, all: readonly RuleSet[]): Workspace | undefined {
  const { ruleSet: named, flags, steps, start: startName } = trace;
  const id = 'id' in named ? named.id : named.table.id;
  const ruleSet = all.find((each) => each.id === id) ?? ('table' in named ? named.table : undefined);
  if (!ruleSet) return undefined;
  const start = startName === undefined ? undefined : parseState(ruleSet.states, startName);
  return openTrace(ruleSet, flags, steps, 0, start);
}
