/** What is said of a run in which something failed: which step it was, and what is left standing. */

import { describe, expect, it } from 'vitest';
import type { LabRun } from '../run/lab-model.ts';
import { findRequest, run, withFault } from '../run/lab-run.fixture.ts';
import type { LabFaultKind } from '../run/lab-settings.ts';
import { getVmStatus } from './lab-host.ts';
import { formatOutcome } from './lab-outcome.ts';

const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };
const declined: LabFaultKind = { kind: 'declined', arc: 1, errno: 'EBUSY' };

/** A run with one failure that does no harm: pending_bytes, once, before the first decision. */
const begin = (settings: Parameters<typeof run>[0]) => {
  const whole = run({ ruleSet: 'fully-connected', devices: 1, downtimeLimit: 5000, ...settings });
  const read = whole.steps.find(({ act }) => act.kind === 'read')!.index;
  const harmless = { step: read, what: fails };
  const lab = withFault(whole, harmless);
  return {
    lab,
    harmless,
    mended: (...faults: { step: number; what: LabFaultKind }[]) => withFault(lab, harmless, ...faults),
  };
};

describe('the step that is named', () => {
  it('[LAB-103] is the one that fails the migration, not one before it that did no harm', () => {
    const { lab, harmless, mended } = begin({});
    expect(lab.outcome).toMatchObject({ end: 'arrived', failed: harmless.step });
    const done = findRequest(lab, 'done').index;
    const failed = mended({ step: done, what: declined });
    expect(failed.outcome).toMatchObject({ end: 'failed', failed: done });
    // The posted table refuses to complete by itself.
    const refused = begin({ ruleSet: 'patch-2021-09-amended' }).lab;
    expect(refused.outcome).toMatchObject({ end: 'failed', failed: findRequest(refused, 'complete').index });
    expect(formatOutcome(refused).details[0]).toContain('complete: _SAVING > _SAVING: -EINVAL');
  });

  it('[LAB-103] is on the destination if the sentence says so', () => {
    const { lab, mended } = begin({});
    const runs = findRequest(lab, 'VM runs', 'destination').index;
    const lost = mended({ step: runs, what: declined });
    expect(lost.outcome).toMatchObject({ end: 'lost', failed: runs });
    expect(formatOutcome(lost).sentence).toContain(`but step ${runs + 1} fails on the destination`);
  });

  it('[LAB-103] is the one that leaves QEMU no way out, while it mends too', () => {
    const whole = run({ ruleSet: 'fully-connected', devices: 1, downtimeLimit: 5000 });
    const send = whole.steps.find(({ act }) => act.kind === 'send')!.index;
    const broken = withFault(whole, { step: send, what: { kind: 'breaks' } });
    const failed = findRequest(broken, 'VM runs').index;
    const ended = withFault(
      whole,
      { step: send, what: { kind: 'breaks' } },
      { step: failed, what: { kind: 'faulted', arc: 1 } },
    );
    expect(broken.outcome).toMatchObject({ end: 'failed', failed: send });
    expect(ended.outcome).toMatchObject({ end: 'ended', failed });
  });
});

describe('a device that stays behind', () => {
  const idle = (lab: LabRun) => formatOutcome(lab).details.filter((detail) => detail.includes('without it'));

  it.each([
    ['cancel-at-pre-switchover', 'cancelled', '_SAVING', 'gave-up'],
    ['cancel-or-fail-in-stop-copy', 'failed', '_SAVING', 'gave-up'],
    ['fail-after-done', 'failed', '_STOP', 'gave-up'],
  ] as const)(
    '[LAB-104] %s: where the VM start and %s are declined the VM runs without the device',
    (flow, name, state, end) => {
      const whole = run({
        ...{ ruleSet: 'fully-connected', flow, devices: 1, target: 'file', downtimeLimit: 5000 },
      });
      const starts = { step: findRequest(whole, 'VM runs').index, what: declined };
      const once = withFault(whole, starts);
      const lab = withFault(whole, starts, { step: findRequest(once, name).index, what: declined });
      expect(lab.outcome.end).toBe(end);
      expect(idle(lab)).toEqual([`Device 1 of the source stays in ${state}: the VM runs without it.`]);
      expect(formatOutcome(lab).tone).toBe('marred');
      expect(idle(whole)).toEqual([]);
      // The notifier asks once more, and that mends the start.
      expect(idle(once)).toEqual([]);
    },
  );

  it('[LAB-104] on a destination with v1 takes QEMU with it: no VM runs there', () => {
    const whole = run({ ruleSet: 'fully-connected', devices: 1, downtimeLimit: 5000 });
    const lab = withFault(whole, {
      step: findRequest(whole, 'VM runs', 'destination').index,
      what: declined,
    });
    expect(idle(lab)).toEqual([]);
    expect(getVmStatus(lab, lab.steps.length, 'destination')).toBe('gone');
    expect(formatOutcome(lab).details).toContain(
      'QEMU crashes on a NULL pointer: a VM start or stop failed without an outgoing migration (5.2 to 7.2, fixed in 8.0).',
    );
  });

  it('[LAB-104] a device that runs under a paused VM is named', () => {
    const lab = run({ flow: 'cancel-in-pre-copy-paused-vm', devices: 1, downtimeLimit: 5000 });
    expect(formatOutcome(lab)).toMatchObject({
      tone: 'marred',
      details: ['Device 1 of the source is left in RUNNING, although the VM is paused.'],
    });
  });
});
