/** What the lab adds to the engine: threads of multifd, the order of devices, and VMMs that are not QEMU. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import type { LabRun } from '../run/lab-model.ts';
import { runLab } from '../run/lab-model.ts';
import { ALL_CASES, findRequest, run, runCase, withFault } from '../run/lab-run.fixture.ts';
import type { LabFaultKind, LabSettings } from '../run/lab-settings.ts';
import { toSettings } from '../run/lab-settings.ts';
import { formatOutcome } from '../told/lab-outcome.ts';

const GIB = 2 ** 30;

const declined: LabFaultKind = { kind: 'declined', arc: 1, errno: 'EBUSY' };
const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };

/** Devices in the order in which their chunks are sent after the VM has stopped: `AABB`. */
const sendsOf = ({ steps }: LabRun) => {
  const stopped = steps.findLastIndex(({ act }) => 'name' in act && act.name === 'VM stopped');
  return steps
    .slice(stopped)
    .flatMap(({ act, device }) => (act.kind === 'send' ? ['ABCD'[device ?? 0]] : []))
    .join('');
};

describe('multifd', () => {
  const threads = (seed: number, settings: Partial<LabSettings> = {}) =>
    run({ client: 'qemu-10.2', flags: 3, multifd: true, devices: 2, downtimeLimit: 5000, seed, ...settings });

  it('[THREAD-1] has no order between devices; without it one is done before the next', () => {
    const orders = new Set(Array.from({ length: 20 }, (_, seed) => sendsOf(threads(seed))));
    expect([...orders].some((order) => /A.*B.*A/.test(order))).toBe(true);
    expect([...orders].some((order) => order.startsWith('A'))).toBe(true);
    expect([...orders].some((order) => order.startsWith('B'))).toBe(true);
    for (let seed = 0; seed < 20; seed += 1)
      expect(sendsOf(threads(seed, { multifd: false }))).toMatch(/^A+B+$/);
  });

  it('[THREAD-2] sends as much, and takes as long', () => {
    for (let seed = 0; seed < 10; seed += 1) {
      const [one, many] = [threads(seed, { multifd: false }), threads(seed)];
      expect(many.outcome).toMatchObject({ end: 'arrived', downtime: 2, left: 2 * GIB });
      expect(many.steps.at(-1)!.arrived).toEqual(one.steps.at(-1)!.arrived);
    }
  });

  it('[THREAD-3] a thread that fails fails the migration', () => {
    const whole = threads(3);
    const complete = findRequest(whole, 'complete').index;
    const lab = withFault(whole, { step: complete, what: declined });
    expect(lab.outcome.end).toBe('failed');
    expect(formatOutcome(lab).tone).toBe('bad');
  });

  it('[THREAD-4] is there from 10.0 on', () => {
    for (const client of ['qemu-8.2', 'qemu-9.2'])
      expect(toSettings({ client, multifd: true }).multifd).toBe(false);
    for (const client of ['qemu-10.0', 'qemu-11.1'])
      expect(toSettings({ client, multifd: true }).multifd).toBe(true);
  });
});

describe('several devices', () => {
  it.each([
    ['qemu-8.0', 7, 'it supports one device only'],
    ['qemu-8.1', 7, 'it supports one device only'],
    ['qemu-8.2', 5, 'there are several devices, and not all support VFIO_MIGRATION_P2P'],
    ['qemu-8.2', 7, null],
    ['cloud-hypervisor', 7, null],
  ] as const)('[LAB-46] %s with flags %i', (client, flags, reason) => {
    const { details } = formatOutcome(run({ client, flags, devices: 2, downtimeLimit: 5000 }));
    const blocked = details.filter((detail) => detail.includes('would refuse to migrate'));
    expect(blocked).toHaveLength(reason === null ? 0 : 1);
    if (reason) expect(blocked[0]).toContain(reason);
    const one = formatOutcome(run({ client, flags, devices: 1, downtimeLimit: 5000 }));
    expect(one.details.filter((detail) => detail.includes('would refuse'))).toEqual([]);
  });

  it('[LAB-46] v1 does not check it', () => {
    expect(run({ ruleSet: 'fully-connected', devices: 3, downtimeLimit: 9000 }).outcome.isBlocked).toBe(
      false,
    );
  });
});

describe('VMMs that are not QEMU', () => {
  const plain = (client: string, flow: LabSettings['flow'], more: Partial<LabSettings> = {}) =>
    run({ client, flow, devices: 1, ...more });

  it('[VMM-1] save into a file and load from one, all of it', () => {
    for (const each of ALL_CASES.filter(({ client }) => client.sizes === null)) {
      const lab = runCase(each, { devices: 1 });
      const sent = lab.steps.reduce((sum, { act }) => sum + (act.kind === 'send' ? act.bytes : 0), 0);
      if (lab.plan.purpose === 'vm') expect(sent).toBe(0);
      if (lab.outcome.end === 'saved') expect(sent).toBeGreaterThanOrEqual(GIB);
      if (lab.plan.purpose === 'load') expect(lab.steps.at(-1)!.arrived).toEqual([sent]);
      expect(lab.steps.some(({ act }) => act.kind === 'decide')).toBe(false);
    }
  });

  it('[VMM-2] are down for all of the state, as they have no pre-copy', () => {
    expect(plain('cloud-hypervisor', 'live-migration').outcome).toMatchObject({
      ...{ end: 'saved', rounds: 0, downtime: 1 },
    });
    // The sample client of libvfio-user sends once before it stops the device: 256 MiB have changed by then.
    expect(plain('libvfio-user-client', 'migrate-from').outcome).toMatchObject({
      end: 'saved',
      downtime: 0.25,
    });
  });

  it('[VMM-3] Cloud Hypervisor resets a device after a failed request, and one whose data cannot be written', () => {
    const whole = plain('cloud-hypervisor', 'pause-resume');
    const pause = withFault(whole, { step: findRequest(whole, 'pause').index, what: declined });
    expect(pause.outcome).toMatchObject({ end: 'failed', resets: [{ host: 'source', device: 0 }] });
    for (const [client, resets] of [
      ['cloud-hypervisor', 1],
      ['cloud-hypervisor-53', 0],
    ] as const) {
      const restore = plain(client, 'restore');
      const write = restore.steps.find(({ act }) => act.kind === 'write')!.index;
      const lab = withFault(restore, { step: write, what: fails });
      expect(lab.outcome).toMatchObject({ end: 'lost', failed: write });
      expect(lab.outcome.resets).toHaveLength(resets);
    }
  });

  it('[VMM-4] MVisor ignores what fails, and goes on', () => {
    const whole = plain('mvisor', 'save-of-paused-vm', { ruleSet: 'fully-connected' });
    const lab = withFault(whole, { step: findRequest(whole, 'save').index, what: declined });
    expect(findRequest(lab, 'saved').index).toBeGreaterThan(0);
    expect(lab.outcome.end).toBe('failed');
  });
});

describe('rules of the page', () => {
  const builtIn = of('v2-7.2');
  if (builtIn.generation !== 'v2') throw new Error('v2-7.2 is of v2');
  const page = { ...builtIn, id: 'edited', title: 'Edited' };

  it('[LAB-117] are run as they are, not as the built-in ones they began as', () => {
    const settings = toSettings({ ruleSet: 'page', client: 'qemu-8.2', devices: 1 }, page);
    expect(runLab(settings, page).ruleSet).toBe(page);
    expect(runLab(settings, page).steps).toEqual(run({ client: 'qemu-8.2', devices: 1 }).steps);
    // PRE_COPY > STOP_COPY is taken away: the migration fails there.
    const { values, next } = page;
    const [from, to] = [values.indexOf(6), values.indexOf(3)];
    const cut = {
      ...page,
      id: 'cut',
      next: next.map((row, index) =>
        row.map((cell, column) => (index === from && column === to ? page.error : cell)),
      ),
    };
    const five = toSettings({ ...settings, flags: 5 }, cut);
    const lab = runLab(five, cut);
    expect(findRequest(lab, 'VM stopped').act.outcome).toMatchObject({ kind: 'refused', from: 6 });
    expect(lab.outcome).toMatchObject({ end: 'failed', failed: findRequest(lab, 'VM stopped').index });
  });

  it('[LAB-117] decide which clients there are', () => {
    expect(toSettings({ ruleSet: 'page', client: 'qemu-10.2' }, of('uapi-v1'))).toMatchObject({
      client: 'qemu-7.2',
      flags: null,
    });
  });
});
