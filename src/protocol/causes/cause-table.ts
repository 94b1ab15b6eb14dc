/**
 * The causes that keep a device from migrating, in the order in which they are met: when the device is added, when the
 * migration begins, while it runs, in the kernel.
 *
 * @source docs/protocol.md; QEMU hw/vfio/migration.c, v5.2 to v11.1; drivers/vfio
 */

import type { Citation } from '../words/citation.ts';
import type { Cause, CauseId } from './cause.ts';
import { KERNEL_CAUSES } from './kernel-causes.ts';
import { STATE_CAUSES } from './state-causes.ts';

const MIGRATION_C = 'hw/vfio/migration.c';

const qemu = (symbol: string, tag: string, file = MIGRATION_C): Citation => ({
  kind: 'qemu',
  file,
  symbol,
  tag,
});

const REALIZE = qemu('vfio_migration_realize()', 'v10.0.2');
const PREPARE = qemu('vfio_save_prepare()', 'v10.0.2');

const START_CAUSES: readonly Cause[] = [
  {
    id: 'no-kernel-support',
    title: 'The kernel driver of the device has no migration',
    texts: ['VFIO migration is not supported in kernel', '*: migration is not supported in kernel'],
    who: 'QEMU 8.0 and later',
    condition: 'VFIO_DEVICE_FEATURE_MIGRATION gives -ENOTTY: the driver registered no migration ops.',
    meaning: 'device_state does not exist for this device. Plain vfio-pci never has it.',
    todo: 'Bind the device to its variant driver, such as mlx5_vfio_pci, on Linux 5.18 or later, and check that the firmware and the VF allow migration.',
    citations: [
      REALIZE,
      {
        kind: 'kernel',
        file: 'drivers/vfio/vfio_main.c',
        symbol: 'vfio_ioctl_device_feature_migration()',
        tag: 'v6.2',
      },
    ],
  },
  {
    id: 'v1-not-supported',
    title: 'No migration on protocol v1',
    texts: ["VFIO device doesn't support migration"],
    who: 'QEMU 5.2 to 7.2; 8.0 uses the same text',
    condition:
      'x-enable-migration is off, which is the default, or the container cannot track dirty pages, or the device has no migration region, or the region has size 0. In 8.0: x-enable-migration is off, or the initialization failed.',
    meaning: 'QEMU blocks the migration of the whole VM.',
    todo: 'Set x-enable-migration=on. QEMU 5.2 to 7.2 also need a driver of protocol v1, which Linux has up to 5.17.',
    citations: [qemu('vfio_migration_probe()', 'v7.2.0')],
  },
  {
    id: 'no-stop-copy',
    title: 'The migration_flags lack STOP_COPY',
    texts: [
      "Migration couldn't be initialized for VFIO device, err: -95",
      'VFIO_MIGRATION_STOP_COPY is not supported',
    ],
    who: 'QEMU 8.1 and later; the second text is of 11.1',
    condition: 'The flags that VFIO_DEVICE_FEATURE_MIGRATION reports lack VFIO_MIGRATION_STOP_COPY.',
    meaning: 'Every state of protocol v2 needs STOP_COPY: such a device has no valid request.',
    todo: 'Report it to the maintainers of the driver.',
    citations: [REALIZE],
  },
  {
    id: 'init-failed',
    title: 'QEMU could not set up the migration of the device',
    texts: ["Migration couldn't be initialized for VFIO device, err: *"],
    who: 'QEMU 8.1 to 11.0',
    condition: 'Setting up failed with another errno than -ENOTTY; the line names it.',
    meaning: 'QEMU blocks the migration of the whole VM.',
    todo: 'Look the errno up in the driver of the device: it answered VFIO_DEVICE_FEATURE_MIGRATION with it.',
    citations: [REALIZE],
  },
  {
    id: 'no-dirty-tracking',
    title: 'Nothing tracks the pages that the device writes to',
    texts: [
      "VFIO device doesn't support device and IOMMU dirty tracking",
      "VFIO device doesn't support device dirty tracking",
      "*: doesn't support device and IOMMU dirty tracking",
      "*: doesn't support device dirty tracking",
    ],
    who: 'QEMU 8.1 and later; the wording with the IOMMU is of 9.1 and later',
    condition:
      'enable-migration=auto, and the device has no DMA logging (VFIO_DEVICE_FEATURE_DMA_LOGGING_*). Since 9.1 dirty tracking by an iommufd IOMMU is enough.',
    meaning: 'The device itself may well migrate; QEMU will not guess which memory it changed.',
    todo: 'Set enable-migration=on: this is a warning then, and all memory counts as dirty, so the downtime grows. Or use QEMU 9.1 or later with iommufd and an IOMMU that tracks dirty pages.',
    citations: [REALIZE],
  },
  {
    id: 'several-devices',
    title: 'Several devices, and not all of them support P2P',
    texts: [
      'Migration is *not supported with multiple VFIO devices',
      '*: not supported with multiple VFIO devices',
      'Multiple VFIO devices migration is supported only if all of them support P2P migration',
      'only if all of them support P2P',
    ],
    who: 'QEMU 8.0 and 8.1 for any two devices; 8.2 and later if one lacks P2P',
    condition:
      'The VM has two or more migratable devices. Since 8.2 QEMU allows that only if each reports VFIO_MIGRATION_P2P, so that each can stop peer-to-peer DMA before any is stopped.',
    meaning: 'Checked each time a device is added, and lifted when one is unplugged.',
    todo: 'Use QEMU 8.2 or later, and unplug the device without VFIO_MIGRATION_P2P before the migration.',
    citations: [qemu('vfio_block_multiple_devices_migration()', 'v9.0.0', 'hw/vfio/common.c')],
  },
  {
    id: 'viommu',
    title: 'The VM has a vIOMMU',
    texts: ['Migration is *not supported with vIOMMU enabled', '*: not supported with vIOMMU enabled'],
    who: 'QEMU 8.0 and later; 11.x only if device dirty tracking is used',
    condition: 'The guest has a vIOMMU in front of the device.',
    meaning: 'QEMU blocks the migration of the whole VM.',
    todo: 'Migrate without a vIOMMU; with 11.x, turn device dirty tracking off.',
    citations: [REALIZE],
  },
  {
    id: 'disabled',
    title: 'Migration is turned off for the device',
    texts: ['Migration is disabled for VFIO device'],
    who: 'QEMU 8.1 and later',
    condition: 'enable-migration=off.',
    meaning: 'QEMU blocks the migration of the whole VM.',
    todo: 'Set enable-migration=auto or on.',
    citations: [REALIZE],
  },
  {
    id: 'large-memory',
    title: 'The VM has too much memory for the dirty tracking of the container',
    texts: ['large memory VM due to dirty tracking limitation'],
    who: 'QEMU 11.x',
    condition:
      'The device has no dirty tracking of its own, and the container (VFIO type1) tracks dirty pages: its bitmap covers 8 TB of RAM with default settings, and the VM has more.',
    meaning: 'QEMU blocks the migration of the whole VM.',
    todo: 'Use iommufd, which has no such limit, or give the VM less memory.',
    citations: [
      {
        kind: 'mail',
        author: 'Zhenzhong Duan',
        date: '2025-11-05',
        about: 'version 5 of the patch that adds this blocker to vfio_migration_realize()',
        messageId: '20251106042027.856594-9-zhenzhong.duan@intel.com',
      },
    ],
  },
  {
    id: 'only-migratable',
    title: 'The device is refused instead of blocking migration later',
    texts: ['disallowing migration blocker'],
    who: 'QEMU, with --only-migratable or enable-migration=on; complete since 8.2',
    condition: 'A blocker was to be added, and the VM must stay migratable, or a migration is going on.',
    meaning: 'The device is not added. The reason proper stands after "for:" in the same line.',
    todo: 'Look up what stands after "for:".',
    citations: [qemu('is_only_migratable()', 'v9.0.0', 'migration/migration.c')],
  },
  {
    id: 'postcopy',
    title: 'Postcopy is on',
    texts: [
      'VFIO migration is *not supported with postcopy migration',
      '*: not supported with postcopy migration',
    ],
    who: 'QEMU 8.2 and later, when the migration begins',
    condition:
      'The capability postcopy-ram is on. savevm of a running VM is exempt, savevm of a paused one is not.',
    meaning:
      'The migration does not begin (-EOPNOTSUPP): the device on the destination cannot wait for a page.',
    todo: 'Turn postcopy-ram off.',
    citations: [PREPARE],
  },
  {
    id: 'background-snapshot',
    title: 'Background snapshot is on',
    texts: [
      'VFIO migration is *not supported with background snapshot',
      '*: not supported with background snapshot',
    ],
    who: 'QEMU 8.2 and later, when the migration begins',
    condition: 'The capability background-snapshot is on. savevm of a running VM is exempt.',
    meaning: 'The migration does not begin (-EOPNOTSUPP).',
    todo: 'Turn background-snapshot off.',
    citations: [PREPARE],
  },
  {
    id: 'multifd-unsupported',
    title: 'Multifd transfer of device state is not possible',
    texts: ['Multifd device transfer requested but unsupported'],
    who: 'QEMU 10.0 and later, when the migration begins',
    condition:
      'x-migration-multifd-transfer=on for the device, but multifd cannot carry the state of a device here, or the migration sends no message at the switchover.',
    meaning: 'The migration does not begin.',
    todo: 'Turn the capability multifd on, and compression by multifd off; or set the property to auto or off.',
    citations: [qemu('vfio_multifd_setup()', 'v10.0.2', 'hw/vfio/migration-multifd.c')],
  },
  {
    id: 'libvirt-hostdev',
    title: 'libvirt refuses to migrate an assigned device',
    texts: [
      'cannot migrate a domain with <hostdev mode=*type=*>',
      'cannot migrate a domain with <interface type=*>',
      'domain has assigned non-USB host devices',
    ],
    who: 'libvirt that does not ask QEMU what blocks a migration; the last text is of older versions',
    condition:
      'The domain has a PCI device, or one that is mediated, and no <teaming type="transient"/> for it.',
    meaning: 'libvirt refuses before QEMU is asked: nothing is known of device_state.',
    todo: 'Use a libvirt that asks QEMU for its blockers (query-migrate, blocked-reasons), and a QEMU that reports them.',
    // Not read at the tag itself: in a version of 2022 before it and in a later one, which have the same texts.
    citations: [
      {
        ...{ kind: 'project', project: 'libvirt', file: 'src/qemu/qemu_migration.c' },
        ...{ symbol: 'qemuMigrationSrcIsAllowedHostdev()', tag: 'v8.5.0' },
      },
    ],
  },
  {
    id: 'no-migration-v2',
    title: 'The device does not support migration protocol v2',
    texts: ['VFIO device does not support migration', 'VFIO device reported unknown migration state *'],
    who: 'cloud-hypervisor after v53.0',
    condition: 'VFIO_DEVICE_FEATURE_MIGRATION is missing, or the device reports a state that is not known.',
    meaning: 'cloud-hypervisor does not migrate or restore the VM with this device.',
    todo: 'Bind the device to its variant driver on Linux 5.18 or later, or detach it before the migration.',
    // The texts were read in a copy of the file of after v53.0, which is no tag.
    citations: [
      {
        ...{ kind: 'project', project: 'cloud-hypervisor', file: 'pci/src/vfio.rs' },
        ...{ symbol: 'enum VfioError', tag: 'main' },
      },
    ],
  },
];

export const CAUSES: readonly Cause[] = [...START_CAUSES, ...STATE_CAUSES, ...KERNEL_CAUSES];

/** The cause of an id. */
export function getCause(id: CauseId): Cause {
  const cause = CAUSES.find((one) => one.id === id);
  if (!cause) throw new Error(`no cause ${id}`);
  return cause;
}
