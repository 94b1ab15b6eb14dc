/** Everything about one request: verdict, why, what the driver does, what userspace sees, who says so, and elsewhere. */

import type { MouseEvent } from 'react';
import { memo, useMemo } from 'react';
import {
  formatArmed,
  formatOutcome,
  formatRemedy,
  formatReturn,
} from '../../../graph/picture/outcome-words.ts';
import type { ShownOutcome } from '../../../graph/picture/shown-outcome.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { ACTIONS } from '../../../protocol/state/action.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { formatRequest } from '../../../protocol/state/request-pair.ts';
import { formatState, getState } from '../../../protocol/state/state.ts';
import type { Verdict } from '../../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../../protocol/verdict/verdict.ts';
import { toAddress } from '../../../protocol/words/citation.ts';
import { formatCitation } from '../../../protocol/words/citation-words.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { VERDICT_SIGNS } from '../../../ui/verdict-sign.ts';
import { Consequence } from './Consequence.tsx';
import { formatCall } from './c-call.ts';
import type { DriverRow } from './driver-row.ts';
import { toDriverRows } from './driver-row.ts';
import { formatChip, getElsewhere } from './elsewhere.ts';
import styles from './Inspector.module.css';
import {
  DRIVER_WORDS,
  ELSEWHERE_WORDS,
  HEADINGS,
  NOTHING_TO_DO,
  TIME_WORDS,
  WAY_OUT_WORDS,
} from './inspector-words.ts';
import { getSeen } from './seen-words.ts';
import { ThreadWords } from './ThreadWords.tsx';

interface InspectorProps {
  readonly ruleSet: RuleSet;
  readonly all: readonly RuleSet[];
  readonly flags: number | null;
  readonly request: RequestPair;
  readonly current: number;
  readonly shown: ShownOutcome;
  readonly onAsk: (to: number, suppose?: 'accepted') => void;
  readonly onFlags: (flags: number) => void;
  readonly onReset: () => void;
  readonly onRules: (ruleSet: RuleSet) => void;
}

export const Inspector = memo(function Inspector(props: InspectorProps) {
  const { ruleSet, request, shown } = props;
  const { verdict, outcome } = shown;
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
      <Consequence ruleSet={ruleSet} request={request} />
      <ThisTime {...props} />
      <WayOut {...props} verdict={verdict} />
      <Elsewhere {...props} />
      {verdict.kind === 'accepted' && <Driver {...props} />}
      {verdict.kind === 'never-returns' && (
        <section>
          <h4>{HEADINGS.loop}</h4>
          <p>
            {fill(DRIVER_WORDS.forever, {
              turns: [...verdict.turns, verdict.turns[0] ?? request.from]
                .map((value) => formatState(ruleSet.states, value))
                .join(' > '),
            })}
          </p>
        </section>
      )}
      <section>
        <h4>{HEADINGS.seen}</h4>
        <dl className={styles.seen}>
          {getSeen(ruleSet, outcome).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <details>
        <summary>{HEADINGS.call}</summary>
        <pre className={styles.call}>{formatCall(ruleSet, request.to, outcome)}</pre>
      </details>
      <section>
        <h4>{HEADINGS.sources}</h4>
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

/** What the rules alone do not say: a fault, met or armed, or what was supposed. */
function ThisTime({ ruleSet, shown: { when, outcome } }: InspectorProps) {
  if (outcome.cause === 'rules') return null;
  const isAsked = when === 'asked';
  return (
    <p className={styles.verdict} data-verdict={outcome.kind}>
      <strong>{isAsked ? TIME_WORDS.asked : TIME_WORDS.armed}</strong>{' '}
      {isAsked
        ? fill(TIME_WORDS.returned, {
            why: formatOutcome(ruleSet, outcome).why,
            returns: formatReturn(outcome.returns),
          })
        : formatArmed(ruleSet, outcome)}
    </p>
  );
}

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
        {WAY_OUT_WORDS.eitherWay}
        {request.from === current && getState(ruleSet.states, request.to) && (
          <button type="button" onClick={(event) => keepFocus(event, () => onAsk(request.to, 'accepted'))}>
            {WAY_OUT_WORDS.suppose}
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
        <b>{WAY_OUT_WORDS.legal}</b> {formatRemedy(ruleSet, remedy)}
      </span>
      {canAdd && (
        <button type="button" onClick={(event) => keepFocus(event, () => onFlags((flags ?? 0) | missing))}>
          {fill(WAY_OUT_WORDS.setFlags, { flags: (flags ?? 0) | missing })}
        </button>
      )}
      {remedy.kind === 'reset' && request.from === current && (
        <button type="button" onClick={(event) => keepFocus(event, onReset)}>
          {WAY_OUT_WORDS.reset}
        </button>
      )}
      {first !== undefined && request.from === current && (
        <button type="button" onClick={(event) => keepFocus(event, () => onAsk(first))}>
          {fill(WAY_OUT_WORDS.ask, { state: formatState(ruleSet.states, first) })}
        </button>
      )}
    </p>
  );
}

/** The arcs in order, with what the driver does on each. */
function Driver({ ruleSet, shown }: InspectorProps) {
  const rows = useMemo(() => toDriverRows(ruleSet, shown), [ruleSet, shown]);
  if (rows.length === 0)
    return (
      <section>
        <h4>{HEADINGS.driver}</h4>
        <p>{NOTHING_TO_DO[ruleSet.generation]}</p>
      </section>
    );
  return (
    <section>
      <h4>{HEADINGS.inOrder}</h4>
      <ol className={styles.arcs}>
        {rows.map((row) => (
          <li key={row.to} data-reached={row.kind}>
            {row.arc && <code>{row.arc}</code>}
            <Actions row={row} />
          </li>
        ))}
      </ol>
      {ruleSet.generation === 'v1' && (
        <p className={styles.order}>
          {DRIVER_WORDS.order}{' '}
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

function Actions({ row: { actions, words } }: { row: DriverRow }) {
  if (words !== null) return <p className={styles.nothing}>{words}</p>;
  return (
    <ul className={styles.actions}>
      {actions.map((action) => (
        <li key={action}>
          <b>{action}</b> {ACTIONS[action]}
        </li>
      ))}
    </ul>
  );
}

/** One chip for each other rule set; a click goes there and keeps the request in view. */
function Elsewhere({ ruleSet, all, shown, onRules }: InspectorProps) {
  const others = useMemo(() => getElsewhere(shown, ruleSet, all), [shown, ruleSet, all]);
  return (
    <section>
      <h4>{HEADINGS.elsewhere}</h4>
      <ul className={styles.chips}>
        {others.map(({ ruleSet: other, found }) => (
          <li key={other.id}>
            <button
              type="button"
              className={styles.chip}
              aria-label={formatChip({ ruleSet: other, found })}
              data-verdict={found?.kind}
              title={
                found
                  ? fill(ELSEWHERE_WORDS.found, {
                      title: other.title,
                      request: formatRequest(other.states, found.request),
                      why: found.why,
                    })
                  : fill(ELSEWHERE_WORDS.none, { title: other.title })
              }
              onClick={(event) => keepFocus(event, () => onRules(other))}
            >
              <span aria-hidden="true">{found ? VERDICT_SIGNS[found.kind] : '–'}</span> {other.id}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
