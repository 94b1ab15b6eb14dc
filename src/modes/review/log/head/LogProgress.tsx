/** How far the reading of a large log has come, the way to stop it, and what went wrong with it. */

import { useSelector } from '@xstate/react';
import { fill } from '../../../../protocol/words/fill.ts';
import { LOG_WORDS } from '../log-words.ts';
import type { LogPartProps } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import styles from './LogHead.module.css';

const MB = 1_000_000;

export function LogProgress({ log }: LogPartProps) {
  const failure = useLog(log, (context) => context.failure);
  const size = useLog(log, ({ source: { text } }) => (typeof text === 'string' ? null : text.size));
  const read = useLog(log, (context) => context.read);
  const isReading = useSelector(log, (snapshot) => snapshot.matches('reading'));
  if (failure !== null)
    return (
      <p data-alert className={styles.problem}>
        {failure}{' '}
        <button type="button" onClick={() => log.send({ type: 'log.again' })}>
          {LOG_WORDS.again}
        </button>
      </p>
    );
  // A text of the editor is read before anyone could read this.
  if (!isReading || size === null) return null;
  const percent = Math.floor((100 * read) / Math.max(1, size));
  const words = fill(LOG_WORDS.progress, { percent, size: (size / MB).toFixed(1) });
  return (
    <p className={styles.progress}>
      <progress max={100} value={percent} aria-label={words} />
      <span aria-hidden="true">{words}</span>
      <button type="button" onClick={() => log.send({ type: 'log.stop' })}>
        {LOG_WORDS.stop}
      </button>
    </p>
  );
}
