/** The chapters and steps of a lesson, each a way to go there. */

import { useRef } from 'react';
import type { StepAt } from '../../../lesson/player/lesson-show.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './LessonChapters.module.css';
import type { ListedChapter, StepWords } from './lesson-view-step.ts';
import { LESSON_WORDS } from './lesson-view-words.ts';

interface LessonChaptersProps {
  readonly words: StepWords;
  readonly chapters: readonly ListedChapter[];
  readonly onGo: (at: StepAt) => void;
  readonly onRestart: () => void;
}

export function LessonChapters({ words, chapters, onGo, onRestart }: LessonChaptersProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const leave = (act: () => void) => {
    if (details.current) details.current.open = false;
    act();
  };
  const { chapter, title, number, count } = words;
  return (
    <div className={styles.where}>
      <details ref={details} className={styles.chapters}>
        <summary>
          <span className={styles.chapter}>{chapter}:</span> {title}
        </summary>
        <ol className={styles.list} aria-label={LESSON_WORDS.contents}>
          {chapters.map((each) => (
            <li key={each.id}>
              <span className={styles.title}>{each.title}</span>
              <ul className={styles.steps}>
                {each.steps.map((step) => (
                  <li key={step.id}>
                    <button
                      type="button"
                      className={styles.step}
                      aria-current={step.isHere ? 'step' : undefined}
                      onClick={() => leave(() => onGo(step.at))}
                    >
                      <span className={styles.sign} aria-hidden="true">
                        {step.isDone ? '✓' : ''}
                      </span>
                      {step.title}
                      {step.isDone && <span className="hidden"> ({LESSON_WORDS.isDone})</span>}
                    </button>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
        <button type="button" onClick={() => leave(onRestart)}>
          {LESSON_WORDS.fromTheBeginning}
        </button>
      </details>
      <span className={styles.number}>{fill(LESSON_WORDS.step, { number, count })}</span>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${(100 * number) / count}%` }} />
      </span>
    </div>
  );
}
