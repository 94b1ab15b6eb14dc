/** What a finding is known by. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { findAll } from '../findings/find-all.ts';
import { listSubjects } from '../findings/finding-cases.fixture.ts';
import { groupCauses } from '../findings/finding-causes.ts';
import { findByKey, findHolder, getFindingKey, getFindingKeys } from './finding-key.ts';

const POSTED = findAll({ ruleSet: of('patch-2021-09'), against: null });

describe('the key of a finding', () => {
  it('[KEY-1] tells every finding from every other of its list, and finds it again', () => {
    for (const [name, findings] of listSubjects()) {
      const keys = getFindingKeys(findings);
      expect(new Set(keys.values()).size, name).toBe(findings.length);
      for (const finding of findings)
        expect(findByKey(findings, getFindingKey(finding, findings)), name).toBe(finding);
    }
  });

  it('[KEY-2] says what is found and where, and counts those that are alike', () => {
    const keys = [...getFindingKeys(POSTED).values()].filter((key) => key.startsWith('v1.flow-fails'));
    expect(keys).toEqual(['2>2', '1>4', '1>1', '0>2'].map((request) => `v1.flow-fails - ${request}`));
    const twice = [...POSTED, ...POSTED.map((finding) => ({ ...finding }))];
    expect([...getFindingKeys(twice).values()]).toContain('v1.flow-fails - 2>2 #2');
    expect(getFindingKey(POSTED[0]!)).toBe('v1.flow-fails - 2>2');
    const [first] = findAll({ ruleSet: of('v2-6.2'), against: null });
    expect(getFindingKey(first!)).toBe('v2.never-returns 5 3>6');
  });

  it('[KEY-3] stays as it is where only lines, titles and sentences are others', () => {
    const edited = findAll({
      ruleSet: { ...of('patch-2021-09'), id: 'pasted-1', title: 'pasted' },
      against: null,
      lines: { '2': { line: 40 } },
    });
    expect(edited.map(({ line }) => line)).toContain(40);
    expect([...getFindingKeys(edited).values()]).toEqual([...getFindingKeys(POSTED).values()]);
  });

  it('[KEY-4] of a finding that is gone finds nothing', () => {
    expect(findByKey(POSTED, 'v1.flow-fails - 9>9')).toBeUndefined();
    expect(findByKey(POSTED, null)).toBeUndefined();
  });

  it('[KEY-4] finds the finding whose cause hits what a key stands for', () => {
    const ruleSet = of('patch-2021-09');
    const all = findAll({ ruleSet, against: null });
    const grouped = groupCauses(all, { ruleSet, other: null });
    expect(grouped.length).toBeLessThan(all.length);
    for (const each of all) {
      const holder = findHolder(grouped, getFindingKey(each));
      expect(
        holder?.hits?.some(({ id, from, to }) => id === each.id && from === each.from && to === each.to) ??
          holder?.id === each.id,
      ).toBe(true);
    }
    expect(findHolder(grouped, 'v2.never-returns 5 3>6')).toBeUndefined();
  });
});
