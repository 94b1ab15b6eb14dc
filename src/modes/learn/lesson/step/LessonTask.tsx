/** A task: what to do on the graph, its state after each act, and help on request. */

import type { ReactNode, Ref } from 'react';
import { getStepRuleSet } from '../../../../lesson/question/lesson-situation.ts';
import type { TaskResult, TaskStep } from '../../../../lesson/task/lesson-task.ts';
import { formatTask } from '../../../../lesson/task/lesson-task.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { announce } from '../../../../ui/attention/announce.ts';
import { readShown } from '../../../../ui/attention/read-shown.ts';
import { LESSON_WORDS, TASK_VIEW_WORDS } from '../lesson-view-words.ts';
import styles from './LessonAsk.module.css';
import { LessonText } from './LessonText.tsx';
import { getTaskWords } from './lesson-view-task.ts';

interface LessonTaskProps {
  readonly step: TaskStep;
  /** null before the first act. */
  readonly result: TaskResult | null;
  /** How many hints are open. */
  readonly hints: number;
  /** The solution that was shown; null if none was. */
  readonly way: string | null;
  /** True while it can be done. */
  readonly isDoing: boolean;
  /** Where the shown solution is described: it gets the focus then. */
  readonly standing: Ref<HTMLDivElement>;
  readonly onHint: () => void;
  readonly onReveal: () => void;
  readonly onAgain: () => void;
  /** More buttons. */
  readonly children: ReactNode;
}

export function LessonTask(props: LessonTaskProps) {
  const { step, result, hints, way, isDoing, standing, onHint, onReveal, onAgain, children } = props;
  const { kind, sign, word, text, requests } = getTaskWords(step, result, way);
  const count = step.hints.length;
  return (
    <div className={styles.ask}>
      <h4 className={styles.label}>{TASK_VIEW_WORDS.title}</h4>
      <p className={styles.prompt}>{formatTask(getStepRuleSet(step.rules), step.ask)}</p>
      <div ref={standing} tabIndex={-1} className={styles.standing} data-standing={kind}>
        <span className={styles.sign} aria-hidden="true">
          {sign}
        </span>
        <p>
          {word && <strong>{word} </strong>}
          {text}
          {requests && <small className={styles.count}>{requests}</small>}
        </p>
      </div>
      <div className={styles.hints}>
        {step.hints.slice(0, hints).map((hint, index) => {
          const title = fill(LESSON_WORDS.hint, { number: index + 1, count });
          return (
            <div key={title} data-hint>
              <h5 className={styles.label}>{title}</h5>
              <LessonText narration={hint} />
            </div>
          );
        })}
      </div>
      <div className={styles.acts}>
        {children}
        {isDoing && kind !== 'broken' && count > 0 && (
          <button
            type="button"
            aria-disabled={hints >= count}
            onClick={() => {
              onHint();
              announce(() => readShown('[data-hint]'));
            }}
          >
            {hints >= count ? TASK_VIEW_WORDS.noHints : TASK_VIEW_WORDS.hint}
          </button>
        )}
        {isDoing && (
          <button type="button" onClick={onReveal}>
            {TASK_VIEW_WORDS.reveal}
          </button>
        )}
        <button type="button" className={kind === 'broken' ? styles.main : undefined} onClick={onAgain}>
          {LESSON_WORDS.again}
        </button>
      </div>
    </div>
  );
}
