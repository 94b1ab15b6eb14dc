/** What is said: of a run, of a step, of a size. And the settings, whatever they come from. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowId } from '../../protocol/clients/client.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { of } from '../../protocol/trace/walk.ts';
import { getLabClient } from '../client/lab-client.ts';
import { getLabFlows } from '../client/lab-plan.ts';
import { ALL_CASES, findRequest, pickSome, run, runCase, withFault } from '../run/lab-run.fixture.ts';
import { DEFAULT_SETTINGS, getRulesOf, SLIDER_VALUES, setFault, toSettings } from '../run/lab-settings.ts';
import { formatBytes, formatRate, formatSeconds } from './lab-format.ts';
import { formatOutcome } from './lab-outcome.ts';
import { describeStep, speakStep } from './lab-words.ts';

const say = (...args: Parameters<typeof run>) => formatOutcome(run(...args));

/** With a limit that everything fits in the end. */
const runNewest = (flow: FlowId, flags: number) => {
  const ruleSet = of('v2-7.2');
  return runCase({ ruleSet, flags, client: getLabClient('', ruleSet), flow }, { dirtyRate: 0 });
};

describe('the outcome', () => {
  it('[LAB-90] says that it converges, after how many rounds, and how long the VM is down', () => {
    expect(say()).toEqual({
      sentence: 'Converges after 3 rounds; downtime 250 ms, limit 300 ms.',
      details: [
        'Round n leaves 2 GiB × (512 MiB/s / 1 GiB/s)ⁿ; downtime is what is left / bandwidth.',
        'No DMA reached a stopped peer: every device was quiescent before the first one stopped.',
      ],
      tone: 'good',
    });
    expect(say({ downtimeLimit: 5000, devices: 1 }).sentence).toBe(
      'Fits the limit without a pre-copy round; downtime 1 s, limit 5 s.',
    );
  });

  it('[LAB-91] says why it cannot converge, and what QEMU does then', () => {
    expect(say({ dirtyRate: 512 * 2 ** 20 })).toEqual({
      sentence:
        'Cannot converge: the devices change 1 GiB/s, and the stream carries 1 GiB/s. 2 GiB are left after every round.',
      details: [
        'QEMU keeps iterating forever. Cancel, give the stream more bandwidth, or raise the limit above 2 s.',
      ],
      tone: 'open',
    });
    expect(say({ flags: 3 }).sentence).toBe(
      'Cannot meet the limit: no device is in pre-copy, so all 2 GiB move in stop-and-copy, which takes 2 s; limit 300 ms.',
    );
  });

  it('[LAB-92] says what was spoilt on the way', () => {
    const { details, tone } = say({ flags: 5 });
    expect(details.slice(1)).toEqual([
      'DMA reached a stopped peer 2 times; a stopped device must not change.',
      'QEMU 10.1 to 11.0 would refuse to migrate: there are several devices, and not all support VFIO_MIGRATION_P2P. The lab goes on, to show why.',
    ]);
    expect(tone).toBe('marred');
  });

  it('[LAB-92] a device that is reset at the end mars a good migration', () => {
    const whole = runNewest('migrate-vm-that-never-ran', 3);
    const cleanup = findRequest(whole, 'cleanup').index;
    const { outcome, ...rest } = withFault(whole, { step: cleanup, what: { kind: 'faulted', arc: 1 } });
    expect([formatOutcome(whole).tone, outcome.resets.length]).toEqual(['good', 1]);
    expect(formatOutcome({ outcome, ...rest }).tone).toBe('marred');
  });

  it('[LAB-93] names the step that failed, counted from 1, and the device that was reset', () => {
    const stop = findRequest(run(), 'VM stopping').index;
    const lab = withFault(run(), { step: stop, what: { kind: 'faulted', arc: 1 } });
    const { sentence, details, tone } = formatOutcome(lab);
    expect(sentence).toBe(`The migration fails at step ${stop + 1}; the VM stays on the source.`);
    expect(details[0]).toBe(
      `Step ${stop + 1}: Source device 2, VM stopping: PRE_COPY > PRE_COPY_P2P: -EIO, now ERROR.`,
    );
    expect(details[1]).toContain('QEMU 10.1 to 11.0 reset device 2 of the source');
    expect(tone).toBe('bad');
  });

  it('[LAB-94] leaves no blank and no placeholder in any sentence', () => {
    for (const each of pickSome(ALL_CASES, 500, 94))
      for (const downtimeLimit of [20, 3_600_000]) {
        const lab = runCase(each, { downtimeLimit, stateSize: 2 ** 28, ack: 'on' });
        const { sentence, details } = formatOutcome(lab);
        const spoken = lab.steps.map((step) => speakStep(lab, step));
        for (const text of [sentence, ...details, ...spoken]) {
          expect(text).toMatch(/^[A-Z].*\.$/);
          expect(text).not.toMatch(/[{}]|undefined|NaN|null| {2}/);
        }
      }
  });
});

describe('a step', () => {
  it('[LAB-95] says who does what, and with what result', () => {
    const lab = run();
    const words = lab.steps.map((step) => speakStep(lab, step));
    expect(words.slice(0, 4)).toEqual([
      'Source device 1: read VFIO_DEVICE_FEATURE_MIG_DATA_SIZE: 1 GiB.',
      'Source device 1: allocate a data buffer: 1 MiB.',
      'Source device 1: setup: RUNNING > PRE_COPY: accepted.',
      'Source device 1: read VFIO_MIG_GET_PRECOPY_INFO: 1 GiB: initial 1 GiB, dirty 0 B.',
    ]);
    expect(words[8]).toBe('Destination device 1: load: RUNNING > RESUMING: accepted, via RUNNING_P2P, STOP.');
    expect(words[10]).toBe('Source QEMU: 2 GiB estimated: 2 s: does not fit 300 ms: another round.');
    expect(words[12]).toMatch(/^Source to destination: send a chunk: \d+ MiB\.$/);
    const v1 = run({ ruleSet: 'uapi-v1' });
    expect(describeStep(v1, findRequest(v1, 'complete')).result).toBe(
      'the rules do not mention it; taken as accepted, now _SAVING',
    );
    const lost = runNewest('cont-in-pre-copy', 5);
    const step = lost.steps.find(({ error }) => error === 'EBADF');
    expect(step && describeStep(lost, step).result).toBe('-EBADF, data_fd out of sync; now STOP_COPY');
  });
});

describe('sizes and times', () => {
  it('[LAB-96] have three digits at most, and their unit', () => {
    expect([0, 1, 1023, 1024, 1536, 2 ** 20, 1.5 * 2 ** 30, 2 ** 40].map(formatBytes)).toEqual([
      '0 B',
      '1 B',
      '1023 B',
      '1 KiB',
      '1.5 KiB',
      '1 MiB',
      '1.5 GiB',
      '1 TiB',
    ]);
    expect(formatRate(2 ** 28)).toBe('256 MiB/s');
    expect([0, 0.0001, 0.25, 0.9999, 3.75, 12.34, 120].map(formatSeconds)).toEqual([
      '0 ms',
      '100 µs',
      '250 ms',
      '1 s',
      '3.75 s',
      '12.3 s',
      '2 min',
    ]);
  });
});

describe('settings', () => {
  it('[LAB-97] are complete and make a run, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            ruleSet: fc.constantFrom('v2-5.18', 'uapi-v1', 'nothing', ''),
            flags: fc.constantFrom(null, 1, 7, 6, 99),
            flow: fc.constantFrom('savevm' as const, 'cancel-in-pre-copy' as const, 'incoming' as const),
            devices: fc.oneof(fc.double(), fc.integer()),
            stateSize: fc.oneof(fc.double(), fc.integer()),
            dirtyRate: fc.oneof(fc.double(), fc.integer()),
            bandwidth: fc.oneof(fc.double(), fc.integer()),
            downtimeLimit: fc.oneof(fc.double(), fc.integer()),
            seed: fc.oneof(fc.double(), fc.integer()),
          },
          { requiredKeys: [] },
        ),
        (wanted) => {
          const settings = toSettings(wanted);
          const ruleSet = getRulesOf(settings.ruleSet);
          expect(getFlagSets(ruleSet)).toContain(settings.flags);
          const { client } = getLabClient(settings.client, ruleSet);
          expect(getLabFlows(client, settings.flags)).toContain(settings.flow);
          expect(settings.devices).toBeOneOf([1, 2, 3, 4]);
          expect(toSettings(settings)).toEqual(settings);
          expect(run(settings).steps.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100, seed: 6 },
    );
    expect(toSettings()).toEqual(DEFAULT_SETTINGS);
  });

  it('[LAB-98] a fault takes away those after it, which were of another run', () => {
    const fails = { kind: 'fails', errno: 'EIO' } as const;
    const faults = [2, 5, 9].map((step) => ({ step, what: fails }));
    expect(setFault(faults, 5, { kind: 'breaks' })).toEqual([
      faults[0],
      { step: 5, what: { kind: 'breaks' } },
    ]);
    expect(setFault(faults, 5, null)).toEqual([faults[0]]);
  });

  it('[LAB-99] the sliders go up, and what they begin with is among what they offer', () => {
    for (const [name, values] of Object.entries(SLIDER_VALUES)) {
      expect(values).toEqual([...values].toSorted((a, b) => a - b));
      expect(values).toContain(DEFAULT_SETTINGS[name as keyof typeof SLIDER_VALUES]);
    }
  });
});
