/** Why something is not kept. */
export type Trouble =
  /** There is no database, or the browser denies it. */
  | 'missing'
  /** A later version of this page made the database. */
  | 'later'
  /** It did not open in time. */
  | 'slow'
  /** A later version of this page took it over. */
  | 'superseded'
  | 'full'
  /** A history is longer than what is read back. */
  | 'long'
  | 'failed'
  /** Local storage does not take the preferences. */
  | 'preferences';

/** Name of what was thrown; empty where it has none. */
export const getErrorName = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Why a database did not open. */
export function toOpenTrouble(error: unknown): Trouble {
  const name = getErrorName(error);
  if (name === 'VersionError') return 'later';
  return name === 'TimeoutError' ? 'slow' : 'missing';
}

/** Why a call of an open one failed. */
export const toCallTrouble = (error: unknown): Trouble =>
  getErrorName(error) === 'QuotaExceededError' ? 'full' : 'failed';
