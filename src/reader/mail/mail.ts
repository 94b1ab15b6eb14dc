/**
 * Turns a mail into the lines that a reader sees: it drops headers, takes the parts of a multipart one by one and decodes
 * encoded bodies. A text that does not begin with mail headers stays as it is.
 *
 * @source RFC 5322, RFC 2046
 */

import { decodeWords } from 'postal-mime';
import type { LocatedProblem } from '../text/problem.ts';
import { createProblem } from '../text/problem.ts';
import type { SourceLine } from '../text/source-line.ts';
import { createLine, getPlace } from '../text/source-line.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts';

/** A body of text, and the subject of its mail; the subject is empty outside a mail. */
interface Part {
  readonly subject: string;
  readonly lines: readonly SourceLine[];
  readonly problems: readonly LocatedProblem[];
}

const HEADER = /^([A-Za-z][A-Za-z0-9-]*):(?:[ \t]+(.*))?$/;
const TELLING =
  /^(from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding|received|return-path)$/;

/** Headers that are recognised anywhere: on an archive page, or in a quoted mail. */
const WITHIN =
  /^(?:from|to|cc|bcc|subject|date|message-id|in-reply-to|references|mime-version|content-\w+|x-\w+(?:-\w+)*|list-\w+|reply-to|sender|return-path|received):/i;

/** How deeply nested parts are read. */
const DEEPEST = 8;

interface Headed {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: readonly SourceLine[];
}

/** True if a line outside any body is a header. */
export const isHeader = (text: string): boolean => HEADER.test(text);

/** True if a line within a body is a header of another mail. */
export const isHeaderWithin = (text: string): boolean => WITHIN.test(text);

/** The text bodies of a mail, or the text itself if it is not a mail. */
export function readMail(lines: readonly SourceLine[]): Part[] {
  const first = lines.findIndex(({ text }) => text !== '');
  const headed = first < 0 ? undefined : splitHeaders(lines.slice(first), 2);
  if (!headed) return [{ subject: '', lines, problems: [] }];
  return readBody(headed, decodeSubject(headed.headers.get('subject') ?? ''), 0);
}

/** Splits off the headers, up to the first empty line; undefined if fewer than `fewest` are typical of mail. */
function splitHeaders(lines: readonly SourceLine[], fewest: number): Headed | undefined {
  const headers = new Map<string, string>();
  let telling = 0;
  let name = '';
  let index = 0;
  for (; index < lines.length; index += 1) {
    const text = lines[index]?.text ?? '';
    if (text === '') break;
    if (/^[ \t]/.test(text) && name !== '') {
      headers.set(name, `${headers.get(name)} ${text.trim()}`);
      continue;
    }
    const [, key, value] = HEADER.exec(text) ?? [];
    if (key === undefined) {
      if (telling < fewest) return undefined;
      break;
    }
    name = key.toLowerCase();
    if (TELLING.test(name)) telling += 1;
    if (!headers.has(name)) headers.set(name, value ?? '');
  }
  return telling < fewest
    ? undefined
    : { headers, body: lines.slice(lines[index]?.text === '' ? index + 1 : index) };
}

function decodeSubject(subject: string): string {
  try {
    return decodeWords(subject).replaceAll(/\s+/g, ' ').trim();
  } catch {
    return subject;
  }
}

function readBody({ headers, body }: Headed, subject: string, depth: number): Part[] {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(type);
  const parts = boundary && depth < DEEPEST ? splitParts(body, boundary[1] ?? boundary[2] ?? '') : [];
  if (/^multipart\//i.test(type) && parts.length > 0)
    return parts.flatMap((part) =>
      readBody(splitHeaders(part, 1) ?? { headers: new Map(), body: part }, subject, depth + 1),
    );
  if (/^multipart\//i.test(type)) return [{ subject, lines: body, problems: [] }];
  if (/^message\/rfc822/i.test(type) && depth < DEEPEST) {
    const start = body.findIndex(({ text }) => text !== '');
    const headed = start < 0 ? undefined : splitHeaders(body.slice(start), 1);
    if (headed) return readBody(headed, decodeSubject(headed.headers.get('subject') ?? subject), depth + 1);
  }
  if (!/^(text\/(?!html)|application\/(octet-stream|x-patch|x-diff))/i.test(type)) return [];
  return [decodeBody(headers, body, subject)];
}

function decodeBody(headers: Headed['headers'], body: readonly SourceLine[], subject: string): Part {
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  const charset =
    /charset\s*=\s*"?([^\s;"]+)/i.exec(headers.get('content-type') ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  if (encoding === 'quoted-printable')
    return { subject, lines: decodeQuotedPrintable(body, charset), problems: [] };
  if (encoding !== 'base64') return { subject, lines: body, problems: [] };
  const lines = decodeBase64(body, charset);
  if (lines) return { subject, lines, problems: [] };
  const start = body.find(({ text }) => text !== '') ?? createLine('', 1);
  const problem = createProblem('encoding', getPlace(start, 0), start.text, { encoding });
  return { subject, lines: [], problems: [problem] };
}

/** The parts between the boundaries; text before the first and after the last is dropped. */
function splitParts(lines: readonly SourceLine[], boundary: string): SourceLine[][] {
  const parts: SourceLine[][] = [];
  for (const line of lines) {
    if (line.text === `--${boundary}--`) break;
    if (line.text === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}
