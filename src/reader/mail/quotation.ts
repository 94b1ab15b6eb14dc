/**
 * Reads the quotation marks of mail: how deeply each line is quoted, and what it says. The lines of one depth form a text of
 * their own, so that a patch can be read despite the comments written between its lines.
 */

import type { SourceLine } from '../text/source-line.ts';
import { cutLine, joinLines } from '../text/source-line.ts';

/** `>`, `> >` and `>>` in any mixture, starting in the first column. */
const MARKS = /^>(?: ?>)*/;

/** The start of a diff line directly after a mark, with no blank between them. */
const BARE = /^(?:diff --git |@@ -|\+\+\+ |--- \S)/;

/** A mail program may have wrapped a line of at least this width. A tab counts as eight columns. */
const WRAP_WIDTH = 60;

/** The lines at one depth of quotation; depth 0 is not quoted. */
export interface QuoteLevel {
  readonly depth: number;
  readonly lines: readonly SourceLine[];
}

interface Marked {
  readonly depth: number;
  readonly line: SourceLine;
  /** The text after the marks, including the blank. */
  readonly rest: SourceLine;
}

/** One text for each depth that occurs, the unquoted text first. */
export function splitQuotes(lines: readonly SourceLine[]): QuoteLevel[] {
  const marked = rejoin(lines.map(toMarked));
  const levels = new Map<number, Marked[]>();
  for (const each of marked) {
    if (isOmission(each.rest.text))
      for (const [depth, level] of levels) if (depth > each.depth) level.push({ ...each, depth });
    const level = levels.get(each.depth);
    if (level) level.push(each);
    else levels.set(each.depth, [each]);
  }
  return [...levels]
    .map(([depth, level]) => ({ depth, lines: depth === 0 ? level.map(({ rest }) => rest) : unmark(level) }))
    .sort((a, b) => a.depth - b.depth);
}

/** Dots; a word such as `snip`, with or without dots; brackets around words that include one; or scissors. */
const OMISSIONS = [
  /^[[(<]?\s*(?:\.{2,}|\u2026)\s*[\])>]?$/,
  /^(?:\.{2,}|\u2026|-{2,})?\s*(?:snip(?:ped)?|cut|trimmed|omitted|skip(?:ped)?)\s*(?:\.{2,}|\u2026|-{2,})?$/i,
  /^[[(<][^[\]=;{}]{0,60}\b(?:snip(?:ped)?|cut|trim(?:med|ming)?|omitt(?:ed|ing)|skip(?:ped|ping)?|elided|deleted|removed)\b[^[\]=;{}]{0,60}[\])>]$/i,
  /^-*\s*(?:8<|>8)\s*-+.*$/,
];

/** True for a line that says text was left out: `[...]`, `[snip]`, `...`, `[ the other rows are cut ]`, and the like. */
export function isOmission(text: string): boolean {
  const said = text.replace(/^[+-]/, '').trim();
  return OMISSIONS.some((pattern) => pattern.test(said));
}

/** How deeply a line is quoted, and how long its marks are. `readMarks('> > a')` is `{ depth: 2, length: 3 }`. */
export function readMarks(text: string): { readonly depth: number; readonly length: number } {
  const marks = MARKS.exec(text)?.[0] ?? '';
  return { depth: marks.replaceAll(' ', '').length, length: marks.length };
}

function toMarked(line: SourceLine): Marked {
  const { depth, length } = readMarks(line.text);
  return { depth, line, rest: cutLine(line, length) };
}

/** Cuts the blank after the marks. Some mail programs write none; their diffs start right after the mark. */
function unmark(level: readonly Marked[]): SourceLine[] {
  let isBare = false;
  return level.map(({ rest }) => {
    if (BARE.test(rest.text)) isBare = true;
    else if (BARE.test(rest.text.slice(1))) isBare = false;
    return !isBare && rest.text.startsWith(' ') ? cutLine(rest, 1) : rest;
  });
}

/** Joins a single line to the long line before it if both its neighbours are quoted more deeply. */
function rejoin(marked: readonly Marked[]): Marked[] {
  const whole: Marked[] = [];
  for (let index = 0; index < marked.length; index += 1) {
    const [before, each, after] = [whole.at(-1), marked[index], marked[index + 1]];
    if (!each) continue;
    const isRest =
      before && after && each.depth < before.depth && after.depth === before.depth && isWrapped(before, each);
    if (isRest)
      whole.splice(-1, 1, {
        ...before,
        rest: joinLines(before.rest, cutLine(each.rest, countBlanks(each.rest.text)), ' '),
      });
    else whole.push(each);
  }
  return whole;
}

const countBlanks = (text: string) => text.length - text.trimStart().length;

function isWrapped(before: Marked, each: Marked): boolean {
  const [word] = each.rest.text.trim().split(/\s/);
  if (!word || before.rest.text.trim() === '' || isOmission(each.rest.text)) return false;
  return (
    getWidth(before.line.text) + word.length >= WRAP_WIDTH && /[,|([{&+=*A-Za-z0-9_]$/.test(before.line.text)
  );
}

/** The width of a text in screen columns. */
export function getWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character === '\t' ? 8 - (width % 8) : 1;
  return width;
}
