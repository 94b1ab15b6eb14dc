/**
 * The reply to a patch, as kernel mail is written: the patch quoted with `> `, cut down to what it discusses, and each
 * note and finding under its line. Our own words are wrapped at 72 columns; a quoted line is never touched.
 */

import type { Finding } from '../../protocol/trace/finding.ts';
import { formatSource } from '../../protocol/words/citation-words.ts';
import { wrapParagraphs } from '../report/mail-width.ts';

/** What the reader wrote: on a line of the pasted text, or on the whole. */
export interface ReplyNote {
  /** From 1; null for the whole. */
  readonly line: number | null;
  readonly text: string;
}

interface ReplyParts {
  /** The pasted text, line by line, without line ends. */
  readonly lines: readonly string[];
  readonly notes: readonly ReplyNote[];
  /** Those chosen for the answer. */
  readonly findings: readonly Finding[];
  /** How many lines to quote around a line under discussion. */
  readonly context?: number;
  /** The line above the first quote: `On 22 Sep 2021, Leon Romanovsky wrote:`. */
  readonly attribution?: string;
}

const CUT = '> [...]';
const CONTEXT = 3;

interface Comment {
  readonly line: number;
  readonly text: string;
}

/**
 * The reply, ending in a newline. What has no line in the text comes last, under no quote. Where nothing is said of
 * any line, nothing is quoted.
 */
export function formatReply(parts: ReplyParts): string {
  const { lines, notes, findings, context = CONTEXT, attribution } = parts;
  const isOnLine = (line: number | null): line is number =>
    line !== null && line >= 1 && line <= lines.length;
  const said = sayOnce(isOnLine, [
    ...notes.map(({ line, text }) => ({ line, text: text.trim(), source: undefined })),
    ...findings.map(({ line, text, citations: [source] }) => ({
      ...{ line, text, source: source && formatSource(source) },
    })),
  ]);
  const comments = said.flatMap(({ line, text }): Comment[] => (isOnLine(line) ? [{ line, text }] : []));
  const others = said.filter(({ line }) => !isOnLine(line)).map(({ text }) => text);
  const [first = [], ...rest] = [
    ...formatQuotes(lines, comments, context),
    ...others.map((text) => wrapParagraphs(text)),
  ];
  const top = attribution && comments.length > 0 ? wrapParagraphs(attribution) : [];
  const all = [[...top, ...first], ...rest];
  return `${all.map((block) => block.join('\n')).join('\n\n')}\n`;
}

interface Saying {
  readonly line: number | null;
  readonly text: string;
  /** Where it comes from; undefined where it is the reader's own. */
  readonly source: string | undefined;
}

/** What is said of a line is said once, and a source is named once in a reply, where it is first needed. */
function sayOnce(
  isOnLine: (line: number | null) => line is number,
  all: readonly Saying[],
): readonly { readonly line: number | null; readonly text: string }[] {
  const said = new Set<string>();
  const isFirst = (what: string) => !said.has(what) && Boolean(said.add(what));
  const getRank = ({ line }: Saying) => (isOnLine(line) ? line : Number.MAX_SAFE_INTEGER);
  const inOrder = all.toSorted((a, b) => getRank(a) - getRank(b));
  return inOrder
    .filter(({ line, text }) => text !== '' && isFirst(`${line} ${text}`))
    .map(({ line, text, source }) => {
      const isNamed = source !== undefined && isFirst(source);
      return { line, text: isNamed ? `${text}\n(${source})` : text };
    });
}

/** Quoted lines and comments in turn. */
function* formatQuotes(
  lines: readonly string[],
  comments: readonly Comment[],
  context: number,
): Generator<readonly string[]> {
  if (comments.length === 0) return;
  const shown = getShown(lines, comments, context);
  const spoken = [...new Set(comments.map(({ line }) => line))].sort((a, b) => a - b);
  let quoted = 0;
  for (const line of spoken) {
    yield quote(lines, shown, quoted + 1, line);
    for (const comment of comments) if (comment.line === line) yield wrapParagraphs(comment.text);
    quoted = line;
  }
  const tail = quote(lines, shown, quoted + 1, lines.length);
  if (tail.length > 0) yield tail;
}

/** The numbers of the lines to quote: those around each line under discussion, and their file and hunk. */
function getShown(
  lines: readonly string[],
  comments: readonly Comment[],
  context: number,
): ReadonlySet<number> {
  const shown = new Set<number>();
  for (const { line } of comments) {
    const end = Math.min(lines.length, line + context);
    for (let each = Math.max(1, line - context); each <= end; each += 1) shown.add(each);
    const diff = findBefore(lines, line, /^[> ]*diff --git /);
    const file = findBefore(lines, line, /^[> ]*\+\+\+ /);
    const hunk = findBefore(lines, line, /^[> ]*@@ /);
    if (file > diff) shown.add(file);
    if (hunk > Math.max(diff, file)) shown.add(hunk);
  }
  return shown;
}

/** The last line that matches, up to one; a number from 1, or 0 if none does. */
function findBefore(lines: readonly string[], line: number, pattern: RegExp): number {
  return lines.slice(0, line).findLastIndex((text) => pattern.test(text)) + 1;
}

/** Lines `from` to `to`, quoted; what is not shown becomes one mark. Blank lines alone are cut without one. */
function quote(lines: readonly string[], shown: ReadonlySet<number>, from: number, to: number): string[] {
  const quoted: string[] = [];
  let cut = false;
  const mark = () => {
    if (cut) quoted.push(CUT);
    cut = false;
  };
  for (let line = from; line <= to; line += 1) {
    const text = lines[line - 1] ?? '';
    if (shown.has(line)) {
      mark();
      quoted.push(text.startsWith('>') ? `>${text}` : text === '' ? '>' : `> ${text}`);
    } else cut ||= text.trim() !== '';
  }
  mark();
  return quoted;
}
