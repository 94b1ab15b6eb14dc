/** The end of a lesson: what was done, and where to go from here. */

import type { Ref } from 'react';
import type { Lesson } from '../../../lesson/lesson.ts';
import type { Progress } from '../../../lesson/progress.ts';
import { getScore } from '../../../lesson/progress.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './Lesson.module.css';
import { END_WORDS, LESSON_WORDS } from './lesson-view-words.ts';

interface LessonEndProps {
  readonly lesson: Lesson;
  readonly progress: Progress | undefined;
  readonly heading: Ref<HTMLHeadingElement>;
  readonly onLeave: () => void;
  readonly onRestart: () => void;
}

export function LessonEnd({ lesson, progress, heading, onLeave, onRestart }: LessonEndProps) {
  const score = progress && getScore(progress, lesson);
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className={styles.step}>
        {fill(END_WORDS.title, { title: lesson.title })}
      </h3>
      {score && (
        <p className={styles.told}>
          {fill(END_WORDS.score, { ...score })} {score.done < score.steps ? END_WORDS.open : END_WORDS.all}
        </p>
      )}
      <div className={styles.acts}>
        <button type="button" onClick={onLeave}>
          {LESSON_WORDS.leave}
        </button>
        <button type="button" onClick={onRestart}>
          {LESSON_WORDS.fromTheBeginning}
        </button>
      </div>
    </>
  );
}
