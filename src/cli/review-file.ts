/**
 * From a patch, a mail or C source to the review that is printed, or to the one line that says why there is none.
 */

import type { Review } from '../check/table-json.ts';
import type { RuleSet } from '../protocol/rule-set.ts';
import type { Parsed } from './command.ts';
import { judgeText, toReview } from './judge.ts';

/** What a file is held against, and the migration_flags of a driver or a v2 table. */
export interface FileOptions {
  readonly against: RuleSet | null;
  readonly flags?: number | undefined;
}

/** The review of a text; a fault names the line and column of what could not be read. */
export function reviewFile(
  name: string,
  input: string | Uint8Array,
  { against, flags }: FileOptions,
): Parsed<Review> {
  const judged = judgeText(input, flags === undefined ? {} : { flags }, against);
  if (judged.inputs.length > 0) return { ok: true, value: toReview(judged) };
  const [problem] = judged.problems;
  const place = problem ? `${problem.line}:${problem.column}: ${problem.problem}` : ' nothing to review';
  return { ok: false, fault: `${name}:${place}` };
}
