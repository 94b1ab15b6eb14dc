/** Back, on and skip, and the pace of what is played, always there; what does nothing now says why. */

import { useId } from 'react';
import styles from './LessonNav.module.css';
import type { PlayerEvent } from './lesson-player.ts';
import type { Nav, NavButton } from './lesson-view-nav.ts';
import { NAV_WORDS } from './lesson-view-words.ts';
import type { Pace } from './pace.ts';
import { getPace, PACES } from './pace.ts';

export interface LessonNavProps {
  readonly nav: Nav;
  readonly pace: Pace;
  readonly onEvent: (event: PlayerEvent) => void;
  readonly onPace: (pace: Pace) => void;
}

export function LessonNav({ nav, pace, onEvent, onPace }: LessonNavProps) {
  const id = useId();
  const toButton = (button: NavButton, className: string | undefined) => (
    <button
      type="button"
      className={className}
      aria-disabled={button.event === null}
      aria-describedby={button.why ? `${id}-${button.label}` : undefined}
      onClick={() => button.event && onEvent(button.event)}
    >
      {button.label}
    </button>
  );
  return (
    <nav className={styles.nav} aria-label={NAV_WORDS.label}>
      {toButton(nav.back, styles.step)}
      {toButton(nav.next, styles.next)}
      {toButton(nav.skip, styles.step)}
      <label className={styles.pace}>
        {NAV_WORDS.pace}
        <select value={pace.id} onChange={({ target }) => onPace(getPace(target.value))}>
          {PACES.map(({ id: each, name }) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <span id={`${id}-${nav.next.label}`} className={styles.reason}>
        {nav.next.why}
      </span>
      {[nav.back, nav.skip].map(({ label, why }) => (
        <span key={label} id={`${id}-${label}`} hidden>
          {why}
        </span>
      ))}
    </nav>
  );
}
