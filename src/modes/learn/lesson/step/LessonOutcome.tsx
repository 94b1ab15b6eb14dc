/** The outcome of an answer: first the graph shows it, then why, with sources. */

import type { ReactNode, Ref } from 'react';
import type { Narration } from '../../../../lesson/lesson.ts';
import type { AnswerResult } from '../../../../lesson/question/lesson-check.ts';
import { QUESTION_WORDS } from '../lesson-view-words.ts';
import styles from './LessonOutcome.module.css';
import { LessonSources, LessonText } from './LessonText.tsx';
import { getOutcomeWords } from './lesson-view-answer.ts';

interface LessonOutcomeProps {
  readonly result: AnswerResult;
  /** True once the reasons are shown. */
  readonly isExplained: boolean;
  readonly explanation: Narration;
  /** The heading that gets the focus. */
  readonly heading: Ref<HTMLHeadingElement>;
  /** More buttons. */
  readonly children: ReactNode;
}

export function LessonOutcome({ result, isExplained, explanation, heading, children }: LessonOutcomeProps) {
  const { kind, sign, title } = getOutcomeWords(result);
  return (
    <div className={styles.outcome}>
      <h4 ref={isExplained && kind !== 'right' ? undefined : heading} tabIndex={-1} data-outcome={kind}>
        <span aria-hidden="true">{sign}</span> {title}
      </h4>
      {!isExplained && <p>{QUESTION_WORDS.watch}</p>}
      {children}
      {isExplained && (
        <>
          <h4 ref={kind === 'right' ? undefined : heading} tabIndex={-1} className={styles.because}>
            {QUESTION_WORDS.because}
          </h4>
          {result.why.map((sentence, index) => (
            <p key={sentence}>
              {sentence}
              {index === result.why.length - 1 && <LessonSources citations={result.citations} />}
            </p>
          ))}
          <LessonText narration={explanation} />
        </>
      )}
    </div>
  );
}
