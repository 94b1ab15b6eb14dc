/** switchover-ack, and initial data that begins anew: docs/protocol.md on size queries, in numbers. */

import { describe, expect, it } from 'vitest';
import type { LabRun } from '../run/lab-model.ts';
import { findRequest, run, withFault } from '../run/lab-run.fixture.ts';
import type { LabFaultKind, LabSettings } from '../run/lab-settings.ts';
import { toSettings } from '../run/lab-settings.ts';
import { formatOutcome } from '../told/lab-outcome.ts';

const MIB = 2 ** 20;

const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };
const reinit: LabFaultKind = { kind: 'reinit' };

/** Two devices of 1 GiB, all of which fit the limit of 5 s at once. */
const runAck = (client: string, settings: Partial<LabSettings> = {}) =>
  run({ client, ack: 'on', downtimeLimit: 5000, ...settings });

/** `source 0 initial-sent`, `destination null ack`. */
const tellsOf = ({ steps }: LabRun) =>
  steps.flatMap(({ act, host, device }) => (act.kind === 'tell' ? [`${host} ${device} ${act.what}`] : []));

const decisionsOf = ({ steps }: LabRun) =>
  steps.flatMap(({ act }) => (act.kind === 'decide' ? [act.decision] : []));

/** The queries of pre-copy sizes, by step. */
const infosOf = ({ steps }: LabRun) =>
  steps.filter(({ act }) => act.kind === 'read' && act.what === 'VFIO_MIG_GET_PRECOPY_INFO');

describe('switchover-ack', () => {
  it.each(['qemu-8.1', 'qemu-8.2', 'qemu-9.2', 'qemu-10.0', 'qemu-10.2'])(
    '[ACK-1] %s: each device says that its initial data is sent, and the destination acks after the last',
    (client) => {
      const lab = runAck(client);
      expect(tellsOf(lab)).toEqual([
        'source 0 initial-sent',
        'source 1 initial-sent',
        'destination null ack',
      ]);
      expect(decisionsOf(lab)).toEqual(['awaits-ack', 'switches-over']);
      expect(lab.outcome).toMatchObject({ end: 'arrived', rounds: 1 });
    },
  );

  it('[ACK-2] without it initial bytes hold nothing back', () => {
    const lab = runAck('qemu-10.2', { ack: 'off' });
    expect(tellsOf(lab)).toEqual([]);
    expect(lab.outcome).toMatchObject({ end: 'arrived', rounds: 0, left: 2048 * MIB, downtime: 2 });
  });

  it('[ACK-3] QEMU 11.1 counts on the source; the old way is still there', () => {
    expect(tellsOf(runAck('qemu-11.1')).at(-1)).toBe('source null ack');
    expect(tellsOf(runAck('qemu-11.1', { ack: 'legacy' })).at(-1)).toBe('destination null ack');
  });

  it('[ACK-4] needs no ack where the VM is stopped, where no device is in pre-copy, or for a file', () => {
    expect(decisionsOf(runAck('qemu-10.2', { flow: 'migrate-paused-vm' }))).toEqual(['switches-over']);
    expect(decisionsOf(runAck('qemu-10.2', { flags: 3 }))).toEqual(['switches-over']);
    expect(decisionsOf(runAck('qemu-10.2', { target: 'file' }))).toEqual(['switches-over']);
  });

  it('[ACK-5] is there from 8.1 on', () => {
    for (const client of ['qemu-8.0', 'hermes']) expect(toSettings({ client, ack: 'on' }).ack).toBe('off');
    expect(toSettings({ ruleSet: 'uapi-v1', ack: 'on' }).ack).toBe('off');
    expect(toSettings({ client: 'qemu-10.2', ack: 'legacy' }).ack).toBe('on');
  });
});

describe('VFIO_PRECOPY_INFO_REINIT', () => {
  const features = ({ steps }: LabRun) => steps.filter(({ act }) => act.kind === 'feature');

  it('[ACK-6] 11.1 sets VFIO_DEVICE_FEATURE_MIG_PRECOPY_INFOv2 with the PRE_COPY flag, and no other version does', () => {
    expect(features(runAck('qemu-11.1', { hasInfoV2: true }))).toMatchObject([
      { device: 0, act: { isKnown: true }, error: null },
      { device: 1, act: { isKnown: true }, error: null },
    ]);
    expect(features(runAck('qemu-11.1', { flags: 3 }))).toEqual([]);
    expect(features(runAck('qemu-10.2', { hasInfoV2: true }))).toEqual([]);
  });

  it('[ACK-7] ENOTTY means that it is not used; any other errno that the device cannot be migrated', () => {
    const unknown = runAck('qemu-11.1');
    expect(features(unknown)).toMatchObject([{ act: { isKnown: false } }, { act: { isKnown: false } }]);
    expect(unknown.outcome.end).toBe('arrived');
    const failed = withFault(unknown, { step: 1, what: fails });
    expect(failed.outcome).toMatchObject({ end: 'failed', failed: 1 });
    expect(failed.steps).toHaveLength(2);
  });

  const known = { hasInfoV2: true, devices: 1, downtimeLimit: 300 } as const;

  it('[ACK-8] after the initial data was sent a new ack is asked for', () => {
    const whole = runAck('qemu-11.1', known);
    expect(decisionsOf(whole)).toEqual(['iterates', 'switches-over']);
    // The query of the second decision: 1 GiB is initial once more.
    const query = infosOf(whole)[1]!;
    const lab = withFault(whole, { step: query.index, what: reinit });
    expect(lab.steps[query.index]!.act).toMatchObject({
      bytes: 1024 * MIB,
      initial: 1024 * MIB,
      isRenewed: true,
    });
    expect(decisionsOf(lab)).toEqual(['iterates', 'iterates', 'switches-over']);
    expect(tellsOf(lab)).toEqual([
      ...['source 0 initial-sent', 'source null ack', 'source 0 initial-sent', 'source null ack'],
    ]);
    expect(lab.outcome).toMatchObject({ end: 'arrived', rounds: 2 });
  });

  it('[ACK-9] a last look comes before PRE_COPY_P2P; initial data that begins anew then fails the migration', () => {
    const whole = runAck('qemu-11.1', known);
    const stop = findRequest(whole, 'VM stopping').index;
    const last = whole.steps[stop - 1]!;
    expect(last.act).toMatchObject({ kind: 'read', what: 'VFIO_MIG_GET_PRECOPY_INFO' });
    for (const what of [reinit, fails]) {
      const lab = withFault(whole, { step: last.index, what });
      expect(lab.outcome.end).toBe('failed');
      expect(formatOutcome(lab).details.some((detail) => detail.includes('another ack is due'))).toBe(true);
    }
  });

  it.each([
    ['without P2P', { flags: 5 }],
    ['in the old way', { ack: 'legacy' }],
    ['without switchover-ack', { ack: 'off' }],
    ['where the driver does not know it', { hasInfoV2: false }],
  ] as const)('[ACK-10] %s there is no last look', (_, settings) => {
    const lab = runAck('qemu-11.1', { ...known, ...settings });
    const decided = lab.steps.findLast(({ act }) => act.kind === 'decide')!.index;
    expect(infosOf(lab).filter(({ index }) => index > decided)).toEqual([]);
    expect(lab.outcome.end).toBe('arrived');
  });
});
