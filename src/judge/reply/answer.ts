/** The answer in its four forms: the reply, and the report as text, Markdown and JSON. */

import type { Finding } from '../../protocol/trace/finding.ts';
import type { ReportForm } from '../report/report.ts';
import { formatReport, REPORT_FORMS } from '../report/report.ts';
import { formatReadAs } from '../report/review-words.ts';
import type { Report } from '../report/table-json.ts';
import type { Note } from './notes.ts';
import type { ReplyNote } from './reply.ts';
import { formatReply } from './reply.ts';

export type AnswerForm = 'reply' | ReportForm;

interface AnswerInfo {
  readonly title: string;
  /** What is copied or saved, for the sentence that says so. */
  readonly what: string;
  readonly fileName: string;
  readonly type: string;
}

const toReportInfo = (form: ReportForm, title: string): AnswerInfo => ({
  title,
  what: `the report as ${title === 'Plain text' ? 'plain text' : title}`,
  fileName: `vfio-review.${REPORT_FORMS[form].extension}`,
  type: REPORT_FORMS[form].type,
});

export const ANSWER_FORMS: Readonly<Record<AnswerForm, AnswerInfo>> = {
  reply: { title: 'Reply', what: 'the reply', fileName: 'vfio-reply.txt', type: 'text/plain' },
  text: toReportInfo('text', 'Plain text'),
  markdown: toReportInfo('markdown', 'Markdown'),
  json: toReportInfo('json', 'JSON'),
};

/** Everything that goes into an answer. */
export interface AnswerParts {
  readonly review: Report;
  /** The pasted text, line by line. */
  readonly lines: readonly string[];
  readonly notes: readonly Note[];
  /** The findings chosen for the reply. */
  readonly chosen: readonly Finding[];
  readonly attribution: string;
  /** The line on which the text speaks of a request, `STOP > RUNNING`; null where it does not. */
  readonly lineOf?: ((request: string) => number | null) | undefined;
}

/** The answer in one form; ends in a newline. Undefined for a reply in which nothing would be said. */
export function formatAnswer(form: AnswerForm, parts: AnswerParts): string | undefined {
  const { review, lines, notes, chosen, attribution, lineOf } = parts;
  if (form !== 'reply') return formatReport(review, form);
  const said = toReplyNotes(notes, lineOf);
  if (said.length === 0 && chosen.length === 0) return undefined;
  const read = (review.readAs ?? []).map(formatReadAs).join('\n');
  return formatReply({
    lines,
    notes: read === '' ? said : [...said, { line: null, text: read }],
    findings: chosen,
    attribution: attribution.trim(),
  });
}

/** Notes as a reply has them. One on a request names it, and comes under the line of that request if there is one. */
export function toReplyNotes(
  notes: readonly Note[],
  lineOf: AnswerParts['lineOf'] = () => null,
): readonly ReplyNote[] {
  return notes
    .filter(({ text }) => text.trim() !== '')
    .map(({ line, request, text }) =>
      line !== null || request === null
        ? { line, text }
        : { line: lineOf(request), text: `${request}: ${text.trimStart()}` },
    );
}

/** How much of a text is shown before it is copied: a JSON document can be long, and nobody reads it here. */
const PREVIEW_LENGTH = 20_000;

/** The beginning of a long text, and how many characters of it are left out. */
export function cutPreview(text: string): { readonly shown: string; readonly left: number } {
  const shown = text.slice(0, PREVIEW_LENGTH);
  return { shown, left: text.length - shown.length };
}
