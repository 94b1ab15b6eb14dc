/** Two rule sets side by side: what is added, removed and changed, worked out by hand and by brute force. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../rule-sets/rule-set.ts';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { ask, change, of, ofV2 } from '../trace/walk.ts';
import {
  compareRuleSets,
  getCompatibility,
  getPairValue,
  hasOtherSessions,
  isBreaking,
  toDiffJson,
} from './difference.ts';
import { getVerdict } from './request-verdict.ts';
import { getPath } from './verdict.ts';

const diff = (a: string | RuleSet, b: string | RuleSet) =>
  toDiffJson(compareRuleSets(typeof a === 'string' ? of(a) : a, typeof b === 'string' ? of(b) : b));
const verdict = (a: string | RuleSet, b: string | RuleSet) =>
  getCompatibility(compareRuleSets(typeof a === 'string' ? of(a) : a, typeof b === 'string' ? of(b) : b));

describe('a difference', { timeout: 60_000 }, () => {
  it('[DIFF-1] of the posted table and its amendment is one request', () => {
    expect(diff('patch-2021-09', 'patch-2021-09-amended')).toEqual({
      against: 'patch-2021-09',
      added: [[null, 1, 4]],
      removed: [],
      changed: [],
    });
    expect(diff('patch-2021-09-amended', 'patch-2021-09').removed).toEqual([[null, 1, 4]]);
  });

  it('[DIFF-1] of 6.2 and 7.2 is the three requests that never returned', () => {
    const changed = [
      [5, 3, 6],
      [7, 3, 6],
      [7, 3, 7],
    ];
    expect(diff('v2-6.2', 'v2-7.2')).toEqual({
      against: 'v2-6.2',
      added: [],
      removed: [],
      changed: expect.anything(),
    });
    expect(diff('v2-6.2', 'v2-7.2').changed.toSorted()).toEqual(changed);
  });

  it('[DIFF-1] of 5.18 and 6.2 is what the PRE_COPY states bring: 8 requests with flags 5, 22 with flags 7', () => {
    const { added, removed, changed } = diff('v2-5.18', 'v2-6.2');
    expect([
      added.filter(([flags]) => flags === 5).length,
      added.filter(([flags]) => flags === 7).length,
    ]).toEqual([8, 22]);
    expect([added.length, removed]).toEqual([30, []]);
    expect(changed, 'refused as out of range before, and turning in circles now').toEqual([
      [5, 3, 6],
      [7, 3, 6],
      [7, 3, 7],
    ]);
  });

  it('[DIFF-2] is empty between a rule set and itself, or a copy with another title', () => {
    for (const ruleSet of RULE_SETS) {
      const copy = { ...ruleSet, id: 'pasted', title: 'another', account: '', citations: [] };
      for (const other of [ruleSet, copy]) {
        const { requests } = compareRuleSets(ruleSet, other);
        expect(requests.every((request) => request.change === 'kept')).toBe(true);
        expect(verdict(ruleSet, other)).toBe('same');
      }
    }
  });

  it('[DIFF-2] does not count an entry that no request reads', () => {
    expect(verdict('v2-7.2', change('v2-7.2', 'ERROR > STOP', 'STOP'))).toBe('same');
  });

  it('[DIFF-3] in the other direction has added and removed swapped, for any two rule sets of a generation', () => {
    for (const a of RULE_SETS)
      for (const b of RULE_SETS.filter(({ generation }) => generation === a.generation)) {
        const [there, back] = [diff(a, b), diff(b, a)];
        expect(there.added.toSorted()).toEqual(back.removed.toSorted());
        expect(there.changed.toSorted()).toEqual(back.changed.toSorted());
      }
  });

  it('[DIFF-4] agrees with asking both sides, where both list the same values', () => {
    for (const [a, b] of [
      [of('uapi-v1'), of('control-bits')],
      [ofV2('v2-7.2'), change('v2-7.2', 'PRE_COPY > STOP', 'PRE_COPY_P2P')],
    ] as const)
      for (const { change: found, flags, from, to } of compareRuleSets(a, b).requests) {
        const request = { from: getPairValue(from), to: getPairValue(to), flags };
        const [old, now] = [getVerdict(a, request), getVerdict(b, request)];
        const [was, is] = [old.kind === 'accepted', now.kind === 'accepted'];
        if (was !== is) expect(found).toBe(is ? 'added' : 'removed');
        else if (old.kind !== now.kind || getPath(old).join() !== getPath(now).join())
          expect(found).toBe('changed');
        else expect(found).toBe('kept');
      }
  });

  it('[DIFF-5] matches states across generations: _SAVING is STOP_COPY, and the NDMA values have no match', () => {
    const { states } = compareRuleSets(of('uapi-v1'), of('v2-5.18'));
    expect(states.find(({ b }) => b?.name === 'STOP_COPY')?.a?.name).toBe('_SAVING');
    const { states: ndma, requests } = compareRuleSets(of('fully-connected'), of('ndma-rfc'));
    expect(ndma.filter(({ a }) => a === null).map(({ b }) => b?.value)).toEqual([
      8, 9, 10, 11, 12, 13, 14, 15,
    ]);
    expect(requests.filter((request) => request.change === 'added')).toHaveLength(100 - 25);
    expect(requests.filter((request) => request.change === 'unlisted').length).toBeGreaterThan(0);
  });

  it('[DIFF-6] says additive or breaking', () => {
    expect(verdict('patch-2021-09', 'patch-2021-09-amended')).toBe('additive');
    expect(verdict('patch-2021-09-amended', 'patch-2021-09')).toBe('breaking');
    expect(verdict('patch-2021-09', 'stop-default')).toBe('breaking');
    expect(verdict('v2-6.2', 'v2-7.2')).toBe('additive');
    expect(verdict('v2-7.2', 'v2-6.2')).toBe('breaking');
    expect(verdict('v2-5.18', 'v2-6.2')).toBe('breaking');
    expect(verdict('v2-5.18', 'v2-7.2')).toBe('additive');
    expect(verdict('v2-7.2', change('v2-7.2', 'PRE_COPY > STOP_COPY', 'RUNNING'))).toBe('breaking');
    expect(verdict('v2-7.2', change('v2-7.2', 'STOP > RUNNING', 'RUNNING'))).toBe('additive');
  });

  it('[DIFF-6] does not count a refusal as breaking if the old rules did not mention the request', () => {
    const { requests } = compareRuleSets(of('uapi-v1'), of('patch-2021-09'));
    expect(requests.filter(isBreaking).map(({ from, to }) => [getPairValue(from), getPairValue(to)])).toEqual(
      [[1, 4]],
    );
  });

  it('[DIFF-6] counts a request as breaking if it was accepted and can no longer be made', () => {
    const { requests } = compareRuleSets(of('ndma-rfc'), of('fully-connected'));
    const gone = requests.filter(({ before, after }) => before?.kind === 'accepted' && after === null);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.every(isBreaking)).toBe(true);
  });

  it('[DIFF-7] compares data sessions only if both sides accept', () => {
    const [opens, moves] = [
      ask('fully-connected', '_RUNNING > _SAVING'),
      ask('fully-connected', '_RUNNING > _STOP'),
    ];
    const refused = ask('patch-2021-09', '_STOP > _SAVING');
    expect(hasOtherSessions(opens, moves)).toBe(true);
    expect(hasOtherSessions(opens, opens)).toBe(false);
    expect([hasOtherSessions(refused, opens), hasOtherSessions(opens, refused)]).toEqual([false, false]);
  });

  it('[DIFF-8] counts silence that becomes a refusal as a change, although no path differs', () => {
    const { requests } = compareRuleSets(of('uapi-v1'), of('patch-2021-09'));
    const silent = requests.filter(
      ({ before, after }) => before?.kind === 'unspecified' && after?.kind === 'refused',
    );
    expect(silent.length).toBeGreaterThan(0);
    expect(new Set(silent.map((request) => request.change))).toEqual(new Set(['changed']));
  });
});
