/** One guess of how a text is to be read, why, and the control that overrides it. */

import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './Choice.module.css';
import { AUTO } from './review-options.ts';

interface ChoiceProps {
  readonly title: string;
  /** What was chosen; undefined where the text decides. */
  readonly value: string | undefined;
  /** What the choice is called that leaves it to the text. */
  readonly auto: string;
  readonly choices: readonly (readonly [value: string, title: string])[];
  readonly onChoose: (value: string | undefined) => void;
  /** Why. */
  readonly children: ReactNode;
}

export function Choice({ title, value, auto, choices, onChoose, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label className={styles.title} htmlFor={id}>
        {title}
      </label>
      <select
        id={id}
        className={styles.select}
        value={value ?? AUTO}
        data-chosen={value !== undefined || undefined}
        onChange={({ target }) => onChoose(target.value === AUTO ? undefined : target.value)}
      >
        <option value={AUTO}>{auto}</option>
        {choices.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
      <span className={styles.text}>{children}</span>
    </div>
  );
}
