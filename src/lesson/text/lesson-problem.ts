/**
 * What can be wrong with the text of a lesson: one table of sentences, and the value that has one with its line and column.
 * Each sentence says what was found and what would be right.
 */

import { findClosest } from '../../protocol/words/closest.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';

/** `{hint}` is a sentence with the closest known name, or nothing. */
const PROBLEMS = {
  'too-large': 'The text has {size} bytes; a lesson may have at most {limit}. Split it into two lessons.',
  binary: 'This byte is not UTF-8 text, so this is not a lesson. Save it as Markdown in UTF-8.',
  'no-front-matter':
    'A lesson begins with a line of three dashes, then id, title, minutes, ruleSet and summary, then three dashes again.',
  'open-front-matter': 'The front matter that begins in line 1 is not closed by a line of three dashes.',
  yaml: 'This is not YAML: {why}.',
  alias: 'A lesson cannot contain anchors and aliases. Write out the value.',
  'not-a-map': '{block} must be written as keys with values, one on each line.',
  'unknown-key': '{key} is not a key of {block}.{hint} Its keys are {known}.',
  'missing-key': '{block} lacks the key {key}.',
  value: '{key} in {block} {clause}.',
  'no-chapter': 'The lesson has no chapter. A chapter begins with ##, and a step in it with ###.',
  'empty-chapter': 'The chapter {title} has no step. A step begins with ###.',
  'empty-step': 'The step {title} says nothing and asks nothing.',
  'heading-depth': '{depth} has no meaning in a lesson. Write ## for a chapter, ### for a step.',
  'empty-heading': 'This heading has no title.',
  'outside-chapter': 'This is before the first chapter. Begin a chapter with ##.',
  'outside-step': 'This is in the chapter {title} before its first step. Begin a step with ###.',
  'step-outside-chapter': 'The step {title} is before the first chapter. Begin a chapter with ##.',
  'same-step':
    'Two steps are called {title}: this one and the one in line {other}. Progress is kept by title.',
  'unknown-block': '{name} is not a block of a lesson.{hint} The blocks are {known}.',
  'open-block': 'The {name} block that begins here is not closed by three backticks.',
  'second-block': 'The step has a second {name} block; the first is in line {other}.',
  'second-ask': 'The step asks twice; it first asks in line {other}. Begin another step.',
  'not-narration': 'A lesson cannot contain {what}. Use paragraphs, lists, emphasis and code.',
  link: 'A lesson cannot contain links. Cite the source in brackets, such as [#25].',
  bracket:
    '{text} is not a citation.{hint} Write [#25], [v6.2 FILE SYMBOL], [qemu v8.2.0 FILE SYMBOL], [commit HASH] or [mail MESSAGE-ID].',
  citation: '{text} cannot be cited: {why}.',
  'unknown-rule-set': 'No rule set has the id {name}.{hint}',
  'flags-in-v1': '{ruleSet} is protocol v1, which has no migration_flags.',
  'unknown-flags': '{ruleSet} does not define migration_flags {flags}. It defines {known}.',
  'against-itself': '{ruleSet} is compared with itself.',
  'unknown-state': '{ruleSet} has no state {name}.{hint}',
  'not-a-request': '{text} is not a request. Write FROM > TO, with the names of two states.',
  'trace-surprise': 'Step {number} of the trace, {request}, is {kind}. If that is intended, add saw: {kind}.',
  'saw-differs': 'Step {number} of the trace, {request}, is {kind}, not {saw}.',
  'fault-missed': 'The fault never occurs: {request} {why}.',
  'trace-elsewhere': 'The trace ends in {now}, but the question is about {request}.',
  'not-askable': '{ask} cannot be asked of {request}: {why}.',
  'own-answer': 'A lesson contains no answers: the machine computes them. Leave out {key}.',
  'bad-option': '{text} is not an answer that {ask} can have. {way}',
  'few-options': 'The right answer is the only option. List more options.',
  'key-elsewhere': '{key} does not go with {other}.',
  'unknown-client': 'No client has the id {name}.{hint}',
  'client-elsewhere': '{client} does not speak the protocol of {ruleSet}. Name a client that does.',
  'unknown-flow': 'No flow of {client} has the id {name}.{hint}',
  'flow-flags': 'The flow {why}',
  'done-already': 'The task is done before the first request. Set up the device elsewhere with a trace.',
  unsolvable: 'The task cannot be solved: nothing within {limit} acts leads there.',
} as const satisfies Readonly<Record<string, string>>;

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
