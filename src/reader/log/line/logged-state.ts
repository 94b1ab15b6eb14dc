/** How logs write the values of device_state. */

import { getState, V1_STATES, V2_STATES } from '../../../protocol/state/state.ts';
import { findClosest } from '../../../protocol/words/closest.ts';

const NAMES = V2_STATES.map(({ name }) => name);

/** Without case, underscores and hyphens: `stop-copy`, `STOP_COPY` and the `stopcopy` of xe are the same. */
const toKey = (name: string) => name.toLowerCase().replaceAll(/[_-]/g, '');

const BY_KEY = new Map(V2_STATES.map(({ name, value }) => [toKey(name), value]));
const BY_NAME = new Map(V2_STATES.map(({ name, value }) => [name, value]));

/** The value of a v2 name as QEMU and debugfs write it; undefined for any other text. */
export function readStateName(name: string): number | undefined {
  return BY_NAME.get(name);
}

/** The same for QMP's `pre-copy-p2p` and for the names of xe. */
export function readLooseName(name: string): number | undefined {
  return BY_KEY.get(toKey(name));
}

/** The state that a misspelt name is closest to. */
export function findClosestState(name: string): string | null {
  return findClosest(name, NAMES) ?? null;
}

/** A value of v1: any whole number that fits the register. */
export function readV1Value(digits: string): number | undefined {
  const value = Number(digits);
  return Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff ? value : undefined;
}

/** True if a longer state begins with this one's name, so that a cut line may have shortened it. */
export function isHead(value: number): boolean {
  const name = getState(V2_STATES, value)?.name;
  return NAMES.some((other) => other !== name && other.startsWith(`${name}_`));
}

/** True for what a cut has left of a name. `isHeadOfName('RUNN')` is true, that of `RUNNING` is not. */
export function isHeadOfName(text: string): boolean {
  return text !== '' && !BY_NAME.has(text) && NAMES.some((name) => name.startsWith(text));
}

/** `_SAVING|_RUNNING (011b)` of v1, `STOP_COPY` of v2. */
export function formatLogState(generation: 'v1' | 'v2', value: number): string {
  const state = getState(generation === 'v1' ? V1_STATES : V2_STATES, value);
  if (!state) return String(value);
  return generation === 'v1' && state.kind === 'valid' ? `${state.name} (${state.digits})` : state.name;
}
