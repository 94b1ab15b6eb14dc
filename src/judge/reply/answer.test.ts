/** The answer in its forms. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { getRulesEffect } from '../effect/effect.ts';
import { findAll } from '../findings/find-all.ts';
import { formatReport } from '../report/report.ts';
import { ANSWER_FORMS, type AnswerParts, cutPreview, formatAnswer, toReplyNotes } from './answer.ts';

const RULES = of('v2-6.2');
const FINDINGS = findAll({ ruleSet: RULES, against: null, lines: { '3>6': { line: 2 } } });

const PARTS: AnswerParts = {
  review: {
    inputs: [
      {
        ...({ name: 'table', generation: 'v2', form: 'next-state', assumed: [] } as const),
        ...{ old: null, new: RULES, diff: null, is: null },
        effect: getRulesEffect({ ruleSet: RULES, before: null, findings: FINDINGS }),
      },
    ],
    findings: FINDINGS,
    flows: [],
  },
  lines: ['one', 'two', 'three'],
  notes: [],
  chosen: [],
  attribution: '',
};

describe('the answer', () => {
  it('[ANSWER-1] is no reply where nothing is chosen and nothing noted', () => {
    expect(formatAnswer('reply', PARTS)).toBeUndefined();
    const blank = { line: 1, request: null, text: '  ' };
    expect(formatAnswer('reply', { ...PARTS, notes: [blank] })).toBeUndefined();
  });

  it('[ANSWER-2] has notes and chosen findings under their lines, and the rest at the end', () => {
    const text = formatAnswer('reply', {
      ...PARTS,
      attribution: ' A Sender wrote: ',
      chosen: FINDINGS.slice(0, 1),
      notes: [
        { line: 3, request: null, text: 'Third.' },
        { line: null, request: 'STOP > RUNNING', text: 'Both ways?' },
        { line: null, request: 'RUNNING > STOP', text: 'Somewhere.' },
      ],
      lineOf: (request) => (request === 'STOP > RUNNING' ? 1 : null),
    });
    expect(
      text?.startsWith('A Sender wrote:\n> one\n\nSTOP > RUNNING: Both ways?\n\n> two\n\nSTOP_COPY >'),
    ).toBe(true);
    expect(text).toMatch(/> three\n\nThird\.\n\nRUNNING > STOP: Somewhere\.\n\n\[1\] .+\n$/);
  });

  it('[ANSWER-6] ends with the names that are read as states by choice', () => {
    const readAs = [{ name: 'MY_SAVE', as: 'VFIO_DEVICE_STATE_STOP_COPY', line: 2 }];
    const parts = { ...PARTS, review: { ...PARTS.review, readAs } };
    expect(formatAnswer('reply', parts)).toBeUndefined();
    const text = formatAnswer('reply', { ...parts, chosen: FINDINGS.slice(0, 1) });
    expect(text).toMatch(/\n\nMY_SAVE is taken to mean VFIO_DEVICE_STATE_STOP_COPY\.\n\n\[1\] .+\n$/);
    expect(JSON.parse(formatAnswer('json', parts) ?? '').readAs).toEqual(readAs);
    expect(JSON.parse(formatAnswer('json', PARTS) ?? '')).not.toHaveProperty('readAs');
  });

  it('[ANSWER-2] wraps a first line that is too long', () => {
    const name = 'word '.repeat(30);
    const text = formatAnswer('reply', { ...PARTS, attribution: name, chosen: FINDINGS.slice(0, 1) })!;
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  it('[ANSWER-3] keeps what a note is on, and drops one without words', () => {
    expect(toReplyNotes([{ line: 4, request: null, text: ' x' }])).toEqual([{ line: 4, text: ' x' }]);
    expect(toReplyNotes([{ line: null, request: 'A > B', text: 'x' }])).toEqual([
      { line: null, text: 'A > B: x' },
    ]);
    expect(toReplyNotes([{ line: null, request: null, text: '\n' }])).toEqual([]);
  });

  it('[ANSWER-4] is the report in the other forms, each with a file name', () => {
    for (const form of ['text', 'markdown', 'json'] as const)
      expect(formatAnswer(form, PARTS)).toBe(formatReport(PARTS.review, form));
    const names = Object.values(ANSWER_FORMS).map(({ fileName }) => fileName);
    expect(names).toEqual(['vfio-reply.txt', 'vfio-review.txt', 'vfio-review.md', 'vfio-review.json']);
    expect(ANSWER_FORMS.json).toMatchObject({ what: 'the report as JSON', type: 'application/json' });
  });

  it('[ANSWER-5] is shown from its beginning, and says how much is left out', () => {
    expect(cutPreview('short')).toEqual({ shown: 'short', left: 0 });
    const { shown, left } = cutPreview('x'.repeat(20_007));
    expect([shown.length, left]).toEqual([20_000, 7]);
  });
});
