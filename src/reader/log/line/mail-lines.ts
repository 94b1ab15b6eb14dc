/**
 * The lines of a log as they were written, where a mail holds it encoded: quoted-printable and base64 bodies are decoded as
 * they come, in flat memory. Each line keeps the number of the line of the file that it begins in.
 *
 * @source RFC 2045, sections 6.7 and 6.8; RFC 2046, section 5.1
 */

import { decodeQuotedPrintable } from '../../mail/transfer.ts';
import { createLine, getPlace, type SourceLine } from '../../text/source-line.ts';
import { createLineSplitter, type LineSplitter } from './line-splitter.ts';

/** `number` is that of the line of the file; `isEncoded` is true where nobody can read the line there. */
export type TakeLine = (line: string, isWhole: boolean, number: number, isEncoded?: boolean) => void;

type Encoding = 'base64' | 'quoted-printable';

const CONTENT = /^content-(type|transfer-encoding):[ \t]*(.*)$/i;
const HEADER = /^(?:[A-Za-z][A-Za-z0-9-]*:|[ \t])/;
const ENCODING = /^(base64|quoted-printable)\b/i;
const CHARSET = /charset\s*=\s*"?([^\s;"]+)/i;
const BOUNDARY = /boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i;
const FROM_LINE = /^From \S+ .*\d\d:\d\d/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Longer lines are no headers. */
const LONGEST_HEADER = 500;
const MOST_BOUNDARIES = 16;

/** A line of quoted-printable that goes on over more lines is taken as it is so far; so is one of base64 that is longer. */
const MOST_SOFT = 500;
const LONGEST = 16_384;

/** From the bytes of a file to its lines, decoded. */
export function createLogLines(take: TakeLine): LineSplitter {
  const mail = createMailLines(take);
  const splitter = createLineSplitter(mail.push);
  return {
    push: splitter.push,
    end() {
      splitter.end();
      mail.end();
    },
  };
}

const ENCODED = /^content-transfer-encoding:[ \t]*(?:base64|quoted-printable)/im;

/** The lines of a text by their numbers, each decoded as a log of it is read: what a reply quotes. */
export function listLogLines(text: string): readonly string[] {
  const plain = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (!ENCODED.test(text)) return plain;
  const lines = plain.map(() => '');
  const mail = createMailLines((line, _isWhole, number) => {
    const before = lines[number - 1];
    // A line of base64 may hold several.
    lines[number - 1] = before ? `${before} ${line}` : line;
  });
  for (const line of plain) mail.push(line, true);
  mail.end();
  return lines;
}

interface Body {
  push(line: string, number: number): boolean;
  end(): void;
}

function createMailLines(take: TakeLine): {
  readonly push: (line: string, isWhole: boolean) => void;
  readonly end: () => void;
} {
  const boundaries: string[] = [];
  let number = 0;
  /** The headers that have come so far; null outside of any. */
  let headers: { encoding: Encoding | null; charset: string } | null = null;
  let last = '';
  let body: Body | null = null;

  function seeHeader(text: string): void {
    const [, name = '', value = ''] = CONTENT.exec(text) ?? [];
    // A long header goes on in the next line.
    const isMore = headers !== null && /^[ \t]/.test(text);
    if (name === '' && !isMore) return;
    headers ??= { encoding: null, charset: 'utf-8' };
    const told = isMore ? text : value;
    headers.charset = CHARSET.exec(told)?.[1]?.toLowerCase() ?? headers.charset;
    const [, quoted, plain] = BOUNDARY.exec(told) ?? [];
    const boundary = quoted ?? plain;
    if (boundary !== undefined && boundaries.length < MOST_BOUNDARIES) boundaries.push(boundary);
    if (name.toLowerCase() === 'transfer-encoding')
      headers.encoding = (ENCODING.exec(value)?.[1]?.toLowerCase() as Encoding | undefined) ?? null;
  }

  const isBoundary = (text: string) =>
    text.startsWith('--') && boundaries.some((one) => text === `--${one}` || text === `--${one}--`);

  function endBody(): void {
    body?.end();
    body = null;
  }

  return {
    push(line, isWhole) {
      number += 1;
      const first = line.charCodeAt(0);
      if (body) {
        const text = line.trimEnd();
        const isOver = isBoundary(text) || (last === '' && FROM_LINE.test(text));
        last = text;
        if (!isOver && body.push(text, number)) return;
        endBody();
      } else if (headers || first === 0x43 || first === 0x63) {
        const text = line.length < LONGEST_HEADER ? line.trimEnd() : '-';
        if (text === '' && headers?.encoding) {
          const { encoding, charset } = headers;
          body = encoding === 'base64' ? createBase64(charset, take) : createQuoted(charset, take);
        }
        if (HEADER.test(text)) seeHeader(text);
        else headers = null;
      }
      take(line, isWhole, number);
    },
    end: endBody,
  };
}

function createQuoted(charset: string, take: TakeLine): Body {
  let soft: SourceLine[] = [];
  function flush(): void {
    for (const line of decodeQuotedPrintable(soft, charset)) take(line.text, true, getPlace(line, 0).line);
    soft = [];
  }
  return {
    push(text, number) {
      soft.push(createLine(text, number));
      if (!text.endsWith('=') || soft.length >= MOST_SOFT) flush();
      return true;
    },
    end: flush,
  };
}

function createBase64(charset: string, take: TakeLine): Body {
  const decoder = createDecoder(charset);
  let chars = '';
  let rest = '';
  let start = 0;
  function flush(isLast: boolean): void {
    const whole = isLast
      ? chars.length - (chars.length % 4 === 1 ? 1 : 0)
      : chars.length - (chars.length % 4);
    const binary = atob(chars.slice(0, whole));
    chars = chars.slice(whole);
    rest += decoder.decode(
      Uint8Array.from(binary, (one) => one.charCodeAt(0)),
      { stream: !isLast },
    );
  }
  function give(number: number): void {
    for (let at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n')) {
      take(rest.slice(0, at), true, start, true);
      rest = rest.slice(at + 1);
      start = number;
    }
    if (rest.length > LONGEST) rest = rest.slice(0, LONGEST);
  }
  return {
    push(text, number) {
      if (text === '') return true;
      if (!BASE64.test(text)) return false;
      if (rest === '') start = number;
      chars += text.replaceAll('=', '');
      flush(false);
      give(number);
      return true;
    },
    end() {
      flush(true);
      give(start);
      if (rest !== '') take(rest, true, start, true);
    },
  };
}

function createDecoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset === 'us-ascii' ? 'utf-8' : charset);
  } catch {
    return new TextDecoder();
  }
}
