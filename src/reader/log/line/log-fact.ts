/**
 * What one line of a log says, before anything follows from it. Facts of one device are put together by run/.
 *
 * @source QEMU hw/vfio/trace-events and hw/vfio/migration.c, v5.2 to v11.1; qapi/vfio.json
 */

/** The forms of a log, by who wrote it. */
export type LogFormat =
  | 'qemu-trace-v1'
  | 'qemu-trace-8.0'
  | 'qemu-trace-9.1'
  | 'qemu-trace-10.0'
  | 'qemu-error'
  | 'qmp'
  | 'libvfio-user'
  | 'spdk'
  | 'kernel-mlx5'
  | 'kernel-hisi_acc'
  | 'kernel-pds'
  | 'kernel-xe'
  | 'kernel-lockup'
  | 'debugfs'
  | 'strace'
  | 'perf-trace';

export type Generation = 'v1' | 'v2';

/** When a line was written. `seconds` can be compared with that of another line of the same clock. */
export interface LineTime {
  readonly text: string;
  readonly seconds: number;
  readonly clock: 'epoch' | 'uptime' | 'day';
}

/** What `vfio_save_setup` and its like show beside a state. */
export type SignId =
  | 'opened'
  | 'setup'
  | 'cleanup'
  | 'saved'
  | 'load'
  | 'pre-copy'
  | 'no-pre-copy-sizes'
  | 'other';

interface Of {
  readonly device: string;
}

export type Fact =
  /** v1 and 8.0-9.0: printed after a request that succeeded. */
  | (Of & { readonly kind: 'set'; readonly to: number; readonly generation: Generation })
  /** 9.1-: printed before the request, and also where none is made. `recover` 0 means VFIO_DEVICE_RESET. */
  | (Of & { readonly kind: 'intent'; readonly to: number; readonly recover: number })
  /** 9.1-: the state after a success, a recover state or a reset. */
  | (Of & { readonly kind: 'now'; readonly to: number })
  /** vfio_vmstate_change: the state that was wanted, whatever came of it. */
  | (Of & {
      readonly kind: 'wanted';
      readonly to: number;
      readonly running: boolean;
      readonly prepares: boolean;
      readonly generation: Generation;
    })
  /** An error_report about a request. `late` is the form of 9.1-, which may be printed long after the request. */
  | (Of & {
      readonly kind: 'failed';
      readonly to: number;
      readonly recover: number;
      readonly errno: string | null;
      readonly late: boolean;
    })
  | (Of & { readonly kind: 'recover-failed'; readonly errno: string | null })
  | (Of & { readonly kind: 'reset-failed'; readonly errno: string | null })
  | (Of & { readonly kind: 'out-of-sync' })
  /** v1: a write to the region failed; offset 0 is device_state. */
  | (Of & { readonly kind: 'write-failed'; readonly errno: string | null })
  /** v1: which request it was. */
  | (Of & { readonly kind: 'unset'; readonly ask: 'setup' | 'complete' | 'done' | 'load' })
  | (Of & { readonly kind: 'reset' })
  | (Of & {
      readonly kind: 'notified';
      readonly outcome: 'setup' | 'completed' | 'failed' | 'cancelled' | 'other';
    })
  | (Of & { readonly kind: 'sign'; readonly sign: SignId })
  /** QMP's VFIO_MIGRATION. `prepares` is the event before PRE_COPY_P2P is asked for (11.x). */
  | (Of & { readonly kind: 'event'; readonly to: number; readonly prepares: boolean })
  /** One arc of a kernel driver, or of a server. */
  | (Of & {
      readonly kind: 'arc';
      /** null where the line does not name it. */
      readonly from: number | null;
      readonly to: number;
      readonly came: 'begins' | 'done' | 'failed';
      readonly errno: string | null;
      readonly generation: Generation;
      /** True where the line fits more than one arc, or does not name it. */
      readonly guessed: boolean;
      /** True where a line of its own says what came of an arc that begins. */
      readonly answered?: boolean;
      /** Lines of one device and one cause are one failure. */
      readonly by: string;
    })
  /** device_state as read from debugfs. */
  | (Of & { readonly kind: 'sample'; readonly to: number })
  /** A line that names a state which is not one. */
  | (Of & { readonly kind: 'unknown-state'; readonly name: string; readonly closest: string | null })
  /** Something that is worth a finding, but is no step. */
  | (Of & { readonly kind: 'remark'; readonly remark: RemarkId })
  /** The device was unplugged: another one may get its name. */
  | (Of & { readonly kind: 'closed' })
  /** The state of the whole migration, with its error where one is told. */
  | { readonly kind: 'status'; readonly status: string; readonly error: string | null }
  /** A QEMU ended or was started: what comes after is of another process. */
  | { readonly kind: 'restart' };

/** What is said of one device. */
export type DeviceFact = Exclude<Fact, { readonly kind: 'status' | 'restart' }>;

type RemarkId =
  | 'not-decoded'
  | 'never-returned'
  | 'no-data'
  | 'size-query-failed'
  | 'flr-failed'
  | 'server-numbers'
  | 'server-refused'
  | 'error-state'
  | 'reset-of-syscall';

/** What reading a line came to. */
export type LineReading =
  | { readonly kind: 'fact'; readonly fact: Fact; readonly format: LogFormat | null }
  /** Known, but without a meaning for device_state. `device` where it names one. */
  | { readonly kind: 'known'; readonly format: LogFormat | null }
  /** The beginning of a known line: wrapped by a mailer, or cut. `fallback` is what it says if nothing more comes. */
  | { readonly kind: 'partial'; readonly fallback?: LineReading }
  /** A piece of a line of a log: something was said here that cannot be read. `isDoubtful` where it may be no piece at all. */
  | { readonly kind: 'fragment'; readonly isDoubtful?: boolean }
  | { readonly kind: 'unread' };
