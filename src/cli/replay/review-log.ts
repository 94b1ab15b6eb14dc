/** A log that review was given, alone or beside a patch: read as replay reads it, and printed in the form of the review. */

import { toB4Checks } from '../../judge/forms/b4-form.ts';
import {
  addLogToChecks,
  addLogToSarif,
  formatLogLines,
  formatLogTerse,
  formatLogText,
  type ReviewedLog,
  toReviewLogJson,
} from '../../judge/forms/log-form.ts';
import { isLog } from '../../judge/replay/log-reading.ts';
import type { ReplayResult } from '../../judge/replay/log-replay.ts';
import { readLog } from '../../judge/replay/read-log.ts';
import { formatLogReply } from '../../judge/replay/replay-forms.ts';
import type { Report } from '../../judge/report/table-json.ts';
import { formatVisible, formatVisibleLine } from '../../protocol/words/outside-text.ts';
import { listLogLines } from '../../reader/log/line/mail-lines.ts';
import { type Form, formatFileReply, formatForm, type Reviewed } from '../commands/review-output.ts';

/** Bytes that are read at once. */
const PIECE = 1 << 20;

/** What only a patch or C source has. */
const CODE = /^(?:diff --git |@@ -\d|\+\+\+ |#\s*include\b)|[;{]\s*$/m;

const PATCH = /^(?:>\s?)*(?:diff --git |@@ -\d+)/m;

/** How much of a text is looked at to see whether it is code. */
const LOOKED_AT = 1 << 20;

/**
 * The log of a text; null where it has none. An error text alone names a cause, but in code it is only a text of the program.
 */
export function findLog(text: Uint8Array, flags: number | undefined): ReplayResult | null {
  const result = readLog(listPieces(text), flags === undefined ? {} : { flags });
  if (!isLog(result)) return null;
  return isOfCode(result, text) ? null : result;
}

/** True for errors that are only texts of a program: no line is of a known form, and the beginning is code. */
export const isOfCode = ({ summary }: ReplayResult, text: Uint8Array): boolean =>
  summary.formats.length === 0 && CODE.test(getHead(text));

const getHead = (text: Uint8Array) => new TextDecoder().decode(text.subarray(0, LOOKED_AT));

function* listPieces(text: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < text.length; at += PIECE) yield text.subarray(at, at + PIECE);
}

/** `report` is of the patch or table in the same text, if it has one. */
export const toReviewedLog = (result: ReplayResult, { inputs }: Report, text: Uint8Array): ReviewedLog => ({
  result,
  isBeside: inputs.length > 0 || PATCH.test(getHead(text)),
});

/** The review of a text in which a log was found. `raw` is the text as it came; null where it is too long to quote. */
export function formatWithLog(
  form: Form | 'reply',
  reviewed: Reviewed,
  report: Report,
  log: ReviewedLog,
  raw: Uint8Array | null,
): string {
  const { name, file, text } = reviewed;
  const toLines = () => (raw === null ? null : listLogLines(new TextDecoder().decode(raw)));
  const hasTables = report.inputs.length > 0;
  const shown = formatVisibleLine(name);
  const own = form === 'reply' || !hasTables ? '' : formatForm(form, reviewed, report);
  const add = (more: string) => [own.trimEnd(), more].filter(Boolean).join('\n');
  switch (form) {
    case 'reply':
      return hasTables ? formatFileReply(text ?? '', report) : formatLogReply(log.result, toLines(), []);
    case 'text':
      return hasTables ? `${own.trimEnd()}\n\n${formatLogText(log)}` : formatLogText(log);
    case 'json':
      return formatVisible(JSON.stringify(toReviewLogJson(report, log)));
    case 'terse':
      return add(formatLogTerse(shown, log));
    case 'lines':
      return add(formatLogLines(shown, log));
    case 'b4':
      return JSON.stringify(addLogToChecks(toB4Checks(shown, report), shown, log));
    case 'sarif':
      return JSON.stringify(addLogToSarif(JSON.parse(formatForm(form, reviewed, report)), file, log));
  }
}
