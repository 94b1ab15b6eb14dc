/** Back, on and skip, always there; what does nothing now says why. */

import { useId } from 'react';
import type { PlayerEvent } from '../../../lesson/player/lesson-player.ts';
import styles from './LessonNav.module.css';
import type { Nav, NavButton } from './lesson-view-nav.ts';
import { NAV_WORDS } from './lesson-view-words.ts';

interface LessonNavProps {
  readonly nav: Nav;
  readonly onEvent: (event: PlayerEvent) => void;
}

export function LessonNav({ nav, onEvent }: LessonNavProps) {
  const id = useId();
  const toButton = (button: NavButton, className: string | undefined, part: 'back' | 'next' | 'skip') => (
    <button
      type="button"
      data-lesson={part}
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
      {toButton(nav.back, styles.step, 'back')}
      {toButton(nav.next, styles.next, 'next')}
      {toButton(nav.skip, styles.step, 'skip')}
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
