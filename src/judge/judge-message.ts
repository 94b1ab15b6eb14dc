/**
 * The judge of the page, and what goes through the border to its worker: plain data.
 */

import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { ReviewOptions } from '../reader/review-input.ts';
import type { Judged, Naming } from './judge-text.ts';
import { judgeText } from './judge-text.ts';

export type { Judged, JudgedInput } from './judge-text.ts';

export interface JudgeRequest {
  readonly text: string;
  readonly options: ReviewOptions;
  /** What tables of its protocol are held against; null leaves it to the text: the old side of a patch, or its base. */
  readonly against: RuleSet | null;
}

/** Of a name in the title, at most; a pasted one can be of any length. */
const LONGEST_NAME = 60;

/** `pasted-1` and `pasted-1-old`: no built-in rule set is called so. */
const byNumber: Naming = ({ name }, n, side) => {
  const title = name.slice(0, LONGEST_NAME);
  return side === 'new'
    ? { id: `pasted-${n}`, title }
    : { id: `pasted-${n}-old`, title: `${title}, before the patch` };
};

/** Everything that Review shows of a text. Never throws; where nothing can be read, `problems` say why. */
export function judge({ text, options, against }: JudgeRequest): Judged {
  return judgeText(text, options, against ?? 'base', byNumber);
}
