/** What a patch does in one line, the flows of clients as lamps, old to new, and how much was found. */

import { memo } from 'react';
import { fill } from '../../../protocol/words/fill.ts';
import { Lamp } from './Lamp.tsx';
import styles from './VerdictCard.module.css';
import type { VerdictCard as Card, ChangedLamp, SteadyLamp } from './verdict-card.ts';
import { formatSteadyCount } from './verdict-svg.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

interface VerdictCardProps {
  readonly card: Card;
  /** Null where no panel shows the flows. */
  readonly onFlows: (() => void) | null;
}

export const VerdictCard = memo(function VerdictCard({ card, onFlows }: VerdictCardProps) {
  const { line, about, changed, steady, hasBefore, counts } = card;
  return (
    <div className={styles.card}>
      <p className={styles.line}>{line}</p>
      {about.length > 0 && <p className={styles.about}>{about.join(' ')}</p>}
      {changed.length > 0 && <Changed lamps={changed} />}
      {steady.length > 0 && <Steady lamps={steady} hasBefore={hasBefore} />}
      <div className={styles.foot}>
        {counts.length > 0 && <p className={styles.about}>{counts.join(' · ')}</p>}
        {onFlows && (changed.length > 0 || steady.length > 0) && (
          <button type="button" className={styles.open} onClick={onFlows}>
            {VERDICT_WORDS.openFlows}
          </button>
        )}
      </div>
    </div>
  );
});

/** How many are named at once; one more is named rather than counted in a heading. */
const NAMED = 8;

function Changed({ lamps }: { lamps: readonly ChangedLamp[] }) {
  const named = lamps.length > NAMED + 1 ? NAMED : lamps.length;
  const others = lamps.slice(named);
  return (
    <>
      <Pairs lamps={lamps.slice(0, named)} label={VERDICT_WORDS.changed} />
      {others.length > 0 && (
        <details className={styles.more}>
          <summary>{fill(VERDICT_WORDS.more, { count: others.length })}</summary>
          <Pairs lamps={others} label={VERDICT_WORDS.changedToo} />
        </details>
      )}
    </>
  );
}

function Pairs({ lamps, label }: { lamps: readonly ChangedLamp[]; label: string }) {
  return (
    <ul className={styles.changed} aria-label={label}>
      {lamps.map(({ key, flow, flags, before, after, words }) => (
        <li key={key}>
          <span className="hidden">{words}</span>
          <span className={styles.pair} aria-hidden="true" title={words}>
            <Lamp end={before} />
            <span className={styles.arrow}>→</span>
            <Lamp end={after} />
            <span>{flow}</span>
            {flags !== '' && <span className={styles.flags}>{flags}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Steady({ lamps, hasBefore }: { lamps: readonly SteadyLamp[]; hasBefore: boolean }) {
  return (
    <div className={styles.steady}>
      <ul aria-label={hasBefore ? VERDICT_WORDS.steady : VERDICT_WORDS.alone}>
        {lamps.map(({ flow, end, words }) => (
          <li key={flow} title={words}>
            <Lamp end={end} isQuiet={hasBefore} />
            <span className="hidden">{words}</span>
          </li>
        ))}
      </ul>
      <span className={styles.about}>{formatSteadyCount(lamps.length, hasBefore)}</span>
    </div>
  );
}
