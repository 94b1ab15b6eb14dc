/** The signs of the verdicts and of the changes. */

import { describe, expect, it } from 'vitest';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { CHANGE_SIGNS, isDifferent } from './sign.ts';

describe('the signs', () => {
  it('[SIGN-1] are four, told apart, one character each', () => {
    expect(Object.keys(VERDICT_SIGNS).sort()).toEqual(Object.keys(VERDICT_WORDS).sort());
    expect(new Set(Object.values(VERDICT_SIGNS)).size).toBe(4);
    for (const sign of Object.values(VERDICT_SIGNS)) expect([...sign]).toHaveLength(1);
  });

  it('[SIGN-2] of changes are three, and none is that of a verdict', () => {
    const signs = Object.values(CHANGE_SIGNS).filter((sign) => sign !== null);
    expect(signs).toEqual(['+', '−', '≠']);
    expect(signs.filter((sign) => Object.values<string>(VERDICT_SIGNS).includes(sign))).toEqual([]);
    expect([isDifferent('kept'), isDifferent('unlisted'), isDifferent('removed')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
