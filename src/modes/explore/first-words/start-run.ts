/** Starts what the first words offer: on the graph, as one trace that undo takes back. */

import { openTrace } from '../../../machine/workspace.ts';
import type { Acts, HistoryActor } from '../../../page/acts.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { parseState } from '../../../protocol/state/state.ts';
import type { Trace } from '../../../protocol/trace/trace.ts';
import type { Start } from './first-words.ts';

export function toStartTrace({ ruleSet, flags, asks }: Start): Trace {
  return {
    version: 1,
    ruleSet: { id: ruleSet },
    flags,
    steps: asks.map((to) => ({ act: 'request', to })),
  };
}

/** Plays it, or opens it where only the last request is left, and makes that. */
export function runStart(start: Start, history: HistoryActor, { play, ask, focusOn }: Acts): void {
  const trace = toStartTrace(start);
  if (start.isPlayed) {
    play(trace);
    return;
  }
  const ruleSet = getRuleSet(start.ruleSet);
  const to = ruleSet && parseState(ruleSet.states, start.asks.at(-1) ?? '');
  if (!ruleSet || to === undefined) throw new Error(`the start ${start.id} asks for nothing that is known`);
  const before = trace.steps.slice(0, -1);
  history.send({ type: 'open', workspace: openTrace(ruleSet, start.flags, before, before.length) });
  ask(to);
  focusOn('graph');
}
