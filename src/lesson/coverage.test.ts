/** The coverage map: marks by request, what is exported, and what becomes of a damaged file. */

import { describe, expect, it } from 'vitest';
import { of } from '../protocol/trace/walk.ts';
import {
  addPrediction,
  countCoverage,
  decodeCoverage,
  encodeCoverage,
  formatCoverageCsv,
  listCoverageRows,
  NO_COVERAGE,
} from './coverage.ts';

const v1 = of('patch-2021-09');
const v2 = of('v2-7.2');

const coverage = [
  [v2, { from: 3, to: 6, flags: 7 }, true],
  [v1, { from: 3, to: 2, flags: null }, false],
  [v1, { from: 1, to: 4, flags: null }, false],
  [v1, { from: 1, to: 4, flags: null }, true],
].reduce(
  (before, [ruleSet, request, right]) =>
    addPrediction(
      before,
      ruleSet as typeof v1,
      request as { from: number; to: number; flags: null },
      right as boolean,
    ),
  NO_COVERAGE,
);

describe('the coverage map', () => {
  it('[COVERAGE-1] marks a request as right once it was predicted right', () => {
    const cells = listCoverageRows(coverage, v1, null).flat();
    expect(cells.find(({ from, to }) => from === 1 && to === 4)).toMatchObject({
      mark: 'right',
      right: 1,
      wrong: 1,
    });
    expect(cells.find(({ from, to }) => from === 3 && to === 2)).toMatchObject({ mark: 'wrong' });
    expect(cells.filter(({ mark }) => mark === 'none')).toHaveLength(23);
  });

  it('[COVERAGE-1] counts each rule set and each set of flags separately', () => {
    expect(countCoverage(coverage, v1, null)).toEqual({ right: 1, of: 25 });
    expect(countCoverage(coverage, v2, 7)).toEqual({ right: 1, of: 64 });
    expect(countCoverage(coverage, v2, 5)).toEqual({ right: 0, of: 64 });
  });

  it('[COVERAGE-2] is exported as a table', () => {
    expect(formatCoverageCsv(coverage)).toBe(
      [
        'ruleSet,flags,from,to,right,wrong',
        'patch-2021-09,,_RUNNING,_RESUMING,1,1',
        'patch-2021-09,,_SAVING|_RUNNING,_SAVING,0,1',
        'v2-7.2,7,STOP_COPY,PRE_COPY,1,0',
        '',
      ].join('\r\n'),
    );
  });

  it('[COVERAGE-3] is restored as it was kept; what cannot be read is left out and counted', () => {
    const { coverage: back, problem } = decodeCoverage(encodeCoverage(coverage));
    expect(problem).toBeNull();
    expect(formatCoverageCsv(back)).toBe(formatCoverageCsv(coverage));
    const damaged = JSON.stringify({ version: 1, entries: [...back.entries, { ruleSet: 'x' }] });
    expect(decodeCoverage(damaged)).toEqual({
      coverage: back,
      problem: expect.stringContaining('1 of 4 entries'),
    });
    expect(decodeCoverage('{').problem).not.toBeNull();
  });
});
