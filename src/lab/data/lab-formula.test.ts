/**
 * The numbers of the lab against closed formulas, written here anew: n devices of S bytes that change D a second each, a
 * stream of B a second, a limit of L seconds. Round k leaves nS (nD/B)^k; pre-copy converges if and only if nD < B; downtime is what
 * is left / B.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run } from '../run/lab-run.fixture.ts';
import type { LabSettings } from '../run/lab-settings.ts';
import { MOST_ROUNDS } from './lab-rounds.ts';

const MIB = 2 ** 20;

const anySettings = fc.record({
  ruleSet: fc.constantFrom('v2-7.2', 'fully-connected'),
  devices: fc.integer({ min: 1, max: 4 }),
  stateSize: fc.integer({ min: MIB, max: 2 ** 36 }),
  dirtyRate: fc.integer({ min: 0, max: 2 ** 32 }),
  bandwidth: fc.integer({ min: MIB, max: 2 ** 34 }),
  downtimeLimit: fc.integer({ min: 1, max: 5000 }),
  linked: fc.boolean(),
  seed: fc.nat(),
});

const RUNS = { numRuns: 100, seed: 4 };

/** Settings whose devices change less than the stream carries, by enough for a few dozen rounds at most. */
const anyConverging = anySettings.map((settings) => ({
  ...settings,
  dirtyRate: Math.floor(((settings.dirtyRate / 2 ** 32) * 0.9 * settings.bandwidth) / settings.devices),
}));

const all = ({ devices, stateSize }: Pick<LabSettings, 'devices' | 'stateSize'>) => devices * stateSize;

const decisionsOf = (settings: Partial<LabSettings>) =>
  run(settings).steps.flatMap(({ act, seconds }) => (act.kind === 'decide' ? [{ ...act, seconds }] : []));

describe('the numbers of a live migration', () => {
  it('[LAB-10] converges if and only if the devices change less than the stream carries, or all takes less than the limit at once', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const { devices, dirtyRate, bandwidth, downtimeLimit } = settings;
        const takes = all(settings) * 1000;
        const limit = downtimeLimit * bandwidth;
        const fits = settings.ruleSet === 'v2-7.2' ? takes <= limit : takes < limit;
        const { end } = run(settings).outcome;
        // `too-many` comes to an end too, if one waits.
        expect(end === 'stuck').toBe(devices * dirtyRate >= bandwidth && !fits);
        expect(end === 'arrived' || end === 'too-many').toBe(devices * dirtyRate < bandwidth || fits);
      }),
      RUNS,
    );
  });

  it('[LAB-10] draws the line exactly: as much as the stream carries is too much, one byte less is not', () => {
    const base = { devices: 1, stateSize: 64 * MIB, bandwidth: 1000, downtimeLimit: 50_000_000 / 1000 };
    expect(run({ ...base, dirtyRate: 1000 }).outcome.end).toBe('stuck');
    expect(['arrived', 'too-many']).toContain(run({ ...base, dirtyRate: 999 }).outcome.end);
  });

  it.each(['qemu-8.0', 'qemu-8.2', 'qemu-10.0'])(
    '[LAB-10] %s: what takes as long as the limit does not fit it',
    (client) => {
      const even = { client, devices: 1, flags: 1, stateSize: 2 ** 30, bandwidth: 2 ** 30 };
      expect(run({ ...even, downtimeLimit: 1000 }).outcome).toMatchObject({ end: 'stuck', downtime: null });
      expect(run({ ...even, downtimeLimit: 1001 }).outcome).toMatchObject({ end: 'arrived', rounds: 0 });
    },
  );

  it('[LAB-10] what takes as long as the limit does not fit it on v1 either, and fits it from QEMU 10.1 on', () => {
    const even = { devices: 1, stateSize: 2 ** 30, bandwidth: 2 ** 30, dirtyRate: 2 ** 30 };
    const v1 = { ...even, ruleSet: 'uapi-v1' };
    expect(run({ ...v1, downtimeLimit: 1000 }).outcome).toMatchObject({ end: 'stuck', downtime: null });
    expect(run({ ...v1, downtimeLimit: 1001 }).outcome).toMatchObject({ end: 'arrived', rounds: 0 });
    // After one round 512 MiB are left, which take 500 ms; after two 256 MiB.
    expect(run({ ...v1, dirtyRate: 2 ** 29, downtimeLimit: 500 }).outcome.rounds).toBe(2);
    expect(run({ ...even, downtimeLimit: 1000 }).outcome).toMatchObject({ end: 'arrived', rounds: 0 });
    expect(run({ ...even, downtimeLimit: 999 }).outcome).toMatchObject({ end: 'stuck', downtime: null });
    expect(run({ ...even, dirtyRate: 2 ** 29, downtimeLimit: 500 }).outcome.rounds).toBe(1);
    // Nothing left is little enough for any limit, 0 included.
    for (const settings of [even, v1])
      expect(run({ ...settings, dirtyRate: 0, downtimeLimit: 0 }).outcome).toMatchObject({
        end: 'arrived',
        rounds: 1,
      });
  });

  it('[LAB-11] leaves after round k the kth power of what the devices change / what the stream carries', () => {
    fc.assert(
      fc.property(anyConverging, (settings) => {
        const { devices, dirtyRate, bandwidth } = settings;
        const ratio = (devices * dirtyRate) / bandwidth;
        decisionsOf(settings).forEach(({ left, takes, round }, k) => {
          expect(round).toBe(k);
          const formula = all(settings) * ratio ** k;
          // Each device has a whole number of bytes, so each round loses less than one of each.
          expect(left).toBeLessThanOrEqual(formula * (1 + 1e-9) + 1);
          expect(left).toBeGreaterThan(formula * (1 - 1e-9) - devices * (k + 1));
          expect(takes).toBeCloseTo(left / bandwidth, 9);
        });
      }),
      RUNS,
    );
  });

  it('[LAB-12] makes as many rounds as the logarithm says', () => {
    fc.assert(
      fc.property(anyConverging, (settings) => {
        const { devices, dirtyRate, bandwidth, downtimeLimit } = settings;
        const fits = (bandwidth * downtimeLimit) / 1000;
        fc.pre(dirtyRate > 0 && fits > 1000 * devices);
        const exact = Math.log(fits / all(settings)) / Math.log((devices * dirtyRate) / bandwidth);
        const rounds = Math.max(0, Math.ceil(exact));
        // Where it comes to a byte, a byte decides.
        fc.pre(exact < 0 || Math.abs(exact - Math.round(exact)) > 1e-3);
        fc.pre(rounds < MOST_ROUNDS);
        expect(run(settings).outcome.rounds).toBe(rounds);
      }),
      RUNS,
    );
  });

  it('[LAB-13] is down for what is left / what the stream carries, and keeps the limit', () => {
    fc.assert(
      fc.property(anyConverging, (settings) => {
        const { bandwidth, downtimeLimit } = settings;
        const { outcome, steps } = run(settings);
        fc.pre(outcome.end === 'arrived');
        const last = decisionsOf(settings).at(-1)!;
        expect(outcome.left).toBe(last.left);
        expect(outcome.downtime).toBeCloseTo(outcome.left / bandwidth, 9);
        expect(outcome.downtime! * 1000).toBeLessThanOrEqual(downtimeLimit * (1 + 1e-9));
        const sent = steps.reduce((sum, { act }) => sum + (act.kind === 'send' ? act.bytes : 0), 0);
        expect(outcome.seconds).toBeCloseTo(sent / bandwidth, 6);
      }),
      RUNS,
    );
  });

  it('[LAB-14] loses no byte: what is sent arrives, and in the end nothing is pending', () => {
    fc.assert(
      fc.property(anyConverging, (settings) => {
        const { outcome, steps } = run(settings);
        fc.pre(outcome.end === 'arrived');
        const sent = Array.from({ length: settings.devices }, () => 0);
        for (const { act, device } of steps) if (act.kind === 'send') sent[device!]! += act.bytes;
        expect(steps.at(-1)!.arrived).toEqual(sent);
        expect(steps.at(-1)!.pending.every((bytes) => bytes === 0)).toBe(true);
        expect(
          steps.every(({ pending }) => pending.every((bytes) => bytes >= 0 && bytes <= settings.stateSize)),
        ).toBe(true);
      }),
      RUNS,
    );
  });

  it('[LAB-15] without pre-copy moves all of it in stop-and-copy, or does not stop the VM at all', () => {
    fc.assert(
      fc.property(anySettings, fc.constantFrom(1, 3), (settings, flags) => {
        const { outcome } = run({ ...settings, ruleSet: 'v2-7.2', flags });
        const takes = all(settings) / settings.bandwidth;
        expect(outcome.rounds).toBe(0);
        if (takes * 1000 > settings.downtimeLimit)
          expect(outcome).toMatchObject({ end: 'stuck', downtime: null });
        else expect(outcome.downtime).toBeCloseTo(takes, 9);
      }),
      RUNS,
    );
  });

  it('[LAB-16] a stopped VM changes nothing: what is saved of it is sent once', () => {
    for (const ruleSet of ['fully-connected', 'control-bits']) {
      const saved = run({ ruleSet, flow: 'savevm', dirtyRate: 2 ** 34 });
      expect(saved.outcome).toMatchObject({ end: 'saved', rounds: 1, left: 2 ** 31, downtime: 2 });
      const paused = run({ ruleSet, flow: 'migrate-paused-vm', dirtyRate: 2 ** 34 });
      expect(paused.outcome).toMatchObject({ end: 'waits', rounds: 1, left: 0 });
    }
  });

  it('[LAB-17] gives the figures of an example worked out by hand', () => {
    // 2 GiB at 1 GiB/s take 2 s, in which 1 GiB changes; then 1 s and 512 MiB, 500 ms and 256 MiB, which take 250 ms.
    const { outcome, steps } = run();
    expect(outcome).toMatchObject({ rounds: 3, left: 2 ** 28, downtime: 0.25, seconds: 3.75 });
    const rounds = steps.flatMap(({ act }) => (act.kind === 'decide' ? [act.left / MIB] : []));
    expect(rounds).toEqual([2048, 1024, 512, 256]);
  });
});

describe('chance', () => {
  it('[LAB-18] gives the same run for the same seed, and other chunks for another', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(run(settings)).toEqual(run(settings));
      }),
      { ...RUNS, numRuns: 30 },
    );
    const chunks = (seed: number) =>
      run({ seed }).steps.flatMap(({ act }) => (act.kind === 'send' ? [act.bytes] : []));
    expect(chunks(1)).not.toEqual(chunks(2));
    expect(chunks(7)).toEqual(chunks(7));
  });

  it('[LAB-18] no seed changes the rounds or the downtime', () => {
    fc.assert(
      fc.property(anyConverging, fc.nat(), (settings, seed) => {
        const { rounds, left, end } = run(settings).outcome;
        expect(run({ ...settings, seed }).outcome).toMatchObject({ rounds, left, end });
      }),
      { ...RUNS, numRuns: 100 },
    );
  });
});
