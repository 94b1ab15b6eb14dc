/** The words of a data session: what comes next and why, and what data_fd returns. */

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

/** Why that comes next, in a sentence. */
export const NEXT_REASONS: Readonly<Record<NextAccess, string>> = {
  'read-pending':
    'Reading pending_bytes says that the chunk is consumed, and returns how much is left: the loop starts again.',
  'read-offset': 'Reading data_offset starts the next chunk, and says where in the region it is.',
  'read-size': 'data_offset says where the chunk is; data_size says how long it is.',
  'read-data': 'Once data_offset and data_size are known, the chunk itself is read.',
  'write-data': 'The driver has said where it wants the chunk; userspace writes it there.',
  'write-size': 'Writing data_size tells the driver how much was written, and the driver takes it.',
  'nothing-now': 'The device runs, so 0 pending bytes mean nothing for now; its state may change again.',
  'end-of-stream': 'The device is stopped and nothing is left, so the stream is complete.',
};

/** What read() of data_fd returns in v2 when everything has been read. */
export const EMPTY_READS = {
  'end-of-stream': '0: the end of the stream',
  ENOMSG: '-1 with errno ENOMSG: the end for now',
  'no-session': 'There is no open session to read from',
} as const satisfies Record<string, string>;

export type EmptyRead = keyof typeof EMPTY_READS;

/** What VFIO_MIG_GET_PRECOPY_INFO returns in v2. */
export const PRECOPY_INFOS = {
  sizes: 'initial_bytes and dirty_bytes',
  EINVAL: '-EINVAL',
  'no-session': 'There is no open session to ask',
} as const satisfies Record<string, string>;

export type PrecopyInfo = keyof typeof PRECOPY_INFOS;
