/**
 * QEMU around its devices: whether the VM runs, the state of a migration, and which handlers each event calls, in which
 * order. What a failure does follows from here; no flow lists it.
 *
 * @source QEMU migration/migration.c, migration_thread(), migration_iteration_finish(); migration/savevm.c; softmmu/runstate.c, vm_state_notify()
 */

import type { DeviceSide } from '../play/device-side.ts';
import type { QemuDevice, RunState, VmStart } from './qemu-device.ts';
import type { QemuEvent } from './qemu-script.ts';

/** Events that end a migration or a snapshot: they happen after a failure too. What lies between does not. */
const CLOSING: readonly QemuEvent[] = ['disks-stay-inactive', 'finish', 'finish-unnotified', 'snapshot-end'];

/** Events of the VM in pre-copy: an error that they leave in the outgoing file ends the migration at once. */
const IN_PRE_COPY: readonly QemuEvent[] = ['cont', 'pause', 'io-error'];

/** QEMU with a VM, as events happen to it. */
export interface QemuVm {
  happen(event: QemuEvent): void;
  /** True once the migration cannot succeed: it fails now, or when it is completed. */
  isLost(): boolean;
  /** True if the VM ran when it was stopped to be migrated. */
  wasLive(): boolean;
}

/** Plays events one after the other, and says how it ends through the side of the devices. */
export function playQemuEvents(
  side: DeviceSide,
  qemuDevices: readonly QemuDevice[],
  start: VmStart,
  events: readonly QemuEvent[],
): void {
  const vm = createQemuVm(side, qemuDevices, start);
  for (const event of events) {
    if (side.isOver()) return;
    vm.happen(event);
  }
}

/** QEMU around its devices, with a VM that stands as `start` says. */
export function createQemuVm(side: DeviceSide, qemuDevices: readonly QemuDevice[], start: VmStart): QemuVm {
  const startOrder = qemuDevices.toSorted((a, b) => a.device.depth - b.device.depth);
  let runs = start === 'running' || start === 'plugged';
  /** What migration_iteration_finish() goes by: the VM ran when it was stopped to be migrated. */
  let wasLive = false;
  /** The VM ran when it was stopped for savevm or loadvm. */
  let ranBefore = false;
  /** The outgoing file is open; a VM change that fails leaves its error there. */
  let hasFile = false;
  let hasFileError = false;
  let isLost = false;
  let trigger: 'cancelled' | 'failed' = 'failed';

  /** The migration fails, unforeseen. */
  function lose() {
    isLost = true;
    side.end('fails');
  }

  function noteChange(isDone: boolean, { crashesWithoutFile }: QemuDevice) {
    if (isDone) return;
    side.end(crashesWithoutFile && !hasFile ? 'aborts' : 'fails');
    hasFileError = hasFile;
  }

  /** Tells all devices, in two phases: from the root on where the VM starts, towards it where it stops. */
  function change(running: boolean, why: RunState | null) {
    if (runs === running) return;
    runs = running;
    const order = running ? startOrder : startOrder.toReversed();
    for (const one of order) if (one.prepare) noteChange(one.prepare(running), one);
    for (const one of order) noteChange(one.change(running, why), one);
  }

  function open() {
    [hasFile, hasFileError, isLost] = [true, false, false];
  }

  function setup() {
    open();
    if (!qemuDevices.every((one) => one.setup())) lose();
  }

  /** Takes one device to its end before the next. With an error in the file nothing can be saved. */
  function complete(isReadable: boolean) {
    for (const one of qemuDevices) {
      const isAsked = one.complete();
      if (isAsked && !isReadable) {
        isLost = true;
        return;
      }
      if (!isAsked || hasFileError || !one.done()) return lose();
    }
  }

  /** The end: a VM that was live runs again before the cleanup, and the notifier asks last. */
  function finish(notifies: boolean) {
    const isBad = isLost || hasFileError;
    if (isBad && wasLive) change(true, null);
    for (const one of qemuDevices) one.cleanup();
    hasFile = false;
    if (isBad && notifies) for (const one of qemuDevices.toReversed()) one.notify(trigger);
    [isLost, hasFileError, wasLive, trigger] = [false, false, false, 'failed'];
  }

  function stopForSnapshot(why: RunState) {
    ranBefore = runs;
    change(false, why);
  }

  const HANDLERS: Readonly<Record<QemuEvent, () => void>> = {
    cont: () => change(true, null),
    pause: () => change(false, 'paused'),
    'pause-for-cpr': () => {
      wasLive = runs;
      change(false, 'paused');
    },
    'io-error': () => change(false, 'io-error'),
    'save-vm': () => stopForSnapshot('save-vm'),
    'restore-vm': () => stopForSnapshot('restore-vm'),
    'cont-again': () => {
      if (ranBefore) change(true, null);
    },
    'connect-fails': () => {
      lose();
      finish(true);
    },
    setup,
    'switch-over': () => {
      wasLive = runs;
      change(false, 'finish-migrate');
    },
    complete: () => complete(true),
    'read-fails': () => complete(false),
    'disks-stay-inactive': () => {
      wasLive = false;
    },
    cancel: () => {
      [isLost, trigger] = [true, 'cancelled'];
    },
    fail: () => {
      isLost = true;
    },
    finish: () => finish(true),
    'finish-unnotified': () => finish(false),
    'snapshot-end': () => {
      for (const one of qemuDevices) one.cleanup();
      [hasFile, hasFileError, isLost] = [false, false, false];
    },
    load: () => {
      if (qemuDevices.every((one) => one.load())) return;
      side.end('fails');
      side.leave();
    },
    'load-end': () => {
      for (const one of qemuDevices) one.loadCleanup();
    },
    reset: () => qemuDevices[0]?.reset('reset'),
    'system-reset': () => {
      for (const one of qemuDevices) one.reset('system reset');
    },
  };

  return {
    happen(event: QemuEvent) {
      if (isLost && !CLOSING.includes(event)) return;
      HANDLERS[event]();
      if (hasFile && hasFileError && IN_PRE_COPY.includes(event)) isLost = true;
    },
    isLost: () => isLost || hasFileError,
    wasLive: () => wasLive,
  };
}
