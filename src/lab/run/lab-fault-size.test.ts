/** A size that QEMU asks for and is not told: what it takes the size for, and what comes of that. */

import { describe, expect, it } from 'vitest';
import { run, withFault } from './lab-run.fixture.ts';
import type { LabFaultKind } from './lab-settings.ts';

const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };

describe('a size that cannot be read', () => {
  it('[LAB-29] a size that QEMU cannot read counts as nothing on v1, and as 100 GiB on v2', () => {
    const v1 = run({ ruleSet: 'uapi-v1', devices: 1 });
    const pending = v1.steps.find(({ act }) => act.kind === 'read' && act.what === 'pending_bytes')!;
    const early = withFault(v1, { step: pending.index, what: fails });
    expect(early.steps[pending.index + 1]!.act).toMatchObject({
      kind: 'decide',
      left: 0,
      decision: 'empty',
    });
    expect(early.outcome).toMatchObject({ end: 'arrived', rounds: 0, downtime: 1 });
    const again = withFault(run({ devices: 1, flags: 1, downtimeLimit: 2000 }), { step: 1, what: fails });
    expect(again.steps[2]!.act).toMatchObject({
      kind: 'decide',
      left: 100 * 2 ** 30,
      decision: 'asks-again',
    });
    expect(again.outcome).toMatchObject({ end: 'arrived', downtime: 1 });
  });

  it('[LAB-29] v2 in pre-copy: the size of stop-and-copy stands in, and the VM does not stop too early', () => {
    const whole = run({ devices: 1 });
    const info = { step: 2, what: fails };
    const second = withFault(whole, info);
    expect(second.steps.slice(2, 5).map(({ act }) => act)).toMatchObject([
      { what: 'VFIO_MIG_GET_PRECOPY_INFO', bytes: 0 },
      { what: 'VFIO_DEVICE_FEATURE_MIG_DATA_SIZE', bytes: 2 ** 30 },
      { kind: 'decide', left: 2 ** 30, decision: 'iterates' },
    ]);
    const { rounds, downtime } = whole.outcome;
    expect(second.outcome).toMatchObject({ end: 'arrived', rounds, downtime });
    const neither = withFault(whole, info, { step: 3, what: fails });
    expect(neither.steps[4]!.act).toMatchObject({ left: 100 * 2 ** 30, decision: 'iterates' });
    expect(neither.outcome).toMatchObject({ end: 'arrived', rounds, downtime });
  });

  it('[LAB-29] v1 reads pending_bytes once more where that fails between two chunks', () => {
    const whole = run({ ruleSet: 'fully-connected', devices: 1 });
    const reads = whole.steps.filter(({ act }) => act.kind === 'read' && act.what === 'pending_bytes');
    const between = reads[1]!;
    expect(whole.steps[between.index + 1]!.act).toMatchObject({ what: 'data_offset' });
    const lab = withFault(whole, { step: between.index, what: fails });
    expect(lab.steps[between.index + 1]!.act).toEqual(between.act);
    expect(lab.outcome.end).toBe('arrived');
  });
});
