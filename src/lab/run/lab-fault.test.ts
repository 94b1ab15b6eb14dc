/**
 * What goes wrong, and how QEMU mends it. The recover states are those of the client flows of protocol/; what v1 does
 * without them is worked out by hand from docs/protocol.md.
 */

import { describe, expect, it } from 'vitest';
import { getFlows, runFlow } from '../../protocol/clients/client-flow.ts';
import { getErrorValue } from '../../protocol/rule-sets/rule-set.ts';
import type { LabRun } from './lab-model.ts';
import type { Case, RequestStep } from './lab-run.fixture.ts';
import { CASES, isRequest, nameOf, run, runCase, stepsOf, withFault } from './lab-run.fixture.ts';
import type { LabFaultKind } from './lab-settings.ts';
import type { LabStep } from './lab-step.ts';

const declined: LabFaultKind = { kind: 'declined', arc: 1, errno: 'EBUSY' };
const faulted: LabFaultKind = { kind: 'faulted', arc: 1 };
const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };

const V2 = CASES.filter(({ ruleSet }) => ruleSet.generation === 'v2');
const V1 = CASES.filter(({ ruleSet }) => ruleSet.id === 'fully-connected');

const hasArcs = (step: LabStep): step is RequestStep =>
  isRequest(step) &&
  step.act.outcome.verdict?.kind === 'accepted' &&
  step.act.outcome.verdict.arcs.length > 0;

/** What the next step of the same device is: `recover 2`, `reset`. */
const writeNext = (lab: LabRun, { index, host, device }: RequestStep) => {
  const next = stepsOf(lab, host, device).find((step) => step.index > index);
  if (next?.act.kind === 'reset') return `reset by ${next.act.by}`;
  return next?.act.kind === 'request' ? `${next.act.name} ${next.act.to}` : undefined;
};

/** The recover state of a request, as the flow of protocol/ has it. */
function recoverOf({ ruleSet, flags, flow }: Case, { host, act }: RequestStep): number {
  const asked = host === 'source' ? flow : getFlows(ruleSet, flags).find(({ id }) => id === 'incoming')!;
  const step = runFlow(ruleSet, flags, asked).steps.find(
    (each) => each.act === 'request' && each.name === act.name,
  );
  if (step?.act !== 'request' || step.recover === null) throw new Error(`${asked.id} has no ${act.name}`);
  return step.recover;
}

describe('recover states', () => {
  it.each(V2.map((each) => [nameOf(each), each] as const))(
    '[LAB-20] %s: a declined request is mended as the flow says',
    (_, each) => {
      const whole = runCase(each);
      const found = whole.steps.filter(hasArcs);
      expect(found.length).toBeGreaterThan(2);
      for (const step of found) {
        const recover = recoverOf(each, step);
        const lab = withFault(whole, { step: step.index, what: declined });
        const mends = recover === getErrorValue(each.ruleSet) ? 'reset by vmm' : `recover ${recover}`;
        expect(writeNext(lab, step)).toBe(mends);
      }
    },
  );

  it.each(V2.map((each) => [nameOf(each), each] as const))(
    '[LAB-21] %s: from ERROR only a reset leads, whatever the recover state',
    (_, each) => {
      const whole = runCase(each);
      for (const step of whole.steps.filter(hasArcs)) {
        const lab = withFault(whole, { step: step.index, what: faulted });
        const after = stepsOf(lab, step.host, step.device).filter(({ index }) => index > step.index);
        const reset = after.findIndex(({ act }) => act.kind === 'reset');
        expect(after[reset]!.act).toMatchObject({
          by: 'vmm',
          outcome: { from: 0, now: each.ruleSet.initial },
        });
        for (const { act } of after.slice(0, reset))
          expect(act).toMatchObject({
            kind: 'request',
            name: 'recover',
            outcome: { kind: 'refused', now: 0 },
          });
      }
    },
  );

  it('[LAB-22] resets the device where the recover state is declined too', () => {
    const [setup] = run().steps;
    const lab = withFault(run(), { step: 0, what: declined }, { step: 1, what: declined });
    expect(setup!.act).toMatchObject({ name: 'setup' });
    // PRE_COPY is declined, so QEMU asks for RUNNING, in which the device still is: no arc, so nothing can decline it.
    expect(lab.steps[1]!.act).toMatchObject({ name: 'recover', to: 2, outcome: { kind: 'accepted' } });
    const load = run().steps.find(({ host, act }) => host === 'destination' && act.kind === 'request')!;
    const half: LabFaultKind = { kind: 'declined', arc: 3, errno: 'EIO' };
    const once = withFault(run(), { step: load.index, what: half });
    expect(once.steps[load.index]!.act).toMatchObject({ outcome: { from: 2, now: 1 } });
    expect(once.steps[load.index + 1]!.act).toMatchObject({
      name: 'recover',
      to: 2,
      outcome: { kind: 'accepted' },
    });
    const twice = withFault(
      run(),
      { step: load.index, what: half },
      { step: load.index + 1, what: declined },
    );
    expect(twice.steps[load.index + 2]!.act).toMatchObject({
      kind: 'reset',
      by: 'vmm',
      outcome: { from: 1, now: 2 },
    });
  });

  it('[LAB-23] ends where the reset fails, and asks that host for nothing more', () => {
    const stop = run().steps.find(({ act }) => act.kind === 'request' && act.name === 'VM stopping')!;
    const lab = withFault(run(), { step: stop.index, what: declined }, { step: stop.index + 1, what: fails });
    expect(lab.steps[stop.index + 2]!.act).toEqual({ kind: 'ends', why: 'hw_error' });
    expect(lab.steps.slice(stop.index + 3).map(({ host, act }) => `${host} ${act.kind}`)).toEqual([
      'destination ends',
    ]);
    expect(lab.outcome.end).toBe('ended');
  });
});

describe('a failed migration', () => {
  const tellFailed = (lab: LabRun) =>
    lab.steps
      .filter(isRequest)
      .filter(({ act }) => act.isRecovery && (act.name === 'cancelled' || act.name === 'failed'));

  it.each(['setup', 'VM stopping', 'VM stopped', 'complete'])(
    '[LAB-24] v2: %s fails, every device is asked for RUNNING, and QEMU on the other host ends',
    (name) => {
      // With pre-copy completing asks for a state that the device is in: no driver is called, so none declines.
      const whole = run({ flags: name === 'complete' ? 3 : 7, downtimeLimit: 5000 });
      const step = whole.steps.find(({ act }) => act.kind === 'request' && act.name === name)!;
      const lab = withFault(whole, { step: step.index, what: declined });
      expect(lab.outcome.end).toBe('failed');
      expect(tellFailed(lab).map(({ act, device }) => `${device} ${act.to} ${act.outcome.kind}`)).toEqual([
        '0 2 accepted',
        '1 2 accepted',
      ]);
      expect(lab.steps.filter(({ act, host }) => act.kind === 'ends' && host === 'destination')).toHaveLength(
        1,
      );
    },
  );

  it('[LAB-25] v2: a handler that cannot report goes on with the other devices, and the migration fails after it', () => {
    const stop = run().steps.find(({ act }) => act.kind === 'request' && act.name === 'VM stopping')!;
    const names = withFault(run(), { step: stop.index, what: declined })
      .steps.slice(stop.index)
      .flatMap(({ act, device }) =>
        act.kind === 'request' || act.kind === 'reset'
          ? [`${act.kind === 'request' ? act.name : 'reset'} ${device}`]
          : [],
      );
    expect(names).toEqual([
      'VM stopping 0',
      'reset 0',
      'VM stopping 1',
      'VM stopped 0',
      'VM stopped 1',
      'cancelled 0',
      'cancelled 1',
    ]);
  });

  it('[LAB-26] v1: writes (read & ~(_SAVING|_RESUMING)) | _RUNNING to every device', () => {
    const live = V1.find(({ flow }) => flow.id === 'live-migration')!;
    for (const step of runCase(live)
      .steps.filter(hasArcs)
      .filter(({ host }) => host === 'source')) {
      const lab = withFault(runCase(live), { step: step.index, what: declined });
      expect(lab.outcome.end).toBe('failed');
      const told = tellFailed(lab);
      expect(told.map(({ act, device }) => `${act.name} ${device}`)).toEqual(['failed 0', 'failed 1']);
      for (const { act } of told) expect(act.to).toBe((act.outcome.from & ~6) | 1);
    }
  });

  it('[LAB-27] v1: QEMU gives up with hw_error where the register reads 110b', () => {
    for (const each of V1) {
      const whole = runCase(each);
      for (const step of whole.steps.filter(hasArcs)) {
        const lab = withFault(whole, { step: step.index, what: faulted });
        expect(lab.steps[step.index + 1]).toMatchObject({
          host: step.host,
          act: { kind: 'ends', why: 'hw_error' },
        });
        const after = lab.steps
          .slice(step.index + 2)
          .filter(({ host, act }) => host === step.host && act.kind !== 'dma');
        expect(after).toEqual([]);
      }
    }
  });

  it('[LAB-28] a read, a write, a send that fails fails the migration; on the other host QEMU ends first', () => {
    for (const ruleSet of ['v2-7.2', 'fully-connected']) {
      const whole = run({ ruleSet, devices: 1 });
      const decided = whole.steps.findIndex(({ act }) => act.kind === 'decide');
      for (const { index, act, host } of whole.steps.slice(decided)) {
        if (
          act.kind !== 'send' &&
          act.kind !== 'write' &&
          !(act.kind === 'read' && /data|chunk/.test(act.what))
        )
          continue;
        const what: LabFaultKind = act.kind === 'send' ? { kind: 'breaks' } : fails;
        const lab = withFault(whole, { step: index, what });
        expect(lab.outcome).toMatchObject({ end: 'failed', failed: index });
        expect(lab.steps[index]!.error).toBe(act.kind === 'send' ? 'EPIPE' : 'EIO');
        expect(lab.steps[index + 1]).toMatchObject({
          host: 'destination',
          act: { kind: 'ends', why: 'exits' },
        });
        expect(lab.steps.at(-1)).toMatchObject({ host: 'source', act: { isRecovery: true } });
        if (host === 'destination')
          expect(lab.steps[index]!.arrived).toEqual(whole.steps[index - 1]!.arrived);
      }
    }
  });

  it('[LAB-30] corrupt data on the other host: v2 resets the device, v1 leaves it loading, or ends', () => {
    const corrupt = (settings: Parameters<typeof run>[0], device: 'stays' | 'faults') => {
      const whole = run({ devices: 1, ...settings });
      const step = whole.steps.find(
        ({ host, act }) => host === 'destination' && act.kind === 'request' && act.name !== 'load',
      )!;
      return withFault(whole, { step: step.index, what: { kind: 'corrupt', device } }).outcome;
    };
    expect(corrupt({}, 'stays')).toMatchObject({ end: 'lost', resets: [{ host: 'destination', device: 0 }] });
    expect(corrupt({}, 'faults')).toMatchObject({
      end: 'lost',
      resets: [{ host: 'destination', device: 0 }],
    });
    expect(corrupt({ ruleSet: 'fully-connected' }, 'stays')).toMatchObject({ end: 'lost', resets: [] });
    expect(corrupt({ ruleSet: 'fully-connected' }, 'faults')).toMatchObject({ end: 'lost', resets: [] });
  });

  it('[LAB-31] the user cancels at any reckoning: every device is asked to run', () => {
    for (const settings of [{}, { ruleSet: 'uapi-v1' }, { flags: 1 }]) {
      const whole = run({ ...settings, dirtyRate: 2 ** 33 });
      const decide = whole.steps.findLast(({ act }) => act.kind === 'decide')!;
      const lab = withFault(whole, { step: decide.index, what: { kind: 'cancelled' } });
      expect(whole.outcome.end).toBe('stuck');
      expect(lab.outcome.end).toBe('cancelled');
      expect(
        lab.steps
          .filter(isRequest)
          .slice(-2)
          .map(
            ({ act }) =>
              `${act.name} ${lab.ruleSet.states.find(({ value }) => value === act.outcome.now)!.role}`,
          ),
      ).toEqual(['cancelled running', 'cancelled running']);
    }
  });

  it('[LAB-32] a driver may refuse what the header does not speak of', () => {
    const whole = run({ ruleSet: 'uapi-v1', devices: 1 });
    const complete = whole.steps.find(({ act }) => act.kind === 'request' && act.name === 'complete')!;
    const lab = withFault(whole, { step: complete.index, what: { kind: 'refuses' } });
    expect(lab.steps[complete.index]).toMatchObject({
      error: 'EINVAL',
      act: { outcome: { kind: 'unspecified', now: 2 } },
    });
    expect(lab.outcome.end).toBe('failed');
  });
});
