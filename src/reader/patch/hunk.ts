/**
 * Reads the hunks of a unified diff, whatever surrounds them. The header says how many lines follow; lines that a mail
 * program wrapped are rejoined; jsdiff decides whether the result fits.
 *
 * @source GNU diffutils, "Detailed Description of Unified Format"
 */

import { parsePatch } from 'diff';
import { getWidth, isOmission } from '../mail/quotation.ts';
import type { LocatedProblem } from '../text/problem.ts';
import { createProblem } from '../text/problem.ts';
import type { SourceLine } from '../text/source-line.ts';
import { cutLine, getPlace, joinLines } from '../text/source-line.ts';

export interface Hunk {
  /** The numbers of the header, `-1664,6 +1664,47`. */
  readonly range: string;
  /** The function around the hunk, as the header shows it. */
  readonly section: string;
  readonly header: SourceLine;
  readonly old: readonly SourceLine[];
  readonly new: readonly SourceLine[];
  /** True if the hunk has as many lines as its header says. */
  readonly fits: boolean;
  readonly problem: LocatedProblem | null;
  /** What is known about lines that a quotation left out; null if it left out none. */
  readonly cut: Cut | null;
}

/** How a quotation left out lines of a hunk. */
export interface Cut {
  /** The numbers of changed lines next to a gap: the gap may hold what they replace, or what replaces them. */
  readonly edges: ReadonlySet<number>;
  /** True if nothing shows where the gap is: any row may lack an entry. */
  readonly isSilent: boolean;
}

const HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$/;

/** A line that ends a hunk, whatever its header declares. */
const END = /^(?:diff |@@ |Index: |-- ?$|--- (?:a\/|\/dev\/null|\S+\s+\d{4}-))/;

/** A sign before a tab, blanks or C punctuation marks a diff line even outside a hunk; `- item` is prose. */
const SIGNED = /^[+-](?:\t| {2,}\S|[#{}/])/;

/** How many more lines a hunk may have than its header declares. */
const MOST_EXTRA = 100;

/** Not all of a patch was copied where its last hunk lacks so many lines; with fewer, somebody has edited it. */
const FEWEST_CUT = 10;

interface Read {
  /** One hunk, or its pieces if a quotation left out lines. */
  readonly hunks: readonly Hunk[];
  /** The index of the first line after the hunk. */
  readonly next: number;
}

/** True if a hunk begins here, well-formed or not. More than two `@` mean a merge, which has several old sides. */
export const isHunkHeader = (text: string): boolean => /^@@@* .*-\d/.test(text);

/** True if a line's sign alone shows that it belongs to a diff. */
export const isSigned = (text: string): boolean => SIGNED.test(text);

/** The index of the first line after a hunk whose header cannot be read: its lines are not read as C. */
export function skipHunk(lines: readonly SourceLine[], index: number): number {
  const end = lines.findIndex(({ text }, at) => at > index && !/^[ +\-\\]/.test(text));
  return end < 0 ? lines.length : end;
}

/** Reads the hunk whose header is the line at `index`. Only one that is quoted, or the last of a text, may have lines left out. */
export function readHunk(
  lines: readonly SourceLine[],
  index: number,
  isQuoted = false,
): Read | LocatedProblem {
  const header = lines[index];
  const [, oldStart, oldCount = '1', newStart, newCount = '1', section = ''] =
    HEADER.exec(header?.text ?? '') ?? [];
  if (!header || oldStart === undefined) {
    const place = header ? getPlace(header, 0) : { line: 1, column: 1 };
    return createProblem('hunk-header', place, header?.text ?? '', { header: header?.text ?? '' });
  }
  const [oldLines, newLines] = [Number(oldCount), Number(newCount)];
  const { body, cuts, oldLeft, newLeft, next } = readBody(lines, index + 1, [oldLines, newLines], isQuoted);
  const fits = hasFit(header.text, body);
  const range = `-${oldStart},${oldCount} +${newStart},${newCount}`;
  const isEnded =
    Math.max(oldLeft, newLeft) >= FEWEST_CUT && lines.slice(next).every(({ text }) => text.trim() === '');
  const isTrimmed = (isQuoted || isEnded) && oldLeft >= 0 && newLeft >= 0;
  const problem = fits
    ? null
    : createProblem(isTrimmed ? 'hunk-trimmed' : 'hunk-misfit', getPlace(header, 0), header.text, {
        header: `@@ ${range} @@`,
        oldLines,
        newLines,
        found: `${oldLines - oldLeft} old and ${newLines - newLeft} new`,
      });
  const common = { range, section: section.trim(), header, fits, problem };
  if (fits || !isTrimmed) return { hunks: toPieces(body, [], common, null), next };
  const ends = sortUnique([...cuts, ...findBreaks(body)]);
  const after = countContext(body);
  if (ends.length === 0 && after === LINES_AROUND) ends.push(...findGaps(body));
  const isSilent = ends.length === 0 && after > 0;
  return { hunks: toPieces(body, ends, common, { isSilent }), next };
}

interface Body {
  readonly body: readonly SourceLine[];
  /** The indexes in the body where lines were left out. */
  readonly cuts: readonly number[];
  /** How many old and new lines the header declares beyond those found. */
  readonly oldLeft: number;
  readonly newLeft: number;
  readonly next: number;
}

/** The lines of a hunk, with wrapped lines rejoined. */
function readBody(
  lines: readonly SourceLine[],
  start: number,
  counts: readonly [old: number, new: number],
  isQuoted: boolean,
): Body {
  const body: SourceLine[] = [];
  const cuts: number[] = [];
  let [oldLeft, newLeft] = counts;
  let next = start;
  for (; next < lines.length; next += 1) {
    const line = lines[next];
    if (!line) break;
    const { text } = line;
    const isOver = oldLeft <= 0 && newLeft <= 0;
    if (text.startsWith('\\')) continue;
    if (isQuoted && !isOver && isOmission(text)) {
      cuts.push(body.length);
      continue;
    }
    if (END.test(text) && !(text.startsWith('-') && oldLeft > 0 && newLeft > 0)) break;
    if (oldLeft < -MOST_EXTRA || newLeft < -MOST_EXTRA) break;
    if (isOver && !isSigned(text)) break;
    if (/^[+\- ]/.test(text) || text === '') {
      if (text === '' && isOver) break;
      body.push(line);
      if (!text.startsWith('+')) oldLeft -= 1;
      if (!text.startsWith('-')) newLeft -= 1;
    } else {
      const before = body.at(-1);
      if (before && isWrapped(before.text, text)) body.splice(-1, 1, joinLines(before, trimStart(line), ' '));
      else if (body.length === 0) continue;
      else break;
    }
  }
  while (body.at(-1)?.text === '' && (oldLeft !== 0 || newLeft !== 0)) {
    body.pop();
    oldLeft += 1;
    newLeft += 1;
  }
  return { body, cuts, oldLeft, newLeft, next };
}

/** Makes hunks of patch lines whose header is not in the text: a reply may quote no more than those. */
export function createLoose(lines: readonly SourceLine[]): readonly Hunk[] {
  const [header] = lines;
  if (!header) return [];
  const cuts = lines.flatMap(({ text }, index) => (isOmission(text) ? [index] : []));
  const ends = sortUnique([...cuts, ...findBreaks(lines)]);
  return toPieces(lines, ends, { range: '', section: '', header, fits: false, problem: null }, NOWHERE);
}

/** Splits the lines at each cut. Only the first piece starts at the line that the header names. */
function toPieces(
  body: readonly SourceLine[],
  cuts: readonly number[],
  common: Omit<Hunk, 'old' | 'new' | 'cut'>,
  cut: Pick<Cut, 'isSilent'> | null,
): readonly Hunk[] {
  const ends = [...cuts, body.length];
  return ends.map((end, piece): Hunk => {
    const shown = body.slice(ends[piece - 1] ?? 0, end).filter(({ text }) => !isOmission(text));
    return {
      ...common,
      ...(piece > 0 && { section: '', problem: null }),
      cut: cut && { ...cut, edges: findEdges(shown, piece > 0 || common.range === '') },
      old: shown.filter(({ text }) => !text.startsWith('+')).map(dropMark),
      new: shown.filter(({ text }) => !text.startsWith('-')).map(dropMark),
    };
  });
}

const NOWHERE = { isSilent: false };

/** The numbers of the changed lines at the end of a piece, and at its start if lines are left out before it. */
function findEdges(shown: readonly SourceLine[], isCutBefore: boolean): ReadonlySet<number> {
  const isContext = ({ text }: SourceLine) => !/^[+-]/.test(text);
  const first = shown.findIndex(isContext);
  const before = isCutBefore ? shown.slice(0, first < 0 ? shown.length : first) : [];
  const after = shown.slice(shown.findLastIndex(isContext) + 1);
  return new Set([...before, ...after].map((line) => getPlace(line, 0).line));
}

const sortUnique = (indexes: readonly number[]) => [...new Set(indexes)].sort((a, b) => a - b);

/** How many context lines git writes at the end of a hunk: if all are there, the gap is above them. */
const LINES_AROUND = 3;

const countContext = (body: readonly SourceLine[]): number =>
  body.length - 1 - body.findLastIndex(({ text }) => /^[+-]/.test(text));

/** The indexes where a comment in the mail interrupts the lines. */
const findGaps = (body: readonly SourceLine[]): number[] =>
  body.flatMap((line, index) => {
    const before = body[index - 1];
    return before && getPlace(line, 0).line > getPlace(before, 0).line + 1 ? [index] : [];
  });

/**
 * The indexes where lines must be missing: a removed line directly follows an added one; or in an initializer, the
 * indentation does not increase after `{`, or changes after an entry.
 */
function findBreaks(body: readonly SourceLine[]): number[] {
  const breaks = new Set(
    body.flatMap(({ text }, index) =>
      text.startsWith('-') && body[index - 1]?.text.startsWith('+') ? [index] : [],
    ),
  );
  for (const mark of ['-', '+']) {
    let before: string | undefined;
    for (const [index, { text }] of body.entries()) {
      if (text.startsWith(mark) || text.slice(1).trim() === '') continue;
      const code = text.slice(1);
      if (before !== undefined && isBreak(before, code)) breaks.add(index);
      before = code;
    }
  }
  return [...breaks];
}

/** A line of a table: an entry, or the start or end of a row. */
const TABLE_LINE = /^\s*(?:\[[^\]]*\]\s*=.*[,{]|\},?;?)$/;

function isBreak(before: string, after: string): boolean {
  if (!TABLE_LINE.test(before) || !TABLE_LINE.test(after) || /;$/.test(before)) return false;
  const [indent, next] = [getIndent(before), getIndent(after)];
  const isEnd = /^\s*\}/.test(after);
  if (before.endsWith('{')) return isEnd ? next !== indent : next <= indent;
  return isEnd ? next >= indent : next !== indent;
}

const getIndent = (text: string) => getWidth(text.slice(0, text.length - text.trimStart().length));

/** No mail program wraps narrower lines; what follows one is a comment. The quotation marks are already cut off. */
const WRAP_WIDTH = 48;

function isWrapped(before: string, rest: string): boolean {
  const [word = ''] = rest.split(/\s/);
  return before.trim() !== '' && getWidth(before) + word.length >= WRAP_WIDTH;
}

const trimStart = (line: SourceLine) => cutLine(line, line.text.length - line.text.trimStart().length);
const dropMark = (line: SourceLine) => (line.text === '' ? line : cutLine(line, 1));

function hasFit(header: string, body: readonly SourceLine[]): boolean {
  try {
    const text = [header, ...body.map((line) => line.text || ' ')].join('\n');
    return parsePatch(text)[0]?.hunks.length === 1;
  } catch {
    return false;
  }
}
