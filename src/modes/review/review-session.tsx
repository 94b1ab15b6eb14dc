/** Shows the table of the text that is chosen: its rule set becomes the session's, and follows the text. */

import { useEffect, useRef } from 'react';
import type { Judged, JudgedInput } from '../../judge/judge-message.ts';
import { useSessionActor, useWorkbenchActor } from '../../page/session.tsx';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { getRulesHash } from '../../protocol/trace/trace.ts';
import { toEntries } from './review-view.ts';

/** The rule set that the canvas shows for a driver of v2, which is none itself. */
const CORE = 'v2-7.2';

/**
 * `text` tells one text from another; within one the reader may look at other rule sets meanwhile. `isOpening`: the page
 * opened with this mode, and the address says which rule set is shown.
 */
export function useReviewSession(
  judged: Judged | null,
  chosen: JudgedInput | undefined,
  text: string,
  isOpening: boolean,
): void {
  const session = useSessionActor();
  const workbench = useWorkbenchActor();
  const followed = useRef<string | null>(isOpening ? text : null);
  useEffect(() => {
    if (!judged || !chosen) return;
    const entries = toEntries(judged);
    if (entries.length > 0) workbench.send({ type: 'library.paste', entries });
    const { context } = session.getSnapshot();
    const wanted = chosen.ruleSet ?? getRuleSet(chosen.input.base ?? CORE);
    if (!wanted) return;
    const isGone =
      context.ruleSet.id.startsWith('pasted-') &&
      !entries.some(({ ruleSet }) => ruleSet.id === context.ruleSet.id);
    const shown = entries.find(({ ruleSet }) => ruleSet.id === context.ruleSet.id)?.ruleSet;
    if (followed.current !== text || isGone) {
      if (context.ruleSet.id !== wanted.id) session.send({ type: 'rules.change', ruleSet: wanted });
      else if (context.ruleSet !== wanted) session.send({ type: 'rules.revise', ruleSet: wanted });
    } else if (shown && getRulesHash(shown) !== getRulesHash(context.ruleSet))
      session.send({ type: 'rules.revise', ruleSet: shown });
    followed.current = text;
  }, [judged, chosen, text, session, workbench]);
}
