/**
 * What a terminal, a web page or a tool has put into the lines that were copied from it: colours, line numbers, the author of
 * each line, HTML entities, the indentation of a whole patch. The C or the patch is what is left, with its places.
 */

import type { SourceLine } from '../text/source-line.ts';
import { createLine, cutLine, joinLines } from '../text/source-line.ts';

const ESCAPE = '\u001b';

/** Colours of `git diff --color`, and what it writes to clear the rest of a line. */
const COLOURS = new RegExp(`${ESCAPE}\\[[\\d;]{0,40}[mK]`, 'g');

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

const ENTITY = /&(?:amp|lt|gt|quot|#39);/g;

/** C that is written in HTML, and C that is not: a text with both has its entities on purpose. */
const [AS_HTML, AS_C] = [/&amp;&amp;|\w-&gt;\w|#\s*include\s+&lt;/, /&&|\w->\w|#\s*include\s+</];

/** `git blame`: the commit, who and when; `grep -n` and `cat -n`: the number of the line. */
const BLAMED =
  /^\^?[\da-f]{7,40} (?:\S{1,200} +)?\([^()]{1,80} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} +(\d{1,7})\) ?/;
const NUMBERED = /^ {0,8}(\d{1,7})(?:[:|-]|\t| |$)/;

/** So many lines with numbers that follow one another are numbered; fewer may be anything. */
const FEWEST_NUMBERED = 5;

/** A grid may have numbers before its rows: no more than these, and none of these signs in them. */
const MOST_ROWS = 16;
const OF_CODE = /[;{}()@]/;

const isCode = (lines: readonly SourceLine[]): boolean =>
  lines.length > MOST_ROWS || lines.filter(({ text }) => OF_CODE.test(text)).length * 4 >= lines.length;

/** What stands before the lines of a patch that is shown within something else. */
const SET_IN = /^([ \t]{1,16}(?:\| ?)?|\| ?)(?:diff --git |Index: \S|--- (?:a\/|\/dev\/)|@@ -\d)/;
const OF_PATCH = /^(?:diff --git |Index: \S|@@ -\d)/;

/** The lines without what is not theirs. */
export function cleanCopied(lines: readonly SourceLine[]): readonly SourceLine[] {
  const text = lines.map((line) => line.text).join('\n');
  const plain = text.includes(ESCAPE) ? lines.map((line) => replaceAll(line, COLOURS, () => '')) : lines;
  const isHtml = AS_HTML.test(text) && !AS_C.test(text);
  const decoded = isHtml
    ? plain.map((line) => replaceAll(line, ENTITY, (entity) => ENTITIES[entity] ?? entity))
    : plain;
  return dropIndent(dropNumbers(decoded));
}

/** A line with each match replaced; what is left keeps its place. */
function replaceAll(line: SourceLine, pattern: RegExp, replace: (match: string) => string): SourceLine {
  const matches = [...line.text.matchAll(pattern)];
  if (matches.length === 0) return line;
  const { line: row = 1, column = 1 } = line.spans[0] ?? {};
  let [made, end]: [SourceLine | null, number] = [null, 0];
  const add = (next: SourceLine) => {
    if (next.text !== '') made = made ? joinLines(made, next) : next;
  };
  for (const { index, 0: match } of matches) {
    add(createLine(line.text.slice(end, index), row, column + end));
    add(createLine(replace(match), row, column + index));
    end = index + match.length;
  }
  add(createLine(line.text.slice(end).trimEnd(), row, column + end));
  return made ?? createLine('', row, column);
}

/** Runs of lines that are numbered one after the other. */
function dropNumbers(lines: readonly SourceLine[]): readonly SourceLine[] {
  const heads = lines.map(({ text }) => BLAMED.exec(text) ?? NUMBERED.exec(text));
  if (heads.filter((head) => head !== null).length < FEWEST_NUMBERED) return lines;
  const kept = [...lines];
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (heads[to] && (to === from || Number(heads[to]?.[1]) === Number(heads[to - 1]?.[1]) + 1)) to += 1;
    if (to - from >= FEWEST_NUMBERED && isCode(lines.slice(from, to)))
      for (let index = from; index < to; index += 1)
        kept[index] = cutLine(lines[index] as SourceLine, heads[index]?.[0].length ?? 0);
    from = Math.max(to, from + 1);
  }
  return kept;
}

/** A patch all of whose lines are set in by the same; one that stands in the first column is read as it is. */
function dropIndent(lines: readonly SourceLine[]): readonly SourceLine[] {
  if (lines.some(({ text }) => OF_PATCH.test(text))) return lines;
  const kept = [...lines];
  let mark: string | null = null;
  for (const [index, line] of lines.entries()) {
    if (mark === null || !(line.text === '' || line.text.startsWith(mark.trimEnd())))
      mark = SET_IN.exec(line.text)?.[1] ?? null;
    if (mark !== null) kept[index] = cutLine(line, Math.min(mark.length, line.text.length));
  }
  return kept;
}
