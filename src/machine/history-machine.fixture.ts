/** A history for the tests, with the few words that they speak to it. */

import { createActor, SimulatedClock } from 'xstate';
import type { RuleSetId } from '../protocol/rule-sets/rule-set.ts';
import { formatState, parseState } from '../protocol/state/state.ts';
import { ruleSetOf } from './expected-device.fixture.ts';
import { getCurrent, getCursorIndex, getLastOutcome, getLine } from './history.ts';
import type { HistoryEvent } from './history-machine.ts';
import { historyMachine } from './history-machine.ts';
import { createWorkspace } from './workspace.ts';

export const toRules = (id: RuleSetId): HistoryEvent => ({ type: 'rules.change', ruleSet: ruleSetOf(id) });

/** Begins a history with a rule set; its time passes by `wait` alone. */
export function begin(id: RuleSetId, workspace = createWorkspace(ruleSetOf(id))) {
  const clock = new SimulatedClock();
  const actor = createActor(historyMachine, { input: { workspace }, clock });
  actor.start();
  const get = () => actor.getSnapshot().context;
  const history = {
    get,
    send: (...events: HistoryEvent[]) => {
      for (const event of events) actor.send(event);
      return history;
    },
    /** `STOP > RESUMING`, each asked in turn. */
    ask: (text: string) => {
      for (const name of text.split(' > ')) {
        const to = parseState(get().ruleSet.states, name);
        if (to === undefined) throw new Error(`${get().ruleSet.id} has no ${name}`);
        actor.send({ type: 'request', to });
      }
      return history;
    },
    at: () => formatState(get().ruleSet.states, getCurrent(get().history)),
    last: () => getLastOutcome(get().history),
    line: () => getLine(get().history).map(({ step }) => (step.act === 'reset' ? 'RESET' : step.to)),
    index: () => getCursorIndex(get().history),
    status: () => actor.getSnapshot().status,
    isPlaying: () => actor.getSnapshot().matches('playing'),
    wait: (milliseconds: number) => {
      clock.increment(milliseconds);
      return history;
    },
    work: () => ({ ruleSet: get().ruleSet.id, flags: get().flags, history: get().history }),
  };
  return history;
}
