/** The causes that the lines of a log name: what they mean, what to do, and who says so. */

import { Citations } from '../../../../panels/findings/Citations.tsx';
import { CAUSES } from '../../../../protocol/causes/cause-table.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { LOG_PANEL_WORDS, LOG_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import styles from './LogCauses.module.css';

interface LogCausesProps {
  readonly log: LogActor;
  readonly onLine: (line: number) => void;
}

export function LogCauses({ log, onLine }: LogCausesProps) {
  const causes = useLog(log, ({ reading }) => reading?.causes) ?? [];
  if (causes.length === 0) return <p>{LOG_PANEL_WORDS.noCauses}</p>;
  return (
    <ul className={styles.causes} aria-label={LOG_PANEL_WORDS.causes}>
      {causes.map(({ id, line, text, todo }) => (
        <li key={id}>
          <p className={styles.place}>
            <code>{id}</code>{' '}
            <button type="button" className={styles.line} onClick={() => onLine(line)}>
              {fill(LOG_WORDS.line, { line })}
            </button>
          </p>
          <p>{text}</p>
          <p>
            <b>{LOG_PANEL_WORDS.todo}:</b> {todo}
          </p>
          <Citations citations={CAUSES.find((cause) => cause.id === id)?.citations ?? []} />
        </li>
      ))}
    </ul>
  );
}
