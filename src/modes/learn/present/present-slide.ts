/** A step of a lesson as a slide of a talk. */

import type { Narration } from '../../../lesson/lesson.ts';
import type { PlayerContext } from '../../../lesson/player/lesson-player.ts';
import { findNext, getStepAt } from '../../../lesson/player/lesson-show.ts';

/** What the speaker sees of the current step. */
export interface Slide {
  readonly title: string;
  /** The title of the step after it; null at the last. */
  readonly next: string | null;
  /** For the speaker alone. */
  readonly notes: Narration;
  /** The number of the step, from 1, and how many there are. */
  readonly step: number;
  readonly total: number;
}

/** The slide of a lesson; an empty one if none is open. */
export function toSlide(player: PlayerContext | undefined): Slide {
  if (!player) return { title: '', next: null, notes: [], step: 0, total: 0 };
  const { lesson, at } = player;
  const { title, notes } = getStepAt(lesson, at);
  const after = findNext(lesson, at);
  const sizes = lesson.chapters.map(({ steps }) => steps.length);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    title,
    next: after ? getStepAt(lesson, after).title : null,
    notes,
    step: sum(sizes.slice(0, at.chapter)) + at.step + 1,
    total: sum(sizes),
  };
}
