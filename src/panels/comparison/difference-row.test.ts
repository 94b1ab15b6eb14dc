/** The rows of a difference: none lost, none doubled, over all pairs of rule sets. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { change, of } from '../../protocol/trace/walk.ts';
import type { ComparedRequest, Difference } from '../../protocol/verdict/difference.ts';
import { compareRuleSets, getPairValue, isBreaking, toDiffJson } from '../../protocol/verdict/difference.ts';
import type { DifferenceRow } from './difference-row.ts';
import { findSelected, getRequestInView, toDifferenceGroups, toDifferenceRows } from './difference-row.ts';

const compare = (a: string | RuleSet, b: string | RuleSet) =>
  compareRuleSets(typeof a === 'string' ? of(a) : a, typeof b === 'string' ? of(b) : b);
const PAIRS = RULE_SETS.flatMap((a) => RULE_SETS.map((b) => compareRuleSets(a, b)));
const LISTED = ['added', 'removed', 'changed'] as const;

const read = ({ request, was, is, flags }: DifferenceRow) =>
  `${request}: ${was}, now ${is}${flags && `, ${flags}`}`;
const getRows = (difference: Difference, flags?: number) =>
  toDifferenceGroups(difference, flags).flatMap(({ rows }) => rows);

describe('the rows of a difference', { timeout: 60_000 }, () => {
  it('[CMP-1] hold every request that differs, and each once, between any two rule sets', () => {
    for (const difference of PAIRS) {
      const differs = ({ change: found }: ComparedRequest) => LISTED.some((listed) => listed === found);
      const rows = toDifferenceRows(difference).filter((row) => row.change !== 'kept');
      const shown = rows.flatMap(({ requests }) => requests);
      expect(shown).toHaveLength(new Set(shown).size);
      expect(new Set(shown)).toEqual(new Set(difference.requests.filter(differs)));
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    }
  });

  it('[CMP-1] count as many as toDiffJson lists, and as many that break', () => {
    for (const difference of PAIRS) {
      const groups = toDifferenceGroups(difference);
      const json = toDiffJson(difference);
      for (const listed of LISTED) {
        const group = groups.find((found) => found.change === listed);
        expect(group?.count ?? 0, `${json.against} ${difference.b.id} ${listed}`).toBe(json[listed].length);
      }
      const breaking = groups.reduce((sum, group) => sum + group.breaking, 0);
      expect(breaking).toBe(difference.requests.filter(isBreaking).length);
    }
  });

  it('[CMP-2] are none between a rule set and itself', () => {
    for (const ruleSet of RULE_SETS)
      expect(toDifferenceGroups(compareRuleSets(ruleSet, ruleSet))).toEqual([]);
  });

  it('[CMP-3] say what was and what is: the three requests that returned never are two rows', () => {
    expect(getRows(compare('v2-6.2', 'v2-7.2')).map(read)).toEqual([
      'STOP_COPY > PRE_COPY: never returns: loops through ERROR, now refused with -EINVAL, flags 5, 7',
      'STOP_COPY > PRE_COPY_P2P: never returns: loops through ERROR, now refused with -EINVAL, flags 7',
    ]);
    expect(getRows(compare('patch-2021-09', 'patch-2021-09-amended')).map(read)).toEqual([
      '_RUNNING > _RESUMING: refused with -EINVAL, now accepted',
    ]);
  });

  it('[CMP-3] say the path before and after, and other data sessions', () => {
    const shorter = getRows(compare('v2-7.2', change('v2-7.2', 'STOP > RUNNING', 'RUNNING')));
    expect(shorter.map(read)).toContain(
      'STOP > RUNNING: accepted via RUNNING_P2P, now accepted in one arc, flags 3, 7',
    );
    const lossy = getRows(compare('v2-7.2', change('v2-7.2', 'PRE_COPY_P2P > STOP_COPY', 'STOP')));
    expect(lossy.map(read)).toContain(
      'PRE_COPY_P2P > STOP_COPY: accepted in one arc, now accepted via STOP, with different data sessions, flags 7',
    );
    expect(lossy.find(({ request }) => request === 'PRE_COPY_P2P > STOP_COPY')?.breaks).toBe('sessions');
  });

  it('[CMP-3] never say the same of before and after', () => {
    for (const difference of PAIRS)
      for (const { oldRequest, was, is } of toDifferenceRows(difference))
        if (!oldRequest) expect(was).not.toBe(is);
  });

  it('[CMP-4] give the names of both sides between generations', () => {
    const [row] = getRows(compare('uapi-v1', 'v2-5.18')).filter(
      ({ request }) => request === 'PRE_COPY > STOP_COPY',
    );
    expect(row).toBeUndefined();
    const found = getRows(compare('uapi-v1', 'v2-7.2')).find(
      ({ request, flags }) => request === 'RUNNING > STOP_COPY' && flags === 'flags 1, 5',
    );
    expect([found?.oldRequest, found?.is]).toEqual(['_RUNNING > _SAVING', 'accepted via STOP']);
  });

  it('[CMP-5] come with what breaks first, in groups and within them', () => {
    for (const difference of PAIRS) {
      const groups = toDifferenceGroups(difference);
      const order = groups.map(({ breaking }) => breaking > 0);
      expect(order).toEqual(order.toSorted((a, b) => Number(b) - Number(a)));
      for (const { rows } of groups) {
        const breaks = rows.map((row) => row.breaks !== null);
        expect(breaks).toEqual(breaks.toSorted((a, b) => Number(b) - Number(a)));
      }
    }
    const [silence, hang] = [compare('patch-2021-09', 'uapi-v1'), compare('v2-7.2', 'v2-6.2')];
    const both = { ...silence, requests: [...silence.requests, ...hang.requests.filter(isBreaking)] };
    const found = toDifferenceGroups(both).map((group) => [group.change, group.count, group.breaking]);
    expect(found).toEqual([
      ['changed', 13 + 3, 3],
      ['removed', 5, 0],
      ['added', 1, 0],
    ]);
  });

  it('[CMP-5] come in the order of the states, so that the rows of one request stand together', () => {
    const added = toDifferenceGroups(compare('v2-5.18', 'v2-6.2')).find((group) => group.change === 'added');
    expect(added!.rows.slice(0, 4).map(({ request, flags }) => `${request} ${flags}`)).toEqual([
      'STOP > PRE_COPY flags 5',
      'STOP > PRE_COPY flags 7',
      'STOP > PRE_COPY_P2P flags 7',
      'RUNNING > PRE_COPY flags 5, 7',
    ]);
  });

  it('[CMP-6] are those of one set of flags, where one is asked for', () => {
    const difference = compare('v2-5.18', 'v2-6.2');
    expect(getRows(difference, 1)).toEqual([]);
    for (const flags of [5, 7]) {
      const rows = getRows(difference, flags);
      const own = difference.requests.filter(
        (request) => request.flags === flags && LISTED.some((listed) => listed === request.change),
      );
      expect(rows.map((row) => getRequestInView(row, flags).flags)).toEqual(own.map(() => flags));
    }
  });

  it('[CMP-7] keep apart what only the driver does differently: 3 > 2 serializes since the driver of October', () => {
    const groups = toDifferenceGroups(compare('control-bits', 'control-bits-v4'));
    expect(groups.map((group) => group.change)).toEqual(['kept']);
    expect(groups[0]!.rows.map(read)).toContain(
      '_SAVING|_RUNNING > _SAVING: quiesce, freeze, now quiesce, freeze, serialize',
    );
  });
});

describe('the row of a selection', () => {
  it('[CMP-8] has the flags in view, or is the one chosen last', () => {
    const rows = getRows(compare('v2-5.18', 'v2-6.2'));
    const selection = { from: 1, to: 6 };
    const own = rows.filter(({ request }) => request === 'STOP > PRE_COPY');
    expect(own).toHaveLength(2);
    expect(findSelected(rows, selection, 5)?.flags).toBe('flags 5');
    expect(findSelected(rows, selection, 7)?.flags).toBe('flags 7');
    expect(findSelected(rows, selection, 7, own[0]!.key)?.flags).toBe('flags 5');
    expect(findSelected(rows, { from: 1, to: 2 }, 7)).toBeUndefined();
    expect(findSelected(rows, null, 7)).toBeUndefined();
  });

  it('[CMP-8] finds every row that was chosen, in the values of the list', () => {
    for (const difference of PAIRS) {
      const rows = getRows(difference);
      for (const row of rows) {
        const { from, to, flags } = getRequestInView(row, null);
        const selection = { from: getPairValue(from), to: getPairValue(to) };
        expect(findSelected(rows, selection, flags, row.key)).toBe(row);
      }
    }
  });

  it('[CMP-4] marks what the old side does not mention and the new one refuses', () => {
    const rows = toDifferenceRows(compareRuleSets(of('uapi-v1'), of('patch-2021-09')));
    const silent = rows.filter(({ isSilent }) => isSilent);
    expect(silent.length).toBe(13);
    for (const { requests } of silent)
      for (const { before, after } of requests)
        expect([before?.kind, after?.kind]).toEqual(['unspecified', 'refused']);
    expect(rows.some(({ isSilent, breaks }) => !isSilent && breaks !== null)).toBe(true);
  });
});
