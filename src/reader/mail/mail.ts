/**
 * From a mail to the lines that a reader sees: headers set aside, parts of a multipart taken one by one, encoded bodies
 * decoded. A text that does not begin with the headers of a mail stays as it is.
 *
 * @source RFC 5322, RFC 2046
 */

import { decodeWords } from 'postal-mime';
import type { LocatedProblem } from '../text/problem.ts';
import { createProblem } from '../text/problem.ts';
import type { SourceLine } from '../text/source-line.ts';
import { createLine, getPlace } from '../text/source-line.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts';

/** A body of text, and the subject of the mail that it stands in; the subject is empty outside a mail. */
interface Part {
  readonly subject: string;
  readonly lines: readonly SourceLine[];
  /** A patch that is attached is no quotation, whatever it begins with. */
  readonly problems: readonly LocatedProblem[];
}

const HEADER = /^([A-Za-z][A-Za-z0-9-]*):(?:[ \t]+(.*))?$/;
const TELLING =
  /^(from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding|received|return-path)$/;

/** Headers that are one wherever they stand: on a page of an archive, or in a mail that is quoted. */
const WITHIN =
  /^(?:from|to|cc|bcc|subject|date|message-id|in-reply-to|references|mime-version|content-\w+|x-\w+(?:-\w+)*|list-\w+|reply-to|sender|return-path|received):/i;

/** Parts within parts are read to this depth. */
const DEEPEST = 8;

interface Headed {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: readonly SourceLine[];
}

/** Whether a line that stands in no body is a header. */
export const isHeader = (text: string): boolean => HEADER.test(text);

/** Whether a line of a body is the header of another mail. */
export const isHeaderWithin = (text: string): boolean => WITHIN.test(text);

/** The bodies of text of one mail, or the text itself where it is no mail. */
export function readMail(lines: readonly SourceLine[]): Part[] {
  const first = lines.findIndex(({ text }) => text !== '');
  const headed = first < 0 ? undefined : splitHeaders(lines.slice(first), 2);
  if (!headed) return [{ subject: '', lines, problems: [] }];
  return readBody(headed, decodeSubject(headed.headers.get('subject') ?? ''), 0);
}

/** Headers up to the first empty line; undefined where the text does not begin with `fewest` of those that mails have. */
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

/** What stands between the boundaries; what comes before the first and after the last is not part of the mail. */
function splitParts(lines: readonly SourceLine[], boundary: string): SourceLine[][] {
  const parts: SourceLine[][] = [];
  for (const line of lines) {
    if (line.text === `--${boundary}--`) break;
    if (line.text === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}
