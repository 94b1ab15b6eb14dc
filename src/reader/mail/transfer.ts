/**
 * Decodes quoted-printable and base64 bodies, and keeps each line's location in the pasted text. Quoted-printable keeps
 * every column; base64 can only point into its encoded lines. (postal-mime decodes both too, but without locations; the
 * tests compare the two.)
 *
 * @source RFC 2045, sections 6.7 and 6.8
 */

import type { SourceLine } from '../text/source-line.ts';
import { createLine, cutLine, joinLines } from '../text/source-line.ts';

const BLANKS = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/g;

/** A decoder for the charset of a mail; UTF-8 if the charset is unknown. */
function createDecoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset === 'us-ascii' ? 'utf-8' : charset);
  } catch {
    return new TextDecoder();
  }
}

/** Decodes the lines of a quoted-printable body; a line that ends in `=` continues on the next. */
export function decodeQuotedPrintable(lines: readonly SourceLine[], charset: string): SourceLine[] {
  const decoder = createDecoder(charset);
  const decoded: SourceLine[] = [];
  let pieces: Piece[] = [];
  const finish = () => {
    decoded.push(...splitLine(joinPieces(decodeBytes(pieces, decoder))));
    pieces = [];
  };
  for (const line of lines) {
    const isSoft = line.text.endsWith('=');
    for (const piece of readPieces(line, isSoft ? line.text.length - 1 : line.text.length))
      pieces.push(piece);
    if (!isSoft) finish();
  }
  if (pieces.length > 0) finish();
  return decoded;
}

/** A run of plain characters, or one encoded byte. */
type Piece = { readonly line: SourceLine; readonly byte: number | null };

function readPieces(line: SourceLine, end: number): Piece[] {
  const runs = line.text.slice(0, end).matchAll(/=([0-9A-Fa-f]{2})|(?:[^=]|=(?![0-9A-Fa-f]{2}))+/g);
  return Array.from(runs, (run): Piece => {
    const [text, hex] = run;
    return {
      line: toPiece(cutLine(line, run.index), text.length),
      byte: hex === undefined ? null : Number.parseInt(hex, 16),
    };
  });
}

/** Decodes consecutive bytes together: a character of several bytes may continue after a soft line break. */
function decodeBytes(pieces: readonly Piece[], decoder: TextDecoder): SourceLine[] {
  const decoded: SourceLine[] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at];
    if (!piece) break;
    if (piece.byte === null) {
      decoded.push(piece.line);
      at += 1;
      continue;
    }
    let end = at;
    while (pieces[end] && pieces[end]?.byte !== null) end += 1;
    const bytes = Uint8Array.from(pieces.slice(at, end), ({ byte }) => byte ?? 0);
    for (const character of decoder.decode(bytes).replace(BLANKS, ' ')) {
      const { line, column } = pieces[Math.min(at, end - 1)]?.line.spans[0] ?? { line: 1, column: 1 };
      decoded.push(createLine(character, line, column));
      at += decoder.encoding === 'utf-8' ? countBytes(character) : 1;
    }
    at = end;
  }
  return decoded;
}

/** How many bytes UTF-8 uses for a character. */
function countBytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

const toPiece = (line: SourceLine, length: number): SourceLine => ({
  text: line.text.slice(0, length),
  spans: line.spans.filter(({ at }) => at < length || at === 0),
});

/** Joins all pieces at once: one by one, a line of many pieces would take quadratic time. */
function joinPieces(pieces: readonly SourceLine[]): SourceLine {
  let length = 0;
  const spans = pieces.flatMap((piece) => {
    const moved = piece.spans.map((span) => ({ ...span, at: span.at + length }));
    length += piece.text.length;
    return moved;
  });
  const text = pieces.map((piece) => piece.text).join('');
  return spans.length > 0 ? { text, spans } : joinLines(createLine('', 1), createLine(text, 1));
}

/** Splits a line at the newlines that were encoded in it. */
function splitLine(line: SourceLine): SourceLine[] {
  if (!/[\r\n]/.test(line.text)) return [{ ...line, text: line.text.trimEnd() }];
  const lines: SourceLine[] = [];
  let rest = line;
  for (const part of line.text.split(/\r\n|\n|\r/)) {
    lines.push({ text: part.trimEnd(), spans: toPiece(rest, part.length).spans });
    rest = cutLine(rest, Math.min(rest.text.length, part.length + (rest.text[part.length] === '\r' ? 2 : 1)));
  }
  return lines.at(-1)?.text === '' ? lines.slice(0, -1) : lines;
}

/** Decodes the lines of a base64 body; undefined if it is not base64. */
export function decodeBase64(lines: readonly SourceLine[], charset: string): SourceLine[] | undefined {
  const rows = listRows(lines);
  const binary = parseBase64(rows.map(({ text }) => text).join(''));
  if (binary === undefined) return undefined;
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const starts = [0];
  for (const { text } of rows) starts.push((starts.at(-1) ?? 0) + text.length);
  const decoder = createDecoder(charset);
  const decoded: SourceLine[] = [];
  let row = 0;
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const first = Math.floor((start * 4) / 3);
    while (row < rows.length - 1 && (starts[row + 1] ?? 0) <= first) row += 1;
    const spans = [{ at: 0, ...locate(rows[row]?.line, first - (starts[row] ?? 0)) }];
    for (let next = row + 1; next < rows.length; next += 1) {
      const at = Math.ceil(((starts[next] ?? 0) * 3) / 4) - start;
      if (at >= end - start) break;
      if (at > 0) spans.push({ at, ...locate(rows[next]?.line, 0) });
    }
    decoded.push({
      text: decoder.decode(bytes.subarray(start, end)).replace(BLANKS, ' ').trimEnd(),
      spans,
    });
    start = end + 1;
  }
  return decoded;
}

/** The lines that are base64; a mailing list may add others below them. */
function listRows(lines: readonly SourceLine[]) {
  const filled = lines.filter(({ text }) => text !== '');
  const end = filled.findIndex(({ text }) => !/^[ \t]*[A-Za-z0-9+/]+={0,2}$/.test(text));
  return (end < 0 ? filled : filled.slice(0, end)).map((line) => ({
    line,
    text: line.text.replaceAll(/[^A-Za-z0-9+/]/g, ''),
  }));
}

function locate(line: SourceLine | undefined, offset: number) {
  const span = line?.spans[0];
  return { line: span?.line ?? 1, column: (span?.column ?? 1) + offset };
}

function parseBase64(text: string): string | undefined {
  try {
    return text === '' ? undefined : atob(text.slice(0, text.length - (text.length % 4 === 1 ? 1 : 0)));
  } catch {
    return undefined;
  }
}
