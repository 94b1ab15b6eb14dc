/**
 * What is read and written while a data session is open, as tables: the order of accesses to the migration region in
 * v1, and what data_fd answers in v2 when there is nothing to read.
 *
 * @source include/uapi/linux/vfio.h v5.8, struct vfio_device_migration_info; v6.2, enum vfio_device_mig_state and
 * VFIO_MIG_GET_PRECOPY_INFO
 */

import type { StateInfo } from '../../protocol/state/state.ts';
import type { Citation } from '../../protocol/words/citation.ts';

/** The registers of the migration region that the data session uses, and the data section itself. */
export const ACCESSES = ['pending_bytes', 'data_offset', 'data_size', 'data'] as const;
export type Access = (typeof ACCESSES)[number];

/** What comes next in a data session. */
export const NEXT_ACCESSES = {
  'read-pending': 'Read pending_bytes',
  'read-offset': 'Read data_offset',
  'read-size': 'Read data_size',
  'read-data': 'Read the chunk at data_offset',
  'write-data': 'Write the chunk at data_offset',
  'write-size': 'Write data_size',
  'nothing-now': 'Nothing for now; more may come later',
  'end-of-stream': 'Nothing more: the stream has ended',
} as const satisfies Record<string, string>;

export type NextAccess = keyof typeof NEXT_ACCESSES;

/** Why that is next, in a sentence. */
export const NEXT_REASONS: Readonly<Record<NextAccess, string>> = {
  'read-pending':
    'Reading pending_bytes says that the chunk is consumed, and how much is left: the loop begins anew.',
  'read-offset': 'Reading data_offset begins the next chunk, and says where in the region it has its place.',
  'read-size': 'data_offset says where the chunk is; data_size says how long it is.',
  'read-data': 'With data_offset and data_size known, the chunk itself is read.',
  'write-data': 'The driver has said where it wants the chunk; now the chunk is written there.',
  'write-size': 'Writing data_size tells the driver how much was written, and the driver takes it.',
  'nothing-now':
    'The device runs, so 0 pending bytes mean that there is nothing now; its state may change again.',
  'end-of-stream': 'The device is stopped and nothing is left, so the stream is complete.',
};

const SAVING: Readonly<Record<Exclude<Access, 'pending_bytes'>, NextAccess>> = {
  data_offset: 'read-size',
  data_size: 'read-data',
  data: 'read-pending',
};

const LOADING: Readonly<Record<Exclude<Access, 'pending_bytes' | 'data_size'>, NextAccess>> = {
  data_offset: 'write-data',
  data: 'write-size',
};

/**
 * What comes after an access, while the device is in `state` and `pending` bytes are left; undefined where that access
 * has no place. Of `_SAVING`, after pending_bytes with 0 pending, it is the end of the stream.
 */
export function getNextAccess(state: StateInfo, after: Access, pending: number): NextAccess | undefined {
  switch (state.session) {
    case 'saving':
      if (after !== 'pending_bytes') return SAVING[after];
      if (pending > 0) return 'read-offset';
      return state.activity === 'stopped' ? 'end-of-stream' : 'nothing-now';
    case 'loading':
      if (after === 'pending_bytes') return undefined;
      if (after !== 'data_size') return LOADING[after];
      return pending > 0 ? 'read-offset' : 'end-of-stream';
    case 'none':
      return undefined;
  }
}

/** What read() of data_fd gives in v2 when all data that there is has been read. */
export const EMPTY_READS = {
  'end-of-stream': '0: the end of the stream',
  ENOMSG: '-1 with errno ENOMSG: the end for now',
  'no-session': 'No session to read from is open',
} as const satisfies Record<string, string>;

export type EmptyRead = keyof typeof EMPTY_READS;

export function getEmptyRead({ session, activity }: StateInfo): EmptyRead {
  if (session !== 'saving') return 'no-session';
  return activity === 'stopped' ? 'end-of-stream' : 'ENOMSG';
}

/** What VFIO_MIG_GET_PRECOPY_INFO answers in v2. */
export const PRECOPY_INFOS = {
  sizes: 'initial_bytes and dirty_bytes',
  EINVAL: '-EINVAL',
  'no-session': 'No session to ask on is open',
} as const satisfies Record<string, string>;

export type PrecopyInfo = keyof typeof PRECOPY_INFOS;

export function getPrecopyInfo({ session, activity }: StateInfo): PrecopyInfo {
  if (session === 'none') return 'no-session';
  return session === 'saving' && activity !== 'stopped' ? 'sizes' : 'EINVAL';
}

const header = (tag: string, symbol: string): Citation => ({
  kind: 'kernel',
  file: 'include/uapi/linux/vfio.h',
  symbol,
  tag,
});

/** Who says so. */
export const REGION_SOURCE: Citation = header('v5.8', 'struct vfio_device_migration_info');
export const PRECOPY_SOURCE: Citation = header('v6.2', 'VFIO_MIG_GET_PRECOPY_INFO');
