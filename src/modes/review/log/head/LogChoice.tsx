/** One guess about a log, and the control that overrides it. */

import type { ReactNode } from 'react';
import { useId } from 'react';
import { fill } from '../../../../protocol/words/fill.ts';
import { LOG_WORDS } from '../log-words.ts';
import styles from './LogHead.module.css';

interface LogChoiceProps {
  readonly title: string;
  /** What was chosen; undefined where the log decides. */
  readonly value: string | undefined;
  /** What the log shows. */
  readonly found: string | undefined;
  readonly choices: readonly (readonly [value: string, title: string])[];
  readonly onChoose: (value: string | undefined) => void;
  /** Why. */
  readonly children: ReactNode;
}

const AUTO = '';

export function LogChoice({ title, value, found, choices, onChoose, children }: LogChoiceProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label className={styles.title} htmlFor={id}>
        {title}
      </label>
      <select
        id={id}
        value={value ?? AUTO}
        data-chosen={value !== undefined || undefined}
        onChange={({ target }) => onChoose(target.value === AUTO ? undefined : target.value)}
      >
        <option value={AUTO}>
          {found === undefined ? LOG_WORDS.autoPlain : fill(LOG_WORDS.auto, { found })}
        </option>
        {choices.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
      <span className={styles.muted}>{children}</span>
    </div>
  );
}
