/** What was judged, as reports have it. A file of its own, so that code that only reports does not load the judge. */

import { sortFindings } from '../findings/find-all.ts';
import type { Judged } from '../judge-text.ts';
import { formatReadAs } from './review-words.ts';
import type { Report } from './table-json.ts';

/** All inputs as one review, for a report. */
export function toReport({ inputs, problems, names }: Judged): Report {
  return {
    inputs: inputs.map(({ table }) => table),
    remarks: [
      ...names.read.map((read) => ({ line: read.line, text: formatReadAs(read) })),
      ...problems.map(({ line, problem }) => ({ line, text: problem })),
      ...inputs.flatMap(({ input }) => input.warnings.map(({ line, text }) => ({ line, text }))),
    ],
    findings: sortFindings(inputs.flatMap(({ findings }) => findings)),
    repaired: sortFindings(inputs.flatMap(({ repaired }) => repaired)),
    flows: inputs.flatMap(({ flows }) => flows),
    readAs: names.read.map(({ name, as, line }) => ({ name, as, line })),
  };
}
