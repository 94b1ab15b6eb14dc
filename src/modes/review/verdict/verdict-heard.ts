/** What the reader hears of a text: what was found in it, what it does, how many findings there are; and of a log in it. */

import { isIntroduced } from '../../../judge/findings/finding-split.ts';
import type { Judged, JudgedInput } from '../../../judge/judge-message.ts';
import { formatCounts } from '../../../judge/report/review-words.ts';
import { isOnlyNote } from '../../../reader/text/problem.ts';
import { formatFound } from '../inputs/review-inputs-words.ts';
import type { ReviewContext } from '../machine/review-order.ts';
import { toVerdictCard } from './verdict-card.ts';

type Heard = Pick<ReviewContext, 'judged' | 'judgedText' | 'file' | 'log'>;

/** Empty until it is known whether there is a log, so that of a log nobody hears that there is nothing to review. */
export function formatHeardText(heard: Heard, chosen: JudgedInput | undefined): string {
  const { judged, judgedText, file, log } = heard;
  if (log === null || log.text !== (file ? null : judgedText)) return '';
  if (log.sentence !== null && !judged?.inputs.length) return log.sentence;
  return [formatHeardVerdict(judged, chosen), log.sentence ?? ''].join(' ').trim();
}

/** `Found: vfio_check, table. The patch breaks 2 flows. 8 errors, 5 warnings.`; of a text that nothing can read, why. */
function formatHeardVerdict(judged: Judged | null, chosen: JudgedInput | undefined): string {
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
