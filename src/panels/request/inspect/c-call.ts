/**
 * The C that asks for a request from userspace.
 *
 * @source include/uapi/linux/vfio.h, VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE; struct vfio_device_migration_info (v5.8)
 */

import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getState } from '../../../protocol/state/state.ts';
import type { Outcome } from '../../../protocol/trace/replay.ts';
import { getSeen } from './seen-words.ts';

const BITS: readonly (readonly [number, string])[] = [
  [4, 'VFIO_DEVICE_STATE_RESUMING'],
  [2, 'VFIO_DEVICE_STATE_SAVING'],
  [1, 'VFIO_DEVICE_STATE_RUNNING'],
  [8, 'VFIO_DEVICE_STATE_NDMA'],
];

/** `VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING`; hex for what the names do not cover. */
export function formatMacro(ruleSet: RuleSet, value: number): string {
  const state = getState(ruleSet.states, value);
  if (ruleSet.generation === 'v2') return state ? `VFIO_DEVICE_STATE_${state.name}` : String(value);
  if (value === 0) return 'VFIO_DEVICE_STATE_STOP';
  const known = BITS.filter(([bit]) => ruleSet.states.some((each) => each.value === bit) && value & bit);
  const rest = known.reduce((left, [bit]) => (left & ~bit) >>> 0, value);
  const names: string[] = known.map(([, name]) => name);
  return [...names, ...(rest ? [`0x${rest.toString(16)}`] : [])].join(' | ');
}

/** The whole call, a few lines of C, and what comes of it as comments. */
export function formatCall(ruleSet: RuleSet, to: number, outcome: Outcome): string {
  const seen = getSeen(ruleSet, outcome).map(({ name, value }) => `/* ${name}: ${value} */`);
  return [...toLines(ruleSet, to), ...seen].join('\n');
}

function toLines(ruleSet: RuleSet, to: number): readonly string[] {
  const macro = formatMacro(ruleSet, to);
  if (ruleSet.generation === 'v1')
    return [
      '/* device_state is at offset 0 of the region; its reserved bits are kept */',
      '__u32 state;',
      'pread(device_fd, &state, sizeof(state), migration_region_offset);',
      `state = (state & ~VFIO_DEVICE_STATE_MASK) | ${macro.includes(' ') ? `(${macro})` : macro};`,
      'pwrite(device_fd, &state, sizeof(state), migration_region_offset);',
    ];
  return [
    'struct vfio_device_feature_mig_state *state = (void *)feature->data;',
    '',
    'feature->argsz = sizeof(*feature) + sizeof(*state);',
    'feature->flags = VFIO_DEVICE_FEATURE_SET |',
    '                 VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE;',
    `state->device_state = ${macro};`,
    'ioctl(device_fd, VFIO_DEVICE_FEATURE, feature);',
  ];
}
