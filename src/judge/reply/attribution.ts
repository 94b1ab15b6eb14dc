/**
 * The line above the first quote of a reply, `On DATE, NAME wrote:`. Name and date come from the pasted text: from the headers
 * of a mail, or from the message heads on the page of a mail archive. What the text does not say is left out.
 *
 * @source RFC 5322, section 3.6
 */

import { addressParser } from 'postal-mime';
import { formatVisibleLine } from '../../protocol/words/outside-text.ts';

/** The head of one message: its author and its date as written, or empty. */
interface MessageHead {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly name: string;
  readonly date: string;
  /** The first line of its text. */
  readonly start: number;
}

/** A message in the text. */
interface Message {
  /** Empty if the text does not say who wrote it. */
  readonly attribution: string;
  /** The first and the last line of what was written. */
  readonly start: number;
  readonly end: number;
}

/** A message as the page of the lore archive begins it: `From: NAME @ 2021-09-22 10:38 UTC (permalink / raw)`. */
const LORE = /^From: (.+?) @ (\d{4}-\d\d-\d\d +\d\d?:\d\d UTC)\b/;

/** A message as Patchwork begins it: `NAME Sept. 22, 2021, 10:38 a.m. UTC`, then its number where it is a comment. */
const PATCHWORK =
  /^(\S.*?) ((?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\.? \d\d?, \d{4}, (?:[\d:]+ [ap]\.m\.|noon|midnight) UTC)(?: \| #\d+)?$/;

/** True where Patchwork puts the diff. It follows all comments, but belongs to the message that the page shows. */
const isPatchPart = (lines: readonly string[], index: number) =>
  lines[index] === 'Patch' &&
  /^(?:diff |--- |Index: )/.test(lines.slice(index + 1).find((text) => text !== '') ?? '');

const HEADER = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$/;

/**
 * The attribution of the message that contains a line; without a line, of the first message. Empty if the text does not say
 * who wrote it.
 * `getAttribution(['From: A <a@b.c>', 'Date: 1 Jan 2021', '', 'text'])` is `On 1 Jan 2021, A wrote:`.
 */
export function getAttribution(lines: readonly string[], line: number | null = null): string {
  const heads = findHeads(lines);
  return format(line === null ? heads[0] : heads.findLast((each) => each.line <= line));
}

/** Finds the message that contains a line; the text is looked through once. */
export function createFindMessage(lines: readonly string[]): (line: number) => Message {
  const heads = findHeads(lines);
  return (line) => {
    const index = heads.findLastIndex((each) => each.line <= line);
    const [head, next] = [heads[index], heads[index + 1]];
    const last = next ? next.line - 1 : lines.length;
    const end = /^From \S+ .*\d{4}$/.test(lines[last - 1] ?? '') ? last - 1 : last;
    return { attribution: format(head), start: Math.min(head?.start ?? 1, line), end: Math.max(end, line) };
  };
}

function format(head: MessageHead | undefined): string {
  if (!head) return '';
  return head.date === '' ? `${head.name} wrote:` : `On ${head.date}, ${head.name} wrote:`;
}

/** The heads of all messages. A quoted head does not count: it does not begin a line. */
function findHeads(lines: readonly string[]): readonly MessageHead[] {
  const heads: MessageHead[] = [];
  let page: MessageHead | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index] ?? '';
    const [, name, date] = LORE.exec(text) ?? PATCHWORK.exec(text) ?? [];
    if (name !== undefined && date !== undefined) {
      const head = { line: index + 1, name: toOneLine(name), date: toOneLine(date), start: index + 2 };
      heads.push(head);
      // Patchwork numbers the comments on a page, but not the message that the page shows.
      if (!/ \| #\d+$/.test(text)) page = head;
      continue;
    }
    if (page && isPatchPart(lines, index)) heads.push({ ...page, line: index + 1, start: index + 2 });
    if (!HEADER.test(text)) continue;
    const { headers, end } = readHeaders(lines, index);
    const head = toHead(headers, index + 1);
    if (head) heads.push({ ...head, start: lines[end] === '' ? end + 2 : end + 1 });
    index = end - 1;
  }
  return heads;
}

/** The headers from a line on, each with the lines that continue it, and the line after them. */
function readHeaders(
  lines: readonly string[],
  start: number,
): { headers: ReadonlyMap<string, string>; end: number } {
  const headers = new Map<string, string>();
  let name = '';
  let end = start;
  for (; end < lines.length; end += 1) {
    const text = lines[end] ?? '';
    const [, key, value = ''] = LORE.test(text) ? [] : (HEADER.exec(text) ?? []);
    if (key !== undefined) {
      name = key.toLowerCase();
      if (!headers.has(name)) headers.set(name, value);
    } else if (/^[ \t]+\S/.test(text)) headers.set(name, `${headers.get(name)} ${text.trim()}`);
    else break;
  }
  return { headers, end };
}

/** A `From:` alone is not a head: in the body of a patch it names an author who is not the sender. */
function toHead(headers: ReadonlyMap<string, string>, line: number): Omit<MessageHead, 'start'> | undefined {
  const [from, date] = [headers.get('from'), headers.get('date') ?? ''];
  if (from === undefined || (date === '' && !headers.has('subject'))) return undefined;
  const name = getName(from);
  return name === '' ? undefined : { line, name, date: toOneLine(date.replace(/\s*\([^)]*\)\s*$/, '')) };
}

/** The name in an address, with encoded words decoded, or the address if it has no name. */
function getName(from: string): string {
  try {
    const [first] = addressParser(from, { flatten: true });
    return toOneLine(first?.name || first?.address || '');
  } catch {
    return toOneLine(from);
  }
}

const toOneLine = (text: string) => formatVisibleLine(text.replaceAll(/\s+/g, ' ').trim());
