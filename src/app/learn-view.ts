/** What Learn shows, from what is open in it: which two rule sets the State graph holds against each other, and the speaker's slide. */

import type { DebateShow } from '../learn/debate-message.ts';
import type { LearnPlace } from '../learn/learn-place.ts';
import type { Narration } from '../learn/lesson.ts';
import type { PlayerContext } from '../learn/lesson-player.ts';
import { findNext, getStepAt } from '../learn/lesson-show.ts';
import { LIFE } from '../learn/life-step.ts';
import type { RuleSet } from '../protocol/rule-set.ts';
import { getRuleSet } from '../protocol/rule-sets.ts';

/** The rule set that the thread debates. */
export const POSTED = 'patch-2021-09';

export interface Shows {
  readonly debated: DebateShow;
  /** While something is asked a lesson holds its rules against nothing: the difference may be the answer. */
  readonly lessonAgainst: string | null | undefined;
}

/** The rule set that the shown one is held against; undefined where it is shown alone. */
export function findOldSide(place: LearnPlace, { debated, lessonAgainst }: Shows): RuleSet | undefined {
  switch (place.panel) {
    case 'lessons':
      return getRuleSet(lessonAgainst ?? '');
    case 'debate':
      return debated.ruleSet === null || debated.ruleSet === POSTED ? undefined : getRuleSet(POSTED);
    case 'life':
      return getRuleSet(LIFE[place.at - 1]?.id ?? '');
    case 'lab':
      return undefined;
  }
}

export interface Slide {
  readonly title: string;
  /** The title of the step after it; null at the last. */
  readonly next: string | null;
  readonly notes: Narration;
  /** From 1, and how many there are. */
  readonly step: number;
  readonly total: number;
}

/** What the speaker is told of the step in view. */
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
