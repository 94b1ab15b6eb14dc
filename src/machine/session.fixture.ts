/** A session for the tests, with the few words that they speak to it. */

import { createActor, SimulatedClock } from 'xstate';
import type { RuleSetId } from '../protocol/rule-sets/rule-set.ts';
import { formatState, parseState } from '../protocol/state/state.ts';
import { ruleSetOf } from './expected-device.fixture.ts';
import { getCurrent, getCursorIndex, getLastOutcome, getLine } from './history.ts';
import type { SessionEvent } from './session-machine.ts';
import { sessionMachine } from './session-machine.ts';
import { createWorkspace } from './workspace.ts';

export const toRules = (id: RuleSetId): SessionEvent => ({ type: 'rules.change', ruleSet: ruleSetOf(id) });

/** Begins a session with a rule set; its time passes by `wait` alone. */
export function begin(id: RuleSetId, workspace = createWorkspace(ruleSetOf(id))) {
  const clock = new SimulatedClock();
  const actor = createActor(sessionMachine, { input: { workspace }, clock });
  actor.start();
  const get = () => actor.getSnapshot().context;
  const session = {
    get,
    send: (...events: SessionEvent[]) => {
      for (const event of events) actor.send(event);
      return session;
    },
    /** `STOP > RESUMING`, each asked in turn. */
    ask: (text: string) => {
      for (const name of text.split(' > ')) {
        const to = parseState(get().ruleSet.states, name);
        if (to === undefined) throw new Error(`${get().ruleSet.id} has no ${name}`);
        actor.send({ type: 'request', to });
      }
      return session;
    },
    at: () => formatState(get().ruleSet.states, getCurrent(get().history)),
    last: () => getLastOutcome(get().history),
    line: () => getLine(get().history).map(({ step }) => (step.act === 'reset' ? 'RESET' : step.to)),
    index: () => getCursorIndex(get().history),
    status: () => actor.getSnapshot().status,
    isPlaying: () => actor.getSnapshot().matches('playing'),
    wait: (milliseconds: number) => {
      clock.increment(milliseconds);
      return session;
    },
    work: () => ({ ruleSet: get().ruleSet.id, flags: get().flags, history: get().history }),
  };
  return session;
}
