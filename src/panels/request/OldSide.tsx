/** What the bar says in a comparison: of a request and of the last step also what the old side says, where it differs. */

import type { Compared } from '../../graph/picture/compared.ts';
import { isOfNew } from '../../graph/picture/compared.ts';
import { formatProspect } from '../../graph/picture/outcome-words.ts';
import { getProspect } from '../../graph/picture/shown-outcome.ts';
import { CHANGE_SIGNS } from '../../graph/picture/sign.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { findOldVerdict, formatOldOutcome, formatUnionRequest, NO_STATE } from './compared-words.ts';
import styles from './OldSide.module.css';

interface OldOutcomeProps {
  readonly compared: Compared;
  readonly outcome: Outcome | null;
}

/** What came of the last step on the old side, if that is something else. */
export function OldOutcome({ compared, outcome }: OldOutcomeProps) {
  const old = outcome && formatOldOutcome(compared, outcome);
  return (
    old && (
      <>
        {' '}
        <span data-old-side>
          <b>Old:</b> {old}
        </span>
      </>
    )
  );
}

interface UnionPreviewProps {
  readonly compared: Compared;
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly current: number;
  readonly outcome: Outcome | null;
  readonly armed: Fault | null;
  readonly previewed: RequestPair;
}

/** What would come of a request, on both sides where they differ. */
export function UnionPreview({ compared, ruleSet, flags, previewed, ...props }: UnionPreviewProps) {
  const { current, armed, outcome: last } = props;
  const shown = isOfNew(previewed)
    ? getProspect(ruleSet, { ...previewed, flags }, { current, armed, last })
    : null;
  // Both sides meet the armed fault, so their rules do not tell them apart.
  const old = shown?.outcome.failed ? null : findOldVerdict(compared, previewed, current);
  const sign = old && CHANGE_SIGNS[old.change];
  return (
    <>
      {shown && (
        <b className={styles.sign} data-verdict={shown.outcome.kind} aria-hidden="true">
          {VERDICT_SIGNS[shown.outcome.kind]}{' '}
        </b>
      )}
      <code>{formatUnionRequest(compared, previewed)}</code>{' '}
      {sign && (
        <b className={styles.change} data-change={old.change}>
          {sign} {old.change}{' '}
        </b>
      )}
      {old?.words}
      {shown ? formatProspect(ruleSet, shown) : NO_STATE}
    </>
  );
}
