/**
 * The speaker's window, for a screen that the room does not see: the current step, its notes, and what comes next. The same
 * keys work here. It belongs to this page: it knows what the page knows, and closes with it.
 */

import { createPortal } from 'react-dom';
import { fill } from '../../../protocol/words/fill.ts';
import { PRESENT_WORDS } from '../lesson/lesson-view-words.ts';
import { LessonText } from '../lesson/step/LessonText.tsx';
import styles from './Presenter.module.css';
import type { PresentAct } from './present.ts';
import type { Slide } from './present-slide.ts';

interface PresentWindowProps {
  readonly view: Window;
  readonly slide: Slide;
  readonly onAct: (act: PresentAct) => void;
}

/** A new window; null if the browser does not allow it. Call it from a click. */
export function openSpeakerWindow(): Window | null {
  const view = window.open('', '', 'popup,width=560,height=680');
  if (!view) return null;
  const { head, documentElement } = view.document;
  view.document.title = PRESENT_WORDS.windowTitle;
  documentElement.lang = document.documentElement.lang;
  documentElement.translate = false;
  Object.assign(documentElement.dataset, document.documentElement.dataset);
  for (const { href } of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const link = view.document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    head.append(link);
  }
  return view;
}

export function PresentWindow(props: PresentWindowProps) {
  const { view, slide, onAct } = props;
  const { title, next, notes, step, total } = slide;
  return createPortal(
    <main className={styles.window} aria-label={PRESENT_WORDS.windowTitle}>
      <p className={styles.title}>{fill(PRESENT_WORDS.countSpoken, { number: step, count: total })}</p>
      <h1>{title}</h1>
      <div className={styles.speech}>
        {notes.length > 0 ? <LessonText key={step} narration={notes} /> : <p>{PRESENT_WORDS.noNotes}</p>}
      </div>
      <p className={styles.title}>
        {next === null ? PRESENT_WORDS.noNextStep : fill(PRESENT_WORDS.nextStep, { title: next })}
      </p>
      <div className={styles.bar}>
        {(['back', 'forward', 'blank', 'leave'] as const).map((act) => (
          <button key={act} type="button" className={styles.button} onClick={() => onAct(act)}>
            {PRESENT_WORDS[act]}
          </button>
        ))}
      </div>
    </main>,
    view.document.body,
  );
}
