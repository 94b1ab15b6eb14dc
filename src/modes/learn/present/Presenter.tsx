/**
 * Around the lesson and the graph while they are presented: full screen where the browser allows it, else the whole
 * window; keys and clickers; a pointer; notes; and a blank screen. Off, it is as if it were not there.
 */

import type { ReactNode } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { PRESENT_WORDS } from '../lesson/lesson-view-words.ts';
import { LessonText } from '../lesson/step/LessonText.tsx';
import { PresentBar } from './PresentBar.tsx';
import styles from './Presenter.module.css';
import { PresentPointer } from './PresentPointer.tsx';
import { openSpeakerWindow, PresentWindow } from './PresentWindow.tsx';
import type { PresentAct } from './present.ts';
import { usePresentKeys } from './present-keys.tsx';
import type { Slide } from './present-slide.ts';

interface PresenterProps {
  readonly isOn: boolean;
  readonly onLeave: () => void;
  /** On; a question or task that stands open is to be shown first: `toForwardEvent` of present.ts says what to send. */
  readonly onForward: () => void;
  readonly onBack: () => void;
  /** Of the step in view. */
  readonly slide: Slide;
  readonly children: ReactNode;
}

export function Presenter({ isOn, onLeave, onForward, onBack, slide, children }: PresenterProps) {
  const [isPointing, setPointing] = useState(false);
  const [hasNotes, setNotes] = useState(false);
  const [isBlank, setBlank] = useState(false);
  const [speaker, setSpeaker] = useState<Window | null>(null);
  const closeSpeaker = useCallback(() => setSpeaker(null), []);
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
  const { isFull, fill } = useFullScreen(isOn, onLeave, speaker !== null);
  usePresentKeys(document, isOn, run);
  useEffect(() => {
    if (!isOn) setSpeaker(null);
  }, [isOn]);
  const openSpeaker = () => {
    const opened = openSpeakerWindow();
    setSpeaker(opened);
    // Where the browser allows no window, the notes are better here than nowhere.
    if (!opened) setNotes(true);
  };
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
              {slide.notes.length > 0 ? (
                <LessonText narration={slide.notes} />
              ) : (
                <p>{PRESENT_WORDS.noNotes}</p>
              )}
            </aside>
          )}
          <PresentBar
            step={slide.step}
            total={slide.total}
            isPointing={isPointing}
            hasNotes={hasNotes}
            hasWindow={speaker !== null}
            onAct={run}
            onPointing={setPointing}
            onNotes={setNotes}
            onWindow={(wanted) => (wanted ? openSpeaker() : closeSpeaker())}
            onFill={isFull ? null : fill}
          />
          {speaker && <PresentWindow view={speaker} slide={slide} onAct={run} onClose={closeSpeaker} />}
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

/**
 * The whole page goes full screen, so that its dialogs are seen too. Who leaves full screen leaves the presentation; but
 * not with a speaker's window open, whose coming ends full screen in some browsers: then it can be filled again.
 */
function useFullScreen(isOn: boolean, onLeave: () => void, hasWindow: boolean) {
  const [isFull, setFull] = useState(false);
  const latest = useRef({ onLeave, hasWindow });
  latest.current = { onLeave, hasWindow };
  // Where it is not allowed, the window is filled instead.
  const fill = useCallback(() => {
    document.documentElement.requestFullscreen?.({ navigationUI: 'hide' }).catch(() => undefined);
  }, []);
  useEffect(() => {
    if (!isOn) return undefined;
    let hasEntered = false;
    const listen = () => {
      const isNow = document.fullscreenElement !== null;
      setFull(isNow);
      if (isNow) hasEntered = true;
      else if (hasEntered && !latest.current.hasWindow) latest.current.onLeave();
    };
    document.addEventListener('fullscreenchange', listen);
    fill();
    return () => {
      document.removeEventListener('fullscreenchange', listen);
      setFull(false);
      if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
    };
  }, [isOn, fill]);
  return { isFull, fill };
}
