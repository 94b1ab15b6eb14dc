/** From and to: what every request, arc and selection has, and how it is written. */

import type { StateInfo } from './state.ts';
import { formatState } from './state.ts';

/** Two values of device_state: those of a request, whatever the flags, or of an arc. */
export interface RequestPair {
  readonly from: number;
  readonly to: number;
}

/** The same where there are lists of them, in our data and in JSON. */
export type RequestTuple = readonly [from: number, to: number];

/** `formatRequest(V1_STATES, { from: 1, to: 4 })` is `_RUNNING > _RESUMING`; `format` may name the states differently. */
export function formatRequest(
  states: readonly StateInfo[],
  { from, to }: RequestPair,
  format: (states: readonly StateInfo[], value: number) => string = formatState,
): string {
  return `${format(states, from)} > ${format(states, to)}`;
}
