/**
 * The one entry: from any text to what can be reviewed in it, and what could not be read. Never throws.
 */

import { readBranches } from './c/c-branches.ts';
import { findRefusal } from './c/c-refusal.ts';
import type { Given } from './c/c-review.ts';
import { reviewSides } from './c/c-review.ts';
import { answerConditionals, countTurns } from './c/syntax/c-branch.ts';
import { createHunkSource, createSource } from './c/syntax/c-source.ts';
import { listSeries } from './driver/driver-flags.ts';
import type { LineKinds } from './line/line-info.ts';
import { NO_KINDS } from './line/line-info.ts';
import { toLineKinds } from './line/line-kind.ts';
import type { ReadText, TextPart } from './mail/read-text.ts';
import { readText } from './mail/read-text.ts';
import { markApart } from './patch/apart.ts';
import { findConflict, findOtherDiff } from './patch/other-diff.ts';
import { findLoose } from './patch/patch.ts';
import type { Review, ReviewInput, ReviewOptions } from './review-input.ts';
import { getStart, warn } from './review-input.ts';
import { reviewPlain } from './table/plain/plain-input.ts';
import { findBlocks } from './text/code-block.ts';
import type { Names } from './text/name/asked-name.ts';
import { findNames, NO_NAMES } from './text/name/asked-name.ts';
import { createNoTable } from './text/nearest.ts';
import type { LocatedProblem } from './text/problem.ts';
import { createProblem, sortProblems } from './text/problem.ts';
import type { Place, SourceLine } from './text/source-line.ts';
import { getPlace } from './text/source-line.ts';

/** The most tables and functions that are judged, over all mails of a text. */
export const MOST_INPUTS = 24;

/** What may hold a table: nothing else is parsed. */
const PROMISING = /[{}]|#\s{0,80}define|\[\s{0,80}\w[^\]]{0,600}\]\s{0,80}=|\bwhile\b|\bif\s*\(/;

/** What a text without a patch must have: an initializer, a macro, a function or a loop. */
const SHAPE = /#\s{0,80}define\b|\]\s{0,80}=|=\s{0,80}\{|\)\s{0,80}\{|\b(?:while|for|switch)\s*\(/;

/** Words that every table and function of interest has. */
const SPEAKING = /VFIO_|state|fsm|transition|allow|valid|arcs?\b|next/i;

const hasShape = (lines: readonly SourceLine[]) => lines.some(({ text }) => PROMISING.test(text));

const isPromising = (lines: readonly SourceLine[]) =>
  hasShape(lines) && lines.some(({ text }) => SPEAKING.test(text));

/** What a text turns into, what each of its lines is, and which of its names may be states. */
export interface ReadReview extends Review {
  readonly kinds: LineKinds;
  readonly names: Names;
}

/**
 * Reads a text. `reviewText(patch).inputs[0]?.new` is the table that the patch makes. Where nothing can be read,
 * `problems` says what was looked for.
 */
export function reviewText(input: string | Uint8Array, options: ReviewOptions = {}): ReadReview {
  let kinds = NO_KINDS;
  let found: Review = { inputs: [], problems: [] };
  try {
    const read = readText(input);
    kinds = toLineKinds(read.lines, read.bodies);
    found = review(read, options);
    return { ...found, kinds, names: findNames({ ...found, lines: read.lines }, options) };
  } catch (error) {
    const problems = [...found.problems, createUnexpected(error, { line: 1, column: 1 })];
    return { inputs: found.inputs, problems, kinds, names: NO_NAMES };
  }
}

function createUnexpected(error: unknown, place: Place): LocatedProblem {
  const why = error instanceof RangeError ? 'it is nested too deep' : String(error).slice(0, 80);
  return createProblem('unexpected', place, '', { why });
}

/** What fails in one part of a text leaves what the others have. */
function tryPart(part: TextPart, read: () => Review): Review {
  try {
    return read();
  } catch (error) {
    const [line] = part.levels[0]?.lines ?? [];
    return {
      inputs: [],
      problems: [createUnexpected(error, line ? getPlace(line, 0) : { line: 1, column: 1 })],
    };
  }
}

function review({ parts, lines, problems }: ReadText, options: ReviewOptions): Review {
  const inputs: ReviewInput[] = [];
  const all = [...problems];
  const series = listSeries(parts);
  const readParts = (some: readonly TextPart[], read: typeof reviewPatch) => {
    for (const part of some) {
      if (inputs.length > MOST_INPUTS) break;
      const listSeriesBefore = () => listSeries(parts, parts.indexOf(part));
      const found = tryPart(part, () => read(part, { options, series, listSeriesBefore }));
      inputs.push(...found.inputs);
      all.push(...found.problems);
    }
  };
  readParts(parts, reviewPatch);
  if (inputs.length === 0)
    readParts(all.length > 0 ? parts.filter(({ files }) => files.length === 0) : parts, reviewCode);
  if (inputs.length === 0 && parts.every(({ files }) => files.length === 0)) {
    // Problems with the lines as C do not matter once they are read as lines of a patch.
    const asCode = all.splice(problems.length);
    readParts(parts, reviewLoose);
    if (inputs.length === 0) all.push(...asCode);
  }
  if (inputs.length === 0) {
    const others = all.splice(problems.length);
    readParts(parts, reviewOther);
    if (inputs.length === 0 && all.length === problems.length) all.push(...others);
  }
  if (inputs.length === 0) {
    const files = parts.flatMap((part) => part.files);
    const other = findOtherDiff(lines, files) ?? (all.length === 0 ? findRefusal(parts) : undefined);
    if (other) return { inputs, problems: [other] };
  }
  if (inputs.length === 0 && all.length === 0) all.push(createNoTable(lines));
  all.push(...findConflict(inputs.length > 0 ? lines : []));
  const next = inputs[MOST_INPUTS];
  if (!next) return { inputs, problems: sortProblems(markApart(all, inputs, lines)) };
  const tooMany = createProblem('too-many', getStart(next), next.name, { limit: MOST_INPUTS });
  const others = all.filter(({ id }) => id !== 'too-many');
  return { inputs: inputs.slice(0, MOST_INPUTS), problems: sortProblems([...others, tooMany]) };
}

/** The sides of a patch: each hunk is a piece of C. */
function reviewPatch(part: TextPart, given: Given): Review {
  const hunks = part.files.flatMap(({ path, hunks: each }) => each.map((hunk) => ({ path, hunk })));
  if (hunks.length === 0) return { inputs: [], problems: [] };
  const texts = hunks.flatMap(({ hunk }, index) =>
    [hunk.new, hunk.old].map((lines) => ({ lines, hunk: index + 1 })),
  );
  return readBranches(countTurns(texts), (turn) => {
    const answers = answerConditionals(texts, turn);
    const toSources = (side: 'old' | 'new') =>
      hunks.flatMap(({ path, hunk }, index) => {
        const lines = hunk[side];
        if (!isPromising(lines) && !(hasShape(lines) && [hunk.old, hunk.new].some(isPromising))) return [];
        return [createHunkSource(lines, path, hunk.section, index + 1, hunk.cut, answers)];
      });
    const sources = toSources('new');
    return { sources, read: () => reviewSides(toSources('old'), sources, getProse(part), given) };
  });
}

/** A text without a patch: the C in it, the least quoted that has any. */
function reviewCode(part: TextPart, given: Given): Review {
  const problems: LocatedProblem[] = [];
  for (const { lines } of part.levels) {
    if (!isPromising(lines) || !SHAPE.test(lines.map(({ text }) => text).join('\n'))) continue;
    for (const piece of searchPieces(lines)) {
      const texts = [{ lines: piece, hunk: null }];
      const read = readBranches(countTurns(texts), (turn) => {
        const sources = [createSource(piece, '', answerConditionals(texts, turn))];
        return { sources, read: () => reviewSides(null, sources, getProse(part), given) };
      });
      if (read.inputs.some((input) => isOfPatch(input, lines))) continue;
      if (read.inputs.length > 0) return read;
      problems.push(...read.problems);
    }
  }
  return reviewPiece(part, given) ?? { inputs: [], problems };
}

/** Whether a line has an `if` with a state of the kernel after it. */
function asksForState(text: string): boolean {
  const at = text.search(/\bif\s{0,80}\(/);
  return at >= 0 && text.includes('VFIO_DEVICE_STATE_', at);
}

/** A text that begins within a function: as a hunk does, without its marks. */
function reviewPiece(part: TextPart, given: Given): Review | undefined {
  for (const { lines } of part.levels) {
    const isStep = lines.some(({ text }) => asksForState(text));
    if (!isStep || lines.some(({ text }) => /^[+-]/.test(text))) continue;
    const read = reviewSides(null, [createHunkSource(lines, '', '', 0)], getProse(part), given);
    if (read.inputs.length > 0) return read;
  }
  return undefined;
}

/** What begins in a line that is marked as added or removed is not C: its mark would be an operator. */
const isOfPatch = (input: ReviewInput, lines: readonly SourceLine[]): boolean => {
  const { line } = getStart(input);
  return lines.some((each) => /^[+-]/.test(each.text) && getPlace(each, 0).line === line);
};

/** Lines of a patch without the header of a hunk, the least quoted in which something is found. */
function reviewLoose(part: TextPart, given: Given): Review {
  for (const level of part.levels) {
    const file = findLoose(level);
    const read = file && reviewPatch({ ...part, files: [file] }, given);
    if (read && read.inputs.length > 0)
      return { ...read, inputs: read.inputs.map((input) => warn(input, 'hunk-headless', getStart(input))) };
  }
  return { inputs: [], problems: [] };
}

/** What is not C, the least quoted first, and then what a patch adds. */
function reviewOther({ levels, files }: TextPart, { options }: Given): Review {
  const added = files.flatMap(({ hunks }) => hunks.map((hunk) => hunk.new));
  for (const lines of [...levels.map((level) => level.lines), ...added]) {
    const read = reviewPlain(lines, options);
    if (read.inputs.length > 0) return read;
  }
  return { inputs: [], problems: [] };
}

/** The whole, and then the blocks of C in it where the whole is prose. */
function* searchPieces(lines: readonly SourceLine[]): Generator<readonly SourceLine[]> {
  yield lines;
  const blocks = findBlocks(lines);
  if (blocks.length < lines.length) yield blocks;
}

/** Everything around the C, for the generation. */
function getProse({ subject, levels }: TextPart): string {
  const lines: readonly SourceLine[] = levels[0]?.lines ?? [];
  return `${subject}\n${lines.map(({ text }) => text).join('\n')}`;
}
