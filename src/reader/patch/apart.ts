/**
 * Finds unreadable hunks that do not concern the tables that were read: hunks that contain no VFIO name, define nothing that a
 * table could use and, in the file of a table, hold nothing that could be an entry.
 */

import type { ReviewInput } from '../review-input.ts';
import type { LocatedProblem, ProblemId } from '../text/problem.ts';
import type { SourceLine } from '../text/source-line.ts';

const OF_HUNK: readonly ProblemId[] = ['hunk-misfit', 'hunk-header'];

/** The start of a file's diff, quoted or not; and the file's name. */
const FILE = /^[> ]*(?:diff --|Index: |\+\+\+ \S)/;
const NAME = /^[> ]*\+\+\+ (\S+)/;

/** A line that no hunk goes past. */
const END = /^[> ]*(?:diff --|Index: |@@|--- (?:a\/|\/dev\/null)|-- $)/;

/** A line that could be an entry or a row of a table. */
const ENTRY = /\]\s*=|^[> ]*[+ -]\s*\{?\s*(?:\w+\s*,\s*)+\}?,?\s*$|[{}]\s*,/;

const TELLING = /VFIO_|_MIG_|device_state|fsm|#\s*define\b|\benum\b/i;

/** Marks the problems that lie apart from all tables. If no table was read, none is marked. */
export function markApart(
  problems: readonly LocatedProblem[],
  inputs: readonly ReviewInput[],
  lines: readonly SourceLine[],
): readonly LocatedProblem[] {
  if (inputs.length === 0 || !problems.some(({ id }) => OF_HUNK.includes(id))) return problems;
  const texts = lines.map(({ text }) => text);
  const names = inputs.flatMap((input) =>
    [input.new, input.old].flatMap((side) =>
      Object.values(side?.lines ?? {}).map(({ line }) => findName(texts, line)),
    ),
  );
  return problems.map((problem) => {
    if (!OF_HUNK.includes(problem.id)) return problem;
    const name = findName(texts, problem.line);
    const end = texts.findIndex((text, index) => index >= problem.line && END.test(text));
    const hunk = texts.slice(problem.line - 1, end < 0 ? undefined : end);
    const isOther = name !== undefined && (!names.includes(name) || !hunk.some((text) => ENTRY.test(text)));
    const isApart = isOther && !hunk.some((text) => TELLING.test(text));
    return isApart ? { ...problem, isApart } : problem;
  });
}

/** The file changed by the diff around a line, counted from 1; undefined outside a diff. */
function findName(texts: readonly string[], line: number): string | undefined {
  const start = texts.findLastIndex((text, index) => index < line && FILE.test(text));
  return NAME.exec(texts[start] ?? '')?.[1];
}
