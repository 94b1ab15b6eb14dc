/**
 * A line of text that still knows where it was pasted. Each stage of reading takes lines and gives lines: prefixes
 * cut off, wrapped ends joined on, bytes decoded; every character keeps its line and column in the pasted text.
 */

/** A place in the pasted text, both counted from 1; a column counts UTF-16 units, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** From the character `at` of the line on, characters follow one another from this place. */
interface Span extends Place {
  readonly at: number;
}

export interface SourceLine {
  readonly text: string;
  /** By `at`, the first at 0. */
  readonly spans: readonly Span[];
}

/** Blanks that are pasted from web pages and mail programs, and the invisible byte order mark. */
const ODD_BLANKS = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/g;

/** A line of its own, from one place. */
export function createLine(text: string, line: number, column = 1): SourceLine {
  return { text, spans: [{ at: 0, line, column }] };
}

/** The lines of a text: LF, CRLF or CR end one, and odd blanks become plain ones. */
export function toLines(text: string): SourceLine[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((each, index) => createLine(each.replace(ODD_BLANKS, ' ').trimEnd(), index + 1));
}

/** Where a character of the line was pasted. One past the end is allowed. */
export function getPlace(line: SourceLine, offset: number): Place {
  const span = line.spans.findLast(({ at }) => at <= offset) ?? line.spans[0];
  return span
    ? { line: span.line, column: span.column + Math.max(0, offset - span.at) }
    : { line: 1, column: 1 };
}

/** The line from a character on. */
export function cutLine(line: SourceLine, from: number): SourceLine {
  if (from === 0) return line;
  const rest = line.spans.filter(({ at }) => at > from).map((span) => ({ ...span, at: span.at - from }));
  return { text: line.text.slice(from), spans: [{ at: 0, ...getPlace(line, from) }, ...rest] };
}

/** Two lines as one: how a line that a mail program wrapped is put together again. */
export function joinLines(first: SourceLine, second: SourceLine, glue = ''): SourceLine {
  const offset = first.text.length + glue.length;
  const moved = second.spans.map((span) => ({ ...span, at: span.at + offset }));
  return { text: first.text + glue + second.text, spans: [...first.spans, ...moved] };
}
