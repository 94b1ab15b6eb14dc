/**
 * What QEMU asks of a device, and when: one row for each request, in the order of a migration.
 *
 * @source QEMU hw/vfio/migration.c: v7.2.0 for protocol v1, v10.2.2 for v2
 */

import type { V1AskRow, V2AskRow } from '../client.ts';

const not = (bits: number) => ~bits >>> 0;

// The bits of device_state in v1, and VFIO_DEVICE_STATE_MASK.
const [R, S, L, M] = [1, 2, 4, 7] as const;

const INTO_FILE =
  'during an outgoing migration the error goes into its file; without one QEMU crashes on a NULL pointer';
const MESSAGE = 'a message only';

/** QEMU 5.2-7.2. After any failed write it reads again: 110b, or a failed read, is hw_error(). */
export const V1_ASKS = {
  setup: {
    trigger: 'setup',
    symbol: 'vfio_save_setup()',
    onlyIf: 'always',
    onFailure: 'setup fails, and the migration with it',
    mask: M,
    value: S,
  },
  vmStopped: {
    trigger: 'VM stopped',
    symbol: 'vfio_vmstate_change()',
    onlyIf: 'vm_running is true',
    onFailure: `${INTO_FILE}; vm_running becomes false anyway`,
    mask: not(R),
    value: 0,
  },
  vmStoppedToSave: {
    trigger: 'VM stopped',
    symbol: 'vfio_vmstate_change()',
    onlyIf: 'vm_running is true, and the run state is RUN_STATE_SAVE_VM (6.1-7.2)',
    onFailure: `${INTO_FILE}; vm_running becomes false anyway`,
    mask: not(R),
    value: S,
  },
  complete: {
    trigger: 'complete',
    symbol: 'vfio_save_complete_precopy()',
    onlyIf: 'always',
    onFailure: 'the migration fails',
    mask: not(R),
    value: S,
  },
  done: {
    trigger: 'done',
    symbol: 'vfio_save_complete_precopy()',
    onlyIf: 'the data was read until pending_bytes is 0',
    onFailure: 'the migration fails',
    mask: not(S),
    value: 0,
  },
  load: {
    trigger: 'load',
    symbol: 'vfio_load_setup()',
    onlyIf: 'always',
    onFailure: 'the load fails',
    mask: not(M),
    value: L,
  },
  vmRuns: {
    trigger: 'VM runs',
    symbol: 'vfio_vmstate_change()',
    onlyIf: 'vm_running is false',
    onFailure: `${INTO_FILE}; vm_running becomes true anyway`,
    mask: not(M),
    value: R,
  },
  cancelled: {
    trigger: 'cancelled',
    symbol: 'vfio_migration_state_notifier()',
    onlyIf: 'the migration was cancelled or failed; after the cleanup',
    onFailure: MESSAGE,
    mask: not(S | L),
    value: R,
  },
} as const satisfies Readonly<Record<string, V1AskRow>>;

// The values of enum vfio_device_mig_state that QEMU asks for. As a recover state, ERROR means: reset at once.
const [ERR, STP, RUN, STC, RES, RP2, PRE, PP2] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

const INTO_FILE_V2 =
  'reset; during an outgoing migration the error goes into its file, and complete still runs; without one a message only';

/** QEMU 8.0 and later, with the versions that each row holds for. */
export const V2_ASKS = {
  setup: {
    trigger: 'setup',
    symbol: 'vfio_save_setup()',
    onlyIf:
      '8.1-: VFIO_MIGRATION_PRE_COPY, and QEMU believes the device is in RUNNING; in STOP it asks nothing; any other state is -EINVAL',
    onFailure: 'recover; setup fails, and the migration with it',
    to: PRE,
    recover: RUN,
  },
  vmStops: {
    trigger: 'VM stopping',
    symbol: 'vfio_vmstate_change_prepare()',
    onlyIf: '8.2-: VFIO_MIGRATION_P2P',
    onFailure: INTO_FILE_V2,
    to: RP2,
    inPreCopy: PP2,
    recover: ERR,
  },
  vmStopped: {
    trigger: 'VM stopped',
    symbol: 'vfio_vmstate_change()',
    onlyIf:
      'always; STOP_COPY instead of STOP if QEMU believes the device is in PRE_COPY or PRE_COPY_P2P and the run state is FINISH_MIGRATE or PAUSED (8.1-)',
    onFailure: INTO_FILE_V2,
    to: STP,
    inPreCopy: STC,
    recover: ERR,
  },
  complete: {
    trigger: 'complete',
    symbol: 'vfio_save_complete_precopy()',
    onlyIf: 'always; with multifd vfio_multifd_save_complete_precopy_thread() asks (10.0-)',
    onFailure: 'recover; the migration fails',
    to: STC,
    recover: STP,
  },
  done: {
    trigger: 'done',
    symbol: 'vfio_save_complete_precopy()',
    onlyIf: '8.0, 8.1: the data was read to its end',
    onFailure: 'reset; the migration fails',
    to: STP,
    recover: ERR,
  },
  cleanup: {
    trigger: 'cleanup',
    symbol: 'vfio_save_cleanup()',
    onlyIf: '8.2-: QEMU believes the device is in STOP_COPY',
    onFailure: `reset; ${MESSAGE}`,
    to: STP,
    recover: ERR,
  },
  load: {
    trigger: 'load',
    symbol: 'vfio_load_setup()',
    onlyIf: 'always',
    onFailure: 'recover; the load fails, and a QEMU that was started with -incoming exits',
    to: RES,
    recover: 'believed',
  },
  vmStarts: {
    trigger: 'VM starting',
    symbol: 'vfio_vmstate_change_prepare()',
    onlyIf: '8.2-: VFIO_MIGRATION_P2P; from PRE_COPY if a VM that never ran is continued while it migrates',
    onFailure: INTO_FILE_V2,
    to: RP2,
    inPreCopy: PP2,
    recover: ERR,
  },
  vmRuns: {
    trigger: 'VM runs',
    symbol: 'vfio_vmstate_change()',
    onlyIf: 'always',
    onFailure: INTO_FILE_V2,
    to: RUN,
    recover: ERR,
  },
  cancelled: {
    trigger: 'cancelled',
    symbol: 'vfio_migration_state_notifier()',
    onlyIf: 'the migration was cancelled or failed; after the cleanup',
    onFailure: `reset; ${MESSAGE}`,
    to: RUN,
    recover: ERR,
  },
} as const satisfies Readonly<Record<string, V2AskRow>>;
