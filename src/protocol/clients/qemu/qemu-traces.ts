/**
 * What QEMU prints about a request, by version: what a log can show, and what it cannot.
 *
 * @source QEMU hw/vfio/migration.c and hw/vfio/trace-events, v7.2.0, v9.0.0 and v10.2.2
 */

import type { TraceRow } from '../client.ts';

const SET_STATE = 'vfio_migration_set_state';

/** 5.2 to 7.2. */
export const V1_TRACES: readonly TraceRow[] = [
  { kind: 'trace', name: SET_STATE, text: '(NAME) state 3', when: 'after a write that succeeds' },
];

/** 8.0 to 9.0. */
export const V2_TRACES: readonly TraceRow[] = [
  {
    kind: 'trace',
    name: SET_STATE,
    text: '(NAME) state STOP_COPY',
    when: 'after a request that succeeds without -EBADF; a recover state and a reset print nothing',
  },
];

/** 9.1 and later. */
export const V2_TRACES_OF_BELIEF: readonly TraceRow[] = [
  {
    kind: 'trace',
    name: SET_STATE,
    text: '(NAME) new state STOP_COPY, recover state STOP',
    when: 'first, and also if nothing is asked because QEMU believes the device is in that state: it does not prove an ioctl',
  },
  {
    kind: 'trace',
    name: 'vfio_migration_set_device_state',
    text: '(NAME) state STOP_COPY',
    when: 'after a success, with -EBADF too; after a recover state; after a reset, with RUNNING',
  },
  {
    kind: 'event',
    name: 'VFIO_MIGRATION',
    text: 'device-state stop-copy',
    when: 'with vfio_migration_set_device_state, if the property migration-events is on; it is off by default',
  },
  {
    kind: 'event',
    name: 'VFIO_MIGRATION',
    text: 'device-state pre-copy-p2p-prepare',
    when: '11.x: before PRE_COPY_P2P is asked for',
  },
];
