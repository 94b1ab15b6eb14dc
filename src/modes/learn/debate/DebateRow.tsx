/** One line of the timeline: the lanes of the replies, who wrote it and when, and its point. */

import type { KeyboardEvent } from 'react';
import { formatDate, formatTime } from '../../../protocol/words/date-words.ts';
import { DebateRail } from './DebateRail.tsx';
import styles from './DebateRow.module.css';
import { LANES } from './debate-lane.ts';
import { getDebateMessage } from './debate-message.ts';
import { DEBATE_WORDS, formatName, getStances, STANCES } from './debate-words.ts';

interface DebateRowProps {
  /** A message, or ENDING. */
  readonly message: number;
  readonly isChosen: boolean;
  /** True for the one row that the Tab key reaches. */
  readonly isEntry: boolean;
  readonly onChoose: () => void;
  readonly onMove: (event: KeyboardEvent) => void;
  readonly onEnter: () => void;
}

export function DebateRow({ message, isChosen, isEntry, onChoose, onMove, onEnter }: DebateRowProps) {
  const found = getDebateMessage(message);
  const stances = found ? getStances(found) : [];
  return (
    <button
      type="button"
      className={styles.row}
      data-message={message}
      tabIndex={isEntry ? 0 : -1}
      aria-current={isChosen || undefined}
      onClick={onChoose}
      onKeyDown={onMove}
      onFocus={onEnter}
    >
      <DebateRail row={LANES[message] ?? null} part="row" />
      <span className={styles.text}>
        <span className={styles.head}>
          <b>{formatName(message)}</b>
          {found && found.repliesTo !== null && (
            <span className={styles.aside}>
              {DEBATE_WORDS.answersShort} #{found.repliesTo}
            </span>
          )}
          {found && (
            <span className={styles.signs}>
              {stances.map((stance) => (
                <span key={stance} data-stance={stance}>
                  <span className="hidden">{STANCES[stance].word} </span>
                  <span aria-hidden="true">{STANCES[stance].sign}</span>
                </span>
              ))}
            </span>
          )}
          {found && (
            <time dateTime={found.date} className={styles.time}>
              <span className="hidden">{formatDate(found.date)} </span>
              {formatTime(found.date)}
            </time>
          )}
        </span>
        <span className={styles.point}>{found?.point ?? DEBATE_WORDS.endingPoint}</span>
      </span>
    </button>
  );
}
