/** The lab as actors: what the device machines come to is what the run says, wherever one stands in it. */

import { describe, expect, it } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { formatState } from '../../protocol/state/state.ts';
import { getStateName } from './lab-device.ts';
import type { LabEvent } from './lab-machine.ts';
import { findFirstOther, getDeviceIds, labMachine, toDeviceId } from './lab-machine.ts';
import type { LabRun } from './lab-model.ts';
import { ALL_CASES, findRequest, pickSome, run } from './lab-run.fixture.ts';
import type { LabSettings } from './lab-settings.ts';

function begin(settings: Partial<LabSettings> = {}) {
  const clock = new SimulatedClock();
  const actor = createActor(labMachine, { input: { settings, beat: 100 }, clock });
  actor.start();
  const get = () => actor.getSnapshot().context;
  const lab = {
    get,
    send: (...events: LabEvent[]) => {
      for (const event of events) actor.send(event);
      return lab;
    },
    wait: (beats: number) => {
      for (let beat = 0; beat < beats; beat += 1) clock.increment(100);
      return lab;
    },
    isPlaying: () => actor.getSnapshot().matches('playing'),
    states: () =>
      Object.fromEntries(
        Object.entries(get().devices).map(([id, device]) => [id, getStateName(device.getSnapshot())]),
      ),
  };
  return lab;
}

/** Where the steps of a run leave its devices: a fold, without a machine. */
function fold(lab: LabRun, at: number): Readonly<Record<string, string>> {
  const now = new Map(
    getDeviceIds(lab).map((id) => [id, lab.starts[id.startsWith('source') ? 'source' : 'destination']]),
  );
  for (const { act, host, device } of lab.steps.slice(0, at))
    if ((act.kind === 'request' || act.kind === 'reset') && act.outcome && device !== null)
      now.set(toDeviceId(host, device), act.outcome.now);
  return Object.fromEntries([...now].map(([id, value]) => [id, formatState(lab.ruleSet.states, value)]));
}

describe('the lab machine', () => {
  it('[LAB-50] has one actor for each device of each host, and none for a file', () => {
    expect(Object.keys(begin({ devices: 3 }).get().devices)).toEqual([
      'source-1',
      'source-2',
      'source-3',
      'destination-1',
      'destination-2',
      'destination-3',
    ]);
    expect(Object.keys(begin({ devices: 1, target: 'file' }).get().devices)).toEqual(['source-1']);
    expect(Object.keys(begin({ devices: 1, flow: 'incoming' }).get().devices)).toEqual(['destination-1']);
  });

  it('[LAB-51] its device machines are where the run says, after every step of every flow', () => {
    for (const { ruleSet, flags, client, flow } of pickSome(ALL_CASES, 250, 51)) {
      const lab = begin({ ruleSet: ruleSet.id, flags, client: client.id, flow, downtimeLimit: 600 });
      const { steps } = lab.get().run;
      for (let at = 1; at <= steps.length; at += 1) {
        lab.send({ type: 'step' });
        if (steps[at - 1]!.act.kind === 'request') expect(lab.states()).toEqual(fold(lab.get().run, at));
      }
      expect(lab.states()).toEqual(fold(lab.get().run, steps.length));
      expect(lab.send({ type: 'step' }).get().at).toBe(steps.length);
    }
  });

  it('[LAB-51] the outcome that a machine records is that of the step', () => {
    const lab = begin();
    for (const step of lab.get().run.steps) {
      lab.send({ type: 'step' });
      if (step.act.kind !== 'request' || step.device === null) continue;
      const device = lab.get().devices[toDeviceId(step.host, step.device)]!;
      expect(device.getSnapshot().context.snapshot.context.outcome).toEqual(step.act.outcome);
    }
  });

  it('[LAB-52] goes back, to the end and to the beginning, and its devices with it', () => {
    const lab = begin();
    const { length } = lab.get().run.steps;
    lab.send({ type: 'finish' });
    expect(lab.get().at).toBe(length);
    expect(lab.states()).toEqual(fold(lab.get().run, length));
    for (let at = length - 1; at > length - 25; at -= 1) {
      lab.send({ type: 'back' });
      expect(lab.get().at).toBe(at);
      expect(lab.states()).toEqual(fold(lab.get().run, at));
    }
    lab.send({ type: 'reset' });
    expect(lab.get().at).toBe(0);
    expect(new Set(Object.values(lab.states()))).toEqual(new Set(['RUNNING']));
    expect(lab.send({ type: 'back' }).get().at).toBe(0);
  });

  it('[LAB-53] plays a step a beat, pauses, stops at the end, and begins anew from there', () => {
    const lab = begin({ devices: 1 }).send({ type: 'play' });
    expect(lab.wait(3).get().at).toBe(3);
    lab.send({ type: 'pause' });
    expect(lab.wait(3).get().at).toBe(3);
    lab.send({ type: 'play' });
    const { length } = lab.get().run.steps;
    expect(lab.wait(length).get().at).toBe(length);
    expect(lab.isPlaying()).toBe(false);
    lab.send({ type: 'play' });
    expect(lab.get().at).toBe(0);
    expect(lab.wait(2).get().at).toBe(2);
    expect(lab.send({ type: 'step' }).isPlaying()).toBe(false);
  });

  it('[LAB-54] lets the next step fail, and takes the fault away again', () => {
    const setup = findRequest(run(), 'setup').index;
    const lab = begin().send(...Array.from({ length: setup }, () => ({ type: 'step' }) as const), {
      type: 'fault.arm',
      what: { kind: 'declined', arc: 1, errno: 'EBUSY' },
    });
    expect(lab.get().at).toBe(setup);
    expect(lab.get().run.outcome).toMatchObject({ end: 'failed', failed: setup });
    lab.send({ type: 'step' });
    expect(lab.get().devices['source-1']!.getSnapshot().context.snapshot.context.outcome).toMatchObject({
      cause: 'declined',
      returns: 'EBUSY',
    });
    lab.send({ type: 'back' }, { type: 'fault.arm', what: null });
    expect(lab.get().run.outcome.end).toBe('arrived');
  });

  it('[LAB-55] other settings keep the step as far as nothing there changes', () => {
    const lab = begin().send({ type: 'finish' });
    const before = lab.get().run;
    lab.send({ type: 'settings.change', settings: { downtimeLimit: 100 } });
    const { run: after, at } = lab.get();
    expect(at).toBe(findFirstOther(before, after, before.steps.length));
    expect(after.steps[at]!.act.kind).toBe('decide');
    expect(lab.states()).toEqual(fold(after, at));
    lab.send({ type: 'settings.change', settings: { ruleSet: 'uapi-v1' } });
    expect(lab.get().at).toBe(0);
    expect(new Set(Object.values(lab.states()))).toEqual(new Set(['_RUNNING']));
  });

  it('[LAB-56] a run that would go on forever goes on when the user cancels', () => {
    const lab = begin({ dirtyRate: 2 ** 33 }).send({ type: 'finish' });
    const { run: stuck, at } = lab.get();
    const last = stuck.steps.at(-1)!;
    lab.send({
      type: 'settings.change',
      settings: { faults: [{ step: last.index, what: { kind: 'cancelled' } }] },
    });
    expect(lab.get().at).toBe(at - 1);
    lab.send({ type: 'finish' });
    expect(lab.get().run.outcome.end).toBe('cancelled');
    expect(lab.states()).toMatchObject({ 'source-1': 'RUNNING', 'source-2': 'RUNNING' });
  });

  it('[LAB-57] gives the same run as the model alone', () => {
    expect(begin({ seed: 5 }).get().run).toEqual(run({ seed: 5 }));
  });
});
