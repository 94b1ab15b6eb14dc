/**
 * Determines what each pasted line is: a mail header, a diff line at any depth of quotation, C, or prose. The editor colours
 * lines by this. Lines that cannot hold a table are classified only here.
 */

import { isHeader, isHeaderWithin } from '../mail/mail.ts';
import { isFromLine } from '../mail/mbox.ts';
import type { QuoteLevel } from '../mail/quotation.ts';
import { readMarks } from '../mail/quotation.ts';
import type { ReadBody } from '../mail/read-text.ts';
import type { Hunk } from '../patch/hunk.ts';
import { isHunkHeader, isSigned } from '../patch/hunk.ts';
import { isFileLine } from '../patch/patch.ts';
import type { SourceLine } from '../text/source-line.ts';
import { getPlace } from '../text/source-line.ts';
import type { LineInfo, LineKind, LineKinds } from './line-info.ts';
import { PLAIN } from './line-info.ts';

/** The kinds of lines inside a hunk. */
const OF_DIFF: readonly LineKind[] = ['hunk', 'added', 'removed', 'context'];

/** Starts and ends of lines that only C has. */
const LIKE_C =
  /^ ?\t+\S|^\s*#\s*(?:define|undef|include|if|ifdef|ifndef|else|elif|endif)\b|[;{}]\s*$|^\s*\/\*|\*\/\s*$/;

/** A text is C if more than seven lines in ten look like this. */
const ENDS_LIKE_C = /[;{},()\\|&=]\s*$|^\s*[#*/}]|^\s*(?:case\b.*|default):\s*$|^\s+return\b/;

/** The start of a sentence, which no line of C looks like. */
const SENTENCE = /^[A-Z]\S* [a-z]+ [a-z]+/;

/** How many lines are read to recognise C, and how many characters of each. */
const SOURCE_SAMPLE = 400;
const LONGEST = 400;

/** How many characters are compared to check that a line was pasted as it was read. */
const AS_PASTED = 4;

/** The most different infos: an index must not be a surrogate. */
const MOST_INFOS = 0xd800;

/** The pasted lines, and what is known about each so far. */
interface Pasted {
  readonly lines: readonly SourceLine[];
  readonly infos: (LineInfo | undefined)[];
}

/**
 * The kinds of all pasted lines. For `> @@ -1 +1 @@`, `> -a`, `why?` and `> +b` they are `hunk`, `removed`, `prose` and
 * `added`.
 */
export function toLineKinds(lines: readonly SourceLine[], bodies: readonly ReadBody[]): LineKinds {
  if (isSource(lines, bodies)) return pack(lines.map((): LineInfo => ({ ...PLAIN, kind: 'code', code: 0 })));
  const pasted: Pasted = { lines, infos: lines.map(() => undefined) };
  for (const { levels, diffs } of bodies) {
    for (const { files } of diffs)
      for (const hunk of files.flatMap(({ hunks }) => hunks)) putHunk(pasted, hunk);
    for (const level of levels) putRest(pasted, level);
  }
  putUnread(pasted);
  return pack(pasted.infos.map((info) => info ?? PLAIN));
}

/** True if the first lines are C and nothing else: no mail, no diff, no quotation, no sentence. */
function isSource(lines: readonly SourceLine[], bodies: readonly ReadBody[]): boolean {
  const [{ levels = [], diffs = [] } = {}] = bodies;
  const isBare = bodies.length === 1 && levels.length === 1 && levels[0]?.lines.length === lines.length;
  if (!isBare || diffs.some(({ files }) => files.length > 0)) return false;
  const told = lines.slice(0, SOURCE_SAMPLE).flatMap(({ text }) => (text === '' ? [] : [text]));
  const isOther = (text: string) => isFileLine(text) || isHeaderWithin(text) || SENTENCE.test(text);
  if (levels[0]?.depth !== 0 || told.some(isOther)) return false;
  return told.filter((text) => ENDS_LIKE_C.test(text.slice(-LONGEST))).length > told.length * 0.7;
}

/** Records the lines of a hunk, whose signs are cut off. The rest of a wrapped line has the same kind. */
function putHunk(pasted: Pasted, { header, old, new: now }: Hunk): void {
  const toNumbers = (side: readonly SourceLine[]) => new Set(side.map((line) => getPlace(line, 0).line));
  const [removed, added] = [toNumbers(old), toNumbers(now)];
  put(pasted, header, 'hunk');
  for (const [side, other, changed] of [
    [now, removed, 'added'],
    [old, added, 'removed'],
  ] as const)
    for (const line of side) {
      const kind = other.has(getPlace(line, 0).line) ? 'context' : changed;
      for (const { at } of line.spans) put(pasted, line, kind, at, true);
    }
}

/** Records the lines outside all hunks at one depth of quotation. */
function putRest(pasted: Pasted, { lines }: QuoteLevel): void {
  let isHeaders = false;
  /** True if the line before belongs to a diff, so that a sign here marks a diff line too. */
  let isAfterDiff = false;
  for (const line of lines) {
    const known = pasted.infos[getPlace(line, 0).line - 1];
    const text = line.text.slice(0, LONGEST);
    isHeaders = isHeaderWithin(text) || (isHeaders && /^[ \t]+\S/.test(text));
    if (known && OF_DIFF.includes(known.kind)) isAfterDiff = true;
    if (known) continue;
    const isOfFile = isFileLine(text);
    const isChange: boolean =
      !isOfFile && (isSigned(text) || /^[+-]$/.test(text) || (isAfterDiff && /^[+-][^\s-]/.test(text)));
    if (isHunkHeader(text)) put(pasted, line, 'hunk');
    else if (isOfFile) put(pasted, line, 'file');
    else if (isChange) put(pasted, line, text.startsWith('+') ? 'added' : 'removed');
    else if (isHeaders) put(pasted, line, 'header');
    else put(pasted, line, LIKE_C.test(text) ? 'code' : 'prose');
    isAfterDiff = isChange;
  }
}

/** Records the lines outside all bodies: headers, boundaries, and parts that are not text. */
function putUnread({ lines, infos }: Pasted): void {
  let isHeaders = false;
  lines.forEach(({ text }, index) => {
    const isUnread = infos[index] === undefined;
    isHeaders = isUnread && (isHeader(text) || isFromLine(text) || (isHeaders && /^[ \t]+\S/.test(text)));
    if (isHeaders) infos[index] = { ...PLAIN, kind: 'header' };
  });
}

/**
 * Records the kind of a line, or of its piece from the character `at`, where it was pasted. `isCut`: the diff sign is cut
 * off. Columns of a decoded body do not match the pasted text; comparing the characters there reveals it.
 */
function put(pasted: Pasted, line: SourceLine, kind: LineKind, at = 0, isCut = false): void {
  const place = getPlace(line, at);
  const column = place.column - 1;
  const text = pasted.lines[place.line - 1]?.text ?? '';
  if (pasted.infos[place.line - 1]) return;
  const { depth, length } = readMarks(text);
  const isChange = kind === 'added' || kind === 'removed';
  const hasSign = isCut && (isChange || line.text !== '');
  const code = isCut || kind === 'code' ? column : isChange ? column + 1 : null;
  const start = at > 0 ? length : column - (hasSign ? 1 : 0);
  const isAsPasted = text.startsWith(line.text.slice(at, at + AS_PASTED), column);
  pasted.infos[place.line - 1] = isAsPasted ? { kind, depth, start, code } : PLAIN;
}

/** Stores each distinct info once. */
function pack(all: readonly LineInfo[]): LineKinds {
  const infos: LineInfo[] = [PLAIN];
  const known = new Map<string, string>();
  const lines = all.map((info) => {
    const key = `${info.kind} ${info.depth} ${info.start} ${info.code}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const isRoom = infos.length < MOST_INFOS;
    const character = String.fromCharCode(isRoom ? infos.length : 0);
    if (isRoom) infos.push(info);
    known.set(key, character);
    return character;
  });
  return { infos, lines: lines.join('') };
}
