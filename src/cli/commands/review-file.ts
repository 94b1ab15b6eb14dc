/**
 * From a patch, a mail or C source to the review that is printed, or to the one line that says why there is none: nothing
 * to review, or nothing to hold it against.
 */

import { judgeText } from '../../judge/judge-text.ts';
import { toReport } from '../../judge/report/judged-report.ts';
import type { Report } from '../../judge/report/table-json.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Result } from '../../protocol/words/result.ts';
import { isOfWholeText, isOnlyNote } from '../../reader/text/problem.ts';
import type { Place } from '../../reader/text/source-line.ts';

/** What to do about a name that is not the kernel's. */
const OFFER = 'If it is a state, --names FROM=TO says which.';

/** What a file is compared with, and the migration_flags of a driver or a v2 table. */
interface FileOptions {
  readonly against: RuleSet | null;
  readonly flags?: number | undefined;
  readonly names?: Readonly<Record<string, string>> | undefined;
}

/**
 * The review of a text; a fault names the line and column of what could not be read. A table of which an entry cannot be
 * read is not the table that was written, so nothing is said of it; what stands beside it is reviewed.
 */
export function reviewFile(
  name: string,
  input: string | Uint8Array,
  { against, flags, names }: FileOptions,
): Result<Report> {
  const judged = judgeText(
    input,
    { ...(flags !== undefined && { flags }), ...(names && { names }) },
    against,
  );
  const format = ({ line, column }: Place, text: string) => `${name}:${line}:${column}: ${text}`;
  const sound = judged.inputs.filter(({ input }) => input.faults.length === 0);
  const faults = judged.problems.filter((problem) =>
    sound.length === 0
      ? judged.inputs.length === 0 || !isOnlyNote(problem)
      : isOfWholeText(problem) && !isOnlyNote(problem),
  );
  const [first, ...more] = faults;
  if (first) {
    const count = more.length === 0 ? '' : ` (${more.length} more ${more.length === 1 ? 'place' : 'places'})`;
    const offer = first.id === 'unknown-name' ? ` ${OFFER}` : '';
    return { ok: false, problem: `${format(first, first.problem)}${offer}${count}` };
  }
  if (judged.inputs.length === 0) return { ok: false, problem: `${name}: nothing to review` };
  const generations = new Set(judged.inputs.map(({ table }) => table.generation));
  const [generation] = generations;
  if (against && generation && !generations.has(against.generation))
    return {
      ok: false,
      problem: `--against ${against.id}: it is for protocol ${against.generation}, but ${name} is for ${generation}`,
    };
  return { ok: true, value: toReport({ ...judged, inputs: sound }) };
}
