/** `--timeout SECONDS`: work that takes longer is ended, wherever it is stuck. */

import { runInNewContext } from 'node:vm';
import { formatLiteral } from '../protocol/words/outside-text.ts';
import type { Result } from '../protocol/words/result.ts';

/** In seconds, where none is given. */
const USUAL = 30;
/** A day. */
const MOST = 86_400;

/** `parseTimeout('0.5')` is half a second. */
export function parseTimeout(text: string | undefined): Result<number> {
  if (text === undefined) return { ok: true, value: USUAL };
  const seconds = /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  return seconds > 0 && seconds <= MOST
    ? { ok: true, value: seconds }
    : {
        ok: false,
        problem: `--timeout ${formatLiteral(text)}: not a number of seconds above 0 and up to ${MOST}, such as 30 or 0.5`,
      };
}

/**
 * Does some work on this thread, for so many seconds at most. A watchdog of V8 ends it then, even within a regular expression,
 * and nothing can catch that. So no thread or process has to be started for the work, and the first output comes no later.
 */
export function runWithin<T>(seconds: number, work: () => T): Result<T> {
  try {
    return { ok: true, value: runInNewContext('work()', { work }, { timeout: Math.ceil(seconds * 1000) }) };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return {
      ok: false,
      problem: `given up after ${seconds} s: this text takes too long. --timeout SECONDS allows more, and a shorter text needs less`,
    };
  }
}

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
