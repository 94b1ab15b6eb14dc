/** Enumerators as a text lists them, each with what its value is counted from. */

import { HIDDEN_ENUM } from '../../text/fragment.ts';
import type { CSource } from '../syntax/c-source.ts';

export interface Enumerator {
  readonly name: string;
  readonly source: CSource;
  /** Offsets of its value; null for one more than the one before. */
  readonly value: { readonly from: number; readonly to: number } | null;
  /** The last one before it that has a value, or the first of all. */
  readonly start: Enumerator | null;
  /** How many come between the two. */
  readonly steps: number;
  /** Whether its list is one of states of a device, by the names in it. */
  readonly isState: boolean;
}

/** An enum of states has a state that moves data, beside one that runs and one that is stopped. */
export const listsStates = (text: string): boolean =>
  /STOP/i.test(text) && /RUNNING/i.test(text) && /STOP_?COPY|RESUMING|PRE_?COPY/i.test(text);

/** The first values of an enum that begins outside its hunk are not known. */
export const isBegunOutside = (source: CSource, from: number): boolean =>
  source.isFragment && source.text.slice(0, from).trimEnd().endsWith(HIDDEN_ENUM);

/** One of a list, after the one before it. */
export function toEnumerator(
  source: CSource,
  from: number,
  to: number,
  before: Enumerator | null,
  isState: boolean,
): Enumerator {
  const text = source.text.slice(from, to);
  const name = /^\w+/.exec(text)?.[0] ?? '';
  const equals = text.indexOf('=');
  const value = equals < 0 ? null : { from: from + equals + 1, to };
  const start = value || !before ? null : (before.start ?? before);
  return { name, source, value, start, steps: start && before ? before.steps + 1 : 0, isState };
}
