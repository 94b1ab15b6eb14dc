/** What may be seen on the page while the lesson asks. */

import { useMemo } from 'react';
import { dropCells, hideCells, toHide } from '../../../graph/picture/hide.ts';
import { toMatrix } from '../../../graph/picture/matrix-grid.ts';
import { getCursorIndex, getLastOutcome } from '../../../machine/history.ts';
import { getQuestion } from '../../../machine/history-machine.ts';
import { useHistory } from '../../../page/page-context.tsx';
import type { Hidden } from '../../../panels/request-parts.tsx';
import type { OpenQuestion } from '../../../protocol/state/open-question.ts';
import { isInQuestion } from '../../../protocol/state/open-question.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { Outcome } from '../../../protocol/trace/replay.ts';

/** null while it asks nothing. */
export function useHidden(): Hidden | null {
  const question = useHistory(({ context }) => getQuestion(context));
  const ruleSet = useHistory(({ context }) => context.ruleSet);
  const flags = useHistory(({ context }) => context.flags);
  const last = useHistory(({ context }) => getLastOutcome(context.history));
  const done = useHistory(({ context }) => (getQuestion(context) ? getCursorIndex(context.history) : 0));
  const selection = useHistory(({ context }) => context.selection);
  const picture = useMemo(() => {
    if (!question) return null;
    const rows = toMatrix(ruleSet, flags);
    return {
      hide: toHide(question),
      cells: hideCells(rows, question),
      counted: dropCells(rows, question),
      words: question.words,
      isAsked: (request: RequestPair | null) => isInQuestion(question, request),
    };
  }, [question, ruleSet, flags]);
  return useMemo(
    () => picture && question && { ...picture, ...findSeen(question, done, last, selection) },
    [picture, question, done, last, selection],
  );
}

/**
 * The request in view and what came of the last act: nothing of what is asked, and nothing of what only led to the question.
 */
export function findSeen(
  question: OpenQuestion,
  done: number,
  last: Outcome | null,
  selection: RequestPair | null,
): Pick<Hidden, 'request' | 'outcome'> {
  const made = last?.verdict?.request ?? null;
  const request = selection ?? made;
  const isSetup = done <= question.setup;
  const isOfSetup = isSetup && request?.from === made?.from && request?.to === made?.to;
  const isAsked = isInQuestion(question, request);
  return { request: isOfSetup || isAsked ? null : request, outcome: isSetup || isAsked ? null : last };
}
