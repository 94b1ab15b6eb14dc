/**
 * What is wrong with the text of a lesson, as a value: a sentence with its line and column.
 */

import { findClosest } from '../../protocol/words/closest.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';
import { PROBLEMS } from './lesson-text-words.ts';

export type ProblemId = keyof typeof PROBLEMS;

/** Line and column, both from 1. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export interface LessonProblem extends LineColumn {
  readonly id: ProblemId;
  /** The whole sentence. */
  readonly text: string;
}

/** Always one line, whatever the words. `createProblem('link', { line: 3, column: 1 }).text` is the sentence. */
export function createProblem(id: ProblemId, { line, column }: LineColumn, words: Words = {}): LessonProblem {
  const text = fill<string>(PROBLEMS[id], words).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return { id, line, column, text };
}

/** The closest known name as a sentence with a space before it: ` The closest is RUNNING.`; empty if none is close. */
export function formatHint(name: string, known: readonly string[]): string {
  const closest = findClosest(name, known);
  return closest === undefined ? '' : ` The closest is ${closest}.`;
}

/** `a, b and c` */
export function formatList(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** Sorted by line, then by column. */
export function sortProblems(problems: readonly LessonProblem[]): readonly LessonProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** Every id, for the test that each is reached. */
export const PROBLEM_IDS = Object.keys(PROBLEMS) as ProblemId[];
