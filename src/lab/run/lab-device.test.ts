/** A verdict is asked once: by a run that has not met the request before, and by the device that a step is for. */

import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import { getDeviceState } from './lab-device.ts';
import type { LabEvent } from './lab-machine.ts';
import { labMachine, toDeviceId } from './lab-machine.ts';
import { CASES, isRequest, nameOf, pickSome, run } from './lab-run.fixture.ts';
import type { LabSettings } from './lab-settings.ts';

const asked = vi.hoisted(() => ({ count: 0 }));

vi.mock('../../protocol/verdict/request-verdict.ts', async (load) => {
  const { getVerdict } = await load<typeof import('../../protocol/verdict/request-verdict.ts')>();
  return {
    getVerdict: (...request: Parameters<typeof getVerdict>) => {
      asked.count += 1;
      return getVerdict(...request);
    },
  };
});

function begin(settings: Partial<LabSettings>) {
  const actor = createActor(labMachine, { input: { settings } });
  actor.start();
  return {
    get: () => actor.getSnapshot().context,
    /** How many verdicts the events ask. */
    count: (...events: LabEvent[]) => {
      asked.count = 0;
      for (const event of events) actor.send(event);
      return asked.count;
    },
  };
}

const SIZES: readonly Partial<LabSettings>[] = [
  { stateSize: 2 ** 28 },
  { dirtyRate: 0 },
  { bandwidth: 2 ** 32 },
  { downtimeLimit: 50 },
  { seed: 7 },
];

describe('the verdicts of the lab', () => {
  it.each(pickSome(CASES, 120, 113).map((each) => ({ name: nameOf(each), ...each })))(
    '[LAB-113] $name: back, to the end, reset and a moved slider ask none',
    ({ ruleSet, flags, flow }) => {
      const lab = begin({ ruleSet: ruleSet.id, flags, flow, devices: 4, downtimeLimit: 3_600_000 });
      expect(lab.count({ type: 'finish' })).toBe(0);
      expect(lab.count({ type: 'back' }, { type: 'back' }, { type: 'back' })).toBe(0);
      expect(lab.count({ type: 'reset' })).toBe(0);
      expect(lab.count({ type: 'finish' }, { type: 'back' })).toBe(0);
      for (const settings of SIZES) {
        // A size can lead to requests that no run has met: it asks for those when it comes up first.
        lab.count({ type: 'settings.change', settings });
        expect(lab.count({ type: 'settings.change', settings: { stateSize: 2 ** 30 } })).toBe(0);
        expect(lab.count({ type: 'settings.change', settings })).toBe(0);
      }
    },
  );

  it('[LAB-114] a step asks one where its device is asked for a state, and none where it is not', () => {
    const lab = begin({ devices: 4 });
    for (const step of lab.get().run.steps)
      expect(lab.count({ type: 'step' })).toBe(step.act.kind === 'request' ? 1 : 0);
  });

  it('[LAB-115] rules and flags that were there before ask none', () => {
    const lab = begin({ flags: 7 });
    const change = (settings: Partial<LabSettings>) => lab.count({ type: 'settings.change', settings });
    change({ flags: 5 });
    change({ ruleSet: 'uapi-v1' });
    expect(change({ ruleSet: 'v2-7.2', flags: 7 })).toBe(0);
    expect(change({ flags: 5 })).toBe(0);
    expect(change({ devices: 4 })).toBe(0);
  });

  it('[LAB-116] a device that is put at a step has come to what one has that was asked step by step', () => {
    const { steps } = run();
    const lab = begin({});
    for (const step of steps) {
      lab.count({ type: 'step' });
      if (!isRequest(step)) continue;
      const { host, device } = step;
      const { snapshot } = lab.get().devices[toDeviceId(host, device)]!.getSnapshot().context;
      const placed = getDeviceState(lab.get().run, lab.get().at, host, device).snapshot;
      expect(placed.value).toBe(snapshot.value);
      expect(placed.context).toEqual(snapshot.context);
    }
  });
});
