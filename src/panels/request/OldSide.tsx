/** What the bar says in a comparison: of a request and of the last step also what the old side says, where it differs. */

import type { Compared } from '../../graph/picture/compared.ts';
import { isOfNew } from '../../graph/picture/compared.ts';
import { CHANGE_SIGNS } from '../../graph/picture/sign.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { findOldVerdict, formatOldOutcome, formatUnionRequest, formatVerdict } from './compared-words.ts';
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
        <b>Old:</b> {old}
      </>
    )
  );
}

interface UnionPreviewProps {
  readonly compared: Compared;
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly current: number;
  readonly previewed: RequestPair;
}

/** What would come of a request, on both sides where they differ. */
export function UnionPreview({ compared, ruleSet, flags, current, previewed }: UnionPreviewProps) {
  const verdict = isOfNew(previewed) ? readVerdict(ruleSet, { ...previewed, flags }) : null;
  const old = findOldVerdict(compared, previewed, current);
  const sign = old && CHANGE_SIGNS[old.change];
  return (
    <>
      {verdict && (
        <b className={styles.sign} data-verdict={verdict.kind} aria-hidden="true">
          {VERDICT_SIGNS[verdict.kind]}{' '}
        </b>
      )}
      <code>{formatUnionRequest(compared, previewed)}</code>{' '}
      {sign && (
        <b className={styles.change} data-change={old.change}>
          {sign} {old.change}{' '}
        </b>
      )}
      {old?.words}
      {formatVerdict(ruleSet, verdict)}
      {verdict && verdict.kind !== 'accepted' && `: ${verdict.why}`}
    </>
  );
}
