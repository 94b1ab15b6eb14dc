/** What was read of a log, as it comes out of the worker. Apart from what reads it, so that the page need not load that. */

import type { ReplayResult } from './log-replay.ts';

/** Between two lines whose places are kept. */
export const LINES_BETWEEN_MARKS = 1000;

export interface LogReading extends ReplayResult {
  /** The byte at which line 1, 1001, 2001 and so on begins. */
  readonly marks: readonly number[];
}

/** A log that was found in a text: a known line, or an error whose cause is known. */
export const isLog = ({ summary, causes }: ReplayResult): boolean =>
  summary.formats.length > 0 || causes.length > 0;
