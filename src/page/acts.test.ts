/** Acts from a panel that may be a frame behind the device. */

import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { getCurrent } from '../machine/history.ts';
import { historyMachine } from '../machine/history-machine.ts';
import { createWorkspace } from '../machine/workspace.ts';
import { of } from '../protocol/trace/walk.ts';
import type { Actors } from './acts.ts';
import { createActs } from './acts.ts';

function openActs() {
  const history = createActor(historyMachine, {
    input: { workspace: createWorkspace(of('uapi-v1')) },
  }).start();
  const acts = createActs({ history } as unknown as Actors);
  return {
    acts,
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
