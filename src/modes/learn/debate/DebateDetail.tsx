/** A message in full: what it replies to, its claims with their requests, its rule set, and who took which side on it. */

import { Fragment, useId } from 'react';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { Claim } from '../../../protocol/thread/thread-message.ts';
import styles from './DebateDetail.module.css';
import { DebateJumps } from './DebateJumps.tsx';
import type { Agreement } from './debate-agreement.ts';
import type { DebateMessage, DebateShow } from './debate-message.ts';
import { getDebateMessage, POSTED, toShow } from './debate-message.ts';
import { DEBATE_WORDS, formatClaimed, formatSpoken, formatTitle, STANCES, say } from './debate-words.ts';
import { DebateCitations } from './ending/DebateCitations.tsx';

interface DebateDetailProps {
  readonly message: number;
  readonly shown: string | null;
  readonly selection: RequestPair | null;
  readonly onJump: (message: number) => void;
  readonly onShow: (show: DebateShow) => void;
  readonly onRequest: (request: RequestPair) => void;
}

/** From this many on, the requests of a claim are written as digits. */
const MANY = 5;

export function DebateDetail({ message, shown, selection, onJump, onShow, onRequest }: DebateDetailProps) {
  const found = getDebateMessage(message);
  if (!found) return null;
  const { claims, address } = found;
  return (
    <div className={styles.detail}>
      <Relations found={found} onJump={onJump} />
      <section>
        <h4>{DEBATE_WORDS.claims}</h4>
        <ul className={styles.claims}>
          {claims.map((claim) => (
            <li key={claim.text}>
              <ClaimText claim={claim} />
              <Requests claim={claim} selection={selection} onRequest={onRequest} />
              {claim.citations && <DebateCitations citations={claim.citations} />}
            </li>
          ))}
        </ul>
      </section>
      <RuleSets found={found} shown={shown} onShow={onShow} />
      <Agreements found={found} onJump={onJump} />
      <p className={styles.source}>
        <a href={address} target="_blank" rel="noreferrer">
          {message === 0 ? DEBATE_WORDS.sourceOfPatch : say('source', { message })}
        </a>
      </p>
    </div>
  );
}

interface PartProps {
  readonly found: DebateMessage;
  readonly onJump: (message: number) => void;
}

function Relations({ found, onJump }: PartProps) {
  const { repliesTo, replies, agreesWith, disagreesWith } = found;
  return (
    <div className={styles.relations}>
      <DebateJumps
        label={DEBATE_WORDS.answers}
        messages={repliesTo === null ? [] : [repliesTo]}
        onJump={onJump}
      />
      <DebateJumps label={DEBATE_WORDS.agreesWith} messages={agreesWith} onJump={onJump} />
      <DebateJumps label={DEBATE_WORDS.disagreesWith} messages={disagreesWith} onJump={onJump} />
      <DebateJumps label={DEBATE_WORDS.answered} messages={replies} onJump={onJump} />
      {replies.length === 0 && <span className={styles.none}>{DEBATE_WORDS.unanswered}</span>}
    </div>
  );
}

function ClaimText({ claim: { stance, text, requests, ruleSets } }: { claim: Claim }) {
  const { sign, word } = STANCES[stance];
  const sides = ruleSets.filter((ruleSet) => ruleSet.stance !== 'notes');
  return (
    <p className={styles.claim} data-stance={stance}>
      <span className={styles.sign} aria-hidden="true">
        {sign}
      </span>
      <span>
        {(stance === 'asks' || requests.length > 0) && <span className="hidden">{word}: </span>}
        {text}
        {sides.map(({ id, stance: side }, index) => (
          <Fragment key={id}>
            {index > 0 && ','}{' '}
            <span className={styles.side}>
              {STANCES[side].word} <code>{id}</code>
            </span>
          </Fragment>
        ))}
      </span>
    </p>
  );
}

interface RequestsProps {
  readonly claim: Claim;
  readonly selection: RequestPair | null;
  readonly onRequest: (request: RequestPair) => void;
}

function Requests({ claim, selection, onRequest }: RequestsProps) {
  const isShort = claim.requests.length >= MANY;
  if (claim.requests.length === 0) return null;
  return (
    <ul className={styles.requests} data-short={isShort || undefined}>
      {claim.requests.map(([from, to]) => (
        <li key={`${from}>${to}`}>
          <button
            type="button"
            className={styles.request}
            aria-pressed={selection?.from === from && selection.to === to}
            aria-label={
              isShort ? `${formatClaimed({ from, to }, true)}, ${formatSpoken({ from, to })}` : undefined
            }
            onClick={() => onRequest({ from, to })}
          >
            {formatClaimed({ from, to }, isShort)}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface RuleSetsProps {
  readonly found: DebateMessage;
  readonly shown: string | null;
  readonly onShow: (show: DebateShow) => void;
}

function RuleSets({ found, shown, onShow }: RuleSetsProps) {
  const { message, arguesFor, alsoFor, arguesAgainst } = found;
  const speaksFor = arguesFor === null ? [] : [arguesFor, ...alsoFor];
  return (
    <section>
      <h4>{DEBATE_WORDS.ruleSet}</h4>
      {speaksFor.length === 0 && <p>{DEBATE_WORDS.noRuleSet}</p>}
      {speaksFor.map((id) => (
        <div key={id} className={styles.ruleSet}>
          <p>
            {id === arguesFor ? DEBATE_WORDS.arguesFor : DEBATE_WORDS.alsoFor} <b>{formatTitle(id)}</b>{' '}
            <code>{id}</code>
            {id === POSTED && `. ${DEBATE_WORDS.posted}`}
          </p>
          {id !== POSTED && (
            <button
              type="button"
              className={styles.show}
              aria-pressed={shown === id}
              aria-label={`${id === arguesFor ? DEBATE_WORDS.show : DEBATE_WORDS.showOther}: ${id}`}
              data-other={id !== arguesFor || undefined}
              onClick={() => onShow(toShow(message, shown === id ? null : id))}
            >
              {id === arguesFor ? DEBATE_WORDS.show : DEBATE_WORDS.showOther}
            </button>
          )}
        </div>
      ))}
      {arguesAgainst.map((id) => (
        <p key={id}>
          {DEBATE_WORDS.against} <b>{formatTitle(id)}</b> <code>{id}</code>
        </p>
      ))}
    </section>
  );
}

function Agreements({ found: { agreed, disagreed }, onJump }: PartProps) {
  if (agreed.length + disagreed.length === 0) return <p className={styles.none}>{DEBATE_WORDS.noSides}</p>;
  return (
    <>
      <Side title={DEBATE_WORDS.agreed} agreements={agreed} onJump={onJump} />
      <Side title={DEBATE_WORDS.disagreed} agreements={disagreed} onJump={onJump} />
    </>
  );
}

interface SideProps {
  readonly title: string;
  readonly agreements: readonly Agreement[];
  readonly onJump: (message: number) => void;
}

function Side({ title, agreements, onJump }: SideProps) {
  const id = useId();
  if (agreements.length === 0) return null;
  return (
    <section>
      <h4 id={id}>{title}</h4>
      <ul className={styles.agreements} aria-labelledby={id}>
        {agreements.map(({ message, author, claims }) => (
          <li key={message}>
            <button type="button" className={styles.jump} onClick={() => onJump(message)}>
              #{message} {author}
            </button>
            {claims.map(({ text }) => (
              <p key={text}>{text}</p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
