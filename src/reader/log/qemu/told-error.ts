/** The error that a line tells, for the table of causes: one that it only quotes or asks about did not happen. */

import { LONGEST_LINE } from '../line/line-frame.ts';
import type { LogLine } from '../line/log-line.ts';
import { isCommand, isQuotedAfter } from './quoted-text.ts';

/** What stands in a line that may name a cause. */
const ERROR =
  /fail|comp timeout|not support|support migration|couldn't|doesn't|only if all|disallow|out of sync|invalid device|disabled|not ready|unsupported|limitation|cannot migrate|unknown (?:savevm )?section|qat_vf_pci|virtiovf_pci|INIT_DATA_SENT|switchover ack RP|stopcopy size (?:0x19|1073)|RIP: |unknown (?:migration )?state|error state/i;

/** The text in which a cause may be named; null where there is none. */
export function getToldError({ reading, text }: LogLine): string | null {
  if (text.length >= LONGEST_LINE || !ERROR.test(text)) return null;
  if (reading.kind === 'fact') return text;
  // A question, the format of a program, and a command.
  if (text.endsWith('?') || text.includes('%s') || isCommand(text)) return null;
  // An object quotes all that it has.
  const told = /^\{|\{ ?"/.test(text) ? text : withoutQuotes(text);
  return told === text || ERROR.test(told) ? told : null;
}

/** A quotation mark that begins something. */
const OPENING = /(?:^|[\s(])(["'`])(?=\S)/g;

/** Without what a sentence quotes: `withoutQuotes('We saw "a failed" here')` is `We saw "" here`; that of `msg="a failed"` is the same. */
function withoutQuotes(text: string): string {
  let [told, from] = ['', 0];
  for (const { 0: found, 1: mark = '', index } of text.matchAll(OPENING)) {
    const start = index + found.length;
    if (start <= from || !isQuotedAfter(text.slice(0, start))) continue;
    const end = text.indexOf(mark, start);
    told += text.slice(from, start);
    from = end < 0 ? text.length : end;
  }
  return told + text.slice(from);
}
