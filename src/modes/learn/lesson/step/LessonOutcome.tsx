/** The outcome of an answer: first the graph shows it, then why, with sources, and why nothing else. */

import type { ReactNode, Ref } from 'react';
import type { AnswerResult, QuestionStep } from '../../../../lesson/question/lesson-check.ts';
import { QUESTION_WORDS } from '../lesson-view-words.ts';
import styles from './LessonOutcome.module.css';
import { LessonSources, LessonText } from './LessonText.tsx';
import { getOutcomeWords, listOthers } from './lesson-view-answer.ts';

interface LessonOutcomeProps {
  readonly step: QuestionStep;
  /** Id of the wrong option that was chosen first; null if none was. */
  readonly tried: string | null;
  readonly result: AnswerResult;
  /** True once the reasons are shown. */
  readonly isExplained: boolean;
  /** The heading that gets the focus. */
  readonly heading: Ref<HTMLHeadingElement>;
  /** More buttons. */
  readonly children: ReactNode;
}

export function LessonOutcome({ step, tried, result, isExplained, heading, children }: LessonOutcomeProps) {
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
          <LessonText narration={step.explanation} />
          <OtherOptions step={step} tried={tried} result={result} />
        </>
      )}
    </div>
  );
}

/** Folded: who chose none of them need not read about them. */
function OtherOptions({ step, tried, result }: Pick<LessonOutcomeProps, 'step' | 'tried' | 'result'>) {
  const others = listOthers(step, result, tried);
  if (others.length === 0) return null;
  return (
    <details className={styles.others}>
      <summary>{QUESTION_WORDS.others}</summary>
      <dl>
        {others.map(({ id, text, words }) => (
          <div key={id}>
            <dt>{text}</dt>
            <dd>
              <LessonText narration={words} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
