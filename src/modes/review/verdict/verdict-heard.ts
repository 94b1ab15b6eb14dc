/** What the reader hears of a text that was judged: what was found in it, what it does, and how many findings there are. */

import { isIntroduced } from '../../../judge/findings/finding-split.ts';
import type { Judged, JudgedInput } from '../../../judge/judge-message.ts';
import { formatCounts } from '../../../judge/report/review-words.ts';
import { isOnlyNote } from '../../../reader/text/problem.ts';
import { formatFound } from '../inputs/review-inputs-words.ts';
import { toVerdictCard } from './verdict-card.ts';

/** `Found: vfio_check, table. The patch breaks 2 flows. 8 errors, 5 warnings.`; of a text that nothing can read, why. */
export function formatHeardVerdict(judged: Judged | null, chosen: JudgedInput | undefined): string {
  if (!judged) return '';
  const problems = judged.problems.filter(({ id }) => id !== 'empty');
  const inputs = judged.inputs.map(({ input }) => input);
  const unread = inputs.length > 0 ? problems.filter((problem) => !isOnlyNote(problem)) : problems;
  const [first] = inputs.length > 0 ? [] : unread;
  return [
    formatFound(inputs, unread.length),
    first?.problem ?? '',
    ...(chosen ? [toVerdictCard(chosen).line, formatCounts(chosen.findings.filter(isIntroduced))] : []),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
