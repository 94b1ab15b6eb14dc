/** Texts of lessons for tests: a whole lesson around the part that matters. Only tests import this file. */

import type { Lesson, LessonStep } from '../lesson.ts';
import { getSteps } from '../lesson.ts';
import { parseLesson } from './lesson-parse.ts';
import type { LessonProblem } from './lesson-problem.ts';

export const FRONT = [
  '---',
  'id: test',
  'title: A test',
  'minutes: 5',
  'ruleSet: v2-7.2',
  'flags: 7',
  'summary: For a test.',
  '---',
].join('\n');

/** A lesson of one chapter; the body begins in line 13, in the step `First`. */
export function createText(body: string, front = FRONT): string {
  return `${front}\n\n## Chapter\n\n### First\n${body}`;
}

/** A fenced block. */
export const block = (name: string, text: string) => `\n\`\`\`${name}\n${text}\n\`\`\`\n`;

/** The lesson of a text that must be right. */
export function parse(text: string): Lesson {
  const result = parseLesson(text);
  if (!result.ok) throw new Error(result.problem.map(format).join('\n'));
  return result.value;
}

/** The steps of a body that must be right. */
export const parseSteps = (body: string, front = FRONT): readonly LessonStep[] =>
  getSteps(parse(createText(body, front)));

/** The problems of a text: none where it is right. */
export function findProblems(text: string | Uint8Array): readonly LessonProblem[] {
  const result = parseLesson(text);
  return result.ok ? [] : result.problem;
}

/** `13:5 unknown-state: v2-7.2 has no state ...` */
export const format = ({ line, column, id, text }: LessonProblem) => `${line}:${column} ${id}: ${text}`;
