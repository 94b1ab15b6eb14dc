/**
 * The one entry: from any text to what can be reviewed in it, and what could not be read. Never throws.
 */

import { createScope, readDefinitions } from './c-scope.ts';
import type { CSide } from './c-side.ts';
import { readSide } from './c-side.ts';
import type { CSource } from './c-source.ts';
import { createHunkSource, createSource } from './c-source.ts';
import { findBlocks } from './code-block.ts';
import { createDriverInputs, createValidityInputs } from './driver-input.ts';
import { findGeneration } from './generation.ts';
import { createNoTable } from './nearest.ts';
import type { LocatedProblem } from './problem.ts';
import { createProblem, createWarning } from './problem.ts';
import type { TextPart } from './read-text.ts';
import { readText } from './read-text.ts';
import type { Review, ReviewInput, ReviewOptions } from './review-input.ts';
import type { SourceLine } from './source-line.ts';
import { createTableInputs } from './table-input.ts';

/** Problems that are listed at most; a text that has more is broken in one way, many times. */
const MOST_PROBLEMS = 50;

/** What may hold a table: nothing else is parsed. */
const PROMISING = /[{}]|#\s*define|\[\s*\w+[^\]]*\]\s*=|\bwhile\b|\bif\s*\(/;

/** Words of every table and function that is looked for. */
const SPEAKING = /VFIO_|state|fsm|transition|allow|valid|arcs?\b|next/i;

const isPromising = (lines: readonly SourceLine[]) =>
  lines.some(({ text }) => PROMISING.test(text)) && lines.some(({ text }) => SPEAKING.test(text));

/**
 * Reads a text. `reviewText(patch).inputs[0]?.new` is the table that the patch makes. Where nothing can be read,
 * `problems` says what was looked for.
 */
export function reviewText(input: string | Uint8Array, options: ReviewOptions = {}): Review {
  try {
    return review(input, options);
  } catch (error) {
    const why = error instanceof RangeError ? 'it is nested too deep' : String(error).slice(0, 80);
    return { inputs: [], problems: [createProblem('unexpected', { line: 1, column: 1 }, '', { why })] };
  }
}

function review(input: string | Uint8Array, options: ReviewOptions): Review {
  const { parts, lines, problems } = readText(input);
  const found = parts.map((part) => reviewPatch(part, options));
  const inputs = found.flatMap((each) => each.inputs);
  const all = [...problems, ...found.flatMap((each) => each.problems)];
  if (inputs.length === 0)
    for (const part of all.length > 0 ? parts.filter(({ files }) => files.length === 0) : parts) {
      const code = reviewCode(part, options);
      inputs.push(...code.inputs);
      all.push(...code.problems);
    }
  if (inputs.length === 0 && all.length === 0) all.push(createNoTable(lines));
  return { inputs, problems: sortProblems(all) };
}

/** The sides of a patch: each hunk is a piece of C. */
function reviewPatch(part: TextPart, options: ReviewOptions): Review {
  const hunks = part.files.flatMap(({ path, hunks: each }) => each.map((hunk) => ({ path, hunk })));
  if (hunks.length === 0) return { inputs: [], problems: [] };
  const toSources = (side: 'old' | 'new') =>
    hunks.flatMap(({ path, hunk }, index) => {
      const lines = hunk[side];
      return isPromising(lines) ? [createHunkSource(lines, path, hunk.section, index + 1)] : [];
    });
  return reviewSides(toSources('old'), toSources('new'), getProse(part), options);
}

/** A text without a patch: the C in it, the least quoted that has any. */
function reviewCode(part: TextPart, options: ReviewOptions): Review {
  const problems: LocatedProblem[] = [];
  for (const { lines } of part.levels) {
    if (!isPromising(lines)) continue;
    for (const piece of [lines, findBlocks(lines)]) {
      const read = reviewSides(null, [createSource(piece)], getProse(part), options);
      if (read.inputs.length > 0) return read;
      problems.push(...read.problems);
    }
  }
  return { inputs: [], problems };
}

/** All that stands around the C, for the generation. */
function getProse({ subject, levels }: TextPart): string {
  const lines: readonly SourceLine[] = levels[0]?.lines ?? [];
  return `${subject}\n${lines.map(({ text }) => text).join('\n')}`;
}

function reviewSides(
  oldSources: readonly CSource[] | null,
  sources: readonly CSource[],
  prose: string,
  options: ReviewOptions,
): Review {
  if (sources.length === 0 && (oldSources?.length ?? 0) === 0) return { inputs: [], problems: [] };
  const definitions = readDefinitions([...sources, ...(oldSources ?? [])]);
  const text = [...sources, ...(oldSources ?? [])].map((source) => source.text).join('\n');
  const found = findGeneration(text, prose, definitions, options.generation ?? null);
  const common = { generation: found.generation, generationWhy: found.why, options };
  const side = readSide(sources, createScope(definitions, found.generation), options);
  const old = oldSources === null ? null : readOld(oldSources, sources, found.generation, options);
  const tables = createTableInputs(old, side, common);
  const inputs = [
    ...tables.inputs,
    ...createDriverInputs(old, side, common),
    ...createValidityInputs(old, side, common),
  ].map((input) => (found.isAssumed ? warnAssumed(input) : input));
  return { inputs, problems: [...side.problems, ...(old?.problems ?? []), ...tables.problems] };
}

/** The old side knows its own definitions first. */
function readOld(
  oldSources: readonly CSource[],
  sources: readonly CSource[],
  generation: ReviewInput['generation'],
  options: ReviewOptions,
): CSide {
  const definitions = readDefinitions([...oldSources, ...sources]);
  return readSide(oldSources, createScope(definitions, generation), options);
}

function warnAssumed(input: ReviewInput): ReviewInput {
  const place = Object.values(input.new.lines)[0] ?? { line: 1, column: 1 };
  const warning = createWarning('generation-assumed', place, { generation: input.generation });
  return { ...input, warnings: [warning, ...input.warnings] };
}

/** In the order of the text, each once. */
function sortProblems(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const seen = new Map<string, LocatedProblem>();
  for (const problem of problems) {
    const key = `${problem.line}:${problem.column}:${problem.id}`;
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MOST_PROBLEMS);
}
