/** A lesson beside the graph: one step at a time, by the learner's own pace. What is shown on the graph is the page's to show. */

import { useSelector } from '@xstate/react';
import type { RefObject } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import type { ActorRefFrom } from 'xstate';
import type { Pace } from '../../../lesson/pace.ts';
import { getPace, PACES } from '../../../lesson/pace.ts';
import type { lessonPlayer } from '../../../lesson/player/lesson-player.ts';
import type { Progress } from '../../../lesson/progress.ts';
import styles from './Lesson.module.css';
import { LessonChapters } from './LessonChapters.tsx';
import { LessonEnd } from './LessonEnd.tsx';
import { LessonNav } from './LessonNav.tsx';
import type { Phase } from './lesson-view-nav.ts';
import { getNav } from './lesson-view-nav.ts';
import { getPlaceWords, listChapters } from './lesson-view-place.ts';
import { LESSON_WORDS } from './lesson-view-words.ts';
import { LessonStepBody } from './step/LessonStepBody.tsx';

export type LessonActor = ActorRefFrom<typeof lessonPlayer>;

interface LessonProps {
  readonly actor: LessonActor;
  /** What was done before, for the list of steps and the end; absent where nothing is kept. */
  readonly progress?: Progress;
  readonly isPresenting: boolean;
  readonly onLeave: () => void;
  /** Plays the trace in view again. */
  readonly onPlay: () => void;
  readonly pace: Pace;
  readonly onPace: (pace: Pace) => void;
  /** One step of the trace in view, where the pace is the learner's hand. */
  readonly onStep: () => void;
  readonly onPresent: (isPresenting: boolean) => void;
}

export function Lesson(props: LessonProps) {
  const { actor, progress, isPresenting, pace, onLeave, onPlay, onStep, onPace, onPresent } = props;
  const { value, context } = useSelector(actor, (snapshot) => snapshot);
  const phase = value as Phase;
  const { lesson, at } = context;
  const words = useMemo(() => getPlaceWords(lesson, at), [lesson, at]);
  const isOver = phase === 'finished';
  const refs = { panel: useRef<HTMLElement>(null), body: useRef<HTMLDivElement>(null) };
  const heading = useRef<HTMLHeadingElement>(null);
  const outcome = useRef<HTMLHeadingElement>(null);
  useStepFocus({ phase, show: context.show, isPresenting, heading, outcome, ...refs });
  return (
    <section
      ref={refs.panel}
      className={styles.lesson}
      data-presenting={isPresenting || undefined}
      data-part="lesson"
      aria-label={lesson.title}
    >
      {!isPresenting && (
        <div className={styles.head}>
          <button type="button" className={styles.leave} onClick={onLeave}>
            <span aria-hidden="true">‹</span> {LESSON_WORDS.leave}
          </button>
          <label className={styles.pace}>
            {LESSON_WORDS.pace}
            <select value={pace.id} onChange={({ target }) => onPace(getPace(target.value))}>
              {PACES.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" title={LESSON_WORDS.presentHint} onClick={() => onPresent(true)}>
            {LESSON_WORDS.present}
          </button>
        </div>
      )}
      <h2 className={styles.title}>{lesson.title}</h2>
      <LessonChapters
        words={words}
        chapters={listChapters(lesson, isOver ? null : at, progress)}
        onGo={(to) => actor.send({ type: 'go', to })}
        onRestart={() => actor.send({ type: 'restart' })}
      />
      <div ref={refs.body} className={styles.body}>
        {isOver ? (
          <LessonEnd
            lesson={lesson}
            progress={progress}
            heading={heading}
            onLeave={onLeave}
            onRestart={() => actor.send({ type: 'restart' })}
          />
        ) : (
          <LessonStepBody
            context={context}
            phase={phase}
            heading={heading}
            outcome={outcome}
            onEvent={actor.send}
            isByHand={pace.beat === null}
            onPlay={onPlay}
            onStep={onStep}
          />
        )}
      </div>
      {!isPresenting && <LessonNav nav={getNav(phase, words)} onEvent={actor.send} />}
    </section>
  );
}

interface StepFocus {
  readonly phase: Phase;
  readonly show: object;
  readonly isPresenting: boolean;
  readonly panel: RefObject<HTMLElement | null>;
  readonly body: RefObject<HTMLElement | null>;
  readonly heading: RefObject<HTMLElement | null>;
  readonly outcome: RefObject<HTMLElement | null>;
}

const hasBegun = (phase: Phase) => phase === 'telling' || phase === 'asking' || phase === 'doing';

/**
 * The focus goes to the heading of each new step, and to what came of an answer; it is taken from nobody who is at work
 * on the graph. Each step begins with another `show`, and so does a step that is begun again.
 */
function useStepFocus({ phase, show, isPresenting, panel, body, heading, outcome }: StepFocus): void {
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step, another phase, and another size call for it
  useEffect(() => {
    const { activeElement } = document;
    const isOurs = activeElement === document.body || panel.current?.contains(activeElement) === true;
    const isOpening = isFirst.current;
    isFirst.current = false;
    // A page that opens with a lesson leaves the focus where it is.
    if (isOpening && navigator.userActivation?.hasBeenActive === false) return;
    if (hasBegun(phase) || phase === 'finished') {
      if (isOpening && !isOurs) return;
      if (body.current) body.current.scrollTop = 0;
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView({ block: 'nearest' });
    } else if (isOurs) {
      outcome.current?.focus({ preventScroll: true });
      outcome.current?.parentElement?.scrollIntoView({ block: 'nearest' });
    }
  }, [phase, show, isPresenting]);
}
