/** The same state and the same request in another rule set. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../rule-sets/rule-set.ts';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { of, value } from '../trace/walk.ts';
import { findCounterpart, findFlags, findSameRequest } from './counterpart.ts';
import { getState } from './state.ts';

/** The counterpart's name: `find('uapi-v1', '_SAVING', 'v2-7.2')` is `STOP_COPY`. */
const find = (home: string, name: string, other: string) => {
  const state = getState(of(home).states, value(of(home), name));
  return state && findCounterpart(state, of(other))?.name;
};

const same = (home: string, from: number, to: number, other: string, flags: number | null = null) =>
  findSameRequest({ from, to, flags }, of(home), of(other));

/** Name in v1, in the RFC with NDMA, and in v2: which states are the same. */
const SAME = [
  ['_STOP', '_STOP', 'STOP'],
  ['_RUNNING', '_RUNNING', 'RUNNING'],
  ['_SAVING', '_SAVING', 'STOP_COPY'],
  ['_SAVING|_RUNNING', '_SAVING|_RUNNING', 'PRE_COPY'],
  ['_RESUMING', '_RESUMING', 'RESUMING'],
  ['_ERROR', '_ERROR', 'ERROR'],
] as const;

describe('the counterpart of a state', () => {
  it.each(SAME)('[SAME-1] is the same all around: %s, %s, %s', (v1, ndma, v2) => {
    expect(find('uapi-v1', v1, 'v2-7.2')).toBe(v2);
    expect(find('v2-7.2', v2, 'uapi-v1')).toBe(v1);
    expect(find('uapi-v1', v1, 'ndma-rfc')).toBe(ndma);
    expect(find('v2-7.2', v2, 'ndma-rfc')).toBe(ndma);
  });

  it.each([
    ['RUNNING_P2P', '_NDMA|_RUNNING'],
    ['PRE_COPY_P2P', '_NDMA|_SAVING|_RUNNING'],
  ])('[SAME-2] of %s is %s, and there is none in uapi-v1', (v2, ndma) => {
    expect(find('v2-7.2', v2, 'ndma-rfc')).toBe(ndma);
    expect(find('ndma-rfc', ndma, 'v2-7.2')).toBe(v2);
    expect(find('v2-7.2', v2, 'uapi-v1')).toBeUndefined();
    expect(find('ndma-rfc', ndma, 'uapi-v1')).toBeUndefined();
  });

  it('[SAME-3] of a value with NDMA while stopped is that without: NDMA adds nothing there', () => {
    expect(find('ndma-rfc', '_NDMA', 'uapi-v1')).toBe('_STOP');
    expect(find('ndma-rfc', '_NDMA|_SAVING', 'v2-7.2')).toBe('STOP_COPY');
    expect(find('ndma-rfc', '_NDMA|_RESUMING', 'v2-7.2')).toBe('RESUMING');
  });

  it('[SAME-4] does not exist for PRE_COPY in 5.18, or for a state without meaning in v2', () => {
    expect(find('v2-7.2', 'PRE_COPY', 'v2-5.18')).toBeUndefined();
    expect(find('v2-7.2', 'PRE_COPY_P2P', 'v2-5.18')).toBeUndefined();
    expect(find('uapi-v1', '101b', 'v2-7.2')).toBeUndefined();
    expect(find('ndma-rfc', '1101b', 'uapi-v1')).toBeUndefined();
  });

  it('[SAME-5] of an invalid value are the same bits, where both know them', () => {
    expect(find('uapi-v1', '101b', 'ndma-rfc')).toBe('0101b');
    expect(find('uapi-v1', '111b', 'ndma-rfc')).toBe('0111b');
    expect(find('ndma-rfc', '0111b', 'uapi-v1')).toBe('111b');
  });

  it('[SAME-6] is a state of the same kind, activity and session, always', () => {
    for (const home of RULE_SETS)
      for (const other of RULE_SETS)
        for (const state of home.states) {
          const found = findCounterpart(state, other);
          if (!found) continue;
          const { kind, activity, session } = state;
          expect(found, `${state.name} of ${home.id} in ${other.id}`).toMatchObject({
            kind,
            activity,
            session,
          });
          expect(other.states).toContain(found);
        }
  });

  it('[SAME-7] of a state in its own rule set is itself', () => {
    for (const ruleSet of RULE_SETS)
      for (const state of ruleSet.states) expect(findCounterpart(state, ruleSet)).toBe(state);
  });
});

describe('the same request', () => {
  it('[SAME-8] is by meaning between the generations: 3 > 2 of v1 is PRE_COPY > STOP_COPY', () => {
    expect(same('patch-2021-09', 3, 2, 'v2-7.2')).toEqual({ from: 6, to: 3, flags: 7 });
    expect(same('v2-7.2', 6, 3, 'patch-2021-09', 7)).toEqual({ from: 3, to: 2, flags: null });
    expect(same('v2-7.2', 5, 1, 'ndma-rfc', 3)).toEqual({ from: 9, to: 0, flags: null });
  });

  it('[SAME-9] is not there where one of the states is not', () => {
    expect(same('v2-7.2', 2, 5, 'uapi-v1', 7)).toBeUndefined();
    expect(same('v2-7.2', 5, 2, 'uapi-v1', 7)).toBeUndefined();
    expect(same('v2-7.2', 2, 6, 'v2-5.18', 7)).toBeUndefined();
    expect(same('uapi-v1', 1, 0xf000, 'v2-7.2')).toBeUndefined();
    expect(same('uapi-v1', 0xf000, 1, 'ndma-rfc')).toBeUndefined();
  });

  it('[SAME-10] has the same values between rule sets that list the same ones, whatever they are', () => {
    const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
    const v1 = RULE_SETS.filter(({ generation, id }) => generation === 'v1' && id !== 'ndma-rfc');
    fc.assert(
      fc.property(u32, u32, fc.constantFrom(...v1), fc.constantFrom(...v1), (from, to, home, other) => {
        const request = { from, to, flags: null };
        expect(findSameRequest(request, home, other)).toEqual(request);
      }),
    );
    expect(same('v2-6.2', 3, 6, 'v2-7.2', 5)).toEqual({ from: 3, to: 6, flags: 5 });
  });
});

describe('the flags of the same request', () => {
  it('[SAME-11] are all where v1 has none, and none where v1 is asked', () => {
    expect(findFlags(null, of('v2-7.2'))).toBe(7);
    expect(findFlags(null, of('v2-5.18'))).toBe(3);
    for (const flags of [null, 1, 7]) expect(findFlags(flags, of('uapi-v1'))).toBeNull();
  });

  it.each([
    [7, 3],
    [5, 1],
    [3, 3],
    [1, 1],
  ])('[SAME-12] %i are %i in v2-5.18, and the same in v2-6.2', (flags, there) => {
    expect(findFlags(flags, of('v2-5.18'))).toBe(there);
    expect(findFlags(flags, of('v2-6.2'))).toBe(flags);
  });

  it('[SAME-13] are always a set that the rule set defines', () => {
    for (const ruleSet of RULE_SETS)
      for (const flags of [null, 0, 1, 2, 3, 4, 5, 6, 7])
        expect(getFlagSets(ruleSet)).toContain(findFlags(flags, ruleSet));
  });
});
