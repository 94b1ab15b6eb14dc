/** The checks that judge a v2 table, and what they notice. `npm run mutants` runs the same checks. */

import { describe, expect, it } from 'vitest';
import { change, ofV2 } from '../trace/walk.ts';
import { checkRuleSet, createMutants, type Defect, findDefects } from './table-checks.ts';
import { V2_RULE_SETS } from './v2-rule-sets.ts';

const ids = ['v2-5.18', 'v2-6.2', 'v2-7.2'];

describe('the checks', () => {
  it.each(ids)('[TABLE-1] find nothing wrong with %s', (id) => {
    expect(checkRuleSet(ofV2(id))).toEqual([]);
  });

  it.each([
    ['v2-5.18', 125],
    ['v2-6.2', 343],
    ['v2-7.2', 343],
  ])('[TABLE-2] notice every single wrong entry of %s: all %i', (id, count) => {
    const mutants = createMutants(ofV2(id));
    expect(mutants).toHaveLength(count);
    expect(new Set(mutants.map(({ ruleSet }) => JSON.stringify(ruleSet.next))).size).toBe(count);
    const survivors = mutants.filter(({ ruleSet }) => checkRuleSet(ruleSet).length === 0);
    expect(survivors.map(({ from, to, entry }) => [from, to, entry])).toEqual([]);
  });

  it('[TABLE-3] sort the wrong entries of v2-6.2 into 79 that loop, 49 that break x > x, 27 that get stuck', () => {
    const defects = createMutants(ofV2('v2-6.2')).map(findDefects);
    const count = (defect: Defect) => defects.filter((each) => each.includes(defect)).length;
    expect([count('loops'), count('self-transition fails'), count('gets stuck')]).toEqual([79, 49, 27]);
    expect(defects.filter((each) => each.length > 1)).toEqual([]);
    expect(defects.filter((each) => each.length === 1)).toHaveLength(155);
  });

  it.each(ids)('[TABLE-4] notice what else can be wrong with %s', (id) => {
    const ruleSet = ofV2(id);
    const wrong = [
      { ...ruleSet, initial: 1 },
      { ...ruleSet, flagSets: ruleSet.flagSets.slice(1) },
      {
        ...ruleSet,
        states: ruleSet.states.map((state) => ({ ...state, name: state.name.replace('_P2P', '') })),
      },
      ...ruleSet.values.flatMap((value) =>
        [0, 1, 3, 5, 7, 0xffff_ffff]
          .filter((needs) => needs !== ruleSet.needs[value])
          .map((needs) => ({ ...ruleSet, needs: { ...ruleSet.needs, [value]: needs } })),
      ),
    ];
    const unnoticed = wrong.filter((each) => checkRuleSet(each).length === 0);
    expect(unnoticed.map(({ needs }) => needs)).toEqual([]);
  });

  it('[TABLE-4] notice the loop of 6.2 where it should be mended, and its fix where it should not', () => {
    expect(checkRuleSet({ ...ofV2('v2-7.2'), stopsOnError: false })).toHaveLength(3);
    expect(checkRuleSet({ ...ofV2('v2-6.2'), stopsOnError: true })).toHaveLength(3);
  });

  it('[TABLE-5] say which request is wrong, and how', () => {
    expect(checkRuleSet(change('v2-7.2', 'PRE_COPY_P2P > PRE_COPY', 'RUNNING_P2P'))).toEqual([
      'PRE_COPY_P2P > PRE_COPY with flags 7: accepted RUNNING_P2P RUNNING PRE_COPY instead of accepted PRE_COPY',
      'the counts with flags 7 are 47,2,7,8,14,26,4 instead of 47,2,7,8,15,25,4',
    ]);
  });

  it('[TABLE-5] do not judge a rule set that they do not know', () => {
    expect(checkRuleSet({ ...ofV2('v2-7.2'), id: 'pasted' })).toEqual([
      'nothing is known of a rule set pasted',
    ]);
  });
});

it('[TABLE-9] each rule set cites the function that answers, in the file that it is in', () => {
  const found = V2_RULE_SETS.flatMap(({ citations }) =>
    citations.flatMap((each) => (each.kind === 'kernel' ? [`${each.tag} ${each.file} ${each.symbol}`] : [])),
  );
  expect(found.filter((each) => each.includes('drivers/'))).toEqual([
    'v5.18 drivers/vfio/vfio.c vfio_mig_get_next_state()',
    'v6.2 drivers/vfio/vfio_main.c vfio_mig_get_next_state()',
    'v7.2 drivers/vfio/vfio_main.c vfio_mig_get_next_state()',
  ]);
});
