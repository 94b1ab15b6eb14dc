/** DMA between peers: it arrives at a stopped one where devices stop one by one, and does not where all are quiescent first. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getState } from '../../protocol/state/state.ts';
import { CASES, nameOf, run, runCase, withFault } from '../run/lab-run.fixture.ts';

const WITH_P2P = CASES.filter(({ flags }) => flags !== null && flags & 2);
const WITHOUT = CASES.filter(
  ({ ruleSet, flags }) => ruleSet.id === 'fully-connected' || (flags !== null && !(flags & 2)),
);

const writeDma = (settings: Parameters<typeof run>[0]) =>
  run(settings).steps.flatMap(({ act, host, device }) =>
    act.kind === 'dma' ? [`${host} ${device}>${act.to}`] : [],
  );

describe('peers', () => {
  it('[LAB-40] with P2P no DMA arrives at a stopped peer, in any flow', () => {
    for (const each of WITH_P2P)
      for (const devices of [2, 3, 4]) {
        const { steps } = runCase(each, { devices });
        // The notifier has a stopped VM's devices run, one by one: lab-paused.test.ts.
        const notified = steps.findIndex(
          ({ act }) => act.kind === 'request' && (act.name === 'failed' || act.name === 'cancelled'),
        );
        const before = notified < 0 ? steps : steps.slice(0, notified);
        expect(
          before.filter(({ act }) => act.kind === 'dma'),
          nameOf(each),
        ).toEqual([]);
      }
  });

  it('[LAB-41] without P2P it does, wherever a device stops beside one that runs', () => {
    for (const each of WITHOUT) {
      const lab = runCase(each, { devices: 2 });
      const isStopping = lab.steps.some(
        ({ host, act }) =>
          act.kind === 'request' &&
          act.name === 'VM stopped' &&
          lab.plan.start === 'running' &&
          host === (lab.plan.purpose === 'load' ? 'destination' : 'source'),
      );
      if (isStopping) expect(lab.outcome.stray, nameOf(each)).toBeGreaterThan(0);
    }
  });

  it('[LAB-42] two devices: the first writes into the second, which stops first, and again as they start', () => {
    expect(writeDma({ ruleSet: 'fully-connected', devices: 2 })).toEqual(['source 0>1', 'destination 0>1']);
    expect(writeDma({ flags: 5 })).toEqual(['source 0>1', 'destination 0>1']);
  });

  it('[LAB-43] does not exist without links or with one device', () => {
    for (const each of WITHOUT) {
      expect(runCase(each, { linked: false, devices: 4 }).outcome.stray).toBe(0);
      expect(runCase(each, { devices: 1 }).outcome.stray).toBe(0);
    }
  });

  it('[LAB-44] it always goes from a device that runs to one that is stopped', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CASES),
        fc.integer({ min: 2, max: 4 }),
        fc.nat(),
        (each, devices, seed) => {
          const { steps, ruleSet, starts } = runCase(each, { devices, seed });
          const now = new Map<string, number>();
          for (const { act, host, device } of steps) {
            const activityOf = (index: number | null) =>
              getState(ruleSet.states, now.get(`${host} ${index}`) ?? starts[host])?.activity;
            if ((act.kind === 'request' || act.kind === 'reset') && act.outcome)
              now.set(`${host} ${device}`, act.outcome.now);
            if (act.kind !== 'dma') continue;
            expect(device).not.toBe(act.to);
            expect([activityOf(device), activityOf(act.to)]).toEqual(['runs', 'stopped']);
          }
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  it('[LAB-45] a device that was just opened has no work, and sends nothing before its state is loaded', () => {
    const { steps } = run({ flags: 5, devices: 4 });
    const begins = steps.findIndex(({ act }) => act.kind === 'send');
    expect(steps.slice(0, begins).some(({ act }) => act.kind === 'dma')).toBe(false);
  });

  it('[LAB-45] nor does one that QEMU has reset, although it runs beside a stopped one', () => {
    const whole = run({ flags: 1, downtimeLimit: 5000 });
    const complete = whole.steps.findLast(({ act }) => act.kind === 'request' && act.name === 'complete')!;
    const lab = withFault(whole, { step: complete.index, what: { kind: 'faulted', arc: 1 } });
    expect(lab.outcome.resets).toEqual([{ host: 'source', device: 1 }]);
    expect(lab.steps.slice(complete.index).some(({ act }) => act.kind === 'dma')).toBe(false);
  });

  it('[LAB-46] says that QEMU would not begin with several devices that do not know P2P', () => {
    expect(run({ flags: 5 }).outcome.isBlocked).toBe(true);
    expect(run({ flags: 5, devices: 1 }).outcome.isBlocked).toBe(false);
    expect(run({ flags: 7 }).outcome.isBlocked).toBe(false);
  });
});
