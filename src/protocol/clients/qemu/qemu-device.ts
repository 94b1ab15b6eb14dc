/** What QEMU does with one device: the handlers that a VM and a migration call. Each is true where it succeeded. */

import type { Device } from '../play/device-side.ts';

/** Why a VM stops, as far as it matters to a device. */
export type RunState = 'finish-migrate' | 'paused' | 'io-error' | 'save-vm' | 'restore-vm';

/** How the VM stands when a flow begins. `plugged`: it runs, but the device was added while it did. */
export type VmStart = 'running' | 'paused' | 'never-ran' | 'plugged';

export interface QemuDevice {
  readonly device: Device;
  /** The first of the two phases of a VM change: null where there is none. */
  readonly prepare: ((running: boolean) => boolean) | null;
  /** The second; the run state says why the VM stops. */
  readonly change: (running: boolean, why: RunState | null) => boolean;
  readonly setup: () => boolean;
  /** Asks for stop-and-copy; the data is read between this and `done`. */
  readonly complete: () => boolean;
  readonly done: () => boolean;
  readonly cleanup: () => void;
  readonly load: () => boolean;
  readonly loadCleanup: () => void;
  /** The notifier of a migration that was cancelled or failed. */
  readonly notify: (trigger: string) => void;
  /** The guest or the system resets the device: no bookkeeping. */
  readonly reset: (trigger: string) => void;
  /** True where a VM change that fails without an outgoing migration ends QEMU. */
  readonly crashesWithoutFile: boolean;
}
