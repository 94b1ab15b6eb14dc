/**
 * The reply to a patch, as kernel mail is written: the patch quoted with `> `, cut down to what it discusses, and each
 * note and finding under its line. Our own words are wrapped at 72 columns; a quoted line is never touched, except that what
 * does not show in it is spelled out: nobody applies a reply, and a line that is turned around must not read backwards in it.
 */

import type { Finding } from '../../protocol/trace/finding.ts';
import { formatSource } from '../../protocol/words/citation-words.ts';
import { formatVisible } from '../../protocol/words/outside-text.ts';
import { listHitLines } from '../catalogue/hit-words.ts';
import { wrap, wrapParagraphs } from '../report/mail-width.ts';
import { getStates } from '../report/review-words.ts';
import { createFindMessage } from './attribution.ts';
import { getQuestion, UNNAMED } from './reply-words.ts';

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
  readonly lines: readonly string[];
}

/**
 * The reply, ending in a newline. What has no line in the text comes last, under no quote; then the sources. Where nothing
 * is said of any line, nothing is quoted.
 */
export function formatReply(parts: ReplyParts): string {
  const { lines, context = CONTEXT, attribution = '' } = parts;
  const isOnLine = (line: number | null): line is number =>
    line !== null && line >= 1 && line <= lines.length;
  const { said, sources } = sayOnce(isOnLine, parts);
  const comments = said.flatMap(({ line, lines: own }): Comment[] =>
    isOnLine(line) ? [{ line, lines: own }] : [],
  );
  const blocks = [
    ...formatQuotes(lines, comments, { context, attribution }),
    ...said.filter(({ line }) => !isOnLine(line)).map((each) => each.lines),
    ...(sources.length > 0 ? [sources] : []),
  ];
  return formatVisible(`${blocks.map((block) => block.join('\n')).join('\n\n')}\n`);
}

interface Said {
  readonly line: number | null;
  readonly lines: readonly string[];
}

/** What is said of a line is said once, notes first; sources have numbers, in the order in which they are needed. */
function sayOnce(
  isOnLine: (line: number | null) => line is number,
  { notes, findings }: ReplyParts,
): { readonly said: readonly Said[]; readonly sources: readonly string[] } {
  const known = new Set<string>();
  const sources: string[] = [];
  const getRank = ({ line }: { readonly line: number | null }) =>
    isOnLine(line) ? line : Number.MAX_SAFE_INTEGER;
  const all = [
    ...notes.map(({ line, text }) => ({ line, text: text.trim(), finding: null })),
    ...findings.map((finding) => ({ line: finding.line, text: finding.text, finding })),
  ];
  const said = all
    .toSorted((a, b) => getRank(a) - getRank(b))
    .flatMap(({ line, text, finding }): Said[] => {
      const key = `${line} ${text}`;
      if (text === '' || known.has(key)) return [];
      known.add(key);
      return [{ line, lines: finding ? formatFinding(finding, sources) : wrapParagraphs(text) }];
    });
  return { said, sources: sources.flatMap((source, index) => wrap(source, `[${index + 1}] `)) };
}

/** Its sentence, what its cause hits, and a question; adds its source to the list. */
function formatFinding(finding: Finding, sources: string[]): readonly string[] {
  const { text, citations } = finding;
  const question = getQuestion(finding);
  const [source] = citations.map(formatSource);
  if (source !== undefined && !sources.includes(source)) sources.push(source);
  const mark = source === undefined ? '' : `${GLUE}[${sources.indexOf(source) + 1}]`;
  const hits = listHitLines(finding, getStates(finding));
  if (hits.length === 0) return wrapGlued(`${text}${question ? ` ${question}` : ''}${mark}`);
  return [
    ...wrapGlued(question ? text : `${text}${mark}`),
    ...hits.flatMap((hit) => wrap(hit, '- ')),
    ...(question ? wrapGlued(`${question}${mark}`) : []),
  ];
}

/** A blank at which no line is broken: the number of a source stays with the word before it. */
const GLUE = '\u0001';

const wrapGlued = (text: string) => wrap(text).map((line) => line.replaceAll(GLUE, ' '));

interface QuoteOptions {
  readonly context: number;
  /** Of the message that is quoted first; the others have their own. */
  readonly attribution: string;
}

/** Quoted lines and comments in turn; each message begins with who wrote it. */
function* formatQuotes(
  lines: readonly string[],
  comments: readonly Comment[],
  { context, attribution }: QuoteOptions,
): Generator<readonly string[]> {
  if (comments.length === 0) return;
  const findMessage = createFindMessage(lines);
  const shown = getShown(lines, comments, context, findMessage);
  const spoken = [...new Set(comments.map(({ line }) => line))].sort((a, b) => a - b);
  let quoted = 0;
  let message: ReturnType<typeof findMessage> | undefined;
  for (const line of spoken) {
    const own = findMessage(line);
    const top: string[] = [];
    if (own.start !== message?.start) {
      if (message) yield* quoteRest(lines, shown, quoted + 1, message.end);
      top.push(...wrapParagraphs(message ? own.attribution || UNNAMED : attribution).filter(Boolean));
      quoted = own.start - 1;
      message = own;
    }
    yield [...top, ...quote(lines, shown, quoted + 1, line)];
    for (const comment of comments) if (comment.line === line) yield comment.lines;
    quoted = line;
  }
  if (message) yield* quoteRest(lines, shown, quoted + 1, message.end);
}

/** What follows the last comment on a message, without blank lines at its end. */
function quoteRest(lines: readonly string[], shown: ReadonlySet<number>, from: number, to: number) {
  const rest = quote(lines, shown, from, to);
  const last = rest.findLastIndex((line) => line !== '>');
  return last < 0 ? [] : [rest.slice(0, last + 1)];
}

/** The numbers of the lines to quote: those around each line under discussion, and their file and hunk. */
function getShown(
  lines: readonly string[],
  comments: readonly Comment[],
  context: number,
  findMessage: ReturnType<typeof createFindMessage>,
): ReadonlySet<number> {
  const shown = new Set<number>();
  for (const { line } of comments) {
    const { start, end } = findMessage(line);
    const last = Math.min(end, line + context);
    for (let each = Math.max(start, line - context); each <= last; each += 1) shown.add(each);
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
