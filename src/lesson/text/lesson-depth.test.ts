/** Depth, before anything is parsed. */

import { describe, expect, it } from 'vitest';
import { DEEPEST, findTooDeep } from './lesson-depth.ts';
import { block, createText, findProblems, format } from './lesson-text.fixture.ts';

const list = (depth: number) =>
  Array.from({ length: depth }, (_, index) => `${'  '.repeat(index)}- item\n`).join('');

describe('a text that is nested', () => {
  it.each([
    ['lists, each in a line', list, `${DEEPEST + 1}:${2 * DEEPEST + 1}`],
    ['numbered lists in one line', (depth: number) => `${'1. '.repeat(depth)}x`, `1:${3 * DEEPEST + 1}`],
    ['quotations', (depth: number) => `${'> '.repeat(depth)}x`, `1:${2 * DEEPEST + 1}`],
    ['quotations without blanks', (depth: number) => `a\n\n${'>'.repeat(depth)}x`, `3:${DEEPEST + 1}`],
    ['lists in quotations', (depth: number) => `${'> - '.repeat(depth)}x`, `1:${4 * DEEPEST + 1}`],
    ['brackets', (depth: number) => `a ${'['.repeat(depth)}${']'.repeat(depth)}`, `1:${DEEPEST + 3}`],
    ['brackets over lines', (depth: number) => '[\n'.repeat(depth), `${DEEPEST + 1}:1`],
    ['braces', (depth: number) => `id: ${'{a: '.repeat(depth)}`, `1:${4 * DEEPEST + 5}`],
  ])('[DEEP-1] %s: as deep as is allowed, and one more', (_, make, place) => {
    expect(findTooDeep(make(DEEPEST))).toBeUndefined();
    const { line, column } = findTooDeep(make(DEEPEST + 1)) ?? {};
    expect(`${line}:${column}`).toBe(place);
  });

  it.each([
    ['a list of many items', '- item\n'.repeat(100)],
    ['many lists with blank lines', '- item\n\n'.repeat(100)],
    ['a rule', '- '.repeat(100)],
    ['a rule of asterisks', '* '.repeat(100)],
    ['brackets side by side', '[#25] '.repeat(100)],
    ['brackets that are escaped', '\\['.repeat(100)],
    ['brackets that are open in a hundred paragraphs', '[ a\n\n'.repeat(100)],
    ['brackets that are closed too often', `${']'.repeat(100)}[`],
    ['lists that end', `${list(15)}\nwords\n\n${list(15)}\nwords\n`.repeat(5)],
    ['hyphens and numbers in words', 'a - b 1. c > d\n'.repeat(100)],
  ])('[DEEP-2] is not: %s', (_, text) => expect(findTooDeep(text)).toBeUndefined());

  it('[DEEP-3] is refused with the place, whatever else is wrong with it', () => {
    const deep = `\n${list(200)}`;
    expect(findProblems(createText(deep)).map(format)).toEqual([
      `34:41 too-deep: This is nested more than ${DEEPEST} levels deep. Lists, quotations and brackets of a lesson are not nested.`,
    ]);
    expect(findProblems(createText(block('hint', '['.repeat(1000)))).map(({ id }) => id)).toEqual([
      'too-deep',
    ]);
  });
});
