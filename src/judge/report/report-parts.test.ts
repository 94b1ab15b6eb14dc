/** A report with little to say, the marks of a matrix, and which difference the JSON has. */

import { describe, expect, it } from 'vitest';
import type { Finding } from '../../protocol/trace/finding.ts';
import { of, ofV1, pairs } from '../../protocol/trace/walk.ts';
import type { DriverSide } from '../../reader/review-input.ts';
import { getDriverEffect } from '../effect/effect.ts';
import { formatReport } from './report.ts';
import { getNames } from './review-words.ts';
import type { Report, ReportInput } from './table-json.ts';
import { toReviewJson } from './table-json.ts';
import { formatAsciiMatrix } from './text-report.ts';

const finding = (more: Partial<Finding>): Finding => ({
  id: 'v2.longer-path',
  severity: 'warning',
  line: null,
  flags: null,
  from: null,
  to: null,
  text: 'It is so.',
  citations: [],
  trace: null,
  ...more,
});

const ARCS: DriverSide = {
  ...{ kind: 'driver', flags: 1, arcs: pairs('1>3 3>1'), required: pairs('1>3 3>1'), missing: [] },
  ...{ same: [], extra: [], failing: [], dead: [], unsure: [], hasNdma: false, isPartial: false, lines: {} },
  ...{ end: null, claims: [] },
};

const DRIVER: ReportInput = {
  name: 'my_step',
  generation: 'v2',
  form: 'driver-arcs',
  old: null,
  new: { arcs: pairs('1>3 3>1'), required: pairs('1>3 3>1'), missing: [] },
  assumed: pairs('3>1'),
  diff: null,
  is: null,
  effect: getDriverEffect({ name: 'my_step', side: ARCS, old: null, findings: [] }),
};

const EMPTY: Report = { inputs: [], findings: [], flows: [] };

describe('a report', () => {
  it('[REPORT-6] without inputs has empty lists as JSON', () => {
    expect(toReviewJson(EMPTY)).toMatchObject({
      inputs: [],
      diff: null,
      findings: [],
      repaired: [],
      flows: [],
    });
  });

  it('[REPORT-6] says that a comparison shows no differences', () => {
    const same = { ...DRIVER, diff: { against: 'old', added: [], removed: [], changed: [] } };
    for (const form of ['text', 'markdown'] as const)
      expect(formatReport({ ...EMPTY, inputs: [same] }, form)).toContain('No differences.\n');
  });
});

describe('the matrix of a table in ASCII', () => {
  const posted = ofV1('patch-2021-09');

  it('[REPORT-6] calls states by the names of the input, then by those of its protocol', () => {
    const [stop, ...others] = of('v2-7.2').states;
    const own = { ...of('v2-7.2'), states: [{ ...stop!, name: 'HALTED' }] };
    const names = getNames({ ...DRIVER, old: null, new: own });
    expect(names.map(({ name }) => name).toSorted()).toEqual(
      ['HALTED', ...others.map(({ name }) => name)].toSorted(),
    );
    expect(getNames({ ...DRIVER, old: own })).toEqual(names);
    expect(getNames(DRIVER).map(({ name }) => name)).toContain(stop?.name);
  });

  it('[REPORT-7] marks what the old side does not list, and leaves the marks out without one', () => {
    const narrow = { ...posted, states: posted.states.filter(({ value }) => value < 4) };
    const marked = formatAsciiMatrix(posted, null, narrow).map(
      (line) => [...line].filter((sign) => sign === '*').length,
    );
    expect(marked).toEqual([0, 1, 1, 1, 1, 5]);
    expect(formatAsciiMatrix(posted, null).join('')).not.toContain('*');
  });

  it('[REPORT-7] marks an accepted request whose path differs, and no other', () => {
    const v72 = of('v2-7.2');
    if (v72.generation !== 'v2') throw new Error('v2-7.2 is of v2');
    const next = v72.next.map((row, r) =>
      row.map((entry, c) => (v72.values[r] === 1 && v72.values[c] === 2 ? 2 : entry)),
    );
    const count = (flags: number) =>
      [...formatAsciiMatrix({ ...v72, next }, flags, v72).join('')].filter((sign) => sign === '*').length;
    // STOP > RUNNING and RESUMING, STOP_COPY > RUNNING, which go over it; without P2P the path is the same.
    expect([count(1), count(3)]).toEqual([0, 3]);
  });

  it('[REPORT-7] heads rows by values alone where names do not fit', () => {
    const long = { ...posted, states: posted.states.map((state) => ({ ...state, name: 'x'.repeat(80) })) };
    expect(formatAsciiMatrix(long, null)[1]).toBe('  0  -  +  -  -  +');
    const headed = (name: string) =>
      formatAsciiMatrix(
        {
          ...posted,
          values: [1],
          cells: [['-']],
          states: [{ ...posted.states[0]!, value: 1, digits: '1', name }],
        },
        null,
      );
    expect(headed('y'.repeat(63))).toEqual([`${' '.repeat(70)}1`, `   1 ${'y'.repeat(63)}  -`]);
    expect(headed('y'.repeat(64))).toEqual(['     1', '  1  -']);
  });
});

describe('the JSON of a review', () => {
  const input = (name: string, added: number): ReportInput => ({
    ...DRIVER,
    name,
    diff: { against: name, added: added === 0 ? [] : [[null, 1, 3]], removed: [], changed: [] },
  });

  it('[REPORT-8] has the difference of the first input in which something changed, or else of the first', () => {
    const diffOf = (...inputs: readonly ReportInput[]) => toReviewJson({ ...EMPTY, inputs }).diff?.against;
    expect(diffOf(DRIVER, input('a', 0), input('b', 1), input('c', 1))).toBe('b');
    expect(diffOf(DRIVER, input('a', 0), input('b', 0))).toBe('a');
    expect(diffOf(DRIVER)).toBeUndefined();
  });

  it('[REPORT-8] says of each finding whether the patch introduced it, and of repaired ones nothing', () => {
    const json = toReviewJson({
      ...EMPTY,
      findings: [finding({}), finding({ change: 'present' })],
      repaired: [finding({ line: 4 })],
    });
    expect(json.findings.map(({ change }) => change)).toEqual(['introduced', 'present']);
    expect(json.repaired).toMatchObject([{ id: 'v2.longer-path', line: 4, text: 'It is so.' }]);
    expect(json.repaired[0]).not.toHaveProperty('change');
  });
});
