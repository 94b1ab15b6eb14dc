/** Acts from a panel that may be a frame behind the device. */

import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { getCurrent } from '../machine/history.ts';
import { historyMachine } from '../machine/history-machine.ts';
import { createWorkspace } from '../machine/workspace.ts';
import { of } from '../protocol/trace/walk.ts';
import type { Actors } from './acts.ts';
import { createActs } from './acts.ts';
import { EXPLORING } from './snapshot.ts';
import { getAgainst, workbenchMachine } from './workbench.ts';

function openActs() {
  const history = createActor(historyMachine, {
    input: { workspace: createWorkspace(of('uapi-v1')) },
  }).start();
  const workbench = createActor(workbenchMachine, { input: EXPLORING }).start();
  const acts = createActs({ history, workbench } as unknown as Actors);
  return {
    acts,
    sides: () => {
      const { ruleSet } = history.getSnapshot().context;
      return [getAgainst(workbench.getSnapshot().context, ruleSet).id, ruleSet.id];
    },
    get: () => history.getSnapshot().context,
    at: () => getCurrent(history.getSnapshot().context.history),
  };
}

describe('asking from a panel', () => {
  it('[ACTS-1] asks while the device is still where the panel shows it', () => {
    const { acts, get, at } = openActs();
    acts.askFrom(1, 3);
    expect(at()).toBe(3);
    expect(get().selection).toEqual({ from: 1, to: 3 });
  });

  it('[ACTS-1] only selects the request once the device has left that state', () => {
    const { acts, get, at } = openActs();
    acts.ask(3);
    acts.askFrom(1, 0);
    expect(at()).toBe(3);
    expect(get().selection).toEqual({ from: 1, to: 0 });
  });

  it('[ACTS-1] passes on what is supposed', () => {
    const { acts, at } = openActs();
    acts.ask(0);
    acts.askFrom(0, 4, 'accepted');
    expect(at()).toBe(4);
  });
});

it('[ACTS-2] swaps the two sides of a comparison, and swapped again they stand as before', () => {
  const { acts, sides } = openActs();
  acts.changeAgainst(of('v2-6.2'));
  expect(sides()).toEqual(['v2-6.2', 'uapi-v1']);
  acts.swapSides();
  expect(sides()).toEqual(['uapi-v1', 'v2-6.2']);
  acts.swapSides();
  expect(sides()).toEqual(['v2-6.2', 'uapi-v1']);
});
