/** Findings one a line, as compilers and checkpatch print them. Only what a patch introduces. */

import type { Finding, Severity } from '../../protocol/trace/finding.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import type { Report } from '../report/table-json.ts';

/** As checkpatch calls them: a question is worth a look, and so is a note. */
const TERSE: Readonly<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  question: 'CHECK',
  note: 'CHECK',
};

/** The line of a finding; the first where it has none, because an editor wants one. */
export const getLine = ({ line }: Pick<Finding, 'line'>): number => line ?? 1;

const toOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** `FILE:LINE: ERROR: text`, as `checkpatch.pl --terse --no-summary` prints it; empty if there is nothing to say. */
export function formatTerse(file: string, { findings }: Report): string {
  return findings
    .filter(isIntroduced)
    .map((each) => `${file}:${getLine(each)}: ${TERSE[each.severity]}: ${toOneLine(each.text)}`)
    .join('\n');
}

/** `FILE:LINE: severity: [id] text`. */
export function formatLines(file: string, { findings }: Report): string {
  return findings
    .filter(isIntroduced)
    .map((each) => `${file}:${getLine(each)}: ${each.severity}: [${each.id}] ${toOneLine(each.text)}`)
    .join('\n');
}
