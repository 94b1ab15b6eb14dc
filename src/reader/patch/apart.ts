/**
 * Hunks that cannot be read and have nothing to do with the tables that were: those in which no name of VFIO stands, nothing is
 * defined that a table may use and, in the file of a table, nothing that may be an entry.
 */

import type { ReviewInput } from '../review-input.ts';
import type { LocatedProblem, ProblemId } from '../text/problem.ts';
import type { SourceLine } from '../text/source-line.ts';

const OF_HUNK: readonly ProblemId[] = ['hunk-misfit', 'hunk-header'];

/** Where the diff of a file begins, quoted or not; and its name. */
const FILE = /^[> ]*(?:diff --|Index: |\+\+\+ \S)/;
const NAME = /^[> ]*\+\+\+ (\S+)/;

/** Where a hunk ends at the latest. */
const END = /^[> ]*(?:diff --|Index: |@@|--- (?:a\/|\/dev\/null)|-- $)/;

/** What may be an entry of a table, or a row of one. */
const ENTRY = /\]\s*=|^[> ]*[+ -]\s*\{?\s*(?:\w+\s*,\s*)+\}?,?\s*$|[{}]\s*,/;

const TELLING = /VFIO_|_MIG_|device_state|fsm|#\s*define\b|\benum\b/i;

/** The problems, each that lies apart marked so. Where nothing was read, none does. */
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

/** The file that the diff around a line, counted from 1, changes; undefined outside of one. */
function findName(texts: readonly string[], line: number): string | undefined {
  const start = texts.findLastIndex((text, index) => index < line && FILE.test(text));
  return NAME.exec(texts[start] ?? '')?.[1];
}
