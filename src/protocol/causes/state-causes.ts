/**
 * Causes that show while a migration runs: a request for device_state that failed.
 *
 * @source QEMU hw/vfio/migration.c, v5.2 to v11.1
 */

import type { Citation } from '../words/citation.ts';
import type { Cause } from './cause.ts';

const qemu = (symbol: string, tag: string): Citation => ({
  kind: 'qemu',
  file: 'hw/vfio/migration.c',
  symbol,
  tag,
});

const SET_STATE = qemu('vfio_migration_set_state()', 'v10.0.2');
const SET_STATE_V1 = qemu('vfio_migration_set_state()', 'v7.2.0');

export const STATE_CAUSES: readonly Cause[] = [
  {
    id: 'no-data-buffer',
    title: 'QEMU got no buffer for the device state',
    texts: ['Failed to allocate migration data buffer'],
    who: 'QEMU 8.0 and later, at setup',
    condition:
      'The buffer is the smaller of 1 MiB and stop_copy_length (VFIO_DEVICE_FEATURE_MIG_DATA_SIZE): a driver that reports 0 leaves none. A host without free memory gives the same text.',
    meaning: 'Setup fails with -ENOMEM, and the migration with it. No state was asked for.',
    todo: 'Have the driver report its real stop_copy_length. If it does, look for free memory on the host.',
    citations: [qemu('vfio_save_setup()', 'v10.0.2')],
  },
  {
    id: 'data-fd-out-of-sync',
    title: 'A second data_fd came while QEMU held one',
    texts: ['data_fd out of sync'],
    who: 'QEMU 8.0 and later',
    condition:
      'A request opened a data session, though QEMU still holds the data_fd of an earlier one: the device was reset, or left the saving group, in between.',
    meaning:
      'QEMU closes the new data_fd and returns -EBADF. The state counts as reached: the device is in it. The migration fails.',
    todo: 'Look for what reset the device before this line: the guest, a failed request, or an error of the device.',
    citations: [SET_STATE],
  },
  {
    id: 'state-failed-and-reset',
    title: 'A request failed, and QEMU reset the device',
    texts: ['Failed setting device state to *Recover state is ERROR. Resetting device'],
    who: 'QEMU 8.0 and later',
    condition:
      'The driver answered the request with the errno in the line; the recover state of this request is ERROR, which means VFIO_DEVICE_RESET.',
    meaning:
      'The device is in RUNNING again, and has lost its state. In an outgoing migration the data_fd that QEMU held is dead, and the next request that opens a session will be out of sync.',
    todo: 'Look for the error of the driver in dmesg at that time: it says why the device refused.',
    citations: [SET_STATE],
  },
  {
    id: 'state-failed-and-recovered',
    title: 'A request failed, and QEMU asked for a recover state',
    texts: ['Failed setting device state to *Setting device in recover state *'],
    who: 'QEMU 8.0 and later',
    condition:
      'The driver answered the request with the errno in the line; QEMU then asked for the recover state.',
    meaning:
      'The device is in the recover state, unless a line says that this failed too. The migration fails; the VM goes on at the source.',
    todo: 'Look for the error of the driver in dmesg at that time. ENOSPC and ENOMEM usually come from the host, EIO and ETIMEDOUT from the device.',
    citations: [SET_STATE],
  },
  {
    id: 'recover-failed',
    title: 'The recover state failed too',
    texts: ['Failed setting device in recover state, err: *'],
    who: 'QEMU 8.0 and later',
    condition: 'A request failed, and so did the request for its recover state.',
    meaning: 'QEMU resets the device: it is in RUNNING again, and has lost its state.',
    todo: 'Look for the first failure, in the line before.',
    citations: [SET_STATE],
  },
  {
    id: 'reset-failed',
    title: 'VFIO_DEVICE_RESET failed',
    texts: ['*: Failed resetting device, err: *'],
    who: 'QEMU 8.0 and later',
    condition: 'A request failed, and so did the reset that was to mend it.',
    meaning: 'hw_error(): QEMU aborts, and the VM is gone.',
    todo: 'The device needs a reset that its driver cannot give: look in dmesg.',
    citations: [SET_STATE],
  },
  {
    id: 'invalid-state-at-setup',
    title: 'The migration began in a state that cannot be saved',
    texts: ['*: Invalid device state *'],
    who: 'QEMU 9.1 and later, at setup of a device with PRE_COPY',
    condition:
      'QEMU believes the device to be neither in RUNNING nor in STOP, such as in RESUMING: a VM that was migrated here, left paused and never ran.',
    meaning: 'Setup fails with -EINVAL; no state was asked for.',
    todo: 'Let the VM run once before it migrates on.',
    citations: [qemu('vfio_save_setup()', 'v10.0.2')],
  },
  {
    id: 'v1-write-failed',
    title: 'A write of device_state failed (protocol v1)',
    texts: [
      'vfio_mig_* byte *failed at offset *',
      '*: Failed to set state SAVING',
      '*: Failed to set state STOP and SAVING',
      '*: Failed to set state STOPPED',
    ],
    who: 'QEMU 5.2 to 7.2',
    condition:
      'write(2) on the migration region failed with the errno in the line; offset 0 is device_state.',
    meaning:
      'QEMU reads the register again: the previous value means that the driver declined, 110b means that it faulted, and QEMU aborts. There is no recover state and no reset.',
    todo: 'Compare the value with what the driver accepts: a device that was reset behind the back of QEMU has lost the bits that QEMU thinks are set.',
    citations: [SET_STATE_V1],
  },
  {
    id: 'v1-error-state',
    title: 'The device is in 110b, error (protocol v1)',
    texts: ['Device in error state 0x*'],
    who: 'QEMU 5.2 to 7.2',
    condition: 'After a failed write QEMU reads 110b, or cannot read.',
    meaning: 'hw_error(): QEMU aborts, and the VM is gone.',
    todo: 'Look for the fault of the device in dmesg.',
    citations: [SET_STATE_V1],
  },
  {
    id: 'config-space-load-failed',
    title: 'The destination could not load the config space of the device',
    texts: ['Failed to load device config space', 'Failed loading device config space, end flag incorrect *'],
    who: 'QEMU 5.2 and later, on the destination',
    condition:
      'The config space in the stream does not fit the device on the destination, or the stream does not end where it should: another model, other capabilities, or another version of QEMU.',
    meaning: 'The incoming migration fails, and the destination exits; the VM goes on at the source.',
    todo: 'Compare both devices (lspci -vvv), both machine types and both versions of QEMU.',
    citations: [qemu('vfio_load_device_config_state()', 'v10.0.2')],
  },
  {
    id: 'vm-setup-differs',
    title: 'The two VMs do not have the same devices',
    texts: [
      'Unknown savevm section or instance *Make sure that your current VM setup matches',
      'Unknown section or instance *Make sure that your current VM setup matches',
    ],
    who: 'QEMU, on the destination',
    condition: 'The stream has a section for a device that the destination does not have, or has elsewhere.',
    meaning: 'The incoming migration fails before the state of the device is loaded.',
    todo: 'Give both VMs the same command line: the line names the section, which holds the id or the path of the device.',
    // Not read at the tag itself: in an older version, and in the patch of 2025 that changes the first text into the second.
    citations: [
      {
        ...{ kind: 'qemu', file: 'migration/savevm.c' },
        ...{ symbol: 'qemu_loadvm_section_start_full()', tag: 'v9.0.0' },
      },
    ],
  },
  {
    id: 'state-size-unknown',
    title: 'QEMU does not learn the size of the device state',
    texts: [
      'vfio_state_pending_exact *stopcopy size 0x1900000000',
      'vfio_state_pending_exact *stopcopy size 107374182400',
    ],
    who: 'QEMU 8.0 and later, with this event traced; later versions print the size in decimal, and 11.1 gives a warning, whose words are not listed here',
    condition:
      'VFIO_DEVICE_FEATURE_MIG_DATA_SIZE failed: Linux before 6.2 does not have it, or the driver gave an error. QEMU then counts 100 GiB, the number in the line; a device that reports just that looks the same.',
    meaning:
      'No state was asked for and none is wrong. That much does not fit into the usual downtime limit: a running VM stays in pre-copy, and the migration does not end by itself.',
    todo: 'Use Linux 6.2 or later, and look for an error of the driver in dmesg. A higher downtime-limit, or avail-switchover-bandwidth (QEMU 8.2 and later), lets QEMU switch over; the downtime is then not known beforehand.',
    citations: [
      qemu('vfio_state_pending_exact()', 'v9.0.0'),
      {
        ...{ kind: 'commit', commit: '4e016f969529', date: '2022-11-06' },
        about: 'adds VFIO_DEVICE_FEATURE_MIG_DATA_SIZE, in Linux 6.2',
      },
    ],
  },
  {
    id: 'switchover-never-acked',
    title: 'The destination never acknowledges the switchover',
    texts: [],
    who: 'QEMU 8.1 and later, with the capability switchover-ack',
    condition:
      'Each device with PRE_COPY says INIT_DATA_SENT once its initial_bytes are 0; the destination acknowledges when it has that of every one (since 11.1 the source counts, and a device may ask anew). Until then the source does not stop a VM that runs.',
    meaning:
      'The migration stays in pre-copy, however little is left to send. Every state was reached: the device is in PRE_COPY.',
    todo: 'Trace vfio_save_iterate at the source: the precopy initial size of each device must come to 0. Up to 11.0, trace loadvm_approve_switchover at the destination: the pending number must come to 0. Without switchover-ack QEMU does not wait, and the downtime may grow; nor does it wait for a VM that is stopped.',
    citations: [
      qemu('vfio_save_iterate()', 'v9.0.0'),
      {
        ...{ kind: 'qemu', file: 'migration/migration.c' },
        ...{ symbol: 'migration_can_switchover()', tag: 'v8.2.0' },
      },
    ],
  },
  {
    id: 'switchover-ack-failed',
    title: 'The destination could not acknowledge the switchover',
    texts: [
      'Received INIT_DATA_SENT but switchover ack is not used',
      'qemu_loadvm_approve_switchover failed, err=*',
      'Could not send switchover ack RP MSG',
    ],
    who: 'QEMU 8.1 and later, on the destination',
    condition:
      'The first text: the source has switchover-ack on, but the destination has it off, or its device has no PRE_COPY. The others: the message to the source could not be sent.',
    meaning: 'The incoming migration fails; the VM goes on at the source.',
    todo: 'Set switchover-ack on both sides, and compare the migration_flags of both devices. For the other texts, look for what broke the return path.',
    citations: [qemu('vfio_load_state()', 'v9.0.0')],
  },
];
