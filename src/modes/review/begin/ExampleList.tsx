/** The examples, each as a button: with what it shows at the start, and by its name alone later. */

import styles from './Begin.module.css';
import type { ExampleId } from './begin-words.ts';
import { EXAMPLE_WORDS } from './begin-words.ts';
import { EXAMPLES } from './review-example.ts';

interface ExampleListProps {
  readonly onOpen: (text: string, fileName: string) => void;
  readonly account?: (id: ExampleId) => string;
}

export function ExampleList({ onOpen, account }: ExampleListProps) {
  return (
    <ul className={styles.examples} data-told={account ? true : undefined}>
      {EXAMPLES.map(({ id, fileName, create }) => (
        <li key={id}>
          <button type="button" onClick={() => onOpen(create(), fileName)}>
            {EXAMPLE_WORDS[id].title}
          </button>
          {account && <p>{account(id)}</p>}
        </li>
      ))}
    </ul>
  );
}
