/**
 * What `b4 review` reads from a check command: a JSON array on standard output, for one mail on standard input.
 *
 * @source b4, docs/maintainer/review.rst, CI check integration
 */

import { isIntroduced } from '../findings/finding-split.ts';
import { formatVerdict } from '../report/review-words.ts';
import type { Remark, Report } from '../report/table-json.ts';
import { formatLines } from './line-form.ts';

/** One column of b4's matrix. `url` is of a page with more, which there is not. */
export interface B4Check {
  readonly tool: 'vfio';
  readonly status: 'pass' | 'warn' | 'fail';
  readonly summary: string;
  /** Lines of text. */
  readonly details: string;
}

const WORDS = {
  unread: 'A table or a driver could not be read, so nothing is said of it.',
};

/** The checks of a review; none where there is nothing to say. */
export function toB4Checks(file: string, review: Report): readonly B4Check[] {
  const { inputs, findings, remarks = [] } = review;
  const introduced = findings.filter(isIntroduced);
  const isSilent = inputs.every(({ effect }) => effect.against !== null && isEmpty(effect));
  if (introduced.length === 0 && isSilent) return [];
  const has = (...severities: readonly string[]) =>
    introduced.some(({ severity }) => severities.includes(severity));
  return [
    {
      tool: 'vfio',
      status: has('error') ? 'fail' : has('warning', 'question') ? 'warn' : 'pass',
      summary: inputs.map((input) => formatVerdict(input, inputs)).join(' '),
      details: [formatLines(file, review), ...remarks.map((each) => formatRemark(file, each))]
        .filter(Boolean)
        .join('\n'),
    },
  ];
}

/** The check of a mail with something in it that could not be read. */
export function toUnreadCheck(file: string, remarks: readonly Remark[]): B4Check {
  const details = remarks.map((each) => formatRemark(file, each)).join('\n');
  return { tool: 'vfio', status: 'warn', summary: WORDS.unread, details };
}

const formatRemark = (file: string, { line, text }: Remark) => `${file}:${line}: ${text}`;

const isEmpty = (effect: Report['inputs'][number]['effect']) =>
  [effect.adds, effect.mends, effect.breaks, effect.changes, effect.closes, effect.opens].every(
    (entries) => entries.length === 0,
  ) &&
  effect.flowsBroken.length + effect.flowsMended.length === 0 &&
  !effect.movesInitial;
