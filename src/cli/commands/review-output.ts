/** The forms in which `review` prints: --format, --json and --reply. */

import { isIntroduced } from '../../judge/findings/finding-split.ts';
import { toB4Checks, toUnreadCheck } from '../../judge/forms/b4-form.ts';
import { formatLines, formatTerse } from '../../judge/forms/line-form.ts';
import { createFindPlace } from '../../judge/forms/repository-place.ts';
import { toSarif } from '../../judge/forms/sarif-form.ts';
import { judgeText } from '../../judge/judge-text.ts';
import { getAttribution } from '../../judge/reply/attribution.ts';
import { formatReply } from '../../judge/reply/reply.ts';
import { UNNAMED } from '../../judge/reply/reply-words.ts';
import { toReport } from '../../judge/report/judged-report.ts';
import { formatReport } from '../../judge/report/report.ts';
import type { Report } from '../../judge/report/table-json.ts';
import { formatLiteral, formatVisibleLine } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { toPlainMail } from '../../reader/mail/plain-mail.ts';
import type { Answer, GivenOptions } from '../cli-command.ts';
import { findClosest } from '../nearest-word.ts';
import { VERSION } from '../version.ts';

const FORMS = ['text', 'terse', 'lines', 'json', 'b4', 'sarif'] as const;

export type Form = (typeof FORMS)[number];

/** The form that the options ask for; a sentence if they ask for two, or for one that does not exist. */
export function parseForm({ format, json, reply }: GivenOptions): Result<Form | 'reply'> {
  const given = [
    ...(format === undefined ? [] : [`--format ${format}`]),
    ...(json ? ['--json'] : []),
    ...(reply ? ['--reply'] : []),
  ];
  const known = FORMS.find((form) => form === format);
  if (format !== undefined && !known)
    return {
      ok: false,
      problem: `--format ${formatLiteral(format)}: there is no such form; the closest is ${findClosest(format, FORMS)}`,
    };
  if (given.length > 1)
    return { ok: false, problem: `${given.join(' and ')} are both given: a review is printed in one form` };
  return { ok: true, value: reply ? 'reply' : json ? 'json' : (known ?? 'text') };
}

/** What is reviewed. */
export interface Reviewed {
  /** The path of the file, `stdin`, or the id of a rule set. */
  readonly name: string;
  /** The path of the file; null where there is none. */
  readonly file: string | null;
  /** Null for a rule set. */
  readonly text: string | Uint8Array | null;
}

/** The review of a text or of a rule set. */
export function formatForm(form: Form, { name, file, text }: Reviewed, review: Report): string {
  switch (form) {
    case 'text':
    case 'json':
      return formatReport(review, form);
    case 'terse':
      return formatTerse(formatVisibleLine(name), review);
    case 'lines':
      return formatLines(formatVisibleLine(name), review);
    case 'b4':
      return JSON.stringify(toB4Checks(formatVisibleLine(name), review));
    case 'sarif':
      return JSON.stringify(
        toSarif({ file, ...(text && { findPlace: createFindPlace(text) }) }, review, VERSION),
      );
  }
}

/** For b4, a mail that cannot be reviewed: no check where it has no table, else one that says what could not be read. */
export function listUnread(name: string, text: string | Uint8Array): Result<Answer> {
  const judged = judgeText(text, {}, null);
  const { remarks = [] } = toReport(judged);
  const checks = judged.inputs.length === 0 ? [] : [toUnreadCheck(formatVisibleLine(name), remarks)];
  return { ok: true, value: { text: JSON.stringify(checks), exit: 0 } };
}

/** The reply to a text, with what it introduces under its lines. Empty where there is nothing to say. */
export function formatFileReply(text: string | Uint8Array, { findings }: Report): string {
  const plain = toPlainMail(text);
  const lines = typeof plain === 'string' ? plain.split(/\r\n|\n|\r/) : [];
  const chosen = findings.filter(isIntroduced);
  if (chosen.length === 0) return '';
  const line = chosen.find((each) => each.line !== null)?.line ?? null;
  return formatReply({
    lines,
    notes: [],
    findings: chosen,
    attribution: getAttribution(lines, line) || UNNAMED,
  });
}
