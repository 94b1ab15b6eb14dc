/** The signs of the verdicts. */

import { describe, expect, it } from 'vitest';
import { VERDICT_WORDS } from '../protocol/verdict.ts';
import { SIGNS } from './sign.ts';

describe('the signs', () => {
  it('[SIGN-1] are four, told apart, one character each', () => {
    expect(Object.keys(SIGNS).sort()).toEqual(Object.keys(VERDICT_WORDS).sort());
    expect(new Set(Object.values(SIGNS)).size).toBe(4);
    for (const sign of Object.values(SIGNS)) expect([...sign]).toHaveLength(1);
  });
});
