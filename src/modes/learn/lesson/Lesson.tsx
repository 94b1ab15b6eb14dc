/** A lesson beside the graph: one step at a time, by the learner's own pace. What is shown on the graph is the page's to show. */

import { useSelector } from '@xstate/react';
import type { RefObject } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Pace } from '../../../lesson/pace.ts';
import { getPace, PACES } from '../../../lesson/pace.ts';
import type { Progress } from '../../../lesson/progress.ts';
import type { LearnEvent, PlayerRef } from '../machine/learn-context.ts';
import styles from './Lesson.module.css';
import { LessonChapters } from './LessonChapters.tsx';
import { LessonEnd } from './LessonEnd.tsx';
import { LessonNav } from './LessonNav.tsx';
import type { Phase } from './lesson-view-nav.ts';
import { getNav } from './lesson-view-nav.ts';
import { getStepWords, listChapters } from './lesson-view-step.ts';
import { LESSON_WORDS } from './lesson-view-words.ts';
import { LessonStepBody } from './step/LessonStepBody.tsx';

/** What a lesson sends to Learn's machine; what is done in it goes to its player. */
type LessonEvent = Extract<
  LearnEvent,
  { type: 'lesson.leave' | 'trace.play' | 'trace.step' | 'pace.change' | 'present.start' }
>;

interface LessonProps {
  readonly player: PlayerRef;
  /** What was done before, for the list of steps and the end. */
  readonly progress: Progress;
  readonly isPresenting: boolean;
  readonly pace: Pace;
  readonly onEvent: (event: LessonEvent) => void;
}

export function Lesson({ player, progress, isPresenting, pace, onEvent }: LessonProps) {
  const { value, context } = useSelector(player, (snapshot) => snapshot);
  const phase = value as Phase;
  const { lesson, at, show, tried } = context;
  const words = useMemo(() => getStepWords(lesson, at), [lesson, at]);
  const isOver = phase === 'finished';
  const refs = {
    panel: useRef<HTMLElement>(null),
    body: useRef<HTMLDivElement>(null),
    heading: useRef<HTMLHeadingElement>(null),
    outcome: useRef<HTMLHeadingElement>(null),
  };
  const { heading, outcome } = refs;
  const turn = useMemo(() => ({ phase, show, tried, isPresenting }), [phase, show, tried, isPresenting]);
  useStepFocus(turn, refs);
  const leave = () => onEvent({ type: 'lesson.leave' });
  const restart = () => player.send({ type: 'restart' });
  return (
    <section
      ref={refs.panel}
      className={styles.lesson}
      data-presenting={isPresenting || undefined}
      data-part="lesson"
      aria-label={lesson.title}
    >
      {!isPresenting && <LessonHead pace={pace} onEvent={onEvent} />}
      <h2 className={styles.title}>{lesson.title}</h2>
      <LessonChapters
        words={words}
        chapters={listChapters(lesson, isOver ? null : at, progress)}
        onGo={(to) => player.send({ type: 'go', to })}
        onRestart={restart}
      />
      <div ref={refs.body} className={styles.body}>
        {isOver ? (
          <LessonEnd
            lesson={lesson}
            progress={progress}
            heading={heading}
            onLeave={leave}
            onRestart={restart}
          />
        ) : (
          <LessonStepBody
            context={context}
            phase={phase}
            heading={heading}
            outcome={outcome}
            onEvent={player.send}
            isByHand={pace.beat === null}
            onPlay={() => onEvent({ type: 'trace.play' })}
            onStep={() => onEvent({ type: 'trace.step' })}
          />
        )}
      </div>
      {!isPresenting && <LessonNav nav={getNav(phase, words)} onEvent={player.send} />}
    </section>
  );
}

function LessonHead({ pace, onEvent }: Pick<LessonProps, 'pace' | 'onEvent'>) {
  return (
    <div className={styles.head}>
      <button type="button" className={styles.leave} onClick={() => onEvent({ type: 'lesson.leave' })}>
        <span aria-hidden="true">‹</span> {LESSON_WORDS.leave}
      </button>
      <label className={styles.pace}>
        {LESSON_WORDS.pace}
        <select
          value={pace.id}
          onChange={({ target }) => onEvent({ type: 'pace.change', pace: getPace(target.value) })}
        >
          {PACES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        data-lesson="present"
        title={LESSON_WORDS.presentHint}
        onClick={() => onEvent({ type: 'present.start' })}
      >
        {LESSON_WORDS.present}
      </button>
    </div>
  );
}

/** A new step, phase or size decides again where the focus belongs. Each step begins with another `show`. */
interface Turn {
  readonly phase: Phase;
  readonly show: object;
  /** The wrong option of a first try. */
  readonly tried: string | null;
  readonly isPresenting: boolean;
}

interface StepRefs {
  readonly panel: RefObject<HTMLElement | null>;
  readonly body: RefObject<HTMLElement | null>;
  readonly heading: RefObject<HTMLElement | null>;
  readonly outcome: RefObject<HTMLElement | null>;
}

const hasBegun = (phase: Phase) => phase === 'telling' || phase === 'asking' || phase === 'doing';

/**
 * The focus goes to the heading of each new step, and to what came of an answer; it is taken from nobody who is at work
 * on the graph.
 */
function useStepFocus(turn: Turn, { panel, body, heading, outcome }: StepRefs): void {
  const [opening] = useState(turn);
  useEffect(() => {
    const { activeElement } = document;
    const { phase, tried } = turn;
    const isOurs = activeElement === document.body || panel.current?.contains(activeElement) === true;
    const isOpening = turn === opening;
    // A page that opens with a lesson leaves the focus where it is.
    if (isOpening && navigator.userActivation?.hasBeenActive === false) return;
    if ((hasBegun(phase) && tried === null) || phase === 'finished') {
      if (isOpening && !isOurs) return;
      if (body.current) body.current.scrollTop = 0;
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView({ block: 'nearest' });
    } else if (isOurs) {
      outcome.current?.focus({ preventScroll: true });
      outcome.current?.parentElement?.scrollIntoView({ block: 'nearest' });
    }
  }, [turn, opening, panel, body, heading, outcome]);
}
