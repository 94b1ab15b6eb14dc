/**
 * The flows of QEMU: what happens to the VM and to its migration. The requests are not listed. They follow from what QEMU
 * does at each event (qemu-vm.ts), in any version, under any rules, with any flags.
 */

import type { FlowId } from '../client.ts';
import type { VmStart } from './qemu-device.ts';

/**
 * `cont` starts the VM; `pause`, `io-error`, `save-vm`, `restore-vm` and `pause-for-cpr` stop it. `switch-over` stops it for
 * the rest of a migration. `read-fails` completes, but the data cannot be read to its end. `cancel` and `fail` stop a
 * migration where it is. After `disks-stay-inactive` the VM is not started again (10.2). `finish` is its end, good or bad;
 * `finish-unnotified` is an end of which the devices are not notified. `snapshot-end` is the end of savevm. `cont-again`
 * starts the VM if it ran before it was stopped for a snapshot.
 */
export type QemuEvent =
  | 'cont'
  | 'pause'
  | 'pause-for-cpr'
  | 'io-error'
  | 'save-vm'
  | 'restore-vm'
  | 'cont-again'
  | 'connect-fails'
  | 'setup'
  | 'switch-over'
  | 'complete'
  | 'read-fails'
  | 'disks-stay-inactive'
  | 'cancel'
  | 'fail'
  | 'finish'
  | 'finish-unnotified'
  | 'snapshot-end'
  | 'load'
  | 'load-end'
  | 'reset'
  | 'system-reset';

export interface QemuScript {
  readonly start: VmStart;
  readonly events: readonly QemuEvent[];
}

const script = (start: VmStart, ...events: QemuEvent[]): QemuScript => ({ start, events });

/** The rest of a migration. */
const REST = ['switch-over', 'complete', 'finish'] as const satisfies readonly QemuEvent[];

export const QEMU_SCRIPTS: Partial<Readonly<Record<FlowId, QemuScript>>> = {
  boot: script('never-ran', 'cont'),
  'stop-cont': script('running', 'pause', 'cont'),
  'live-migration': script('running', 'setup', ...REST),
  'migrate-paused-vm': script('paused', 'setup', ...REST),
  'migrate-vm-that-never-ran': script('never-ran', 'setup', ...REST),
  savevm: script('running', 'save-vm', 'setup', 'complete', 'snapshot-end', 'cont-again'),
  'savevm-paused-vm': script('paused', 'save-vm', 'setup', 'complete', 'snapshot-end', 'cont-again'),
  loadvm: script('running', 'restore-vm', 'system-reset', 'load', 'load-end', 'cont-again'),
  'loadvm-paused-vm': script('paused', 'restore-vm', 'system-reset', 'load', 'load-end', 'cont-again'),
  incoming: script('never-ran', 'load', 'cont', 'load-end'),
  'incoming-paused': script('never-ran', 'load', 'load-end', 'cont'),
  'incoming-paused-migrated-on': script('never-ran', 'load', 'load-end', 'setup', ...REST),
  'cancel-in-pre-copy': script('running', 'setup', 'cancel', 'finish'),
  'cancel-in-pre-copy-paused-vm': script('paused', 'setup', 'cancel', 'finish'),
  'cancel-at-pre-switchover': script('running', 'setup', 'switch-over', 'cancel', 'finish'),
  'cancel-at-pre-switchover-paused-vm': script('paused', 'setup', 'switch-over', 'cancel', 'finish'),
  'cancel-or-fail-in-stop-copy': script('running', 'setup', 'switch-over', 'read-fails', 'finish'),
  'cancel-or-fail-in-stop-copy-paused-vm': script('paused', 'setup', 'switch-over', 'read-fails', 'finish'),
  'fail-after-done': script('running', 'setup', 'switch-over', 'complete', 'fail', 'finish'),
  'fail-after-done-paused-vm': script('paused', 'setup', 'switch-over', 'complete', 'fail', 'finish'),
  'pause-in-pre-copy': script('running', 'setup', 'pause', ...REST),
  'pause-and-cont-in-pre-copy': script('running', 'setup', 'pause', 'cont', ...REST),
  'cont-in-pre-copy': script('never-ran', 'setup', 'cont', ...REST),
  'io-error-stop-in-pre-copy': script('running', 'setup', 'io-error', ...REST),
  'io-error-and-cont-in-pre-copy': script('running', 'setup', 'io-error', 'cont', ...REST),
  'reset-in-pre-copy': script('running', 'setup', 'reset', ...REST),
  'reset-in-pre-copy-read-fails': script('running', 'setup', 'reset', 'fail', 'finish'),
  'reset-in-pre-copy-just-before-stop': script('running', 'setup', 'reset', ...REST),
  'cpr-fails': script('running', 'pause-for-cpr', 'setup', 'read-fails', 'finish-unnotified'),
};
