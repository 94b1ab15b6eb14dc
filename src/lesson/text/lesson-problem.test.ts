/** What is wrong with a lesson: each problem is met once, at its place, in a whole sentence. */

import { describe, expect, it } from 'vitest';
import { parseLesson } from './lesson-parse.ts';
import { CASES, predict, task } from './lesson-problem.fixture.ts';
import { PROBLEM_IDS } from './lesson-problem.ts';
import { block, createText, FRONT, findProblems, format } from './lesson-text.fixture.ts';

const v1 = FRONT.replace('v2-7.2\nflags: 7', 'uapi-v1');

describe('a problem', () => {
  it.each(CASES)('[LESSON-1] %s is found, at its line and column', (_, text, said) => {
    expect(findProblems(text).map(format)).toEqual(expect.arrayContaining([expect.stringContaining(said)]));
  });

  it('[LESSON-1] has a case for every id in the table', () => {
    expect(new Set(CASES.map(([id]) => id))).toEqual(new Set(PROBLEM_IDS));
  });

  it('[LESSON-2] is one line of whole sentences, with nothing left to fill in', () => {
    for (const { text } of CASES.flatMap(([, input]) => findProblems(input))) {
      expect(text).toMatch(/^["#\p{L}].*\.$/u);
      expect(text).not.toMatch(/[{}\n]/);
    }
  });

  it('[LESSON-3] does not hide the others: all are found, in the order of the lines', () => {
    const text = `${predict('ask: verdcit\nrequest: STOP > RUNING')}\nSee [x](y) and [25].\n`;
    expect(findProblems(text).map(({ id }) => id)).toEqual(['value', 'link', 'bracket']);
  });

  it('[LESSON-3] in the rules does not make every name after it a problem', () => {
    const front = FRONT.replace('v2-7.2', 'v2-7.3');
    expect(findProblems(createText(block('predict', 'ask: verdict\nrequest: A > B'), front))).toHaveLength(1);
  });
});

describe('a mistake', () => {
  it.each([
    [
      'a block that is not closed',
      createText('\n```predict\nask: verdict\nrequest: STOP > STOP\n\nSo.\n\n```hint\nA.\n```\n'),
    ],
    ['a chapter of one #', `${FRONT}\n\n# Chapter\n`],
    ['a key that stands too far in', predict('ask: verdict\n  request: STOP > STOP')],
    ['a value that is nested too deep', task(`goal: recover\nthrough: ${'['.repeat(100_000)}`)],
    ['an answer that is none', predict('ask: path\nrequest: RUNNING > STOP\noptions: [RUNING]')],
  ])('[LESSON-3] is one problem, not several: %s', (_, text) => {
    expect(findProblems(text)).toHaveLength(1);
  });
});

describe('a problem in a hint or in notes', () => {
  it('[LESSON-1] has its line in the file', () => {
    const text = createText(`\nTold.\n${block('notes', 'a\nand [x]')}${block('hint', '[y] b')}`);
    expect(findProblems(text).map(({ line, column }) => [line, column])).toEqual([
      [18, 5],
      [22, 1],
    ]);
  });
});

describe('any text', () => {
  it('[LESSON-4] with other line ends, or a byte order mark, is the same lesson', () => {
    const text = createText(`\nTold [#25].\n${block('predict', 'ask: verdict\nrequest: STOP > STOP')}`);
    const lesson = parseLesson(text);
    expect(lesson.ok).toBe(true);
    expect(parseLesson(text.replaceAll('\n', '\r\n'))).toEqual(lesson);
    expect(parseLesson(`\uFEFF${text}`)).toEqual(lesson);
    expect(parseLesson(new TextEncoder().encode(text))).toEqual(lesson);
  });

  it('[LESSON-4] cut off anywhere gives a lesson or problems with lines and columns, and never throws', () => {
    const text = createText(
      `\nTold [#25].\n${block('trace', 'steps: [STOP]')}${block('predict', 'ask: path\nrequest: STOP > RUNNING')}`,
      v1.replace('uapi-v1', 'v2-6.2'),
    );
    for (let end = 0; end < text.length; end += 1)
      for (const { line, column } of findProblems(text.slice(0, end))) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(text.split('\n').length);
        expect(column).toBeGreaterThan(0);
      }
  });
});
