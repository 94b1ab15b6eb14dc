/** Whole reports, as a reader sees them: every part in its place, and what is left out when there is nothing to say. */

import { describe, expect, it } from 'vitest';
import type { Finding } from '../../protocol/trace/finding.ts';
import { of, ofV1, pairs } from '../../protocol/trace/walk.ts';
import { formatReport } from './report.ts';
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

const DRIVER: ReportInput = {
  name: 'my_step',
  generation: 'v2',
  form: 'driver-arcs',
  old: null,
  new: { arcs: pairs('1>3 3>1'), required: pairs('1>3 3>1'), missing: [] },
  assumed: pairs('3>1'),
  diff: null,
};

const EMPTY: Report = { inputs: [], findings: [], flows: [] };

describe('a whole report', () => {
  const review: Report = {
    inputs: [
      {
        ...DRIVER,
        old: { arcs: pairs('1>3'), required: [], missing: [] },
        diff: { against: 'old', added: [[null, 3, 1]], removed: [[1, 1, 4]], changed: [] },
      },
    ],
    remarks: [{ line: 7, text: 'A loop is not read.' }],
    findings: [
      finding({
        line: 12,
        flags: 3,
        from: 1,
        to: 3,
        severity: 'error',
        citations: [{ kind: 'thread', message: 25 }],
      }),
      finding({ text: 'It was so.', change: 'present' }),
      finding({ text: 'It is new.', change: 'introduced' }),
    ],
    repaired: [finding({ text: 'It is gone.', severity: 'note', flags: 7 })],
    flows: [],
  };

  it('[REPORT-6] as text has the inputs, remarks, differences and findings, each under its heading', () => {
    expect(formatReport(review, 'text')).toBe(`my_step (v2, the arcs of a driver)
----------------------------------
  implements STOP > STOP_COPY, STOP_COPY > STOP
  required   STOP > STOP_COPY, STOP_COPY > STOP
  missing    none
The text does not show all entries; assumed from the base: STOP_COPY >
STOP.

How the text was read
---------------------
  line 7: A loop is not read.

Against the old my_step
-----------------------
arcs added:
  STOP_COPY > STOP
arcs removed:
  STOP > RESUMING (flags 1)

Findings
--------
1 error, 1 warning.

 1. error: v2.longer-path (line 12, STOP > STOP_COPY, flags 3)
    It is so.
    Source: message 25 of the thread of September 2021

 2. warning: v2.longer-path
    It is new.

Findings on the code before the patch
-------------------------------------
1 warning.

 1. warning: v2.longer-path
    It was so.

Repaired by the patch
---------------------
1 note.

 1. note: v2.longer-path (flags 7)
    It is gone.
`);
  });

  it('[REPORT-6] as Markdown has the same parts', () => {
    const text = formatReport(review, 'markdown')
      .replaceAll('\\', '')
      .replaceAll(/\]\(https:[^)]*\)/g, ']');
    expect(text).toBe(`# VFIO migration review

## my_step (v2, the arcs of a driver)

- implements: STOP > STOP_COPY, STOP_COPY > STOP
- required: STOP > STOP_COPY, STOP_COPY > STOP
- missing: none

The text does not show all entries; assumed from the base: STOP_COPY > STOP.

## How the text was read

- line 7: A loop is not read.

## Against the old my_step

- arcs added: STOP_COPY > STOP
- arcs removed: STOP > RESUMING (flags 1)

## Findings

1 error, 1 warning.

1. **error** v2.longer-path (line 12, STOP > STOP_COPY, flags 3): It is so. Source: [message 25 of the thread of September 2021].
1. **warning** v2.longer-path: It is new.

## Findings on the code before the patch

1 warning.

1. **warning** v2.longer-path: It was so.

## Repaired by the patch

1 note.

1. **note** v2.longer-path (flags 7): It is gone.
`);
  });

  it('[REPORT-6] in which nothing was found says so, and has no other part', () => {
    expect(formatReport(EMPTY, 'text')).toBe('Findings\n--------\nNothing was found.\n');
    expect(formatReport(EMPTY, 'markdown')).toBe(
      '# VFIO migration review\n\n## Findings\n\nNothing was found.\n',
    );
    expect(toReviewJson(EMPTY)).toEqual({ inputs: [], diff: null, findings: [], repaired: [], flows: [] });
  });

  it('[REPORT-6] says that a comparison shows no differences', () => {
    const same = { ...DRIVER, diff: { against: 'old', added: [], removed: [], changed: [] } };
    for (const form of ['text', 'markdown'] as const)
      expect(formatReport({ ...EMPTY, inputs: [same] }, form)).toContain('No differences.\n');
  });
});

describe('the matrix of a table in ASCII', () => {
  const posted = ofV1('patch-2021-09');

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
    expect(json.repaired).toEqual([
      {
        id: 'v2.longer-path',
        severity: 'warning',
        line: 4,
        flags: null,
        from: null,
        to: null,
        text: 'It is so.',
        trace: null,
      },
    ]);
  });
});
