/**
 * An mbox holds several mails in a row, each after a line that begins with `From ` and ends with a date.
 *
 * @source RFC 4155; git-format-patch(1) writes the same line
 */

import type { SourceLine } from '../text/source-line.ts';
import { cutLine } from '../text/source-line.ts';

const FROM_LINE =
  /^From \S+ +[A-Z][a-z]{2} +[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d(?::\d\d)?(?: \w+)? \d{4}(?: [+-]\d{4})?$/;

/** True if a mail begins after this line. */
export const isFromLine = (text: string): boolean => FROM_LINE.test(text);

/** The mails of an mbox without their `From ` lines; the whole text if it has no such line. */
export function splitMbox(lines: readonly SourceLine[]): SourceLine[][] {
  const starts = lines.flatMap(({ text }, index) =>
    FROM_LINE.test(text) && (index === 0 || lines[index - 1]?.text === '') ? [index] : [],
  );
  if (starts.length === 0) return [[...lines]];
  const before = lines.slice(0, starts[0]);
  const mails = starts.map((start, index) => lines.slice(start + 1, starts[index + 1]).map(dropMark));
  return before.some(({ text }) => text !== '') ? [before, ...mails] : mails;
}

/** An mbox writes `>From` for a line of the mail that begins with `From`. */
const dropMark = (line: SourceLine) => (/^>+From /.test(line.text) ? cutLine(line, 1) : line);
