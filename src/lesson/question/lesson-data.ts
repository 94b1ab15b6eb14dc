/**
 * What is read and written while a data session is open, as tables: the order of accesses to the migration region in v1,
 * and what data_fd returns in v2 when there is nothing to read.
 *
 * @source include/uapi/linux/vfio.h v5.8, struct vfio_device_migration_info; v6.2, enum vfio_device_mig_state and
 * VFIO_MIG_GET_PRECOPY_INFO
 */

import type { StateInfo } from '../../protocol/state/state.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import type { EmptyRead, NextAccess, PrecopyInfo } from './lesson-data-words.ts';

/** The registers of the migration region that a data session uses, and the data section itself. */
export const ACCESSES = ['pending_bytes', 'data_offset', 'data_size', 'data'] as const;
export type Access = (typeof ACCESSES)[number];

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
 * What comes after an access while the device is in `state` and `pending` bytes are left; undefined if that access does
 * not occur there. In `_SAVING`, after pending_bytes with 0 pending, it is the end of the stream.
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

/** What a read() returns when everything has been read. */
export function getEmptyRead({ session, activity }: StateInfo): EmptyRead {
  if (session !== 'saving') return 'no-session';
  return activity === 'stopped' ? 'end-of-stream' : 'ENOMSG';
}

/** What VFIO_MIG_GET_PRECOPY_INFO returns in a state. */
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

/** Where this can be read. */
export const REGION_SOURCE: Citation = header('v5.8', 'struct vfio_device_migration_info');
export const PRECOPY_SOURCE: Citation = header('v6.2', 'VFIO_MIG_GET_PRECOPY_INFO');
