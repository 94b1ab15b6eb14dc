/**
 * Tables as prose has them: the pipes of Markdown, the grids and simple tables of reStructuredText. Each is read into rows of
 * cells that know their place in the text.
 */

import type { Place, SourceLine } from '../../text/source-line.ts';
import { getPlace } from '../../text/source-line.ts';

export interface PlainCell {
  readonly text: string;
  readonly place: Place;
}

export interface PlainTable {
  readonly head: readonly PlainCell[];
  readonly rows: readonly (readonly PlainCell[])[];
}

const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$/;
const GRID_HEAD = /^\s*\+(?:=+\+)+\s*$/;
const GRID_RULE = /^\s*\+(?:-+\+)+\s*$/;
const SIMPLE = /^\s*={2,}(?:\s+={2,})+\s*$/;

/** The tables of a text, in its order. */
export function* searchPlainTables(lines: readonly SourceLine[]): Generator<PlainTable> {
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index]?.text ?? '';
    const before = lines[index - 1];
    if (text.length > 1000) continue;
    if (RULE.test(text) && before?.text.includes('|')) yield readPiped(before, lines.slice(index + 1));
    else if (GRID_HEAD.test(text) && before?.text.includes('|'))
      yield readPiped(before, lines.slice(index + 1));
    else if (SIMPLE.test(text) && SIMPLE.test(lines[index + 2]?.text ?? '')) {
      yield readSimple(lines.slice(index, index + 200));
      index += 2;
    }
  }
}

function readPiped(head: SourceLine, lines: readonly SourceLine[]): PlainTable {
  const rows: (readonly PlainCell[])[] = [];
  for (const line of lines) {
    if (GRID_RULE.test(line.text)) continue;
    if (!line.text.includes('|') || rows.length > 40) break;
    rows.push(splitPipes(line));
  }
  return { head: splitPipes(head), rows };
}

/** The cells between pipes; a pipe within a name, as in _SAVING|_RUNNING, is written `\|` in Markdown. */
function splitPipes(line: SourceLine): readonly PlainCell[] {
  const cells: PlainCell[] = [];
  const text = line.text.replace(/\|\s*$/, '');
  let start = text.indexOf('|') === text.length - text.trimStart().length ? text.indexOf('|') + 1 : 0;
  for (let at = start; at <= text.length; at += 1) {
    if (at < text.length && (text[at] !== '|' || text[at - 1] === '\\')) continue;
    const cell = text.slice(start, at);
    const offset = start + cell.length - cell.trimStart().length;
    cells.push({ text: cell.replaceAll('\\|', '|').trim(), place: getPlace(line, offset) });
    start = at + 1;
  }
  return cells;
}

/** Columns begin where the signs of the rule do. */
function readSimple(lines: readonly SourceLine[]): PlainTable {
  const starts = Array.from((lines[0]?.text ?? '').matchAll(/=+/g), ({ index }) => index);
  const split = (line: SourceLine): readonly PlainCell[] =>
    starts.map((start, column) => ({
      text: line.text.slice(start, starts[column + 1]).trim(),
      place: getPlace(line, start),
    }));
  const end = lines.findIndex(({ text }, index) => index > 2 && SIMPLE.test(text));
  const [, head] = lines;
  const rows = lines.slice(3, end < 0 ? 3 : end).filter(({ text }) => text.trim() !== '');
  return { head: head ? split(head) : [], rows: rows.map(split) };
}
