/** The place of the first words, above the graph; there from the first paint, so that nothing moves when they come. */

import { Suspense } from 'react';
import { useActs, useShell } from '../../../page/page-context.tsx';
import { Boundary } from '../../../ui/failure/Boundary.tsx';
import { inLine } from '../../../ui/failure/Failure.tsx';
import { createLazyPart } from '../../../ui/failure/lazy-part.tsx';
import { Later } from '../../../ui/Later.tsx';
import styles from './FirstWords.module.css';

const NAME = 'First words';
const DISMISS = 'Dismiss the first words';

const Strip = createLazyPart(async () => (await import('./Strip.tsx')).Strip);

export function FirstWords() {
  const isShown = useShell(({ hasFirstWords }) => hasFirstWords);
  const { dismissFirstWords } = useActs();
  if (!isShown) return null;
  return (
    <section className={styles.strip} aria-label={NAME} data-part="first-words" tabIndex={-1}>
      <Boundary name={NAME} instead={inLine}>
        <Suspense>
          <Later>
            <Strip />
          </Later>
        </Suspense>
      </Boundary>
      <button
        type="button"
        className={styles.dismiss}
        aria-label={DISMISS}
        title={DISMISS}
        onClick={dismissFirstWords}
      >
        ✕
      </button>
    </section>
  );
}
