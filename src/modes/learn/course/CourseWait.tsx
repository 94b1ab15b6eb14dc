/** What the reader waits for: a lesson that is fetched, or a file that is read. Nothing while that is brief. */

import { FILE_WORDS } from '../lesson/lesson-view-words.ts';
import styles from './CourseWait.module.css';

interface CourseWaitProps {
  /** A sentence; empty while nothing is awaited. */
  readonly sentence: string;
  readonly onCancel: () => void;
}

/** The place stands there before it says anything: what comes into it is announced. */
export function CourseWait({ sentence, onCancel }: CourseWaitProps) {
  return (
    <div className={styles.wait} data-shown={sentence !== '' || undefined}>
      <p className={styles.sentence} aria-live="polite">
        {sentence}
      </p>
      {sentence !== '' && (
        <button type="button" onClick={onCancel}>
          {FILE_WORDS.cancel}
        </button>
      )}
    </div>
  );
}
