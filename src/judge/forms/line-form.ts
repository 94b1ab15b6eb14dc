/** Findings one a line, as compilers and checkpatch print them. Only what a patch introduces. */

import type { Finding, Severity } from '../../protocol/trace/finding.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import type { Report } from '../report/table-json.ts';

/** As checkpatch calls them: a question is worth a look, and so is a note. */
export const TERSE: Readonly<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  question: 'CHECK',
  note: 'CHECK',
};

/** `FILE:LINE`; the file alone where a finding has no line, as one on a built-in rule set. */
const formatWhere = (file: string, { line }: Finding) => (line === null ? file : `${file}:${line}`);

const toOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** `FILE:LINE: ERROR: text`, as `checkpatch.pl --terse --no-summary` prints it; empty if there is nothing to say. */
export function formatTerse(file: string, { findings }: Report): string {
  return findings
    .filter(isIntroduced)
    .map((each) => `${formatWhere(file, each)}: ${TERSE[each.severity]}: ${toOneLine(each.text)}`)
    .join('\n');
}

/** `FILE:LINE: severity: [id] text`; empty if there is nothing to say. */
export function formatLines(file: string, { findings }: Report): string {
  return findings
    .filter(isIntroduced)
    .map((each) => `${formatWhere(file, each)}: ${each.severity}: [${each.id}] ${toOneLine(each.text)}`)
    .join('\n');
}
