/** One step of a run: one call, one send, one decision. Plain data; everything that is shown of a run is read from its steps. */

import type { DeviceEvent } from '../../machine/device-machine.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Errno } from '../../protocol/trace/trace.ts';

export type LabHost = 'source' | 'destination';

/**
 * What is read of a data session. v1: three registers of the migration region and the chunk; v2: the data_fd, what it
 * tells of pre-copy, and how much stop-and-copy would move.
 *
 * @source include/uapi/linux/vfio.h, struct vfio_device_migration_info (v5.8), VFIO_MIG_GET_PRECOPY_INFO and
 * VFIO_DEVICE_FEATURE_MIG_DATA_SIZE (v6.2)
 */
export type DataRead =
  | 'pending_bytes'
  | 'data_offset'
  | 'data_size'
  | 'chunk'
  | 'data_fd'
  | 'VFIO_MIG_GET_PRECOPY_INFO'
  | 'VFIO_DEVICE_FEATURE_MIG_DATA_SIZE';

export type DataWrite = 'chunk' | 'data_size' | 'data_fd';

/**
 * What QEMU makes of what is left: it sends it, stops the VM, or never will. `asks-again`: it could not learn how much is
 * left, and takes it for 100 GiB. `empty`: nothing is left to send. `awaits-ack`: little enough is left, and not all initial
 * data has arrived.
 *
 * @source QEMU migration/migration.c, migration_iteration_run()
 */
export type Decision =
  | 'iterates'
  | 'switches-over'
  | 'empty'
  | 'asks-again'
  | 'awaits-ack'
  | 'stuck'
  | 'too-many'
  | 'cancelled';

/** `initial-sent`: a device has no initial data left. `ack`: none has, so the VM may stop. */
export type Told = 'initial-sent' | 'ack';

export type LabAct =
  | {
      readonly kind: 'request';
      /** As the client's flow calls it: `setup`, `VM stopped`, ... */
      readonly name: string;
      readonly to: number;
      readonly outcome: Outcome;
      /** What the device's machine is sent. */
      readonly event: DeviceEvent;
      /** v2: what is asked if this fails. */
      readonly recover: number | null;
      /** True for a recover state: it mends a request that failed. */
      readonly isRecovery: boolean;
    }
  /** Nothing is asked: QEMU believes that the device is there already, or does not write the value. */
  | {
      readonly kind: 'unasked';
      readonly name: string;
      readonly at: number;
      readonly to: number;
      readonly why: 'believed' | 'unwritten';
    }
  | {
      readonly kind: 'reset';
      readonly by: 'vmm' | 'guest';
      readonly outcome: Outcome | null;
      /** null where the reset fails: then the machine is sent nothing. */
      readonly event: DeviceEvent | null;
    }
  | {
      readonly kind: 'read';
      readonly what: DataRead;
      readonly bytes: number;
      /** VFIO_MIG_GET_PRECOPY_INFO: how much of them are initial bytes. */
      readonly initial?: number;
      /** VFIO_PRECOPY_INFO_REINIT: initial data begins anew. */
      readonly isRenewed?: boolean;
    }
  | { readonly kind: 'write'; readonly what: DataWrite; readonly bytes: number }
  /** VFIO_DEVICE_FEATURE_MIG_PRECOPY_INFOv2 is set: the driver knows it, or answers ENOTTY. */
  | { readonly kind: 'feature'; readonly isKnown: boolean }
  /** The buffer for the device's data. */
  | { readonly kind: 'allocate'; readonly bytes: number }
  | { readonly kind: 'send'; readonly bytes: number }
  /** switchover-ack, between the hosts; in the way of QEMU 11.1 on the source alone. */
  | { readonly kind: 'tell'; readonly what: Told }
  | {
      readonly kind: 'decide';
      /** Rounds that are done. */
      readonly round: number;
      /** Bytes as QEMU counts them. */
      readonly left: number;
      /** v2: from what QEMU remembers, and by new queries; null where it made none. */
      readonly estimate: number;
      readonly exact: number | null;
      /** How long they take. */
      readonly takes: number;
      readonly decision: Decision;
    }
  /** `device` writes into the memory of the peer `to`, which is stopped. */
  | { readonly kind: 'dma'; readonly to: number }
  /** The VMM on that host is gone, or waits forever. */
  | { readonly kind: 'ends'; readonly why: 'hw_error' | 'crashes' | 'exits' | 'hangs' };

export interface LabStep {
  readonly index: number;
  readonly host: LabHost;
  /** Counts from 0; null where it is about the host. */
  readonly device: number | null;
  readonly act: LabAct;
  /** What the call failed with. */
  readonly error: Errno | 'EPIPE' | 'EBADF' | null;
  /** Simulated time at its end. Requests take none: only sending does. */
  readonly seconds: number;
  /** Pre-copy rounds that are done. */
  readonly round: number;
  /** Bytes of each source device that the destination lacks, afterwards. */
  readonly pending: readonly number[];
  /** Bytes that each destination device has taken in. */
  readonly arrived: readonly number[];
}
