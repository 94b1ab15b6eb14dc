/** One finding of a list: its request, its line, its sentence, and what can be done with it. */

import { memo, useCallback } from 'react';
import type { FindingItem } from '../../judge/catalogue/finding-group.ts';
import { FINDING_WORDS } from '../../judge/catalogue/finding-words.ts';
import type { HitRequest } from '../../judge/catalogue/hit-words.ts';
import { formatFlags } from '../../protocol/state/migration-flags.ts';
import { formatSource } from '../../protocol/words/citation-words.ts';
import { scrollWithin } from '../../ui/rows/scroll-within.ts';
import { Citations } from './Citations.tsx';
import styles from './Findings.module.css';
import { HitList } from './HitList.tsx';

/** What a row asks for; the list knows the finding by its key. */
export type FindingAct = 'select' | 'play' | 'choose' | 'leave-out' | 'arrive';

interface FindingRowProps {
  readonly item: FindingItem;
  readonly title: string;
  readonly isSelected: boolean;
  /** True where the reader comes from elsewhere to this finding: it takes the focus. */
  readonly isSought: boolean;
  /** undefined where findings are not chosen. */
  readonly isChosen: boolean | undefined;
  readonly hasLines: boolean;
  readonly onAct: (act: FindingAct, key: string) => void;
  /** Shows another request that the cause of the finding hits. */
  readonly onRequest: (key: string, request: HitRequest) => void;
}

/** Findings are made anew with every change of the text; a row is drawn again only where it says something else. */
export const FindingRow = memo(function FindingRow(props: FindingRowProps) {
  const { item, title, isSelected, isSought, isChosen, hasLines, onAct, onRequest } = props;
  const { key, request, flags, hits, citations } = item;
  const { text, line, trace } = item.finding;
  const withFlags = flags.length === 0 ? undefined : `flags ${flags.join(', ')}`;
  const subject = [title, request, withFlags].filter(Boolean).join(' ');
  const arrive = useCallback(
    (row: HTMLElement | null) => {
      if (!row) return;
      scrollWithin(row, row.closest('[role="group"]') ?? row);
      if (!isSought) return;
      row.querySelector('button')?.focus({ preventScroll: true });
      onAct('arrive', key);
    },
    [isSought, onAct, key],
  );
  return (
    <li
      ref={isSelected ? arrive : undefined}
      className={styles.row}
      data-key={key}
      data-selected={isSelected || undefined}
      aria-current={isSelected ? 'true' : undefined}
    >
      <div className={styles.bar}>
        <span className={styles.place}>
          <button type="button" className={styles.request} onClick={() => onAct('select', key)}>
            {request ?? title}
          </button>
          {withFlags && (
            <span className={styles.flags} title={flags.map(formatFlags).join('\n')}>
              {withFlags}
            </span>
          )}
          {hasLines && line !== null && (
            <button type="button" className={styles.line} onClick={() => onAct('select', key)}>
              line {line}
            </button>
          )}
        </span>
        <span className={styles.acts}>
          {trace && (
            <button
              type="button"
              className={styles.play}
              aria-label={`${FINDING_WORDS.play}: ${subject}`}
              onClick={() => onAct('play', key)}
            >
              <span aria-hidden="true">▷</span> {FINDING_WORDS.play}
            </button>
          )}
          {isChosen !== undefined && (
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={isChosen}
                aria-label={`${FINDING_WORDS.inReply}: ${subject}`}
                onChange={(event) => onAct(event.target.checked ? 'choose' : 'leave-out', key)}
              />
              {FINDING_WORDS.inReply}
            </label>
          )}
        </span>
      </div>
      <p>{text}</p>
      <HitList groups={hits} onRequest={(request) => onRequest(key, request)} />
      <Citations citations={citations} />
    </li>
  );
}, isSameRow);

const formatHits = ({ hits }: FindingItem) => JSON.stringify(hits);

function isSameRow(before: FindingRowProps, after: FindingRowProps): boolean {
  const [a, b] = [before.item, after.item];
  return (
    before.isSelected === after.isSelected &&
    before.isSought === after.isSought &&
    before.isChosen === after.isChosen &&
    before.hasLines === after.hasLines &&
    before.title === after.title &&
    before.onAct === after.onAct &&
    before.onRequest === after.onRequest &&
    a.key === b.key &&
    a.request === b.request &&
    a.flags.join() === b.flags.join() &&
    formatHits(a) === formatHits(b) &&
    a.finding.text === b.finding.text &&
    a.finding.line === b.finding.line &&
    (a.finding.trace === null) === (b.finding.trace === null) &&
    a.citations.map(formatSource).join() === b.citations.map(formatSource).join()
  );
}
