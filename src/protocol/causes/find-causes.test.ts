import { describe, expect, it } from 'vitest';
import { CAUSE_IDS } from './cause.ts';
import { CAUSES, getCause } from './cause-table.ts';
import { findCauses, findNearestCause } from './find-causes.ts';

const find = (text: string) => findCauses(text).map(({ id }) => id);

/** A line as it is met in the field, with the causes that it names. */
const LINES: readonly (readonly [text: string, ids: readonly string[]])[] = [
  ['Error: 0000:03:00.0: VFIO migration is not supported in kernel', ['no-kernel-support']],
  [
    "error: internal error: unable to execute QEMU command 'migrate': 0000:b1:00.2: VFIO migration is not supported with postcopy migration",
    ['postcopy'],
  ],
  [
    "qemu-system-x86_64: 0000:81:00.2: Migration couldn't be initialized for VFIO device, err: -95 (Operation not supported)",
    ['no-stop-copy'],
  ],
  [
    "0000:81:00.2: Migration couldn't be initialized for VFIO device, err: -22 (Invalid argument)",
    ['init-failed'],
  ],
  ["0000:81:00.2: VFIO device doesn't support device and IOMMU dirty tracking", ['no-dirty-tracking']],
  [
    'Multiple VFIO devices migration is supported only if all of them support P2P migration',
    ['several-devices'],
  ],
  [
    'Error: disallowing migration blocker (--only-migratable) for: 0000:81:11.1: Migration is disabled for VFIO device',
    ['disabled', 'only-migratable'],
  ],
  [
    '0000:81:00.2: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device',
    ['state-failed-and-reset'],
  ],
  [
    '0000:5e:00.4: Failed setting device state to STOP_COPY. Setting device in recover state STOP: No space left on device',
    ['state-failed-and-recovered'],
  ],
  ['0000:81:00.2: DATA_FD   OUT OF SYNC', ['data-fd-out-of-sync']],
  ['0000:81:00.2: migration is not supported in kernel', ['no-kernel-support']],
  ['migration is not supported in kernel', ['no-kernel-support']],
  ['hugepage migration is not supported in kernel 3.10', []],
  ['hisi_acc_vfio_pci 0000:75:00.1: failed to recover the VF!', ['hisi-load-failed']],
  ['hisi_acc_vfio_pci 0000:75:00.1: failed to match the VF!', ['hisi-load-failed']],
  ['virtio_net virtio0: failed to recover the VF queue', []],
  ['pds_vfio_pci 0000:b5:00.3: vf3: Suspend failed: -EIO', ['pds-command-failed']],
  [
    'pds_vfio_pci 0000:b5:00.3: pds_vfio_suspend_wait_device_cmd: vf3: Suspend comp timeout',
    ['pds-command-failed'],
  ],
  ['pds_vfio_pci 0000:b5:00.3: failed to set migration state: -EINVAL', ['pds-command-failed']],
  ['PM: Suspend failed: -16', []],
  [
    'vfio_mig_write 4 byte VFIO user </a b>: failed at offset 0x0, err: Invalid argument',
    ['v1-write-failed'],
  ],
  ['RIP: 0010:vfio_mig_get_next_state+0x5c/0xa0 [vfio]', ['never-returned']],
  [
    'mlx5_core 0000:81:00.0: SUSPEND_VHCA(0xb0b) op_mod(0x1) failed, status internal error(0x1)',
    ['mlx5-command-failed'],
  ],
  [
    "error: Operation not supported: cannot migrate a domain with <hostdev mode='subsystem' type='pci'>",
    ['libvirt-hostdev'],
  ],
  [
    "error: Operation not supported: cannot migrate a domain with <interface type='hostdev'>",
    ['libvirt-hostdev'],
  ],
  [
    'qemu-kvm: 0000:81:00.2: Migration is currently not supported with large memory VM due to dirty tracking limitation in backend',
    ['large-memory'],
  ],
  [
    '0000:81:00.2: Multifd device transfer requested but unsupported in the current config',
    ['multifd-unsupported'],
  ],
  ['qemu-kvm: 0000:81:00.2: Failed to load device config space', ['config-space-load-failed']],
  [
    "qemu-system-x86_64: Unknown savevm section or instance '0000:00:05.0/vfio' 0. Make sure that your current VM setup matches your saved VM setup, including any hotplugged devices",
    ['vm-setup-differs'],
  ],
  [
    'WARNING: CPU: 3 PID: 4711 at drivers/vfio/pci/qat/main.c:474 qat_vf_pci_step_device_state+0x2a1/0x3c0 [qat_vfio_pci]',
    ['qat-unknown-arc'],
  ],
  [
    '4711@1700000000.000001:vfio_state_pending_exact  (0000:81:00.2) precopy 0x1900000000 postcopy 0x0 stopcopy size 0x1900000000 precopy initial size 0x0 precopy dirty size 0x0',
    ['state-size-unknown'],
  ],
  [
    'vfio_state_pending_exact  (0000:81:00.2) precopy 0x1900000000 postcopy 0x0 stopcopy size 0x1900000000',
    ['state-size-unknown'],
  ],
  [
    'vfio_state_pending_exact  (0000:81:00.2) precopy 107374182400 postcopy 0 stopcopy size 107374182400 precopy initial size 0 precopy dirty size 0',
    ['state-size-unknown'],
  ],
  // A size that only begins so, and one that RAM has.
  ['vfio_state_pending_exact  (0000:81:00.2) precopy 0x0 postcopy 0x0 stopcopy size 0x1900000000a', []],
  [
    'vfio_state_pending_exact  (0000:81:00.2) precopy 1 postcopy 0 stopcopy size 1073741824001 precopy initial size 0 precopy dirty size 0',
    [],
  ],
  [
    'vfio_state_pending_exact  (0000:81:00.2) precopy 107374182400 postcopy 0 stopcopy size 4096 precopy initial size 0 precopy dirty size 0',
    [],
  ],
  [
    'qemu-kvm: 0000:81:00.2: Received INIT_DATA_SENT but switchover ack is not used',
    ['switchover-ack-failed'],
  ],
  [
    'qemu-kvm: 0000:81:00.2: qemu_loadvm_approve_switchover failed, err=-5 (Input/output error)',
    ['switchover-ack-failed'],
  ],
  ['qemu-kvm: Could not send switchover ack RP MSG, err -5 (Input/output error)', ['switchover-ack-failed']],
  ['4711@1.000001:loadvm_approve_switchover Switchover ack pending num=1', []],
  [
    'WARNING: CPU: 0 PID: 1 at drivers/vfio/pci/virtio/migrate.c:1107 virtiovf_pci_step_device_state_locked+0x1a/0x60 [virtio_vfio_pci]',
    ['virtio-unknown-arc'],
  ],
  ['Error: VFIO device does not support migration', ['no-migration-v2']],
  ["VFIO device doesn't support migration", ['v1-not-supported']],
  ["Unknown savevm section or instance 'kvmclock' 0", []],
  ['an unrelated line', []],
];

/** Texts that other programs print, or print a part of, each with what names the cause after all. */
const NEAR: readonly (readonly [near: string, own: string, id: string])[] = [
  [
    '4xxx 0000:6b:00.0: Failed to transition state: running->stop err=-5',
    'xe-vfio-pci 0000:03:00.1: Failed to transition state: stop->stopcopy err=-5',
    'xe-transition-failed',
  ],
  [
    'Failed to transition state: link->down err=-5',
    'Failed to transition state: stop->stopcopy err=-5',
    'xe-transition-failed',
  ],
  ['Unknown state transition RUNNING->STOP', '[ 1.0] Unknown state transition 2->1', 'xe-transition-failed'],
  [
    'hisi_zip 0000:75:00.0: failed to stop QM VF function!',
    'failed to stop QM VF function!',
    'hisi-stop-failed',
  ],
  [
    'pcieport 0000:00:1c.0: failed to get migration state: -5',
    'kernel: pds_vfio_pci 0000:b5:00.3: failed to get migration state: -EIO',
    'pds-command-failed',
  ],
  [
    'pds_core 0000:b5:00.0: Suspend failed: -EIO',
    'pds_vfio_pci 0000:b5:00.3: Suspend failed: -EIO',
    'pds-command-failed',
  ],
  ['usb 1-1: failed to get save status', 'failed to get save status: -EIO', 'pds-status-failed'],
  [
    'scsi 0:0:0:0: Invalid device state 7',
    'qemu-kvm: 0000:81:00.2: Invalid device state 4',
    'invalid-state-at-setup',
  ],
  [
    'virtio_net virtio0: Failed to set state SAVING',
    'qemu-kvm: VFIO user </a b>: Failed to set state SAVING',
    'v1-write-failed',
  ],
  [
    'usb 1-1: Failed resetting device, err: -110',
    'qemu: hardware error: 0000:81:00.2: Failed resetting device, err: Connection timed out',
    'reset-failed',
  ],
  [
    "vhost-vdpa backend doesn't support device dirty tracking",
    "doesn't support device dirty tracking",
    'no-dirty-tracking',
  ],
  [
    'Postcopy is not supported with background snapshot',
    'hostdev0: VFIO migration is not supported with background snapshot',
    'background-snapshot',
  ],
  ['multifd is not supported with postcopy migration', 'not supported with postcopy migration', 'postcopy'],
  [
    'vhost-user: dirty tracking is not supported with vIOMMU enabled',
    'Migration is currently not supported with vIOMMU enabled',
    'viommu',
  ],
  [
    'page: migration is not supported in kernel',
    '83b8f4f2-509f-382f-3c1e-e6bfe0fa1001: migration is not supported in kernel',
    'no-kernel-support',
  ],
];

/** A text of a cause as it may be printed. */
const toExample = (text: string) =>
  text
    .replace(/^\*: /, '0000:81:00.2: ')
    .replace('state: *->*', 'state: stop->resuming')
    .replace('transition *->*', 'transition 2->1')
    .replaceAll('*', ' 7 ');

describe('causes', () => {
  it.each(NEAR)('[CAUSE-12] are not named by a text that is only like theirs: %s', (near, own, id) => {
    expect(find(near)).toEqual([]);
    expect(find(own)).toEqual([id]);
  });

  it.each(LINES)('[CAUSE-1] %s', (text, ids) => {
    expect(find(text)).toEqual(ids);
  });

  it('[CAUSE-2] are found by each of their own texts, and each id has one entry', () => {
    expect(CAUSES.map(({ id }) => id).toSorted()).toEqual([...CAUSE_IDS].toSorted());
    for (const cause of CAUSES)
      for (const text of cause.texts)
        expect(find(`x: ${toExample(text)} y`), text).toContain(
          cause.id === 'init-failed' ? 'init-failed' : cause.id,
        );
  });

  it('[CAUSE-3] say when, what it means and what to do, in whole sentences', () => {
    for (const { id, title, condition, meaning, todo } of CAUSES) {
      for (const sentence of [condition, meaning, todo]) expect(sentence, id).toMatch(/^["\w(].*\.$/);
      expect(title, id).not.toMatch(/\.$/);
    }
  });

  it('[CAUSE-4] cite a place that can be opened, and no two addresses of one place', () => {
    for (const { id, citations } of CAUSES) expect(citations.length, id).toBeGreaterThan(0);
    for (const { id, citations } of CAUSES)
      for (const citation of citations)
        expect(JSON.stringify(citation), id).toMatch(/"(symbol|commit|messageId)":"/);
    expect(getCause('postcopy').citations).toMatchObject([{ symbol: 'vfio_save_prepare()' }]);
  });

  it('[CAUSE-5] of a text that names none, the nearest is told where two words agree', () => {
    expect(findNearestCause('it complains about a vIOMMU being enabled')?.id).toBe('viommu');
    expect(findNearestCause('hello world')).toBeUndefined();
  });
});
