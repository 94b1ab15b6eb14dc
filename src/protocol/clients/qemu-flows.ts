/**
 * What QEMU asks of a device. On v1 it reads device_state and writes `(read & mask) | value`; on v2 it asks for states,
 * which the flags of the device decide, each with a recover state. Every request stands here once; a flow is a list of them.
 *
 * @source QEMU hw/vfio/migration.c, v7.2.0 for protocol v1; v8.2.0 for v2, the first release that knows pre-copy and P2P
 */

import { P2P, PRE_COPY } from '../state/migration-flags.ts';
import type { Citation } from '../words/citation.ts';
import type { FlowId, V1Ask, V1Flow, V2Ask, V2Flow } from './client-ask.ts';

const qemu =
  (tag: string) =>
  (name: string): Citation => ({ kind: 'qemu', file: 'hw/vfio/migration.c', symbol: `${name}()`, tag });

const v1 = qemu('v7.2.0');
const v2 = qemu('v8.2.0');

// The bits of device_state, and VFIO_DEVICE_STATE_MASK.
const RUNNING = 1;
const SAVING = 2;
const RESUMING = 4;
const MASK = 7;

const not = (bits: number) => ~bits >>> 0;

const write = (name: string, mask: number, value: number, by: string): V1Ask => ({
  act: 'write',
  name,
  mask,
  value,
  citation: v1(by),
});

const V1 = {
  setup: write('setup', MASK, SAVING, 'vfio_save_setup'),
  vmStopped: write('VM stopped', not(RUNNING), 0, 'vfio_vmstate_change'),
  vmStoppedToSave: write('VM stopped', not(RUNNING), SAVING, 'vfio_vmstate_change'),
  complete: write('complete', not(RUNNING), SAVING, 'vfio_save_complete_precopy'),
  done: write('done', not(SAVING), 0, 'vfio_save_complete_precopy'),
  load: write('load', not(MASK), RESUMING, 'vfio_load_setup'),
  vmRuns: write('VM runs', not(MASK), RUNNING, 'vfio_vmstate_change'),
  cancelled: write('cancelled', not(SAVING | RESUMING), RUNNING, 'vfio_migration_state_notifier'),
  failed: write('failed', not(SAVING | RESUMING), RUNNING, 'vfio_migration_state_notifier'),
  reset: { act: 'reset', name: 'reset' },
} as const satisfies Record<string, V1Ask>;

/** Every function that the asks name once, then the one that makes the requests. */
function getCitations(asks: readonly (V1Ask | V2Ask)[], setState: Citation): readonly Citation[] {
  const named = asks.flatMap((ask) => (ask.act === 'reset' ? [] : [ask.citation]));
  const symbols = new Map(named.map((citation) => [JSON.stringify(citation), citation]));
  return [...symbols.values(), setState];
}

const v1Flow = (id: FlowId, title: string, account: string, asks: readonly V1Ask[]): V1Flow => ({
  client: 'qemu-v1',
  id,
  title,
  account,
  asks,
  citations: getCitations(asks, v1('vfio_migration_set_state')),
});

/** QEMU 5.2 to 7.2. */
export const QEMU_V1_FLOWS: readonly V1Flow[] = [
  v1Flow(
    'live-migration',
    'Live migration',
    'Save while the VM runs, stop it, save the rest. Completing asks for _SAVING a second time.',
    [V1.setup, V1.vmStopped, V1.complete, V1.done],
  ),
  v1Flow(
    'paused-migration',
    'Migration of a paused VM',
    'The VM is stopped before the migration begins, so saving starts from _STOP.',
    [V1.vmStopped, V1.setup, V1.complete, V1.done],
  ),
  v1Flow(
    'savevm',
    'Snapshot with savevm',
    'Stopping the VM starts saving at once; setup and completing repeat the value; then the VM runs on.',
    [V1.vmStoppedToSave, V1.setup, V1.complete, V1.done, V1.vmRuns],
  ),
  v1Flow(
    'incoming',
    'Incoming migration',
    'The destination loads from its initial state; then the VM runs.',
    [V1.load, V1.vmRuns],
  ),
  v1Flow('cancel-in-pre-copy', 'Cancelled in pre-copy', 'Saving is given up while the VM still runs.', [
    V1.setup,
    V1.cancelled,
  ]),
  v1Flow(
    'fail-after-stop',
    'Failure after the VM stopped',
    'The migration fails in stop-and-copy, and the device goes back to running.',
    [V1.setup, V1.vmStopped, V1.complete, V1.failed],
  ),
  v1Flow(
    'fail-after-done',
    'Failure after saving is done',
    'The device has saved all and is stopped when the migration fails; it goes back to running.',
    [V1.setup, V1.vmStopped, V1.complete, V1.done, V1.failed],
  ),
  v1Flow(
    'reset-in-pre-copy',
    'Reset in pre-copy',
    'The device is reset and QEMU does not know: stopping leads to _STOP, and completing saves from there.',
    [V1.setup, V1.reset, V1.vmStopped, V1.complete],
  ),
];

// The values of enum vfio_device_mig_state that QEMU asks for. As a recover state, ERROR means: reset at once.
const [ERR, STP, RUN, STC, RES, RP2, PRE, PP2] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

const set = (
  name: string,
  needs: number,
  to: number | readonly [to: number, inPreCopy: number],
  recover: number | 'current',
  by: string,
): V2Ask => ({
  act: 'set',
  name,
  needs,
  ...(typeof to === 'number' ? { to } : { to: to[0], inPreCopy: to[1] }),
  recover,
  citation: v2(by),
});

const V2 = {
  setup: set('setup', PRE_COPY, PRE, RUN, 'vfio_save_setup'),
  vmStops: set('VM stopping', P2P, [RP2, PP2], ERR, 'vfio_vmstate_change_prepare'),
  vmStopped: set('VM stopped', 0, [STP, STC], ERR, 'vfio_vmstate_change'),
  complete: set('complete', 0, STC, STP, 'vfio_save_complete_precopy'),
  cleanup: set('cleanup', 0, STP, ERR, 'vfio_save_cleanup'),
  load: set('load', 0, RES, 'current', 'vfio_load_setup'),
  vmStarts: set('VM starting', P2P, RP2, ERR, 'vfio_vmstate_change_prepare'),
  vmRuns: set('VM runs', 0, RUN, ERR, 'vfio_vmstate_change'),
  cancelled: set('cancelled', 0, RUN, ERR, 'vfio_migration_state_notifier'),
} as const satisfies Record<string, V2Ask>;

const v2Flow = (
  id: FlowId,
  needs: number,
  title: string,
  account: string,
  asks: readonly V2Ask[],
): V2Flow => ({
  client: 'qemu-v2',
  id,
  needs,
  title,
  account,
  asks,
  citations: getCitations(asks, v2('vfio_migration_set_state')),
});

/** QEMU 8.0 and later. */
export const QEMU_V2_FLOWS: readonly V2Flow[] = [
  v2Flow(
    'live-migration',
    0,
    'Live migration',
    'Pre-copy where the device knows it, quiescent where it knows P2P, then stop-and-copy and STOP.',
    [V2.setup, V2.vmStops, V2.vmStopped, V2.complete, V2.cleanup],
  ),
  v2Flow(
    'paused-migration',
    0,
    'Migration of a paused VM',
    'The VM is stopped before the migration begins, so there is no pre-copy.',
    [V2.vmStops, V2.vmStopped, V2.complete, V2.cleanup],
  ),
  v2Flow(
    'incoming',
    0,
    'Incoming migration',
    'The destination loads; then the VM runs, by way of P2P if known.',
    [V2.load, V2.vmStarts, V2.vmRuns],
  ),
  v2Flow(
    'cancel-in-pre-copy',
    PRE_COPY,
    'Cancelled in pre-copy',
    'Saving is given up while the VM still runs.',
    [V2.setup, V2.cancelled],
  ),
  v2Flow(
    'cancel-in-stop-copy',
    0,
    'Cancelled in stop-and-copy',
    'The VM is stopped and its state is being read when the migration is cancelled; the device runs again.',
    [V2.setup, V2.vmStops, V2.vmStopped, V2.complete, V2.cancelled],
  ),
];
