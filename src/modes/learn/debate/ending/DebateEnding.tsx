/** How the debate ended: what happened after its last message, and how Linux 5.18 answers each question. */

import { formatDate } from '../../../../protocol/words/date-words.ts';
import { DebateJumps } from '../DebateJumps.tsx';
import { DEBATE_WORDS } from '../debate-words.ts';
import { DebateCitations } from './DebateCitations.tsx';
import styles from './DebateEnding.module.css';
import { ENDING_STEPS, QUESTIONS } from './debate-ending.ts';

export function DebateEnding({ onJump }: { onJump: (message: number) => void }) {
  return (
    <div className={styles.ending}>
      <section>
        <h4>{DEBATE_WORDS.after}</h4>
        <ol className={styles.list}>
          {ENDING_STEPS.map(({ date, text, citations }) => (
            <li key={date}>
              <time dateTime={date}>{formatDate(date)}</time>
              <p>{text}</p>
              <DebateCitations citations={citations} />
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h4>{DEBATE_WORDS.questions}</h4>
        <ul className={styles.list}>
          {QUESTIONS.map(({ question, sides, answer, citations }) => (
            <li key={question}>
              <p className={styles.question}>{question}</p>
              <p className={styles.sides}>
                {sides.map(({ side, messages }) => (
                  <DebateJumps key={side} label={side} messages={messages} onJump={onJump} />
                ))}
              </p>
              <p>
                <b>{DEBATE_WORDS.answer}:</b> {answer}
              </p>
              <DebateCitations citations={citations} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
