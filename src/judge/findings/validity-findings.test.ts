/** What checks of single values let through. */

import { describe, expect, it } from 'vitest';
import { NDMA_STATES } from '../../protocol/state/state.ts';
import { findInValidity, toValidityRuleSet } from './validity-findings.ts';

const find = (isValid: (value: number) => boolean) =>
  findInValidity({ isValid, line: 3 }).map(({ id, to }) => `${id} ${to}`);

describe('a check of single values', () => {
  it('[validity.ignores-reserved-bits] is all there is to say of the macro of the header', () => {
    const isValid = (value: number) => (value & 4 ? (value & 3) === 0 : true) && (value & 6) !== 6;
    expect(find(isValid)).toEqual(['validity.ignores-reserved-bits 8']);
    expect(findInValidity({ isValid, line: 3 })[0]).toMatchObject({ line: 3, severity: 'question' });
    expect(findInValidity({ isValid })[0]!.text).toContain('reserved bits 3 to 31');
  });

  it('[validity.ignores-reserved-bits] names single bits where the others are looked at', () => {
    const isValid = (value: number) => value < 5 || value === 0x80 || value === 0x8000_0001;
    expect(findInValidity({ isValid })[0]!.text).toContain('reserved bits 7, 31');
  });

  it('[validity.refuses-valid] has nothing to say of a check that is exact', () => {
    expect(find((value) => value < 5)).toEqual([]);
    const isValid = (value: number) =>
      NDMA_STATES.some((state) => state.value === value && state.kind === 'valid');
    expect(findInValidity({ isValid, states: NDMA_STATES })).toEqual([]);
  });

  it('[validity.accepts-error] and [validity.accepts-invalid] take each value by itself', () => {
    expect(find((value) => value < 8 && value !== 2)).toEqual([
      'validity.refuses-valid 2',
      'validity.accepts-invalid 5',
      'validity.accepts-error 6',
      'validity.accepts-invalid 7',
    ]);
  });

  it('[validity.refuses-valid] makes a rule set that every view can show', () => {
    const ruleSet = toValidityRuleSet({ isValid: (value) => value < 4 });
    expect([ruleSet.values, ruleSet.cells.flat().join(''), ruleSet.reservedBitsFrom]).toEqual([
      [0, 1, 2, 3],
      '+'.repeat(16),
      null,
    ]);
  });
});
