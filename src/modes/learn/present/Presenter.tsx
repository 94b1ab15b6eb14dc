/**
 * Around the lesson and the graph while they are presented: full screen if the browser allows it, else the whole
 * window; keys and clickers; a pointer; notes; and a blank screen. When it is off, it changes nothing.
 */

import { useSelector } from '@xstate/react';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { SnapshotFrom } from 'xstate';
import { PRESENT_WORDS } from '../lesson/lesson-view-words.ts';
import { LessonText } from '../lesson/step/LessonText.tsx';
import type { LearnRef } from '../machine/learn-machine.ts';
import { PresentBar } from './PresentBar.tsx';
import styles from './Presenter.module.css';
import { PresentPointer } from './PresentPointer.tsx';
import { PresentWindow } from './PresentWindow.tsx';
import type { PresentAct } from './present.ts';
import type { Slide } from './present-slide.ts';
import { toSlide } from './present-slide.ts';

interface PresenterProps {
  readonly learn: LearnRef;
  readonly children: ReactNode;
}

export function Presenter({ learn, children }: PresenterProps) {
  const isOn = useSelector(learn, (snapshot) => snapshot.matches({ talk: 'on' }));
  const isBlank = useSelector(learn, isScreenBlack);
  return (
    <section
      className={isOn ? styles.on : styles.off}
      aria-label={isOn ? PRESENT_WORDS.label : undefined}
      data-presenting={isOn || undefined}
    >
      <div className={isOn ? styles.stage : styles.off} inert={isBlank}>
        {children}
      </div>
      {isOn && <Talk learn={learn} />}
    </section>
  );
}

const isScreenBlack = (snapshot: SnapshotFrom<LearnRef>): boolean =>
  snapshot.matches({ talk: { on: { screen: 'black' } } });

/** What is around the slide. */
function Talk({ learn }: Pick<PresenterProps, 'learn'>) {
  const { isFull, isPointing, hasNotes, speaker } = useSelector(learn, ({ context }) => context.talk);
  const seen = useSelector(learn, ({ context }) => context.seen);
  const isBlank = useSelector(learn, isScreenBlack);
  const slide = toSlide(seen?.context);
  const act = (wanted: PresentAct) => learn.send({ type: 'present.act', act: wanted });
  return (
    <>
      {hasNotes && <Notes slide={slide} />}
      <PresentBar
        step={slide.step}
        total={slide.total}
        isPointing={isPointing}
        hasNotes={hasNotes}
        hasWindow={speaker !== null}
        isFull={isFull}
        onEvent={learn.send}
      />
      {speaker && <PresentWindow view={speaker} slide={slide} onAct={act} />}
      {isPointing && <PresentPointer />}
      {isBlank && <Blank onShow={() => act('blank')} />}
    </>
  );
}

function Notes({ slide: { notes, step } }: { slide: Slide }) {
  return (
    <aside className={styles.notes} aria-label={PRESENT_WORDS.notes}>
      <p className={styles.title}>{PRESENT_WORDS.notesTitle}</p>
      {notes.length > 0 ? <LessonText key={step} narration={notes} /> : <p>{PRESENT_WORDS.noNotes}</p>}
    </aside>
  );
}

/** Black, for a talk without a picture. The focus comes back where it was. */
function Blank({ onShow }: { onShow: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <button ref={button} type="button" className={styles.blank} onClick={onShow}>
      <span className="hidden">{PRESENT_WORDS.unblank}</span>
    </button>
  );
}
