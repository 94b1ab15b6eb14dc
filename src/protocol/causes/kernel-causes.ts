/**
 * Causes that the kernel tells: a driver that failed to take an arc, or a request that never returned.
 *
 * @source drivers/vfio/vfio_main.c; drivers/vfio/pci
 */

import type { Citation } from '../words/citation.ts';
import type { Cause } from './cause.ts';

const FIX: Citation = {
  kind: 'commit',
  commit: 'a26b499b757c',
  about: 'the loop of vfio_mig_get_next_state() stops on ERROR',
  date: '2026-06-17',
};

const driver = (file: string, symbol: string, tag: string): Citation => ({
  kind: 'kernel',
  file: `drivers/vfio/pci/${file}`,
  symbol,
  tag,
});

const MLX5 = driver('mlx5/main.c', 'mlx5vf_pci_step_device_state_locked()', 'v6.2');
const HISI = driver('hisilicon/hisi_acc_vfio_pci.c', 'hisi_acc_vf_set_device_state()', 'v6.2');
const PDS = driver('pds/lm.c', 'pds_vfio_step_device_state_locked()', 'v6.12');
const XE = driver('xe/main.c', 'xe_vfio_set_state()', 'v7.2');

const VIRTIO = driver('virtio/migrate.c', 'virtiovf_pci_step_device_state_locked()', 'v6.13');
// Read at this commit of mainline, not at a tag.
const QAT = driver('qat/main.c', 'qat_vf_pci_step_device_state()', '2ace52718376');

export const KERNEL_CAUSES: readonly Cause[] = [
  {
    id: 'never-returned',
    title: 'A request that is blocked never returned',
    texts: ['RIP: *vfio_mig_get_next_state*'],
    who: 'Linux 6.2 until the fix of June 2026, on a device with PRE_COPY',
    condition:
      'STOP_COPY > PRE_COPY, or STOP_COPY > PRE_COPY_P2P: the loop that skips unsupported states turns on ERROR for ever.',
    meaning: 'The thread spins while it holds the mutex of the driver: the device answers nothing any more.',
    todo: 'Boot a kernel with the fix: 7.2, or a stable kernel that has it. Find out which client asked for pre-copy from STOP_COPY.',
    citations: [
      { kind: 'kernel', file: 'drivers/vfio/vfio_main.c', symbol: 'vfio_mig_get_next_state()', tag: 'v6.2' },
      FIX,
    ],
  },
  {
    id: 'mlx5-command-failed',
    title: 'The firmware of an mlx5 device refused a migration command',
    texts: [
      'SUSPEND_VHCA(*failed, status *',
      'RESUME_VHCA(*failed, status *',
      'SAVE_VHCA_STATE(*failed, status *',
      'LOAD_VHCA_STATE(*failed, status *',
    ],
    who: 'mlx5_core, for mlx5_vfio_pci',
    condition:
      'The command of an arc failed. op_mod tells which: SUSPEND_VHCA 0 is RUNNING > RUNNING_P2P and 1 is RUNNING_P2P > STOP, RESUME_VHCA 0 is STOP > RUNNING_P2P and 1 is RUNNING_P2P > RUNNING.',
    meaning:
      'The arc was not taken: the request gets the errno in the line, and the device keeps the last state.',
    todo: 'Look the syndrome up with the vendor; the line names the PF, not the VF.',
    citations: [MLX5],
  },
  {
    id: 'hisi-not-ready',
    title: 'The hisi_acc device has nothing to save',
    texts: ['QM device not ready, no data to transfer'],
    driver: 'hisi_acc_vfio',
    who: 'hisi_acc_vfio_pci',
    condition: 'No driver in the guest has started the device.',
    meaning: 'No failure: the stream is empty, and the device migrates without state.',
    todo: 'Nothing, unless the guest does use the device.',
    citations: [HISI],
  },
  {
    id: 'hisi-stop-failed',
    title: 'The hisi_acc device did not stop',
    texts: ['failed to stop QM VF function', 'failed to check QM INT state', 'failed to writeback QM cache'],
    driver: 'hisi_acc_vfio',
    who: 'hisi_acc_vfio_pci',
    condition:
      'Stopping the device has three steps: stop the function, check its interrupts, write its cache back. One failed.',
    meaning:
      'The arc to STOP failed, or that from PRE_COPY to STOP_COPY: the device keeps the last state. Older kernels write the cache back on the way from STOP to STOP_COPY.',
    todo: 'Look for errors of the hardware before this line.',
    citations: [HISI],
  },
  {
    id: 'hisi-load-failed',
    title: 'The hisi_acc device did not take the state',
    texts: ['failed to match the VF!', 'failed to recover the VF!'],
    driver: 'hisi_acc_vfio',
    who: 'hisi_acc_vfio_pci, on the destination',
    condition:
      'On the way from RESUMING to STOP the data is compared with the device, then loaded. One of the two failed.',
    meaning: 'The arc from RESUMING to STOP failed: the device stays in RESUMING.',
    todo: 'The line before says what differs: the kind of device, its number of queues, or its isolation.',
    citations: [driver('hisilicon/hisi_acc_vfio_pci.c', 'hisi_acc_vf_load_state()', 'v6.2')],
  },
  {
    id: 'pds-status-failed',
    title: 'The pds device did not tell the size of its state',
    texts: ['failed to get save status*', 'failed to create save file', 'failed to create restore file'],
    driver: 'pds_vfio',
    who: 'pds_vfio_pci',
    condition: 'The firmware did not answer, or the file for the data could not be made.',
    meaning: 'The request for STOP_COPY or RESUMING failed.',
    todo: 'Look for errors of the firmware before this line.',
    citations: [PDS],
  },
  {
    id: 'pds-command-failed',
    title: 'The firmware of the pds device refused a command',
    texts: [
      'pds_vfio*: Suspend failed: *',
      'pds_vfio*: Suspend comp timeout',
      'failed to get migration state: -*',
      'failed to set migration state: -*',
    ],
    driver: 'pds_vfio',
    who: 'pds_vfio_pci',
    condition:
      'The firmware refused to suspend the device, or was not done in five seconds; or it did not give or take its state.',
    meaning:
      'The arc failed, and the device keeps the last state: RUNNING or RUNNING_P2P for a suspend, STOP for the state that was asked for, RESUMING for the one that was loaded.',
    todo: 'Look for errors of pds_core before this line.',
    citations: [PDS],
  },
  {
    id: 'xe-transition-failed',
    title: 'The xe device did not take an arc',
    texts: ['Failed to transition state: *->* err=*', 'Unknown state transition *->*'],
    driver: 'xe_vfio',
    only: /transition state: (?:stop|stopcopy|running|running_p2p|resuming)->|transition \d+->\d/,
    who: 'xe_vfio_pci; the first text needs dynamic debug',
    condition:
      'The arc failed with the errno in the line; or the driver knows no such arc, whose numbers are those of enum vfio_device_mig_state.',
    meaning: 'The request fails, and the device keeps the last state.',
    todo: 'Look for errors of the GPU before this line.',
    citations: [XE],
  },
  {
    id: 'qat-unknown-arc',
    title: 'The qat driver was given an arc that it does not know',
    texts: ['WARNING: *drivers/vfio/pci/qat/main.c*qat_vf_pci_step_device_state*'],
    who: 'qat_vfio_pci',
    condition: 'The step function of the driver met a pair of states that it has no arc for.',
    meaning: 'The request fails with -EINVAL, and the device keeps the last state.',
    todo: 'Report it to the maintainers of the driver, with the request that was made.',
    citations: [QAT],
  },
  {
    id: 'virtio-unknown-arc',
    title: 'The virtio driver was given an arc that it does not know',
    texts: ['WARNING: *drivers/vfio/pci/virtio/migrate.c*virtiovf_pci_step_device_state_locked*'],
    who: 'virtio_vfio_pci, which prints nothing else about a request',
    condition: 'The step function of the driver met a pair of states that it has no arc for.',
    meaning: 'The request fails with -EINVAL, and the device keeps the last state.',
    todo: 'Report it to the maintainers of the driver, with the request that was made.',
    citations: [VIRTIO],
  },
];
