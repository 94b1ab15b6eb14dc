import { describe, expect, it } from 'vitest';
import { FIRST_LAB_SPOT } from '../../../lab/run/lab-spot.ts';
import { COURSE_SPOT } from '../learn-spot.ts';
import { LIFE } from '../life/life-step.ts';
import { findOldSide, toLit } from './learn-view.ts';

const ALONE = { debated: { ruleSet: null, requests: [] }, lessonAgainst: null } as const;

describe('what Learn holds against each other', () => {
  it('[LEARN-VIEW-1] is a lesson with the rule set it names', () => {
    expect(findOldSide(COURSE_SPOT, ALONE)).toBeUndefined();
    expect(findOldSide(COURSE_SPOT, { ...ALONE, lessonAgainst: 'uapi-v1' })?.id).toBe('uapi-v1');
  });

  it('[LEARN-VIEW-2] is what a message argues for, compared with the posted table, or the posted table alone', () => {
    const spot = { panel: 'debate', message: 2 } as const;
    const show = (ruleSet: 'patch-2021-09' | 'patch-2021-09-amended' | null) =>
      findOldSide(spot, { ...ALONE, debated: { ruleSet, requests: [] } })?.id;
    expect([show(null), show('patch-2021-09'), show('patch-2021-09-amended')]).toEqual([
      undefined,
      undefined,
      'patch-2021-09',
    ]);
  });

  it("[LEARN-VIEW-3] is each step of the protocol's life with the one before, and the lab with nothing", () => {
    const sides = LIFE.map((_, at) => findOldSide({ panel: 'life', at }, ALONE)?.id);
    expect(sides).toEqual([undefined, ...LIFE.slice(0, -1).map(({ id }) => id)]);
    expect(findOldSide({ panel: 'lab', lab: FIRST_LAB_SPOT }, ALONE)).toBeUndefined();
  });

  it('[LEARN-VIEW-4] lights what a message or a step is about, each in its own panel', () => {
    const requests = [{ from: 1, to: 4 }];
    const debated = { ruleSet: null, requests };
    const focus = { states: [1], arcs: [{ from: 1, to: 3 }] };
    const nothing = { states: [], requests: [] };
    expect(toLit('debate', debated, focus)).toEqual({ states: [], requests });
    expect(toLit('lessons', debated, focus)).toEqual({ states: [1], requests: focus.arcs });
    for (const panel of ['lessons', 'life', 'lab'] as const)
      expect(toLit(panel, debated, undefined)).toEqual(nothing);
  });
});
