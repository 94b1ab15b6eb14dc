/**
 * How deep a text is nested, before a parser of Markdown or YAML sees it: they take long, or run out of stack, where lists,
 * quotations or brackets stand one inside the other many times. No lesson needs that.
 */

import type { LineColumn } from './lesson-problem.ts';

/** Levels of lists, quotations and brackets, each kind by itself. */
export const DEEPEST = 20;

const MARKER = /[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)/y;
/** `- - -`, which is a rule and no list. */
const RULE = /([-*])(?:[ \t]*\1){2,}[ \t]*$/y;

/** The first place that is nested deeper than that. Reads each line once; the text has line feeds only. */
export function findTooDeep(text: string): LineColumn | undefined {
  /** The columns at which the content of the open items begins. */
  const items: number[] = [];
  let brackets = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') {
      brackets = 0;
      continue;
    }
    const { column, end } = readMarkers(line, items);
    if (column !== undefined) return { line: index + 1, column };
    for (let at = end; at < line.length; at += 1) {
      const sign = line[at];
      if (sign === '\\') at += 1;
      else if (sign === '[' || sign === '{') brackets += 1;
      else if (sign === ']' || sign === '}') brackets = Math.max(0, brackets - 1);
      if (brackets > DEEPEST) return { line: index + 1, column: at + 1 };
    }
  }
  return undefined;
}

/** What a line begins with: the column of the mark that is one too many, and where the words begin. */
function readMarkers(line: string, items: number[]): { readonly column?: number; readonly end: number } {
  let quotes = 0;
  let isOwn = false;
  for (let at = 0; at < line.length; ) {
    const sign = line[at];
    if (sign === ' ' || sign === '\t') {
      at += 1;
      continue;
    }
    if (sign === '>') {
      quotes += 1;
      at += 1;
      if (quotes > DEEPEST) return { column: at, end: at };
      continue;
    }
    // An item goes on in the lines that are indented as its words are.
    if (!isOwn) while ((items.at(-1) ?? 0) > at) items.pop();
    RULE.lastIndex = at;
    MARKER.lastIndex = at;
    const [marker] = (!RULE.test(line) && MARKER.exec(line)) || [];
    if (marker === undefined) return { end: at };
    at += marker.length;
    items.push(at + 1);
    isOwn = true;
    if (items.length > DEEPEST) return { column: at - marker.length + 1, end: at };
  }
  return { end: line.length };
}
