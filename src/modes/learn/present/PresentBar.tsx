/** The strip under a presentation: the current step, and buttons for what keys do not do. */

import { fill } from '../../../protocol/words/fill.ts';
import { PRESENT_WORDS } from '../lesson/lesson-view-words.ts';
import type { LearnEvent } from '../machine/learn-context.ts';
import styles from './Presenter.module.css';
import { openSpeakerWindow } from './PresentWindow.tsx';
import type { PresentAct } from './present.ts';

interface PresentBarProps {
  readonly step: number;
  readonly total: number;
  readonly isPointing: boolean;
  readonly hasNotes: boolean;
  /** True while the speaker has a window of their own. */
  readonly hasWindow: boolean;
  /** True while the screen is filled. */
  readonly isFull: boolean;
  readonly onEvent: (event: LearnEvent) => void;
}

export function PresentBar(props: PresentBarProps) {
  const { step, total, isPointing, hasNotes, hasWindow, isFull, onEvent } = props;
  const words = { number: step, count: total };
  const toToggle = (label: string, isPressed: boolean, onPress: (isPressed: boolean) => void) => (
    <button
      type="button"
      className={styles.button}
      aria-pressed={isPressed}
      onClick={() => onPress(!isPressed)}
    >
      {label}
    </button>
  );
  const toAct = (label: string, act: PresentAct) => (
    <button type="button" className={styles.button} onClick={() => onEvent({ type: 'present.act', act })}>
      {label}
    </button>
  );
  return (
    <div className={styles.bar}>
      <span className={styles.progress} aria-hidden="true">
        <span style={{ width: `${(100 * step) / total}%` }} />
      </span>
      {toAct(PRESENT_WORDS.back, 'back')}
      {toAct(PRESENT_WORDS.forward, 'forward')}
      <span className={styles.count}>
        <span aria-hidden="true">{fill(PRESENT_WORDS.count, words)}</span>
        <span className="hidden">{fill(PRESENT_WORDS.countSpoken, words)}</span>
      </span>
      <span className={styles.keys}>{PRESENT_WORDS.keys}</span>
      {toToggle(PRESENT_WORDS.pointer, isPointing, (wanted) =>
        onEvent({ type: 'present.point', isPointing: wanted }),
      )}
      {toToggle(PRESENT_WORDS.notes, hasNotes, (wanted) =>
        onEvent({ type: 'present.notes', hasNotes: wanted }),
      )}
      {toToggle(PRESENT_WORDS.window, hasWindow, (wanted) =>
        onEvent(wanted ? { type: 'speaker.open', view: openSpeakerWindow() } : { type: 'speaker.close' }),
      )}
      {!isFull && (
        <button type="button" className={styles.button} onClick={() => onEvent({ type: 'present.fill' })}>
          {PRESENT_WORDS.full}
        </button>
      )}
      {toAct(PRESENT_WORDS.blank, 'blank')}
      {toAct(PRESENT_WORDS.leave, 'leave')}
    </div>
  );
}
