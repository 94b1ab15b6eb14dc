/**
 * Turns a line and a column into an offset in the editor's text, and into the range to underline there. The user may have
 * typed since the location was found, so one that no longer exists becomes the nearest one that does.
 */

/** The part of CodeMirror's `Text` that is used here. */
interface Document {
  readonly lines: number;
  line(number: number): { readonly from: number; readonly to: number; readonly text: string };
}

/** The most characters to underline. */
const LONGEST = 80;

/** What the underlined range skips: blanks, and at the start of a line its quotation marks and diff sign. */
const BLANKS = /^\s+(?=\S)/;
const LINE_START = /^[>+\-\s]+(?=\S)/;

const clamp = (value: number, least: number, most: number) =>
  Math.min(most, Math.max(least, Number.isFinite(value) ? Math.trunc(value) : least));

/** The nearest line number that the text has. */
export const clampLine = (document: Document, line: number): number => clamp(line, 1, document.lines);

/** The offset of a line and column, both counted from 1. */
export function getOffset(document: Document, line: number, column: number): number {
  const { from, to } = document.line(clampLine(document, line));
  return clamp(from + column - 1, from, to);
}

/**
 * The range to underline at a location: a designator, a word or a run of punctuation. Blanks there are skipped, and at the
 * start of a line its quotation marks and diff sign. Past the end of a line, the range is its last character. It is empty
 * only on an empty line.
 */
export function getRange(
  document: Document,
  line: number,
  column: number,
): readonly [from: number, to: number] {
  const { from: start, to: end, text } = document.line(clampLine(document, line));
  if (start === end) return [start, start];
  const asked = Math.min(getOffset(document, line, column), end - 1);
  const skipped = (asked === start ? LINE_START : BLANKS).exec(text.slice(asked - start))?.[0] ?? '';
  const at = asked + skipped.length;
  const rest = text.slice(at - start, at - start + LONGEST);
  const word = /^(?:\[[\w |]+\]|\w+|[^\w\s]+|\s)/.exec(rest)?.[0] ?? rest;
  return [at, at + word.length];
}
