/** What is said of a run in which something failed: which step it was, and what is left standing. */

import { describe, expect, it } from 'vitest';
import type { LabRun } from '../run/lab-model.ts';
import { run, withFault } from '../run/lab-run.fixture.ts';
import type { LabFaultKind } from '../run/lab-settings.ts';
import type { LabHost } from '../run/lab-step.ts';
import { formatOutcome } from './lab-outcome.ts';

const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };
const declined: LabFaultKind = { kind: 'declined', arc: 1, errno: 'EBUSY' };

const findRequest = ({ steps }: LabRun, name: string, host: LabHost = 'source') =>
  steps.find(({ act, ...step }) => act.kind === 'request' && act.name === name && step.host === host)!.index;

/** A run with one failure that does no harm: pending_bytes, once, before the first reckoning. */
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
    const done = findRequest(lab, 'done');
    const failed = mended({ step: done, what: declined });
    expect(failed.outcome).toMatchObject({ end: 'failed', failed: done });
    // The posted table refuses to complete by itself.
    const refused = begin({ ruleSet: 'patch-2021-09-amended' }).lab;
    expect(refused.outcome).toMatchObject({ end: 'failed', failed: findRequest(refused, 'complete') });
    expect(formatOutcome(refused).details[0]).toContain('complete: _SAVING > _SAVING: -EINVAL');
  });

  it('[LAB-103] is on the destination where that is what is said', () => {
    const { lab, mended } = begin({});
    const runs = findRequest(lab, 'VM runs', 'destination');
    const lost = mended({ step: runs, what: declined });
    expect(lost.outcome).toMatchObject({ end: 'lost', failed: runs });
    expect(formatOutcome(lost).sentence).toContain(`but step ${runs + 1} fails on the destination`);
  });

  it('[LAB-103] is the one that leaves QEMU no way out, while it mends too', () => {
    const whole = run({ ruleSet: 'fully-connected', devices: 1, downtimeLimit: 5000 });
    const send = whole.steps.find(({ act }) => act.kind === 'send')!.index;
    const broken = withFault(whole, { step: send, what: { kind: 'breaks' } });
    const failed = findRequest(broken, 'failed');
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
    ['fail-after-stop', 'failed', '_SAVING', 'gave-up'],
    ['fail-after-done', 'failed', '_STOP', 'gave-up'],
    ['savevm', 'VM runs', '_STOP', 'saved'],
  ] as const)(
    '[LAB-104] %s: where %s is declined the VM runs without the device',
    (flow, name, state, end) => {
      const whole = run({ ruleSet: 'fully-connected', flow, linked: false, downtimeLimit: 5000 });
      const lab = withFault(whole, { step: findRequest(whole, name), what: declined });
      expect(lab.outcome.end).toBe(end);
      expect(idle(lab)).toEqual([`Device 1 of the source stays in ${state}: the VM runs without it.`]);
      expect(formatOutcome(lab).tone).toBe('marred');
      expect(idle(whole)).toEqual([]);
    },
  );

  it('[LAB-104] on the destination too', () => {
    const whole = run({ ruleSet: 'fully-connected', devices: 1, downtimeLimit: 5000 });
    const lab = withFault(whole, { step: findRequest(whole, 'VM runs', 'destination'), what: declined });
    expect(idle(lab)).toEqual(['Device 1 of the destination stays in _RESUMING: the VM runs without it.']);
  });
});
