/**
 * From a line and a column to the offset in the editor's text, and to what is underlined there. A text that is typed in
 * is newer than what was found in it, so a place that is no longer there becomes the nearest that is.
 */

/** As much of CodeMirror's `Text` as is asked for. */
interface Document {
  readonly lines: number;
  line(number: number): { readonly from: number; readonly to: number; readonly text: string };
}

/** Characters that are underlined at most. */
const LONGEST = 80;

const clamp = (value: number, least: number, most: number) =>
  Math.min(most, Math.max(least, Number.isFinite(value) ? Math.trunc(value) : least));

/** A line number that the text has. */
export const clampLine = (document: Document, line: number): number => clamp(line, 1, document.lines);

/** The offset of a place; line and column count from 1. */
export function getOffset(document: Document, line: number, column: number): number {
  const { from, to } = document.line(clampLine(document, line));
  return clamp(from + column - 1, from, to);
}

/**
 * The word, or the run of other signs, at a place; of a place past the end of its line the last character. Empty only
 * in an empty line.
 */
export function getRange(
  document: Document,
  line: number,
  column: number,
): readonly [from: number, to: number] {
  const { from: start, to: end, text } = document.line(clampLine(document, line));
  if (start === end) return [start, start];
  const at = Math.min(getOffset(document, line, column), end - 1);
  const rest = text.slice(at - start, at - start + LONGEST);
  const word = /^(?:\w+|[^\w\s]+|\s)/.exec(rest)?.[0] ?? rest;
  return [at, at + word.length];
}
