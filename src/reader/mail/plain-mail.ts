/**
 * A mail as its reader sees it: who it is from and what it says, with encoded bodies decoded. A reply quotes this, and
 * never base64.
 */

import { readLimited } from '../text/limit.ts';
import type { SourceLine } from '../text/source-line.ts';
import { toLines } from '../text/source-line.ts';
import { cleanCopied } from './copied-line.ts';
import { readMail } from './mail.ts';
import { splitMbox } from './mbox.ts';

const ENCODED = /^content-transfer-encoding:[ \t]*(?:base64|quoted-printable)/im;

/** Of the headers, those that a reply or a reader of patches needs. */
const KEPT = /^(?:from|date|subject|message-id):/i;

/** Separates the mails of an mbox. */
const FROM_LINE = 'From plain Mon Sep 17 00:00:00 2001';

/** The text, decoded if it is of bytes; a text without an encoded mail, or anything copied with its lines, is unchanged, and so is what is not read. */
export function toPlainMail(input: string | Uint8Array): string | Uint8Array {
  const read = readLimited(input);
  if (!read.ok) return input;
  if (!ENCODED.test(read.value)) return cleanText(read.value);
  const mails = splitMbox(toLines(read.value)).map(formatMail);
  return mails.length === 1 ? mails.join('') : mails.map((mail) => `${FROM_LINE}\n${mail}`).join('\n\n');
}

/** Without the colours, numbers and bars that were copied with the lines. */
function cleanText(text: string): string {
  const lines = toLines(text);
  const cleaned = cleanCopied(lines);
  const isSame = cleaned.every((line, index) => line === lines[index]);
  return isSame ? text : cleaned.map((line) => line.text).join('\n');
}

function formatMail(lines: readonly SourceLine[]): string {
  const bodies = readMail(lines).map((part) => part.lines.map(({ text }) => text).join('\n'));
  return [...listHeaders(lines), '', ...bodies].join('\n');
}

/** The kept headers, each with the lines that continue it. */
function listHeaders(lines: readonly SourceLine[]): readonly string[] {
  const start = lines.findIndex(({ text }) => text !== '');
  const end = lines.findIndex(({ text }, index) => index > start && text === '');
  const kept: string[] = [];
  let isKept = false;
  for (const { text } of lines.slice(Math.max(0, start), end < 0 ? undefined : end)) {
    if (!/^[ \t]/.test(text)) isKept = KEPT.test(text);
    if (isKept) kept.push(text);
  }
  return kept;
}
