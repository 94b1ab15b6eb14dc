/** Messages of the timeline as buttons in a line: `Answers #11`. */

import styles from './DebateJumps.module.css';
import { formatName } from './debate-words.ts';

interface DebateJumpsProps {
  readonly label: string;
  readonly messages: readonly number[];
  readonly onJump: (message: number) => void;
}

/** Nothing where there are no messages. */
export function DebateJumps({ label, messages, onJump }: DebateJumpsProps) {
  if (messages.length === 0) return null;
  return (
    <span className={styles.jumps}>
      {label}{' '}
      {messages.map((message) => (
        <button
          key={message}
          type="button"
          className={styles.jump}
          title={formatName(message)}
          aria-label={`${label} ${formatName(message)}`}
          onClick={() => onJump(message)}
        >
          #{message}
        </button>
      ))}
    </span>
  );
}
