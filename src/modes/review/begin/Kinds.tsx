/** The kinds of texts that Review reads, and what comes of each. */

import styles from './Begin.module.css';
import { BEGIN_WORDS } from './begin-words.ts';

export function Kinds() {
  return (
    <dl className={styles.kinds}>
      {BEGIN_WORDS.kinds.map(([kind, account]) => (
        <div key={kind}>
          <dt>{kind}</dt>
          <dd>{account}</dd>
        </div>
      ))}
    </dl>
  );
}
