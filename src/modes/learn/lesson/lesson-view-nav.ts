/** What each button of a lesson does in each state of the player, and why if it does nothing. */

import type { PlayerEvent } from '../../../lesson/player/lesson-player.ts';
import { NAV_WORDS } from './lesson-view-words.ts';

/** A visible state of the player; `arriving` is left at once. */
export type Phase = 'telling' | 'asking' | 'showing' | 'doing' | 'explaining' | 'finished';

export interface NavButton {
  readonly label: string;
  /** null if it does nothing now. */
  readonly event: PlayerEvent | null;
  /** Why it does nothing, as a sentence; empty if it does something. */
  readonly why: string;
}

export interface Nav {
  readonly back: NavButton;
  readonly next: NavButton;
  readonly skip: NavButton;
}

interface Step {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** True for a step that sets a task: its solution needs no reason. */
  readonly isTask: boolean;
}

const can = (label: string, event: PlayerEvent): NavButton => ({ label, event, why: '' });
const cannot = (label: string, why: string): NavButton => ({ label, event: null, why });

export function getNav(phase: Phase, { isFirst, isLast, isTask }: Step): Nav {
  const { back, skip, finished } = NAV_WORDS;
  return {
    back: isFirst && phase !== 'finished' ? cannot(back, NAV_WORDS.isFirst) : can(back, { type: 'back' }),
    next: getNext(phase, isLast, isTask),
    skip: phase === 'finished' ? cannot(skip, finished) : can(skip, { type: 'skip' }),
  };
}

function getNext(phase: Phase, isLast: boolean, isTask: boolean): NavButton {
  const { next, why, finish, asking, doing, finished } = NAV_WORDS;
  switch (phase) {
    case 'telling':
    case 'explaining':
      return can(isLast ? finish : next, { type: 'forward' });
    case 'showing':
      return can(isTask ? next : why, { type: 'forward' });
    case 'asking':
      return cannot(next, asking);
    case 'doing':
      return cannot(next, doing);
    case 'finished':
      return cannot(finish, finished);
  }
}
