/**
 * What can be wrong with a pasted text: one table of sentences, and the value that carries one to its place.
 */

import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';
import { formatVisibleLine, UNPRINTABLE } from '../../protocol/words/outside-text.ts';
import type { Place } from './source-line.ts';

/** Sentences for what could not be read. Words in braces are filled in. */
const PROBLEMS = {
  'too-large': 'The text has {size} bytes; at most {limit} can be read. Paste the patch alone.',
  'too-many-lines': 'The text has more than {limit} lines; no more can be read. Paste the patch alone.',
  binary: 'The text has a NUL byte in line {at}, so it is a binary file. Paste a mail, a patch or C source.',
  empty: 'There is no text. Paste a mail, a patch or C source.',
  'no-table':
    'The text has no table of device_state, no step function of a driver and no check of its values. {nearest}',
  'unknown-name': '{name} is not known: neither the text nor the {generation} header defines it.{hint}',
  'not-constant': 'The value of {what} cannot be determined: {why}.',
  'hunk-misfit':
    'The hunk does not match its header: {header} declares {oldLines} old and {newLines} new lines, but the hunk has {found}.',
  'hunk-trimmed':
    'The text leaves out a part of this hunk: {header} declares {oldLines} old and {newLines} new lines, but the text has {found}. What the missing lines say about a table is not known.',
  'hunk-header': 'The header of this hunk cannot be read: {header}.',
  'too-many':
    'The text has more than {limit} tables and functions to review: this one and those after it are not read. Paste them separately.',
  'two-tables': 'Two tables are named {name}: this one and the one in line {other}. Only the first is read.',
  'out-of-range': 'The index {index} is out of range: {name} has values from 0 to {last}.',
  'cell-range': 'The next state {value} is out of range: {name} has values from 0 to {last}.',
  'unknown-row': 'This row of {name} begins outside the hunk, and it could be any of several rows of {base}.',
  'row-cut':
    'The quotation leaves out the beginning of this row of {name}. It could be any of several rows of {base}, so it is not read.',
  'unclear-table': 'The array {name} cannot be read as a table: {why}.',
  'too-deep': 'The text is nested more than {limit} levels deep here; anything deeper is not read.',
  'step-long':
    '{name} has more than {limit} statements on one way through it, or nests them more than {deepest} deep, so it is not read.',
  encoding: 'The part of the mail that begins here uses the encoding {encoding}, which cannot be read.',
  'enumerator-added':
    'The patch adds the enumerator {name} to the states of the device. By itself that is not judged.',
  'refuses-all':
    'Every return of {name} is an errno, so it refuses every request: there is no arc in it to review.',
  'condition-alone':
    'All of this hunk lies within one condition; what the condition leads to is not in the text, so its arcs are not judged.{change} Paste more of the function, as git diff -W shows it.',
  'context-diff':
    'This is a context diff, which is not read. Paste a unified diff, as diff -u and git diff make it.',
  conflict:
    'The text has an unresolved conflict here, so what is read of it is neither side alone. Resolve it first.',
  replaced:
    'The patch replaces every arc that it shows of {name} with something that is not in the text, so the new side is not judged.',
  'range-diff':
    'This compares two versions of a patch line by line, as git range-diff does, so it is not a patch. Paste the new version of the patch.',
  'word-diff':
    'This is a diff of words, with [-removed-] and {+added+} parts within a line, so it is not read as a patch. Paste the diff without --word-diff.',
  'html-mail':
    'The text of this mail is HTML, which is not read. Paste the text as your mail program shows it.',
  'patch-of-patch':
    'This diff changes {path}, which is a patch itself: its lines are not C, so they are not read. Paste that patch as it is after the change.',
  removed: 'The patch removes {name}, so there is no new side to judge.',
  unexpected: 'The text could not be read to the end: {why}.',
} as const satisfies Readonly<Record<string, string>>;

/** Sentences for what could be read but is worth a warning. */
const WARNINGS = {
  'shift-grouping':
    'C groups this as ({group}) {operator} …: {inner} binds tighter than {operator}. Add parentheses.',
  'compare-grouping':
    'C groups this as … {operator} ({group}): {inner} binds tighter than {operator}. Add parentheses.',
  'add-grouping':
    'C groups this with ({group}) first: {inner} binds tighter than {operator}. Add parentheses.',
  'not-grouping': 'C groups this as ({group}) {operator} …: ! applies only to what comes right after it.',
  'generation-assumed': 'Nothing in the text tells v1 from v2, so {generation} is assumed.',
  'flags-unknown':
    'No migration_flags can be read from the text, so no arc can be reported as missing. Choose the flags to check the arcs against.',
  'flag-of-other':
    'The text sets {flag} in one place and not in another, and only another function enters the states that need it. The arcs of {flag} are not expected of this one.',
  'needs-assumed': 'state_flags_table is not in the text; what each state needs is taken from {base}.',
  'needs-part':
    'Only part of state_flags_table is in the text; what the other states need is taken from {base}.',
  'loop-assumed':
    'The loop that skips states is not in the text; whether it stops on ERROR is taken from {base}.',
  'arc-guarded':
    '{by} does not list {arc}, and the function that walks the table checks {by}, so it refuses this entry.',
  'single-arcs':
    'Every request in this table is a single arc, so the table is read as the arcs that a device takes. The text does not say whether userspace can ask for more.',
  'rows-assumed':
    'Only part of the table is in the text; the rest is taken from {base} and marked as assumed.',
  'flags-unseen':
    'The text adds states that {base} does not have, and shows only some of their entries: nothing is said of migration_flags {flags}.',
  'hunk-headless':
    'These lines are part of a patch, but the header of their hunk is not in the text, so they are read as one hunk of one file.',
  'step-assumed':
    'Only part of the function is in the text; required arcs that it does not show are assumed, not reported as missing.',
  'branch-dropped':
    'Only one branch of this conditional is read. The branch that begins here is not, although it mentions device_state too.',
  'branches-differ':
    'With the other branches of its conditionals, the function has different arcs: {arcs}. The reading that lacks a required arc is judged.',
  'branch-cut':
    'The text shows this conditional only in part, and a branch of it that it shows loses {arcs}. Another branch may have that, so it is assumed, not reported as missing.',
  'part-assumed':
    'This depends on the states and cannot be evaluated from the text: {what}. Required arcs that it may allow are assumed, not reported as missing.',
  'guard-unread':
    'The condition of this arm is not read: if {what}. Required arcs that it may allow are assumed, not reported as missing.',
  'match-assumed':
    'Another match of the text takes arcs that this one does not; they are assumed, not reported as missing.',
  'switch-assumed':
    'The switch that these cases belong to begins outside the hunk; it is assumed to switch on the {role} state.',
  'roles-guessed': '{cur} is read as the current state and {new} as the new one, judging by {why}.',
} as const satisfies Readonly<Record<string, string>>;

export type ProblemId = keyof typeof PROBLEMS;
export type WarningId = keyof typeof WARNINGS;

export interface LocatedProblem extends Place {
  readonly ok: false;
  readonly id: ProblemId;
  /** The sentence, complete. */
  readonly problem: string;
  /** The text at the place; empty where it says nothing. */
  readonly near: string;
  /** The name that nothing defines, where that is the problem. */
  readonly unknown?: string;
  /** It lies in something unrelated to any table that was read. */
  readonly isApart?: true;
}

const NOTES: ReadonlySet<ProblemId> = new Set([
  'removed',
  'enumerator-added',
  'hunk-trimmed',
  'row-cut',
  'patch-of-patch',
  'replaced',
  'conflict',
]);

/**
 * True for what says nothing against a table that was read: a table that a patch removes is not a fault of its replacement;
 * replies quote only what they discuss; and some arrays have nothing to do with the table.
 */
export const isOnlyNote = ({ id, isApart }: LocatedProblem): boolean => isApart === true || NOTES.has(id);

/** What can affect any table of the text: an incomplete hunk, a limit that is reached. */
const OF_TEXT: ReadonlySet<ProblemId> = new Set([
  'hunk-misfit',
  'hunk-header',
  'two-tables',
  'too-many',
  'too-deep',
  'unexpected',
]);

/** False for what concerns only one table or function: those beside it are still read. */
export const isOfWholeText = ({ id }: LocatedProblem): boolean => OF_TEXT.has(id);

export interface LocatedSentence extends Place {
  readonly id: WarningId;
  readonly text: string;
  /** Names that nothing defines, where they are why it cannot be evaluated. */
  readonly unknown?: readonly string[];
}

/** One line of at most 72 characters, for `near`. */
const toNear = (text: string) =>
  formatVisibleLine(text.trimStart().slice(0, 1000).trimEnd().replaceAll(/\s+/g, ' ').slice(0, 72));

/** `createProblem('binary', { line: 3, column: 1 }, '', { at: 3 }).problem` is the sentence. */
export function createProblem(id: ProblemId, place: Place, near: string, words: Words = {}): LocatedProblem {
  const { line, column } = place;
  return { ok: false, id, problem: fill<string>(PROBLEMS[id], words), line, column, near: toNear(near) };
}

/** With the name that is to be asked about: none with signs that do not show, since it looks like another. */
export const askAbout = (problem: LocatedProblem, unknown: string): LocatedProblem =>
  unknown.search(UNPRINTABLE) < 0 ? { ...problem, unknown } : problem;

/** A warning at its place. */
export function createWarning(id: WarningId, place: Place, words: Words = {}): LocatedSentence {
  return { id, text: fill<string>(WARNINGS[id], words), line: place.line, column: place.column };
}

/** Every sentence, for the test that each is reached. */
export const PROBLEM_IDS = Object.keys(PROBLEMS) as ProblemId[];
export const WARNING_IDS = Object.keys(WARNINGS) as WarningId[];

/** The most problems that are listed; a text with more is broken in one way, many times. */
const MOST_PROBLEMS = 50;

/** In the order of the text, each once. */
export function sortProblems(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const seen = new Map<string, LocatedProblem>();
  for (const problem of problems) {
    const key = `${problem.line}:${problem.column}:${problem.id}`;
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MOST_PROBLEMS);
}
