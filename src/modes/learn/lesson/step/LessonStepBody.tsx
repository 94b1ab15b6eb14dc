/** One step: what is told, what is asked, and the outcome. */

import type { Ref } from 'react';
import { isQuestion } from '../../../../lesson/lesson.ts';
import type { PlayerContext, PlayerEvent } from '../../../../lesson/player/lesson-player.ts';
import { getStepAt } from '../../../../lesson/player/lesson-show.ts';
import styles from '../Lesson.module.css';
import type { Phase } from '../lesson-view-nav.ts';
import { formatLit, formatRules } from '../lesson-view-step.ts';
import { LESSON_WORDS, TASK_VIEW_WORDS } from '../lesson-view-words.ts';
import { LessonOutcome } from './LessonOutcome.tsx';
import { LessonQuestion } from './LessonQuestion.tsx';
import { LessonTask } from './LessonTask.tsx';
import { LessonText } from './LessonText.tsx';
import { formatWay } from './lesson-view-task.ts';

interface LessonStepBodyProps {
  readonly context: PlayerContext;
  readonly phase: Phase;
  /** The heading of the step, and that of the outcome: they get the focus. */
  readonly heading: Ref<HTMLHeadingElement>;
  readonly outcome: Ref<HTMLHeadingElement & HTMLDivElement>;
  readonly onEvent: (event: PlayerEvent) => void;
  readonly onPlay: () => void;
  /** True if the learner takes each step of what is shown. */
  readonly isByHand: boolean;
  readonly onStep: () => void;
}

export function LessonStepBody(props: LessonStepBodyProps) {
  const { context, phase, heading, outcome, onEvent, isByHand, onPlay, onStep } = props;
  const { lesson, at, show, tried, result, task, hints, revealed } = context;
  const step = getStepAt(lesson, at);
  const { ask } = step;
  const stepKey = `${at.chapter}.${at.step}`;
  const isExplained = phase === 'explaining';
  const send = (type: 'hint' | 'reveal' | 'step.restart') => () => onEvent({ type });
  const lit = formatLit(step.rules, show.focus);
  const play = show.playFrom !== null && <Play isByHand={isByHand} onPlay={onPlay} onStep={onStep} />;
  return (
    <>
      <div>
        <h3 ref={heading} tabIndex={-1} className={styles.step}>
          {step.title}
        </h3>
        <p className={styles.note}>
          {formatRules(step.rules)} {lit}
        </p>
      </div>
      <Skip isAsking={isQuestion(ask) && !result} />
      <LessonText key={stepKey} narration={step.narration} />
      {!result && !revealed && play && <div className={styles.acts}>{play}</div>}
      {isQuestion(ask) && (
        <LessonQuestion
          key={`question ${stepKey}`}
          step={{ ...step, ask }}
          tried={tried}
          result={result}
          isExplained={isExplained}
          heading={outcome}
          onAnswer={(option) => onEvent({ type: 'answer', option })}
          onReveal={send('reveal')}
        />
      )}
      {ask?.kind === 'do' && (
        <LessonTask
          key={`task ${stepKey}`}
          step={{ ...step, ask }}
          result={task}
          hints={hints}
          way={revealed ? formatWay(show) : null}
          isDoing={phase === 'doing'}
          standing={phase === 'showing' ? outcome : null}
          onHint={send('hint')}
          onReveal={send('reveal')}
          onAgain={send('step.restart')}
        >
          {revealed && play}
        </LessonTask>
      )}
      {result && isQuestion(ask) && (
        <LessonOutcome
          key={`outcome ${stepKey}`}
          step={{ ...step, ask }}
          tried={tried}
          result={result}
          isExplained={isExplained}
          heading={outcome}
        >
          <div className={styles.acts}>
            {play}
            <button type="button" onClick={send('step.restart')}>
              {LESSON_WORDS.again}
            </button>
          </div>
        </LessonOutcome>
      )}
      {ask?.kind === 'do' && isExplained && step.explanation.length > 0 && (
        <div className={styles.explanation}>
          <h4 ref={outcome} tabIndex={-1} className={styles.because}>
            {TASK_VIEW_WORDS.because}
          </h4>
          <LessonText key={stepKey} narration={step.explanation} />
        </div>
      )}
    </>
  );
}

/** From the heading past what is told: one press of Tab, seen while it has the focus. */
function Skip({ isAsking }: { isAsking: boolean }) {
  const skip = () => {
    const selector = isAsking ? 'input[type="radio"]' : '[data-lesson="next"]';
    document.querySelector<HTMLElement>(`[data-part="lesson"] ${selector}`)?.focus();
  };
  return (
    <button type="button" className={styles.skip} onClick={skip}>
      {isAsking ? LESSON_WORDS.toQuestion : LESSON_WORDS.toButtons}
    </button>
  );
}

/** The buttons that play the trace. */
function Play({ isByHand, onPlay, onStep }: Pick<LessonStepBodyProps, 'isByHand' | 'onPlay' | 'onStep'>) {
  return (
    <>
      {isByHand && (
        <button type="button" onClick={onStep}>
          <span aria-hidden="true">›</span> {LESSON_WORDS.stepOn}
        </button>
      )}
      <button type="button" onClick={onPlay}>
        <span aria-hidden="true">{isByHand ? '«' : '▸'}</span>{' '}
        {isByHand ? LESSON_WORDS.rewind : LESSON_WORDS.play}
      </button>
    </>
  );
}
