/** What Review shows in place of the graph where a text has nothing that can be drawn: what it does read. */

import { useId } from 'react';
import styles from './Begin.module.css';
import { NOTHING_WORDS } from './begin-words.ts';
import { Kinds } from './Kinds.tsx';

export function NothingToDraw() {
  const id = useId();
  return (
    <section className={styles.begin} data-beginning aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{NOTHING_WORDS.title}</h2>
      <p>{NOTHING_WORDS.account}</p>
      <Kinds />
    </section>
  );
}
