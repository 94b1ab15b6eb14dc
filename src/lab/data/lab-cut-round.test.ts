/** Rounds that something interrupts, and when the ack and REINIT count. */

import { describe, expect, it } from 'vitest';
import { getFaultChoices } from '../run/lab-fault.ts';
import type { LabRun } from '../run/lab-model.ts';
import { run, withFault } from '../run/lab-run.fixture.ts';
import type { LabSettings } from '../run/lab-settings.ts';

const sends = ({ steps }: LabRun, until: string) => {
  const end = steps.findIndex(({ act }) => act.kind === 'request' && act.name.startsWith(until));
  return steps.slice(0, end < 0 ? undefined : end).filter(({ act }) => act.kind === 'send').length;
};

describe('a round that is cut', () => {
  it('[CUT-1] sends what one device in pre-copy has, and nothing of a device that is not', () => {
    const cut = (flags: number) => run({ flow: 'pause-in-pre-copy', flags });
    expect(sends(cut(7), 'VM stopp')).toBeGreaterThan(0);
    expect(
      new Set(
        cut(7)
          .steps.filter(({ act }) => act.kind === 'send')
          .slice(0, 3)
          .map(({ device }) => device),
      ),
    ).toEqual(new Set([0]));
    expect(sends(cut(3), 'VM stopp')).toBe(0);
  });

  it('[CUT-2] fails with the stream, and then the VM is not stopped for the migration', () => {
    const lab = run({ flow: 'pause-in-pre-copy' });
    const step = lab.steps.findIndex(({ act }) => act.kind === 'send');
    const broken = withFault(lab, { step, what: { kind: 'breaks' } });
    expect(broken.steps[step]?.error).toBe('EPIPE');
    expect(broken.outcome.end).toBe('failed');
    expect(broken.outcome.failed).toBe(step);
  });
});

describe('the ack', () => {
  const tells = (settings: Partial<LabSettings>) =>
    run({ ack: 'on', downtimeLimit: 5000, ...settings }).steps.filter(({ act }) => act.kind === 'tell')
      .length;

  it('[ACK-7] of a VM that never ran is not awaited, although its devices are in pre-copy', () => {
    const lab = run({
      client: 'qemu-10.2',
      ack: 'on',
      downtimeLimit: 5000,
      flow: 'migrate-vm-that-never-ran',
    });
    expect(lab.steps.some(({ act }) => act.kind === 'request' && act.outcome.now === 6)).toBe(true);
    expect(lab.steps.flatMap(({ act }) => (act.kind === 'decide' ? [act.decision] : []))).toEqual([
      'switches-over',
    ]);
    const tellsOf = (more: Partial<LabSettings>) =>
      tells({ client: 'qemu-10.2', flow: 'migrate-vm-that-never-ran', ...more });
    // If the state does not fit at once, a round is sent, and each device says that its initial data is sent.
    expect([tellsOf({}), tellsOf({ downtimeLimit: 100 })]).toEqual([0, 3]);
    expect(tells({ client: 'qemu-10.2' })).toBe(3);
  });
});

describe('VFIO_PRECOPY_INFO_REINIT', () => {
  it('[ACK-8] can be chosen as a fault only if QEMU asks for it and the driver knows it', () => {
    const canRenew = (settings: Partial<LabSettings>) => {
      const lab = run(settings);
      return lab.steps.some((step) => getFaultChoices(lab, step).some(({ what }) => what.kind === 'reinit'));
    };
    expect(canRenew({ client: 'qemu-11.1', hasInfoV2: true })).toBe(true);
    expect(canRenew({ client: 'qemu-11.1', hasInfoV2: false })).toBe(false);
    expect(canRenew({ client: 'qemu-10.2', hasInfoV2: true })).toBe(false);
  });
});
