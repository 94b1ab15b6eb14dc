/** The coverage map as tables: which there are, and what each cell says. */

import { describe, expect, it } from 'vitest';
import { addPrediction, NO_COVERAGE } from '../../../lesson/coverage.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { COVERAGE_WORDS } from '../lesson/lesson-view-words.ts';
import { listCoverageMaps } from './lesson-view-coverage.ts';

const predict = (
  ...rows: readonly (readonly [id: string, flags: number | null, from: number, to: number, right: boolean])[]
) =>
  rows.reduce((coverage, [id, flags, from, to, right]) => {
    const ruleSet = getRuleSet(id);
    if (!ruleSet) throw new Error(`no rule set ${id}`);
    return addPrediction(coverage, ruleSet, { from, to, flags }, right);
  }, NO_COVERAGE);

describe('the coverage map', () => {
  it('[LVIEW-10] has a table for each rule set and set of flags, in their order, and none without an entry', () => {
    const maps = listCoverageMaps(
      predict(
        ['v2-7.2', 7, 2, 3, true],
        ['v2-7.2', 1, 2, 3, true],
        ['uapi-v1', null, 1, 0, false],
        ['v2-7.2', 7, 2, 1, false],
      ),
    );
    expect(maps.map(({ title, count }) => `${title}: ${count}`)).toEqual([
      'uapi-v1: 0 of 25 right',
      'v2-7.2, migration_flags 1: 1 of 64 right',
      'v2-7.2, migration_flags 7: 1 of 64 right',
    ]);
    expect(listCoverageMaps(NO_COVERAGE)).toEqual([]);
  });

  it('[LVIEW-10] says of each request in words how often it was right', () => {
    const [map] = listCoverageMaps(
      predict(
        ['uapi-v1', null, 1, 0, false],
        ['uapi-v1', null, 1, 0, true],
        ['uapi-v1', null, 0, 2, false],
        ['uapi-v1', null, 6, 0, true],
      ),
    );
    const said = map?.rows.flatMap(({ from, cells }) =>
      cells.filter(({ mark }) => mark !== 'none').map(({ to, words }) => `${from} > ${to} ${words}`),
    );
    expect(said).toEqual(['_STOP > _SAVING wrong, 0 of 1', '_RUNNING > _STOP right, 1 of 2']);
    expect(map?.rows[0]?.cells[0]?.words).toBe('not yet');
    expect(map?.beyond).toBe(COVERAGE_WORDS.beyond[0]);
    expect(map?.names).toEqual(map?.rows.map(({ from }) => from));
  });
});
