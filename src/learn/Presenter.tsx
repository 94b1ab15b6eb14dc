/**
 * Around the lesson and the graph while they are presented: full screen where the browser allows it, else the whole
 * window; keys and clickers; a pointer; notes; and a blank screen. Off, it is as if it were not there.
 */

import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { LessonText } from './LessonText.tsx';
import type { Narration } from './lesson.ts';
import { PRESENT_WORDS } from './lesson-view-words.ts';
import { PresentBar } from './PresentBar.tsx';
import styles from './Presenter.module.css';
import { PresentPointer } from './PresentPointer.tsx';
import type { PresentAct } from './present.ts';
import { getKeyTarget, getPresentAct } from './present.ts';

export interface PresenterProps {
  readonly isOn: boolean;
  readonly onLeave: () => void;
  /** On; a question or task that stands open is to be shown first: `toForwardEvent` of present.ts says what to send. */
  readonly onForward: () => void;
  readonly onBack: () => void;
  /** Notes of the step for the speaker. */
  readonly notes: Narration;
  /** The step in view, from 1, and how many there are. */
  readonly step: number;
  readonly total: number;
  readonly children: ReactNode;
}

export function Presenter({
  isOn,
  onLeave,
  onForward,
  onBack,
  notes,
  step,
  total,
  children,
}: PresenterProps) {
  const [isPointing, setPointing] = useState(false);
  const [hasNotes, setNotes] = useState(false);
  const [isBlank, setBlank] = useState(false);
  const isDark = isOn && isBlank;
  const run = (act: PresentAct) => {
    // What shows the screen again does not move on unseen.
    if (isDark && act !== 'leave') return setBlank(false);
    switch (act) {
      case 'forward':
        return onForward();
      case 'back':
        return onBack();
      case 'leave':
        setBlank(false);
        return onLeave();
      case 'blank':
        return setBlank(true);
    }
  };
  useFullScreen(isOn, onLeave);
  usePresentKeys(isOn, run);
  return (
    <section
      className={isOn ? styles.on : styles.off}
      aria-label={isOn ? PRESENT_WORDS.label : undefined}
      data-presenting={isOn || undefined}
    >
      <div className={isOn ? styles.stage : styles.off}>{children}</div>
      {isOn && (
        <>
          {hasNotes && (
            <aside className={styles.notes} aria-label={PRESENT_WORDS.notes}>
              <p className={styles.title}>{PRESENT_WORDS.notesTitle}</p>
              {notes.length > 0 ? <LessonText narration={notes} /> : <p>{PRESENT_WORDS.noNotes}</p>}
            </aside>
          )}
          <PresentBar
            step={step}
            total={total}
            isPointing={isPointing}
            hasNotes={hasNotes}
            onAct={run}
            onPointing={setPointing}
            onNotes={setNotes}
          />
          {isPointing && <PresentPointer />}
          {isBlank && <Blank onShow={() => setBlank(false)} />}
        </>
      )}
    </section>
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

/** The whole page goes full screen, so that its dialogs are seen too. Who leaves full screen leaves the presentation. */
function useFullScreen(isOn: boolean, onLeave: () => void): void {
  const leave = useRef(onLeave);
  leave.current = onLeave;
  useEffect(() => {
    if (!isOn) return undefined;
    let hasEntered = false;
    const listen = () => {
      if (document.fullscreenElement) hasEntered = true;
      else if (hasEntered) leave.current();
    };
    document.addEventListener('fullscreenchange', listen);
    // Where it is not allowed, the window is filled instead.
    document.documentElement.requestFullscreen?.({ navigationUI: 'hide' }).catch(() => undefined);
    return () => {
      document.removeEventListener('fullscreenchange', listen);
      if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
    };
  }, [isOn]);
}

/** Listens where the page's own keys, on the window, come later: a key that is used here is not used there. */
function usePresentKeys(isOn: boolean, run: (act: PresentAct) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!isOn) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const act = getPresentAct(event, getKeyTarget(event.target instanceof Element ? event.target : null));
      if (!act) return;
      event.preventDefault();
      latest.current(act);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isOn]);
}
