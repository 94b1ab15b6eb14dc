/** The protocol's life: eight steps in order, whose counts are those of the difference. */

import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import type { LifeKind } from './life-change.ts';
import { countChanges, getLooked, toLifeGroups } from './life-change.ts';
import { getLifeStep, LIFE } from './life-step.ts';
import { formatCount, formatCounts, formatGroup, formatStep, KINDS, LIFE_WORDS } from './life-words.ts';

const at = (id: string) => LIFE.find((step) => step.id === id)!;

describe('the steps', () => {
  it('[LIFE-1] are these eight, in the order of the rule sets and of time', () => {
    expect(LIFE.map(({ id }) => id)).toEqual([
      'uapi-v1',
      'patch-2021-09',
      'patch-2021-09-amended',
      'control-bits',
      'ndma-rfc',
      'v2-5.18',
      'v2-6.2',
      'v2-7.2',
    ]);
    const indexes = LIFE.map(({ ruleSet }) => RULE_SETS.indexOf(ruleSet));
    expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
    const dates = LIFE.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
  });

  it('[LIFE-2] are each compared with the one before, the first with none', () => {
    expect(LIFE[0]).toMatchObject({ against: null, difference: null, gained: [], lost: [] });
    for (const [index, { against, ruleSet, difference }] of LIFE.entries()) {
      if (index === 0) continue;
      expect(against).toBe(LIFE[index - 1]!.ruleSet);
      expect(difference).toMatchObject({ a: against, b: ruleSet });
    }
  });

  it('[LIFE-3] have a tick that fits the scrubber, a paragraph and citations', () => {
    for (const { tick, account, citations } of LIFE) {
      expect(tick.length).toBeLessThanOrEqual(7);
      expect(account).toMatch(/^[A-Z].+\.$/);
      expect(citations.length).toBeGreaterThan(0);
    }
  });

  it.each([
    [-1, 0],
    [8, 7],
    [3.7, 3],
    [Number.NaN, 0],
  ])('[LIFE-4] are found for any index: %d is step %i', (index, found) => {
    expect(getLifeStep(index)).toBe(LIFE[found]);
  });
});

describe('what a step did', () => {
  it.each([
    ['uapi-v1', LIFE_WORDS.nothing],
    ['patch-2021-09', '5 added, 1 removed, 13 changed.'],
    ['patch-2021-09-amended', '1 added.'],
    ['control-bits', '13 added.'],
    ['ndma-rfc', '75 added.'],
    ['v2-5.18', '159 removed, 18 changed, over flags 1 and 3.'],
    ['v2-6.2', '30 added, 3 changed, over flags 1, 3, 5 and 7.'],
    ['v2-7.2', '3 changed, over flags 1, 3, 5 and 7.'],
  ])('[LIFE-5] is counted from the rules: %s, %s', (id, counts) => {
    expect(formatCounts(at(id))).toBe(counts);
  });

  it('[LIFE-6] includes the valid states that came and went', () => {
    const names = (id: string, side: 'gained' | 'lost') => at(id)[side].map(({ name }) => name);
    expect(names('ndma-rfc', 'gained')).toEqual([
      '_NDMA',
      '_NDMA|_RUNNING',
      '_NDMA|_SAVING',
      '_NDMA|_SAVING|_RUNNING',
      '_NDMA|_RESUMING',
    ]);
    expect(names('v2-5.18', 'gained')).toEqual([]);
    expect(names('v2-5.18', 'lost')).toEqual([
      '_SAVING|_RUNNING',
      '_NDMA',
      '_NDMA|_SAVING',
      '_NDMA|_SAVING|_RUNNING',
      '_NDMA|_RESUMING',
    ]);
    expect(names('v2-6.2', 'gained')).toEqual(['PRE_COPY', 'PRE_COPY_P2P']);
    for (const id of ['patch-2021-09', 'patch-2021-09-amended', 'control-bits', 'v2-7.2'])
      expect([...names(id, 'gained'), ...names(id, 'lost')], id).toEqual([]);
  });

  it('[LIFE-7] is listed whole: every added, removed or changed request in one group, once', () => {
    for (const step of LIFE) {
      const groups = toLifeGroups(step);
      const listed = groups.flatMap(({ lines }) =>
        lines.flatMap((line) => line.requests.flatMap(({ requests }) => requests)),
      );
      const all = step.difference?.requests.filter(({ change }) => change in KINDS) ?? [];
      expect(new Set(listed)).toEqual(new Set(all));
      expect(listed).toHaveLength(all.length);
      for (const kind of Object.keys(KINDS) as LifeKind[]) {
        const own = groups.filter((group) => group.kind === kind);
        expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(countChanges(step)[kind]);
      }
    }
  });

  it('[LIFE-8] distinguishes a removed state from a new one with the same value, and says under which flags', () => {
    for (const step of LIFE)
      for (const { lines, distinct } of toLifeGroups(step)) {
        const keys = lines.flatMap(({ requests }) => requests.map(({ key }) => key));
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toHaveLength(distinct);
        for (const { requests } of lines.flatMap((line) => line.requests)) {
          expect(new Set(requests.map(({ flags }) => flags)).size).toBe(requests.length);
          for (const { from, to } of requests) expect(requests[0]).toMatchObject({ from, to });
        }
        const pairs = lines.flatMap(({ from, requests }) => requests.map(({ to }) => `${from} > ${to}`));
        expect(new Set(pairs).size).toBe(pairs.length);
      }
    const [hangs] = toLifeGroups(at('v2-7.2'));
    expect(hangs).toMatchObject({
      kind: 'changed',
      was: 'never-returns',
      is: 'refused',
      count: 3,
      distinct: 2,
    });
    expect(hangs!.lines).toMatchObject([
      {
        from: 'STOP_COPY',
        requests: [
          { to: 'PRE_COPY', flags: 'flags 5, 7' },
          { to: 'PRE_COPY_P2P', flags: 'flags 7' },
        ],
      },
    ]);
    expect(getLooked(hangs!.lines[0]!.requests[0]!).flags).toBe(7);
  });

  it('[LIFE-9] has its own title for each group', () => {
    for (const step of LIFE) {
      const titles = toLifeGroups(step).map(formatGroup);
      expect(new Set(titles).size).toBe(titles.length);
      for (const title of titles) expect(title).toMatch(/^[A-Z]/);
    }
    expect(formatGroup({ kind: 'changed', was: 'unspecified', is: 'never-returns' })).toBe('changed');
  });

  it('[LIFE-10] is named with its day and number', () => {
    expect(formatStep(at('v2-6.2'))).toBe('Linux 6.2: pre-copy, and a loop, December 2022');
    expect(formatCount(2)).toBe('Step 3 of 8');
  });
});
