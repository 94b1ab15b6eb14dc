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
    title: 'The driver reports a state of no size',
    texts: ['Failed to allocate migration data buffer'],
    who: 'QEMU 8.0 and later, at setup',
    condition:
      'The buffer is the smaller of 1 MiB and stop_copy_length (VFIO_DEVICE_FEATURE_MIG_DATA_SIZE): a driver that reports 0 leaves none.',
    meaning: 'Setup fails with -ENOMEM, and the migration with it. No state was asked for.',
    todo: 'Have the driver report its real stop_copy_length.',
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
    todo: 'Look for the error of the driver in dmesg at that time. ENOSPC and ENOMEM are of the host; EIO and ETIMEDOUT are of the device.',
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
    texts: ['Failed resetting device, err: *'],
    who: 'QEMU 8.0 and later',
    condition: 'A request failed, and so did the reset that was to mend it.',
    meaning: 'hw_error(): QEMU aborts, and the VM is gone.',
    todo: 'The device needs a reset that its driver cannot give: look in dmesg.',
    citations: [SET_STATE],
  },
  {
    id: 'invalid-state-at-setup',
    title: 'The migration began in a state that cannot be saved',
    texts: ['Invalid device state *'],
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
      'Failed to set state SAVING',
      'Failed to set state STOP and SAVING',
      'Failed to set state STOPPED',
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
    citations: [
      {
        ...{ kind: 'qemu', file: 'migration/savevm.c' },
        ...{ symbol: 'qemu_loadvm_section_start_full()', tag: 'v9.0.0' },
      },
    ],
  },
];
