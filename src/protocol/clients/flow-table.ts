/** The title of each flow, and what happens in it. The requests follow from the client, the rules and the flags. */

import { hasFlags, PRE_COPY } from '../state/migration-flags.ts';
import type { Client, FlowId } from './client.ts';
import { FLOW_IDS } from './client.ts';

export interface FlowInfo {
  readonly id: FlowId;
  readonly title: string;
  /** One line: what happens. */
  readonly account: string;
}

const ACCOUNTS: Readonly<Record<FlowId, readonly [title: string, account: string]>> = {
  boot: ['Boot', 'The VM starts for the first time.'],
  'stop-cont': ['Stop and continue', 'The VM is paused, then it runs on.'],
  'live-migration': [
    'Live migration',
    'Save while the VM runs, stop it, save the rest; the device ends stopped.',
  ],
  'migrate-paused-vm': [
    'Migration of a paused VM',
    'The VM was stopped before the migration begins, so there is no pre-copy.',
  ],
  'migrate-vm-that-never-ran': [
    'Migration of a VM that never ran',
    'The VM was started with -S, or a migration of it failed before: its device still runs.',
  ],
  savevm: ['Snapshot with savevm', 'The VM is stopped, everything is saved, and the VM runs on.'],
  'savevm-paused-vm': ['Snapshot of a paused VM', 'The VM is already stopped, and stays stopped.'],
  loadvm: [
    'Load a snapshot with loadvm',
    'The VM is stopped, the system is reset, the snapshot is loaded, the VM runs on.',
  ],
  'loadvm-paused-vm': [
    'Load a snapshot into a paused VM',
    'The system is reset and the snapshot loaded; the device goes on loading until the VM runs.',
  ],
  incoming: ['Incoming migration', 'The destination loads; then the VM runs.'],
  'incoming-paused': [
    'Incoming migration, left paused',
    'The destination loads and waits: errors of the last data show only when the VM runs.',
  ],
  'incoming-paused-migrated-on': [
    'Incoming migration, migrated on',
    'A VM that arrived and never ran is migrated on.',
  ],
  'cancel-in-pre-copy': ['Cancelled in pre-copy', 'Saving is given up while the VM still runs.'],
  'cancel-in-pre-copy-paused-vm': [
    'Cancelled early, VM paused',
    'The migration of a paused VM is given up before the rest is saved.',
  ],
  'cancel-at-pre-switchover': [
    'Cancelled at pre-switchover',
    'The VM is stopped, but nothing more is asked before the migration is cancelled.',
  ],
  'cancel-at-pre-switchover-paused-vm': [
    'Cancelled at pre-switchover, VM paused',
    'The migration of a paused VM is cancelled before completing.',
  ],
  'cancel-or-fail-in-stop-copy': [
    'Cancelled or failed in stop-copy',
    'The VM is stopped and its data is being read when the migration ends; the VM runs again.',
  ],
  'cancel-or-fail-in-stop-copy-paused-vm': [
    'Cancelled or failed in stop-copy, VM paused',
    'The data of a paused VM is being read when the migration ends.',
  ],
  'fail-after-done': [
    'Failure after saving is done',
    'The device has saved all and is stopped when the migration fails; the VM runs again.',
  ],
  'fail-after-done-paused-vm': [
    'Failure after saving is done, VM paused',
    'The device of a paused VM has saved all when the migration fails.',
  ],
  'pause-in-pre-copy': ['Paused in pre-copy', 'The VM is paused while it is saved; the migration goes on.'],
  'pause-and-cont-in-pre-copy': [
    'Paused and continued in pre-copy',
    'The VM is paused and runs on while it is saved; the migration goes on.',
  ],
  'cont-in-pre-copy': [
    'Continued in pre-copy',
    'A VM that never ran is continued while it is saved; the migration goes on.',
  ],
  'io-error-stop-in-pre-copy': [
    'Stopped by an I/O error in pre-copy',
    'An I/O error, a panic or a watchdog stops the VM while it is saved.',
  ],
  'io-error-and-cont-in-pre-copy': [
    'Stopped by an I/O error and continued in pre-copy',
    'An I/O error stops the VM while it is saved, and it is continued.',
  ],
  'reset-in-pre-copy': [
    'Reset in pre-copy',
    'The device is reset behind the back of QEMU while it is saved; the migration goes on.',
  ],
  'reset-in-pre-copy-read-fails': [
    'Reset in pre-copy, seen by the next read',
    'The device is reset behind the back of QEMU, and the next read of its data fails.',
  ],
  'reset-in-pre-copy-just-before-stop': [
    'Reset in pre-copy, just before the stop',
    'The device is reset behind the back of QEMU, and no read comes before the VM is stopped.',
  ],
  'cpr-fails': [
    'Checkpoint and restart fails',
    'The VM is stopped before setup, and the save fails; no notifier is called.',
  ],
  'migrate-from': ['Migrate from', 'Pre-copy, stop-copy, stop.'],
  'migrate-to': ['Migrate to', 'The destination loads, is stopped, and runs.'],
  'pause-resume': ['Pause and resume', 'The VM is paused, then it runs on.'],
  snapshot: ['Snapshot', 'The VM is paused and its state is saved.'],
  restore: ['Restore', 'A saved state is loaded, and the VM runs.'],
  'save-of-paused-vm': ['Save of a paused VM', 'The state of a paused VM is saved; it stays paused.'],
  'load-while-paused': ['Load while paused', 'A state is loaded into a paused VM, and it runs.'],
};

export const FLOWS: Readonly<Record<FlowId, FlowInfo>> = Object.fromEntries(
  FLOW_IDS.map((id) => [id, { id, title: ACCOUNTS[id][0], account: ACCOUNTS[id][1] }]),
) as Record<FlowId, FlowInfo>;

/** Old ids, from links and lessons. */
const OLD_IDS: Readonly<Record<string, FlowId>> = {
  'paused-migration': 'migrate-paused-vm',
  'cancel-in-stop-copy': 'cancel-or-fail-in-stop-copy',
  'fail-after-stop': 'cancel-or-fail-in-stop-copy',
};

/** The flow of an id, current or old: `findFlowId('paused-migration')` is `migrate-paused-vm`. */
export function findFlowId(text: string): FlowId | undefined {
  return FLOW_IDS.find((id) => id === text) ?? (Object.hasOwn(OLD_IDS, text) ? OLD_IDS[text] : undefined);
}

/** Why a client cannot play a flow on a device with these flags; undefined if it can. */
export function findFlowObstacle(client: Client, flow: FlowId, flags: number | null): string | undefined {
  if (!client.flows.includes(flow)) return `${client.id} has no flow ${flow}.`;
  const reads = flow === 'reset-in-pre-copy-read-fails';
  return reads && !hasFlags(flags ?? 0, PRE_COPY)
    ? `${flow} happens only with VFIO_MIGRATION_PRE_COPY: without it ${client.id} reads nothing before the VM is stopped, so nothing is noticed.`
    : undefined;
}
