/**
 * What goes wrong, and how QEMU mends it. The recover states are those of the flows of protocol/; what v1 does without them
 * is worked out by hand from docs/protocol.md.
 */

import { describe, expect, it } from 'vitest';
import { playFlow } from '../../protocol/clients/flow-run.ts';
import { getErrorValue } from '../../protocol/rule-sets/rule-set.ts';
import { LAB_CLIENTS } from '../client/lab-client.ts';
import type { LabRun } from './lab-model.ts';
import type { Case, RequestStep } from './lab-run.fixture.ts';
import {
  ALL_CASES,
  findRequest,
  isRequest,
  nameOf,
  pickSome,
  run,
  runCase,
  stepsOf,
  withFault,
} from './lab-run.fixture.ts';
import type { LabFaultKind } from './lab-settings.ts';
import type { LabStep } from './lab-step.ts';

const declined: LabFaultKind = { kind: 'declined', arc: 1, errno: 'EBUSY' };
const faulted: LabFaultKind = { kind: 'faulted', arc: 1 };
const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };

/** Of each version of QEMU on v2, some flows. */
const V2 = LAB_CLIENTS.filter(({ sizes, client }) => sizes && client.generation === 'v2').map(
  (client) =>
    [
      client.id,
      pickSome(
        ALL_CASES.filter((each) => each.client === client),
        25,
        31,
      ),
    ] as const,
);

const hasArcs = (step: LabStep): step is RequestStep =>
  isRequest(step) &&
  step.act.outcome.verdict?.kind === 'accepted' &&
  step.act.outcome.verdict.arcs.length > 0;

/** What the next step of the same device is: `recover 2`, `reset`. */
const writeNext = (lab: LabRun, { index, host, device }: RequestStep) => {
  const next = stepsOf(lab, host, device).find((step) => step.index > index);
  if (next?.act.kind === 'reset') return `reset by ${next.act.by}`;
  if (next?.act.kind !== 'request') return undefined;
  return `${next.act.isRecovery ? 'recover' : next.act.name} ${next.act.to}`;
};

/** The recover state of a request, as the engine of protocol/ has it. */
function recoverOf({ ruleSet, flags, client, flow }: Case, lab: LabRun, { host, act }: RequestStep): number {
  const isOther = host === 'destination' && lab.plan.purpose === 'migration';
  const played = isOther ? 'incoming' : flow;
  const { steps } = playFlow(client.client, played, { ruleSet, devices: [{ flags }, { flags }] });
  const found = steps.find(
    (each) =>
      each.act === 'ask' && each.trigger === act.name && each.from === act.outcome.from && each.to === act.to,
  );
  if (found?.act !== 'ask' || found.recover === null) throw new Error(`${played} has no ${act.name}`);
  return found.recover;
}

describe('recover states', () => {
  it.each(V2)('[LAB-20] %s: a declined request is mended as the flow says', (_, cases) => {
    for (const each of cases) {
      const whole = runCase(each);
      for (const step of whole.steps.filter(hasArcs)) {
        const recover = recoverOf(each, whole, step);
        const lab = withFault(whole, { step: step.index, what: declined });
        const mends = recover === getErrorValue(each.ruleSet) ? 'reset by vmm' : `recover ${recover}`;
        expect(writeNext(lab, step), `${nameOf(each)} ${step.index}`).toBe(mends);
      }
    }
  });

  it.each(V2)('[LAB-21] %s: from ERROR only a reset leads, whatever the recover state', (_, cases) => {
    for (const each of cases) {
      const whole = runCase(each);
      for (const step of whole.steps.filter(hasArcs)) {
        const lab = withFault(whole, { step: step.index, what: faulted });
        const after = stepsOf(lab, step.host, step.device).filter(
          ({ index, act }) => index > step.index && (act.kind === 'request' || act.kind === 'reset'),
        );
        const reset = after.findIndex(({ act }) => act.kind === 'reset');
        expect(after[reset]!.act).toMatchObject({
          by: 'vmm',
          outcome: { from: 0, now: each.ruleSet.initial },
        });
        for (const { act } of after.slice(0, reset))
          expect(act).toMatchObject({
            kind: 'request',
            isRecovery: true,
            outcome: { kind: 'refused', now: 0 },
          });
      }
    }
  });

  it('[LAB-22] resets the device where the recover state is declined too', () => {
    const setup = findRequest(run(), 'setup').index;
    const lab = withFault(run(), { step: setup, what: declined }, { step: setup + 1, what: declined });
    // PRE_COPY is declined, so QEMU asks for RUNNING, in which the device still is: no arc, so nothing can decline it.
    expect(lab.steps[setup + 1]!.act).toMatchObject({
      ...{ name: 'setup', isRecovery: true, to: 2, outcome: { kind: 'accepted' } },
    });
    const load = findRequest(run(), 'load', 'destination').index;
    const half: LabFaultKind = { kind: 'declined', arc: 3, errno: 'EIO' };
    const once = withFault(run(), { step: load, what: half });
    expect(once.steps[load]!.act).toMatchObject({ outcome: { from: 2, now: 1 } });
    expect(once.steps[load + 1]!.act).toMatchObject({
      ...{ name: 'load', isRecovery: true, to: 2, outcome: { kind: 'accepted' } },
    });
    const twice = withFault(run(), { step: load, what: half }, { step: load + 1, what: declined });
    expect(twice.steps[load + 2]!.act).toMatchObject({
      kind: 'reset',
      by: 'vmm',
      outcome: { from: 1, now: 2 },
    });
  });

  it('[LAB-23] ends where the reset fails, and asks that host for nothing more', () => {
    const stop = findRequest(run(), 'VM stopping').index;
    const lab = withFault(run(), { step: stop, what: declined }, { step: stop + 1, what: fails });
    expect(lab.steps[stop + 2]!.act).toEqual({ kind: 'ends', why: 'hw_error' });
    expect(lab.steps.slice(stop + 3).map(({ host, act }) => `${host} ${act.kind}`)).toEqual([
      'destination ends',
    ]);
    expect(lab.outcome.end).toBe('ended');
  });
});

/** What is asked from a step on: `1 VM stopping 7`, `0 reset`, `-` where nothing is asked. */
const writeAsks = ({ steps }: LabRun, from: number, host = 'source') =>
  steps.slice(from).flatMap(({ act, device, ...step }) => {
    if (step.host !== host) return [];
    if (act.kind === 'request') return [`${device} ${act.name} ${act.to}`];
    if (act.kind === 'unasked') return [`${device} ${act.name} -`];
    return act.kind === 'reset' ? [`${device} reset`] : [];
  });

describe('a failed migration', () => {
  it.each(['setup', 'VM stopping', 'VM stopped', 'complete'])(
    '[LAB-24] v2: %s fails, every device is told, and QEMU on the other host ends',
    (name) => {
      // With pre-copy completing asks for a state that the device is in: no driver is called, so none declines.
      const settings = { client: 'qemu-8.2', flags: name === 'complete' ? 3 : 7, downtimeLimit: 5000 };
      const whole = run(settings);
      const lab = withFault(whole, { step: findRequest(whole, name).index, what: declined });
      expect(lab.outcome.end).toBe('failed');
      expect(writeAsks(lab, 0).slice(-2)).toEqual(['1 failed 2', '0 failed 2']);
      const ends = lab.steps.filter(({ act, host }) => act.kind === 'ends' && host === 'destination');
      // Where setup fails no stream reaches the other host before it is closed.
      expect(ends).toHaveLength(1);
    },
  );

  it('[LAB-25] v2: a VM that cannot be stopped is completed all the same; then the VM starts, and the notifier comes last', () => {
    const whole = run({ client: 'qemu-8.2', flags: 3, downtimeLimit: 5000 });
    const stop = findRequest(whole, 'VM stopping').index;
    const lab = withFault(whole, { step: stop, what: declined });
    expect(writeAsks(lab, stop)).toEqual([
      ...['1 VM stopping 5', '1 reset', '0 VM stopping 5', '1 VM stopped 1', '0 VM stopped 1'],
      ...['0 complete 3', '0 VM starting 5', '1 VM starting 5', '0 VM runs 2', '1 VM runs 2'],
      ...['1 failed 2', '0 failed 2'],
    ]);
    expect(lab.steps.slice(stop).some(({ act }) => act.kind === 'send')).toBe(false);
    expect(lab.outcome).toMatchObject({ end: 'failed', failed: stop });
  });

  it('[LAB-25] v2: after such a reset in pre-copy the next data_fd is out of sync', () => {
    const whole = run({ devices: 1 });
    const stop = findRequest(whole, 'VM stopping').index;
    const lab = withFault(whole, { step: stop, what: declined });
    expect(writeAsks(lab, stop)).toEqual([
      ...['0 VM stopping 7', '0 reset', '0 VM stopped 1', '0 complete 3'],
      ...['0 VM starting 5', '0 VM runs 2', '0 failed -'],
    ]);
    expect(findRequest(lab, 'complete')).toMatchObject({ error: 'EBADF', act: { outcome: { now: 3 } } });
  });

  it('[LAB-28] a read, a write, a send that fails fails the migration; on the other host QEMU ends first', () => {
    for (const ruleSet of ['v2-7.2', 'fully-connected']) {
      const whole = run({ ruleSet, devices: 1 });
      const decided = whole.steps.findIndex(({ act }) => act.kind === 'decide');
      for (const { index, act, host } of whole.steps.slice(decided)) {
        if (
          act.kind !== 'send' &&
          act.kind !== 'write' &&
          !(act.kind === 'read' && /^(data|chunk)/.test(act.what))
        )
          continue;
        const what: LabFaultKind = act.kind === 'send' ? { kind: 'breaks' } : fails;
        const lab = withFault(whole, { step: index, what });
        expect(lab.outcome).toMatchObject({ end: 'failed', failed: index });
        expect(lab.steps[index]!.error).toBe(act.kind === 'send' ? 'EPIPE' : 'EIO');
        const ends = lab.steps.slice(index).find(({ act: { kind } }) => kind === 'ends');
        expect(ends).toMatchObject({ host: 'destination', act: { why: 'exits' } });
        expect(lab.steps.findLast(({ host: at }) => at === 'source')).toMatchObject({
          act: { name: 'failed' },
        });
        if (host === 'destination')
          expect(lab.steps[index]!.arrived).toEqual(whole.steps[index - 1]!.arrived);
      }
    }
  });

  it('[LAB-30] corrupt data on the other host: v2 resets the device, v1 crashes, or ends', () => {
    const corrupt = (settings: Parameters<typeof run>[0], device: 'stays' | 'faults') => {
      const whole = run({ devices: 1, ...settings });
      const step = whole.steps.find(
        ({ host, act }) => host === 'destination' && act.kind === 'request' && act.name !== 'load',
      )!;
      return withFault(whole, { step: step.index, what: { kind: 'corrupt', device } });
    };
    const endOf = ({ steps }: LabRun) => {
      const last = steps.find(({ host, act }) => host === 'destination' && act.kind === 'ends')?.act;
      return last?.kind === 'ends' ? last.why : undefined;
    };
    for (const device of ['stays', 'faults'] as const) {
      const v2 = corrupt({}, device);
      expect(v2.outcome).toMatchObject({ end: 'lost', resets: [{ host: 'destination', device: 0 }] });
      // No file to put the error into: the VM runs on a reset device.
      expect(v2.steps.some(({ host, act }) => host === 'destination' && act.kind === 'ends')).toBe(false);
      const v1 = corrupt({ ruleSet: 'fully-connected' }, device);
      expect(v1.outcome).toMatchObject({ end: 'lost', resets: [] });
      expect(endOf(v1)).toBe(device === 'stays' ? 'crashes' : 'hw_error');
    }
  });

  it('[LAB-31] the user cancels at any decision: every device is asked to run, the last one first', () => {
    for (const settings of [
      { client: 'qemu-8.2' },
      { ruleSet: 'uapi-v1' },
      { client: 'qemu-8.2', flags: 1 },
    ]) {
      const whole = run({ ...settings, dirtyRate: 2 ** 33 });
      const decide = whole.steps.findLast(({ act }) => act.kind === 'decide')!;
      const lab = withFault(whole, { step: decide.index, what: { kind: 'cancelled' } });
      expect(whole.outcome.end).toBe('stuck');
      expect(lab.outcome.end).toBe('cancelled');
      const asked = lab.steps.filter(isRequest).slice(-2);
      expect(asked.map(({ act, device }) => `${act.name} ${device}`)).toEqual(['cancelled 1', 'cancelled 0']);
      for (const { act } of asked)
        expect(lab.ruleSet.states.find(({ value }) => value === act.outcome.now)!.role).toBe('running');
    }
  });

  it('[LAB-32] a driver may refuse what the header does not mention', () => {
    const whole = run({ ruleSet: 'uapi-v1', devices: 1 });
    const complete = findRequest(whole, 'complete').index;
    const lab = withFault(whole, { step: complete, what: { kind: 'refuses' } });
    expect(lab.steps[complete]).toMatchObject({
      error: 'EINVAL',
      act: { outcome: { kind: 'unspecified', now: 2 } },
    });
    expect(lab.outcome.end).toBe('failed');
  });
});
