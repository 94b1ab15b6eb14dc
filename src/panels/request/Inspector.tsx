/** Everything about one request: verdict, why, what the driver does, what userspace sees, who says so, and elsewhere. */

import type { MouseEvent } from 'react';
import { memo, useMemo } from 'react';
import {
  formatArc,
  formatOutcome,
  formatRemedy,
  formatReturn,
  getSeen,
} from '../../graph/picture/outcome-words.ts';
import { getShownVerdict } from '../../graph/picture/shown-verdict.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { ACTIONS } from '../../protocol/state/action.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Arc, Verdict } from '../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import { toAddress } from '../../protocol/words/citation.ts';
import { formatCitation } from '../../protocol/words/citation-words.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { formatCall } from './c-call.ts';
import { getElsewhere } from './elsewhere.ts';
import styles from './Inspector.module.css';
import { ThreadWords } from './ThreadWords.tsx';

interface InspectorProps {
  readonly ruleSet: RuleSet;
  readonly all: readonly RuleSet[];
  readonly flags: number | null;
  readonly request: RequestPair;
  readonly current: number;
  /** What came of the last act, where it was this request. */
  readonly outcome: Outcome | null;
  readonly onAsk: (to: number, suppose?: 'accepted') => void;
  readonly onFlags: (flags: number) => void;
  readonly onReset: () => void;
  readonly onRules: (ruleSet: RuleSet) => void;
}

export const Inspector = memo(function Inspector(props: InspectorProps) {
  const { ruleSet, all, flags, request, outcome } = props;
  const verdict = getShownVerdict(ruleSet, { ...request, flags }, outcome);
  const failed = outcome && outcome.cause !== 'rules' && outcome.cause !== 'reset' ? outcome : null;
  return (
    <div className={styles.inspector}>
      <h3 className={styles.request}>
        <code>{formatRequest(ruleSet.states, request)}</code>
      </h3>
      <p className={styles.verdict} data-verdict={verdict.kind}>
        <strong>
          {VERDICT_SIGNS[verdict.kind]} {VERDICT_WORDS[verdict.kind]}
          {verdict.kind === 'refused' && <code> -{verdict.errno}</code>}
        </strong>{' '}
        {verdict.why}
      </p>
      {failed && (
        <p className={styles.verdict} data-verdict={failed.kind}>
          <strong>This time:</strong> {formatOutcome(ruleSet, failed).why} The call returned{' '}
          {formatReturn(failed.returns)}.
        </p>
      )}
      <WayOut {...props} verdict={verdict} />
      <Elsewhere {...props} verdict={verdict} all={all} />
      {verdict.kind === 'accepted' && <Path ruleSet={ruleSet} verdict={verdict} />}
      {verdict.kind === 'never-returns' && (
        <section>
          <h4>Where it turns</h4>
          <p>
            {[...verdict.turns, verdict.turns[0] ?? request.from]
              .map((value) => formatState(ruleSet.states, value))
              .join(' > ')}{' '}
            &gt; … without end.
          </p>
        </section>
      )}
      <section>
        <h4>Userspace sees</h4>
        <dl className={styles.seen}>
          {getSeen(ruleSet, verdict).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <details>
        <summary>The call in C</summary>
        <pre className={styles.call}>{formatCall(ruleSet, request.to)}</pre>
      </details>
      <section>
        <h4>Who says so</h4>
        <ul className={styles.citations}>
          {verdict.citations.map((citation) => (
            <li key={formatCitation(citation)}>
              <a href={toAddress(citation)} target="_blank" rel="noreferrer">
                {formatCitation(citation)}
              </a>
            </li>
          ))}
        </ul>
      </section>
      {ruleSet.generation === 'v1' && <ThreadWords from={request.from} to={request.to} />}
    </div>
  );
});

/** Acts, and leaves the focus on the heading of the part: the button may be gone once it has acted. */
function keepFocus({ currentTarget }: MouseEvent<HTMLElement>, act: () => void): void {
  const heading = currentTarget.closest('[data-part]')?.querySelector<HTMLElement>('[aria-expanded]');
  act();
  heading?.focus();
}

/** What would make it legal, as something to press. */
function WayOut({
  ruleSet,
  flags,
  request,
  current,
  verdict,
  onAsk,
  onFlags,
  onReset,
}: InspectorProps & { verdict: Verdict }) {
  if (verdict.kind === 'unspecified')
    return (
      <p className={styles.wayOut}>
        A driver may take it or decline it.
        {request.from === current && getState(ruleSet.states, request.to) && (
          <button type="button" onClick={(event) => keepFocus(event, () => onAsk(request.to, 'accepted'))}>
            Suppose it is accepted
          </button>
        )}
      </p>
    );
  if (verdict.kind !== 'refused') return null;
  const { remedy } = verdict;
  const missing = remedy.kind === 'flags' && remedy.missing <= 7 ? remedy.missing : 0;
  const canAdd =
    ruleSet.generation === 'v2' && missing > 0 && ruleSet.flagSets.includes((flags ?? 0) | missing);
  const first = remedy.kind === 'detour' ? remedy.requests[0] : undefined;
  return (
    <p className={styles.wayOut}>
      <span>
        <b>What would be legal:</b> {formatRemedy(ruleSet, remedy)}
      </span>
      {canAdd && (
        <button type="button" onClick={(event) => keepFocus(event, () => onFlags((flags ?? 0) | missing))}>
          Set migration_flags {(flags ?? 0) | missing}
        </button>
      )}
      {remedy.kind === 'reset' && request.from === current && (
        <button type="button" onClick={(event) => keepFocus(event, onReset)}>
          Reset the device
        </button>
      )}
      {first !== undefined && request.from === current && (
        <button type="button" onClick={(event) => keepFocus(event, () => onAsk(first))}>
          Ask for {formatState(ruleSet.states, first)}
        </button>
      )}
    </p>
  );
}

/** The path arc by arc, with what the driver does on each. */
function Path({ ruleSet, verdict }: { ruleSet: RuleSet; verdict: Verdict & { kind: 'accepted' } }) {
  if (verdict.arcs.length === 0)
    return (
      <section>
        <h4>The driver</h4>
        <p>{ruleSet.generation === 'v2' ? 'is not called.' : 'has no bit that flips, and nothing to do.'}</p>
      </section>
    );
  return (
    <section>
      <h4>The driver, in order</h4>
      <ol className={styles.arcs}>
        {verdict.arcs.map((arc) => (
          <li key={arc.to}>
            {verdict.arcs.length > 1 || arc.merged.length > 0 ? <code>{formatArc(ruleSet, arc)}</code> : null}
            <Actions arc={arc} />
          </li>
        ))}
      </ol>
      {ruleSet.generation === 'v1' && (
        <p className={styles.order}>
          By the order of{' '}
          {ruleSet.orderCitations.map((citation, index) => (
            <span key={formatCitation(citation)}>
              {index > 0 && ', '}
              <a href={toAddress(citation)} target="_blank" rel="noreferrer">
                {citation.kind === 'thread' ? `#${citation.message}` : formatCitation(citation)}
              </a>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

function Actions({ arc }: { arc: Arc }) {
  if (arc.actions.length === 0) return <p className={styles.nothing}>nothing to do</p>;
  return (
    <ul className={styles.actions}>
      {arc.actions.map((action) => (
        <li key={action}>
          <b>{action}</b> {ACTIONS[action]}
        </li>
      ))}
    </ul>
  );
}

/** One chip for each other rule set; a click goes there and keeps the request in view. */
function Elsewhere({ ruleSet, all, verdict, onRules }: InspectorProps & { verdict: Verdict }) {
  const others = useMemo(() => getElsewhere(verdict.request, ruleSet, all), [verdict, ruleSet, all]);
  return (
    <section>
      <h4>The same request elsewhere</h4>
      <ul className={styles.chips}>
        {others.map(({ ruleSet: other, found }) => (
          <li key={other.id}>
            <button
              type="button"
              className={styles.chip}
              data-verdict={found?.kind}
              title={
                found
                  ? `${other.title}. ${formatRequest(other.states, found.request)}: ${found.why}`
                  : `${other.title}. No such state there.`
              }
              onClick={(event) => keepFocus(event, () => onRules(other))}
            >
              <span aria-hidden="true">{found ? VERDICT_SIGNS[found.kind] : '–'}</span> {other.id}
              <span className="hidden">
                : {found ? VERDICT_WORDS[found.kind].toLowerCase() : 'no such state'}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
