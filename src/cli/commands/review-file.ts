/**
 * From a patch, a mail or C source to the review that is printed, or to the one line that says why there is none: nothing
 * to review, or nothing to hold it against.
 */

import { judgeText } from '../../judge/judge-text.ts';
import { toReport } from '../../judge/report/judged-report.ts';
import type { Report } from '../../judge/report/table-json.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { Names } from '../../reader/text/name/asked-name.ts';
import type { LocatedProblem } from '../../reader/text/problem.ts';
import { isOfWholeText, isOnlyNote } from '../../reader/text/problem.ts';
import type { Place } from '../../reader/text/source-line.ts';

/** What to do about names that are not the kernel's: each with the state that it is near, if there is one. */
function formatOffer({ asked }: Names, { unknown }: LocatedProblem): string {
  const meant = unknown === undefined ? asked : asked.filter(({ name }) => name === unknown);
  const pairs = meant.map(({ name, near }) => `${name}=${near ?? 'TO'}`).join(',');
  if (unknown === undefined)
    return pairs === '' ? '' : ` If its names are states, --names ${pairs} says which.`;
  return ` If it is a state, --names ${pairs || 'FROM=TO'} says which.`;
}

/** What a file is compared with, and the migration_flags of a driver or a v2 table. */
interface FileOptions {
  readonly against: RuleSet | null;
  readonly flags?: number | undefined;
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** True if the text has a log: then a table need not be in it. */
  readonly isLog: boolean;
}

/**
 * The review of a text; a fault names the line and column of what could not be read. A table of which an entry cannot be
 * read is not the table that was written, so nothing is said of it; what stands beside it is reviewed.
 */
export function reviewFile(
  name: string,
  input: string | Uint8Array,
  { against, flags, names, isLog }: FileOptions,
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
  if (judged.inputs.length === 0 && isLog)
    return { ok: true, value: { inputs: [], remarks: [], findings: [], flows: [] } };
  if (first) {
    const count = more.length === 0 ? '' : ` (${more.length} more ${more.length === 1 ? 'place' : 'places'})`;
    const isOfNames = first.id === 'unknown-name' || first.id === 'no-table';
    const offer = isOfNames ? formatOffer(judged.names, first) : '';
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
