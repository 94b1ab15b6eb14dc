/** States and flags as C of the kernel writes them. */

import type { RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { MIGRATION_FLAGS, NEVER } from '../../protocol/state/migration-flags.ts';
import { formatState } from '../../protocol/state/state.ts';

const STATE = 'VFIO_DEVICE_STATE_';

/** The bits of v1, the highest first, as the posted table writes a value of several. @thread #0 */
const V1_BITS: readonly (readonly [bit: number, name: string])[] = [
  [8, 'NDMA'],
  [4, 'RESUMING'],
  [2, 'SAVING'],
  [1, 'RUNNING'],
];

const KNOWN_BITS = 15;

/** The names of a state's constant, to be joined by `|`; 3 of v1 has two. */
export function getConstants(ruleSet: RuleSet, value: number): readonly string[] {
  if (ruleSet.generation === 'v2') return [STATE + formatState(ruleSet.states, value)];
  if (value > KNOWN_BITS) return [`0x${value.toString(16)}`];
  const names = V1_BITS.filter(([bit]) => value & bit).map(([, name]) => STATE + name);
  return names.length > 0 ? names : [`${STATE}STOP`];
}

/** `VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING` */
export const formatConstant = (ruleSet: RuleSet, value: number): string =>
  getConstants(ruleSet, value).join(' | ');

/** The flags that a state needs, as C; ERROR needs all 32. */
export function getFlagNames({ needs }: V2RuleSet, value: number): readonly string[] {
  const flags = needs[value] ?? 0;
  if (flags === NEVER) return ['~0U'];
  const names = MIGRATION_FLAGS.filter(({ bit }) => flags & bit).map(({ name }) => name);
  return names.length > 0 ? names : ['0'];
}
