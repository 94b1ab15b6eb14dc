/** Where a learner is, in words, and the list of steps with what is done. */

import { describe, expect, it } from 'vitest';
import { getSteps } from '../../../lesson/lesson.ts';
import { addAnswer, addDone, NO_PROGRESS } from '../../../lesson/progress.ts';
import { block, createText, parse } from '../../../lesson/text/lesson-text.fixture.ts';
import { formatLit, formatRules, getStepWords, listChapters } from './lesson-view-step.ts';

const LESSON = parse(
  createText(
    [
      `\nTold.\n${block('focus', 'states: [RUNNING]\narcs: [RUNNING > STOP, STOP > RUNNING]')}`,
      `### Many\n\nTold.\n${block('focus', 'arcs: [RUNNING > STOP, STOP > RUNNING, STOP > RESUMING, STOP > STOP_COPY]')}`,
      '## Second\n\n### Last\n\nTold.\n',
    ].join('\n'),
  ),
);
const [first, many, last] = getSteps(LESSON);

const RIGHT = { right: true, attempt: 1 } as const;

describe('the step of a lesson', () => {
  it('[LVIEW-3] is told by chapter and step, counted from 1 over the whole lesson', () => {
    expect(getStepWords(LESSON, { chapter: 0, step: 0 })).toMatchObject({
      chapter: 'Chapter 1 of 2',
      title: 'Chapter',
      number: 1,
      count: 3,
      isFirst: true,
      isLast: false,
    });
    expect(getStepWords(LESSON, { chapter: 1, step: 0 })).toMatchObject({
      chapter: 'Chapter 2 of 2',
      number: 3,
      isFirst: false,
      isLast: true,
      isTask: false,
    });
  });

  it('[LVIEW-3] is marked in the list of steps, and so is what is done', () => {
    const progress = addAnswer(addDone(NO_PROGRESS, LESSON.id, 'many'), LESSON.id, 'last', RIGHT);
    const rows = listChapters(LESSON, { chapter: 1, step: 0 }, progress).flatMap(({ title, steps }) =>
      steps.map((step) => `${title}/${step.title} ${step.isHere} ${step.isDone}`),
    );
    expect(rows).toEqual(['Chapter/First false false', 'Chapter/Many false true', 'Second/Last true false']);
    expect(listChapters(LESSON, null).flatMap(({ steps }) => steps.filter((step) => step.isHere))).toEqual(
      [],
    );
  });

  it('[LVIEW-4] says what is lit for those who cannot see it, and counts if there is much', () => {
    expect(first && formatLit(first.rules, first.focus)).toBe(
      'Highlighted on the graph: RUNNING, RUNNING > STOP and STOP > RUNNING.',
    );
    expect(many && formatLit(many.rules, many.focus)).toBe('Highlighted on the graph: 4 requests.');
    expect(last && formatLit(last.rules, last.focus)).toBe('');
  });

  it('[LVIEW-4] names the rules in force', () => {
    expect(formatRules({ ruleSet: 'v2-7.2', flags: 0, against: 'v2-6.2' })).toBe(
      'Rules: v2-7.2, migration_flags 0, compared with v2-6.2.',
    );
    expect(formatRules({ ruleSet: 'uapi-v1', flags: null, against: null })).toBe('Rules: uapi-v1.');
  });
});
