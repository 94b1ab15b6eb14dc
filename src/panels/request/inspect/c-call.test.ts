/** The C that asks: the macros' bits are put together again and compared with the value. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { of, value } from '../../../protocol/trace/walk.ts';
import { formatCall as format, formatMacro } from './c-call.ts';
import { toShown } from './inspect.fixture.ts';

/** The call from the initial state. */
const formatCall = (ruleSet: RuleSet, to: number) => {
  const flags = getFlagSets(ruleSet).at(-1) ?? null;
  return format(ruleSet, to, toShown(ruleSet, { from: ruleSet.initial, to, flags }).outcome);
};

/** What the header defines. @source include/uapi/linux/vfio.h v5.8; the RFC of December 2021 for NDMA */
const MACROS: Readonly<Record<string, number>> = {
  VFIO_DEVICE_STATE_STOP: 0,
  VFIO_DEVICE_STATE_RUNNING: 1,
  VFIO_DEVICE_STATE_SAVING: 2,
  VFIO_DEVICE_STATE_RESUMING: 4,
  VFIO_DEVICE_STATE_NDMA: 8,
};

/** The value of an expression in C, as far as these go. */
const evaluate = (expression: string) =>
  expression.split(' | ').reduce((sum, term) => (sum | (MACROS[term] ?? Number(term))) >>> 0, 0);

describe('the macros of v1', () => {
  it.each([
    [0, 'VFIO_DEVICE_STATE_STOP'],
    [1, 'VFIO_DEVICE_STATE_RUNNING'],
    [2, 'VFIO_DEVICE_STATE_SAVING'],
    [3, 'VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING'],
    [4, 'VFIO_DEVICE_STATE_RESUMING'],
    [5, 'VFIO_DEVICE_STATE_RESUMING | VFIO_DEVICE_STATE_RUNNING'],
    [6, 'VFIO_DEVICE_STATE_RESUMING | VFIO_DEVICE_STATE_SAVING'],
    [7, 'VFIO_DEVICE_STATE_RESUMING | VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING'],
    [8, '0x8'],
    [9, 'VFIO_DEVICE_STATE_RUNNING | 0x8'],
    [0xf000, '0xf000'],
    [0x8000_0002, 'VFIO_DEVICE_STATE_SAVING | 0x80000000'],
    [0xffff_fff8, '0xfffffff8'],
  ])('[CALL-1] say %i as %s', (each, macro) => {
    expect(formatMacro(of('uapi-v1'), each)).toBe(macro);
  });

  it('[CALL-2] know NDMA in the RFC alone', () => {
    const rules = of('ndma-rfc');
    expect(formatMacro(rules, 8)).toBe('VFIO_DEVICE_STATE_NDMA');
    expect(formatMacro(rules, 9)).toBe('VFIO_DEVICE_STATE_RUNNING | VFIO_DEVICE_STATE_NDMA');
    expect(formatMacro(rules, 0xf00a)).toBe('VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_NDMA | 0xf000');
    for (const { id, generation } of RULE_SETS)
      if (generation === 'v1' && id !== 'ndma-rfc') expect(formatMacro(of(id), 8), id).toBe('0x8');
  });

  it('[CALL-3] come to the value, for every u32', () => {
    const rules = fc.constantFrom(...RULE_SETS.filter(({ generation }) => generation === 'v1'));
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 0xffff_ffff }), (ruleSet, each) => {
        expect(evaluate(formatMacro(ruleSet, each))).toBe(each);
        expect(evaluate(formatMacro(ruleSet, each & 15))).toBe(each & 15);
      }),
    );
  });
});

describe('the names of v2', () => {
  it('[CALL-4] are those of the enum, and the number where it has none', () => {
    for (const id of ['v2-5.18', 'v2-6.2', 'v2-7.2'])
      for (const { name, value: each } of of(id).states)
        expect(formatMacro(of(id), each)).toBe(`VFIO_DEVICE_STATE_${name}`);
    expect(formatMacro(of('v2-7.2'), 8)).toBe('8');
    expect(formatMacro(of('v2-5.18'), 6)).toBe('6');
    expect(formatMacro(of('v2-7.2'), 0xffff_ffff)).toBe('4294967295');
  });
});

describe('the call', () => {
  it('[CALL-5] writes the register in v1', () => {
    const call = formatCall(of('patch-2021-09'), 3);
    expect(call).toContain(
      'state = (state & ~VFIO_DEVICE_STATE_MASK) | (VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING);',
    );
    expect(call).toContain('pwrite(device_fd, &state, sizeof(state), migration_region_offset);');
    expect(call).not.toContain('ioctl');
  });

  it('[CALL-6] is the ioctl in v2, with the state and its data_fd', () => {
    const rules = of('v2-7.2');
    const call = formatCall(rules, value(rules, 'STOP_COPY'));
    expect(call).toContain('state->device_state = VFIO_DEVICE_STATE_STOP_COPY;');
    expect(call).toMatch(/VFIO_DEVICE_FEATURE_SET \|\s+VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE;/);
    expect(call).toContain('ioctl(device_fd, VFIO_DEVICE_FEATURE, feature);');
    expect(call).toContain('data_fd');
    expect(call).not.toContain('pwrite');
  });

  it('[CALL-7] is C that is whole: every statement ends, every bracket closes', () => {
    for (const ruleSet of RULE_SETS)
      for (const to of [...ruleSet.states.map((state) => state.value), 0xf000]) {
        const call = formatCall(ruleSet, to).replaceAll(/\/\*.*?\*\//g, '');
        expect(call).not.toMatch(/undefined|NaN|\{|\}/);
        expect(call.split('(').length).toBe(call.split(')').length);
        for (const line of call.split('\n')) if (line.trim() !== '') expect(line).toMatch(/(?:;|\|)$/);
      }
  });
});
