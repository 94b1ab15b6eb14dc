/** What QEMU on v1 does after a failed write: no recover state, no reset, hw_error() after 110b, and a crash without a migration. */

import { describe, expect, it } from 'vitest';
import type { RequestStep } from './lab-run.fixture.ts';
import { CASES, findRequest, isRequest, run, runCase, withFault } from './lab-run.fixture.ts';
import type { LabFaultKind } from './lab-settings.ts';
import type { LabStep } from './lab-step.ts';

const declined: LabFaultKind = { kind: 'declined', arc: 1, errno: 'EBUSY' };
const faulted: LabFaultKind = { kind: 'faulted', arc: 1 };

const V1 = CASES.filter(({ ruleSet }) => ruleSet.id === 'fully-connected');

const hasArcs = (step: LabStep): step is RequestStep =>
  isRequest(step) &&
  step.act.outcome.verdict?.kind === 'accepted' &&
  step.act.outcome.verdict.arcs.length > 0;

describe('QEMU on v1', () => {
  it('[LAB-26] v1: writes (read & ~(_SAVING|_RESUMING)) | _RUNNING to every device, the last one first', () => {
    const live = V1.find(({ flow }) => flow === 'live-migration')!;
    for (const step of runCase(live)
      .steps.filter(hasArcs)
      .filter(({ host }) => host === 'source')) {
      const lab = withFault(runCase(live), { step: step.index, what: declined });
      expect(lab.outcome.end).toBe('failed');
      const told = lab.steps.filter(isRequest).filter(({ act }) => act.name === 'failed');
      expect(told.map(({ device }) => device)).toEqual([1, 0]);
      for (const { act } of told) expect(act.to).toBe((act.outcome.from & ~6) | 1);
    }
  });

  it('[LAB-27] v1: QEMU gives up with hw_error where the register reads 110b', () => {
    for (const each of V1) {
      const whole = runCase(each);
      for (const step of whole.steps.filter(hasArcs)) {
        const lab = withFault(whole, { step: step.index, what: faulted });
        const next = lab.steps.slice(step.index + 1).find(({ act }) => act.kind !== 'dma');
        expect(next).toMatchObject({ host: step.host, act: { kind: 'ends', why: 'hw_error' } });
        const after = lab.steps
          .slice((next?.index ?? 0) + 1)
          .filter(({ host, act }) => host === step.host && act.kind !== 'dma');
        expect(after).toEqual([]);
      }
    }
  });

  it.each([
    ['qemu-5.2', 'stop-cont', 'VM stopped', 'source', 'ended'],
    ['qemu-7.2', 'stop-cont', 'VM runs', 'source', 'ended'],
    ['qemu-7.2', 'boot', 'VM runs', 'source', 'ended'],
    ['qemu-7.2', 'savevm', 'VM stopped', 'source', 'ended'],
    ['qemu-7.2', 'incoming', 'VM runs', 'destination', 'lost'],
  ] as const)(
    '[LAB-27] %s crashes in %s, where %s is refused without an outgoing migration',
    (client, flow, name, host, end) => {
      // Booting asks for the value that is there: only rules that do not list x > x refuse that.
      const ruleSet = flow === 'boot' ? 'patch-2021-09' : 'fully-connected';
      const whole = run({ ruleSet, client, flow, devices: 1 });
      const step = findRequest(whole, name, host).index;
      const lab = flow === 'boot' ? whole : withFault(whole, { step, what: declined });
      expect(lab.steps.at(-1)).toMatchObject({ host, act: { kind: 'ends', why: 'crashes' } });
      expect(lab.outcome).toMatchObject({ end, failed: step });
      // With an outgoing migration the error goes into its file.
      const live = run({ ruleSet: 'fully-connected', client, devices: 1 });
      const stop = findRequest(live, 'VM stopped').index;
      expect(withFault(live, { step: stop, what: declined }).outcome.end).toBe('failed');
    },
  );
});
