/**
 * One piece of C: a file, a block of code in prose, or one side of a hunk, parsed, with the way back to the pasted text.
 */

import type { Words } from '../../../protocol/words/fill.ts';
import { isOmission } from '../../mail/quotation.ts';
import type { Cut } from '../../patch/hunk.ts';
import type { CodeText } from '../../text/code-text.ts';
import { findPlace, getNear } from '../../text/code-text.ts';
import { createEnded, createFragment } from '../../text/fragment.ts';
import type { LocatedProblem, ProblemId } from '../../text/problem.ts';
import { createProblem } from '../../text/problem.ts';
import type { Place, SourceLine } from '../../text/source-line.ts';
import { cutLine } from '../../text/source-line.ts';
import type { Answers, Branches } from './c-branch.ts';
import { takeBranches } from './c-branch.ts';
import type { CNode, CTree } from './c-tree.ts';
import { parseTree } from './c-tree.ts';

export interface CSource extends CTree {
  readonly code: CodeText;
  /** Path of the file, where a diff gives it. */
  readonly path: string;
  /** The function that a hunk's header shows, or empty. */
  readonly section: string;
  /** Number of the hunk within its patch, the same for both its sides; 0 outside a patch. */
  readonly hunk: number;
  /** Only a part of the file, as in a hunk. */
  readonly isFragment: boolean;
  /** What a quotation leaves out of the hunk. */
  readonly cut: Cut | null;
  /** Branches of conditional compilation that are not read. */
  readonly dropped: Branches['dropped'];
  /** Conditionals that a hunk shows only in part. */
  readonly unsure: Branches['unsure'];
  /** The lines of branches that are not read, or empty. */
  readonly unread: string;
  /** Offsets of lines that say that something is left out there. */
  readonly gaps: readonly number[];
}

/** Whole text, as C; `answers` say which branches of its conditionals are read. */
export function createSource(lines: readonly SourceLine[], path = '', answers?: Answers): CSource {
  const taken = takeBranches({ lines, hunk: null }, answers);
  const code = createEnded(
    taken.lines.map((line) => (isOmission(line.text) ? cutLine(line, line.text.length) : line)),
  );
  const { dropped, unsure, unread } = taken;
  const gaps = findGaps(taken.lines, code);
  return {
    ...parseTree(code.text),
    code,
    path,
    section: '',
    hunk: 0,
    isFragment: false,
    cut: null,
    dropped,
    unsure,
    unread,
    gaps,
  };
}

// A comment of dots alone stands for code.
const ELISION = /^\s*(?:\/\*\s*(?:\.{3,}|…|\[?snip\b[^*]*)\s*\*\/|\/\/\s*(?:\.{3,}|…|\[?snip\b).*)$/;

const findGaps = (lines: readonly SourceLine[], { starts }: CodeText): readonly number[] =>
  lines.flatMap(({ text }, index) => (isOmission(text) || ELISION.test(text) ? [starts[index] ?? 0] : []));

/** One side of a hunk, as C. */
export function createHunkSource(
  lines: readonly SourceLine[],
  path: string,
  section: string,
  hunk: number,
  cut: Cut | null = null,
  answers?: Answers,
): CSource {
  const { lines: taken, ...branches } = takeBranches({ lines, hunk }, answers);
  const code = createFragment(taken, section);
  const gaps = findGaps(taken, code);
  return { ...parseTree(code.text), code, path, section, hunk, isFragment: true, cut, ...branches, gaps };
}

/** True for what was put around a hunk and is not in the pasted text. */
export function isHidden({ code }: CSource, offset: number): boolean {
  return offset < code.prefix.length || offset >= code.text.length - code.suffix.length;
}

/** True where the text breaks off within parentheses, as in a condition. */
export const endsWithin = ({ code }: CSource): boolean => /^\s*1?\)/.test(code.suffix);

export const placeOf = ({ code }: CSource, offset: number): Place => findPlace(code, offset);

/** A problem at an offset. */
export function createProblemAt(
  source: CSource,
  offset: number,
  id: ProblemId,
  words: Words = {},
): LocatedProblem {
  return createProblem(id, placeOf(source, offset), getNear(source.code, offset), words);
}

/** True where a node, or one that contains it, begins or ends outside the hunk. */
export const isCutOff = (source: CSource, node: CNode): boolean =>
  source.isFragment && (isHidden(source, node.from) || isHidden(source, Math.max(node.from, node.to - 1)));

/** True where the hunk has nothing after an offset: what ends there may continue in a line that is not shown. */
export const isLastSeen = ({ isFragment, code }: CSource, offset: number): boolean =>
  isFragment && code.text.slice(offset, code.text.length - code.suffix.length).trim() === '';

/** True where the hunk has nothing before an offset, and no entry begins there: it began in a line that is not shown. */
export const isFirstSeen = ({ isFragment, code }: CSource, offset: number): boolean =>
  isFragment &&
  code.text.slice(code.prefix.length, offset).trim() === '' &&
  !/^\s*[[.{]/.test(code.text.slice(offset));
