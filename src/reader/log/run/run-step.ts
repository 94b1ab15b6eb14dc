/** What a device did, as a log tells it: one step for each attempt. */

import type { Generation, LineTime } from '../line/log-fact.ts';

/** `asked`: the result is not in the log. `none`: the client asked, and made no request of it. */
export type RunEvent = 'asked' | 'reached' | 'failed' | 'reset' | 'none';

/** How a step is known; step-words.ts has the sentence of each. */
export type SaidId =
  | 'set'
  | 'set-first'
  | 'now'
  | 'now-or-reset'
  | 'now-alone'
  | 'now-other'
  | 'skipped'
  | 'asked'
  | 'wanted-only'
  | 'failed'
  | 'failed-quietly'
  | 'failed-late'
  | 'unset'
  | 'write-failed'
  | 'mended'
  | 'mended-now'
  | 'recover-failed'
  | 'reset-after-failure'
  | 'reset-now'
  | 'reset-failed'
  | 'reset-line'
  | 'reset-inferred'
  | 'out-of-sync'
  | 'event'
  | 'event-failed'
  | 'event-reset'
  | 'event-mended'
  | 'arc-begins'
  | 'arc-done'
  | 'arc-failed'
  | 'sample';

export interface RunStep {
  readonly device: string;
  readonly generation: Generation;
  /** The line that decides, from 1. */
  line: number;
  readonly time: string | null;
  /** The same as a number, and its clock: two steps of one clock have a time between them. */
  readonly at: Pick<LineTime, 'seconds' | 'clock'> | null;
  /** How many facts of the log came before: the order in time, where that of the lines is another. */
  readonly order: number;
  event: RunEvent;
  from: number | null;
  to: number | null;
  errno: string | null;
  /** True if a line says so, or it follows from lines; false where something is assumed. */
  certain: boolean;
  /** Certain only in a log that would show an error too. */
  readonly needsErrors: boolean;
  said: SaidId;
  /** After a failed request or a reset: what the client believes then; null where that is not known, and for other steps. */
  believes: number | null;
}

/** Something about the log or the device that is no step. */
export interface RunNote {
  readonly id: NoteId;
  readonly line: number;
  readonly device: string | null;
  readonly words: Readonly<Record<string, string | number>>;
}

export type NoteId =
  | 'desync-reset'
  | 'desync-data-fd'
  | 'desync-inferred'
  | 'second-process'
  | 'name-changed'
  | 'name-twice'
  | 'name-in-error'
  | 'not-decoded'
  | 'never-returned'
  | 'no-data'
  | 'size-query-failed'
  | 'flr-failed'
  | 'names-pf'
  | 'server-numbers'
  | 'server-refused'
  | 'error-state'
  | 'reset-of-syscall'
  | 'unknown-state'
  | 'times-go-back'
  | 'encoded-lines'
  | 'torn-line'
  | 'two-protocols'
  | 'migration-status'
  | 'steps-left-out';
