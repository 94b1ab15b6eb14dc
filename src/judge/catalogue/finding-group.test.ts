/** Findings by severity and by id. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { formatSource } from '../../protocol/words/citation-words.ts';
import { findAll } from '../findings/find-all.ts';
import { listSubjects } from '../findings/finding-cases.fixture.ts';
import { getStates } from '../report/review-words.ts';
import { getShown, toSections } from './finding-group.ts';

const GROWN = findAll({ ruleSet: of('v2-6.2'), against: of('v2-5.18') });

describe('the list of findings', () => {
  it('[LIST-1] has every finding once, in the order of the list within its group', () => {
    for (const [name, findings] of listSubjects()) {
      const sections = toSections(findings);
      expect(sections.map(({ severity }) => severity)).toEqual(['error', 'warning', 'question', 'note']);
      const groups = sections.flatMap((section) => section.groups);
      const listed = groups.flatMap(({ items }) => items.map(({ finding }) => finding));
      expect(new Set(listed), name).toEqual(new Set(findings));
      expect(listed).toHaveLength(findings.length);
      expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
      for (const { severity, count } of sections)
        expect(count).toBe(findings.filter((finding) => finding.severity === severity).length);
    }
  });

  it('[LIST-2] cites once for the group what all of it cite, and the rest where it belongs', () => {
    for (const [name, findings] of listSubjects())
      for (const { groups } of toSections(findings))
        for (const { citations, items } of groups)
          for (const { finding, citations: own } of items) {
            const all = [...citations, ...own].map(formatSource);
            expect(new Set(all), name).toEqual(new Set(finding.citations.map(formatSource)));
            expect(all).toHaveLength(new Set(all).size);
          }
  });

  it('[LIST-3] shows three of many, and the selected one wherever it is', () => {
    const group = toSections(GROWN)
      .flatMap(({ groups }) => groups)
      .find(({ items }) => items.length > 20)!;
    const keys = group.items.map(({ key }) => key);
    const show = (selected: string | null, isOpen: boolean) =>
      getShown(group, selected, isOpen).map(({ key }) => key);
    expect(show(null, false)).toEqual(keys.slice(0, 3));
    expect(show(keys[1]!, false)).toEqual(keys.slice(0, 3));
    expect(show(keys[9]!, false)).toEqual([...keys.slice(0, 3), keys[9]]);
    expect(show(keys[9]!, true)).toEqual(keys);
    const silent = { ...group, id: 'change.silence-refused' as const };
    expect(getShown(silent, null, false)).toEqual([]);
    expect(getShown(silent, keys[9]!, false).map(({ key }) => key)).toEqual([keys[9]]);
    expect(getShown(silent, null, true)).toEqual(group.items);
    expect(getShown({ ...silent, items: group.items.slice(0, 1) }, null, false)).toEqual([]);
    const four = { ...group, items: group.items.slice(0, 4) };
    expect(getShown(four, null, false)).toEqual(four.items);
  });

  it('[LIST-4] names requests by the states of the rule set that the finding is on', () => {
    const requests = toSections(findAll({ ruleSet: of('ndma-rfc'), against: of('fully-connected') }))
      .flatMap(({ groups }) => groups)
      .flatMap(({ items }) => items.map(({ request }) => request));
    expect(requests).toContain('_STOP > _NDMA|_RUNNING');
    const [start] = findAll({ ruleSet: of('stop-default'), against: null }).filter(
      ({ id }) => id === 'v1.initial-not-running',
    );
    expect(toSections([start!])[2]?.groups[0]?.items[0]?.request).toBe('_STOP');
    expect(getStates({ ...start!, trace: null })[0]?.name).toBe('_STOP');
    expect(getStates({ ...start!, trace: null, flags: 1 })[0]?.name).toBe('ERROR');
  });
});
