/**
 * What came of the last act, large; and what would come of the request that is pointed at. Both are silent: the page's
 * announcer says them, also where the same words come again.
 */

import { memo, Suspense } from 'react';
import type { Compared } from '../../graph/picture/compared.ts';
import { formatOutcome, formatProspect } from '../../graph/picture/outcome-words.ts';
import { getProspect } from '../../graph/picture/shown-outcome.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatDigits, formatState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { Boundary } from '../../ui/failure/Boundary.tsx';
import { inLine } from '../../ui/failure/Failure.tsx';
import { createLazyPart } from '../../ui/failure/lazy-part.tsx';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import styles from './VerdictBar.module.css';

interface VerdictBarProps {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly current: number;
  readonly outcome: Outcome | null;
  readonly armed: Fault | null;
  readonly previewed: RequestPair | null;
  /** What the reader may do, where nothing was done. */
  readonly hint?: string | undefined;
  /** The comparison in view; none in Explore. */
  readonly compared?: Compared | null | undefined;
}

const OldOutcome = createLazyPart(async () => (await import('./OldSide.tsx')).OldOutcome);
const UnionPreview = createLazyPart(async () => (await import('./OldSide.tsx')).UnionPreview);
const OLD_SIDE = 'The old side';

export const VerdictBar = memo(function VerdictBar(props: VerdictBarProps) {
  const { ruleSet, current, outcome, compared, previewed, hint } = props;
  const said = outcome && formatOutcome(ruleSet, outcome);
  const errno = outcome?.kind === 'refused' ? ` -${outcome.returns}` : '';
  return (
    <div className={styles.bar}>
      <p className={styles.outcome} role="status" aria-live="off" data-verdict={outcome?.kind}>
        {said ? (
          <>
            <strong>
              {said.word}
              {errno} <span aria-hidden="true">{outcome && VERDICT_SIGNS[outcome.kind]}</span>
            </strong>{' '}
            <code className={styles.request}>{said.request}</code> <span>{said.why}</span>
          </>
        ) : (
          <span>
            The device is in <b>{formatState(ruleSet.states, current)}</b>{' '}
            <code>{formatDigits(ruleSet.states, current)}</code>. {hint ?? 'Click a state to ask for it.'}
          </span>
        )}
        {compared && (
          <Boundary name={OLD_SIDE} instead={inLine}>
            <Suspense>
              <OldOutcome compared={compared} outcome={outcome} />
            </Suspense>
          </Boundary>
        )}
      </p>
      <div className={styles.room}>
        <div className={styles.preview}>
          {previewed === null && <p>Every state can be asked for, legal or not.</p>}
          <p>
            {previewed &&
              (compared ? (
                <Boundary name={OLD_SIDE} instead={inLine}>
                  <Suspense>
                    <UnionPreview {...props} compared={compared} previewed={previewed} />
                  </Suspense>
                </Boundary>
              ) : (
                <Preview {...props} previewed={previewed} />
              ))}
          </p>
        </div>
      </div>
    </div>
  );
});

interface PreviewProps extends Omit<VerdictBarProps, 'compared'> {
  readonly previewed: RequestPair;
}

function Preview({ ruleSet, flags, current, armed, outcome: last, previewed }: PreviewProps) {
  const shown = getProspect(ruleSet, { ...previewed, flags }, { current, armed, last });
  return (
    <>
      <span className={styles.sign} data-verdict={shown.outcome.kind} aria-hidden="true">
        {VERDICT_SIGNS[shown.outcome.kind]}
      </span>{' '}
      <code>{formatRequest(ruleSet.states, previewed)}</code> {formatProspect(ruleSet, shown)}
    </>
  );
}
