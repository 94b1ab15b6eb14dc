/**
 * A text of both protocols, as where a driver keeps its v1 table beside a v2 one: functions and declarations that use the names
 * of one protocol alone are blanked out for the other, so that each is read with its own values.
 */

import type { Generation } from '../text/kernel-name.ts';
import { isOnlyIn, listStateNames } from '../text/kernel-name.ts';
import type { Place, SourceLine } from '../text/source-line.ts';
import type { CSource } from './syntax/c-source.ts';
import { createHunkSource, createSource, isHidden, placeOf } from './syntax/c-source.ts';
import type { CNode } from './syntax/c-tree.ts';

/** A function or declaration, and the protocol whose names it uses; null where it uses those of both, or of neither alone. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly generation: Generation | null;
  /** Whether it can be a table or a step function. */
  readonly isBody: boolean;
}

const BODIES = new Set(['FunctionDefinition', 'Declaration']);
const GENERATIONS = ['v1', 'v2'] as const;
const NAMES = /\bVFIO_(?:DEVICE_STATE|MIGRATION)_\w+/g;

const pieces = new WeakMap<CSource, readonly Piece[]>();

function listPieces(source: CSource): readonly Piece[] {
  const known = pieces.get(source);
  if (known) return known;
  const found: Piece[] = [];
  for (let node = source.tree.topNode.firstChild; node; node = node.nextSibling)
    found.push(toPiece(source, node));
  pieces.set(source, found);
  return found;
}

function toPiece(source: CSource, { name, from, to }: CNode): Piece {
  const text = source.text.slice(from, to).replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const isBody = BODIES.has(name) && text.includes('{');
  return { from, to, isBody, generation: name === 'PreprocDirective' ? ofMacro(text) : ofNames(text) };
}

function ofNames(text: string): Generation | null {
  const names = text.match(NAMES) ?? [];
  const own = GENERATIONS.filter((generation) => names.some((name) => isOnlyIn(name, generation)));
  return own.length === 1 ? (own[0] ?? null) : null;
}

const MACRO = /^\s*#\s*define\s+(VFIO_DEVICE_STATE_\w+)/;

/** The headers of v1 define states as macros, and those of v2 as enumerators. */
function ofMacro(text: string): Generation | null {
  const [, name] = MACRO.exec(text) ?? [];
  return name !== undefined && listStateNames('v1').includes(name) ? 'v1' : ofNames(text);
}

/** The protocols that tables or functions of these sources are of, by names that only one has. */
export function listGenerations(sources: readonly CSource[]): readonly Generation[] {
  const bodies = sources.flatMap((source) => listPieces(source).filter(({ isBody }) => isBody));
  return GENERATIONS.filter((generation) => bodies.some((piece) => piece.generation === generation));
}

/** The sources without what is of the other protocol; lines and columns stay. */
export function takeGeneration(sources: readonly CSource[], generation: Generation): readonly CSource[] {
  return sources.map((source) => {
    const others = listPieces(source).filter(
      (piece) => piece.generation !== null && piece.generation !== generation,
    );
    return others.length === 0 ? source : blankPieces(source, others);
  });
}

function blankPieces(source: CSource, others: readonly Piece[]): CSource {
  const { code, path, section, hunk, cut, isFragment, dropped, unsure, gaps } = source;
  const lines = code.lines.map((line, index): SourceLine => {
    const start = code.starts[index] ?? 0;
    const end = start + line.text.length;
    let { text } = line;
    for (const { from, to } of others) {
      if (to <= start || from >= end) continue;
      const [first, last] = [Math.max(0, from - start), Math.min(line.text.length, to - start)];
      text = text.slice(0, first) + ' '.repeat(last - first) + text.slice(last);
    }
    return text === line.text ? line : { ...line, text };
  });
  const made = isFragment ? createHunkSource(lines, path, section, hunk, cut) : createSource(lines, path);
  return {
    ...made,
    dropped,
    unsure,
    gaps: gaps.map((gap) => made.code.starts[code.starts.indexOf(gap)] ?? 0),
  };
}

/** Whether a place lies in a piece that uses names of this protocol alone; else it may be of either. */
export function isOfGeneration(sources: readonly CSource[], generation: Generation, place: Place): boolean {
  return sources.some((source) =>
    listPieces(source).some((piece) => piece.generation === generation && holds(source, piece, place)),
  );
}

function holds(source: CSource, { from, to }: Piece, { line }: Place): boolean {
  const [first, last] = [from, to - 1].map((at) =>
    isHidden(source, at) ? undefined : placeOf(source, at).line,
  );
  return (first ?? -1) <= line && line <= (last ?? Number.POSITIVE_INFINITY);
}
