/** The chips: one request in all the other rule sets. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { of, value } from '../../../protocol/trace/walk.ts';
import { getVerdict } from '../../../protocol/verdict/request-verdict.ts';
import { formatChip, getElsewhere } from './elsewhere.ts';
import { toShown } from './inspect.fixture.ts';

/** The verdict of a request of one rule set in each other: `{ 'v2-7.2': 'accepted', … }`; null where it is not there. */
const look = (id: string, from: string, to: string, flags: number | null = null) => {
  const request = { from: value(of(id), from), to: value(of(id), to), flags };
  const found = getElsewhere(toShown(of(id), request), of(id), RULE_SETS);
  return Object.fromEntries(found.map(({ ruleSet, found: there }) => [ruleSet.id, there?.kind ?? null]));
};

describe('the same request elsewhere', () => {
  it('[ELSE-1] has ten chips for every request, in the order of the rule sets', () => {
    for (const home of RULE_SETS)
      for (const flags of getFlagSets(home))
        for (const { value: from } of home.states)
          for (const to of [...home.states.map((state) => state.value), 0xf000]) {
            const ids = getElsewhere(toShown(home, { from, to, flags }), home, RULE_SETS).map(
              ({ ruleSet }) => ruleSet.id,
            );
            expect(ids).toEqual(RULE_SETS.map(({ id }) => id).filter((id) => id !== home.id));
          }
  });

  it('[ELSE-2] says of each what its rules say, and why', () => {
    const request = { from: 2, to: 0, flags: null };
    const chips = getElsewhere(toShown(of('control-bits'), request), of('control-bits'), RULE_SETS);
    for (const { ruleSet, found } of chips) {
      if (!found) throw new Error(`${ruleSet.id} has no such request`);
      const verdict = getVerdict(ruleSet, found.request);
      expect([found.kind, found.why]).toEqual([verdict.kind, verdict.why]);
    }
    expect(chips.every(({ found }) => found?.kind === 'accepted')).toBe(true);
  });

  it('[ELSE-3] shows what the thread is about: _RUNNING > _RESUMING', () => {
    expect(look('patch-2021-09', '_RUNNING', '_RESUMING')).toEqual({
      'uapi-v1': 'accepted',
      'patch-2021-09-amended': 'accepted',
      'stop-default': 'refused',
      'fully-connected': 'accepted',
      'control-bits': 'accepted',
      'control-bits-v4': 'accepted',
      'ndma-rfc': 'accepted',
      'v2-5.18': 'accepted',
      'v2-6.2': 'accepted',
      'v2-7.2': 'accepted',
    });
  });

  it('[ELSE-7] names each chip by its rule set and its verdict, or says that a state is missing', () => {
    const request = { from: 3, to: 6, flags: 7 };
    const names = getElsewhere(toShown(of('v2-7.2'), request), of('v2-7.2'), RULE_SETS).map(formatChip);
    expect(names).toContain('v2-6.2: never returns');
    expect(names).toContain('v2-5.18: no such state');
  });

  it('[ELSE-4] shows the endless loop next to the rule set that ends it', () => {
    const found = look('v2-7.2', 'STOP_COPY', 'PRE_COPY', 7);
    expect(found).toMatchObject({ 'v2-6.2': 'never-returns', 'v2-5.18': null });
    expect(found).toMatchObject({
      'uapi-v1': 'unspecified',
      'patch-2021-09': 'refused',
      'ndma-rfc': 'accepted',
    });
  });

  it('[ELSE-5] knows RUNNING_P2P in the RFC with NDMA, and nowhere else in v1', () => {
    const {
      'ndma-rfc': ndma,
      'v2-5.18': v2,
      'v2-6.2': later,
      ...v1
    } = look('v2-7.2', 'RUNNING', 'RUNNING_P2P', 7);
    expect([ndma, v2, later]).toEqual(['accepted', 'accepted', 'accepted']);
    expect(new Set(Object.values(v1))).toEqual(new Set([null]));
  });

  it('[ELSE-6] asks v2 with all flags from v1, and 5.18 with 3 where 7 are set', () => {
    const flagsOf = (home: string, flags: number | null) =>
      getElsewhere(toShown(of(home), { from: 1, to: 4, flags }), of(home), RULE_SETS)
        .filter(({ ruleSet }) => ruleSet.generation === 'v2')
        .map(({ ruleSet, found }) => `${ruleSet.id} ${found?.request.flags}`);
    expect(flagsOf('uapi-v1', null)).toEqual(['v2-5.18 3', 'v2-6.2 7', 'v2-7.2 7']);
    expect(flagsOf('v2-7.2', 7)).toEqual(['v2-5.18 3', 'v2-6.2 7']);
    expect(flagsOf('v2-7.2', 5)).toEqual(['v2-5.18 1', 'v2-6.2 5']);
    expect(flagsOf('v2-7.2', 1)).toEqual(['v2-5.18 1', 'v2-6.2 1']);
  });
});
