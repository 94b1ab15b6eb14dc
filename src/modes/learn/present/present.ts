/** What a key or a clicker does while a lesson is presented. A clicker sends Page Down and Page Up, and `b` or `.` to blank. */

import type { PlayerEvent } from '../../../lesson/player/lesson-player.ts';
import type { Phase } from '../lesson/lesson-view-nav.ts';

export type PresentAct = 'forward' | 'back' | 'leave' | 'blank';

/** The parts of a KeyboardEvent that matter here. */
interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * What has the focus: nothing that uses keys; something that the space bar presses; something that arrow keys choose in; or
 * something that uses every key.
 */
export type KeyTarget = 'page' | 'button' | 'choice' | 'text';

interface KeyRow {
  readonly keys: readonly string[];
  readonly act: PresentAct;
  /** Where it has this meaning. */
  readonly on: readonly KeyTarget[];
}

const ANYWHERE = ['page', 'button', 'choice'] as const;

const KEYS: readonly KeyRow[] = [
  { keys: ['PageDown', 'n', 'N'], act: 'forward', on: ANYWHERE },
  { keys: ['PageUp'], act: 'back', on: ANYWHERE },
  { keys: ['ArrowRight'], act: 'forward', on: ['page', 'button'] },
  { keys: ['ArrowLeft'], act: 'back', on: ['page', 'button'] },
  { keys: [' '], act: 'forward', on: ['page'] },
  { keys: ['b', 'B', '.'], act: 'blank', on: ANYWHERE },
  { keys: ['Escape'], act: 'leave', on: ANYWHERE },
];

/** The act of a key; undefined for a key that keeps its meaning. */
export function getPresentAct(pressed: PressedKey, target: KeyTarget): PresentAct | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  if (pressed.key === ' ' && pressed.shiftKey) return target === 'page' ? 'back' : undefined;
  return KEYS.find(({ keys, on }) => keys.includes(pressed.key) && on.includes(target))?.act;
}

/** The parts of an element that are used. */
export interface FocusedElement {
  matches(selector: string): boolean;
  closest(selector: string): unknown;
}

/** The first match counts. A dialog over the page keeps its keys. */
const TARGETS: readonly (readonly [target: KeyTarget, selector: string])[] = [
  ['text', 'input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable], [data-typing]'],
  ['choice', 'input[type="radio"], select, [role="slider"], [role="separator"], [role="tab"]'],
  ['button', 'button, a, summary, input, [role="button"], [tabindex="0"]'],
];

export function getKeyTarget(element: FocusedElement | null): KeyTarget {
  if (!element) return 'page';
  if (element.closest('[role="dialog"]')) return 'text';
  return TARGETS.find(([, selector]) => element.matches(selector))?.[0] ?? 'page';
}

/** What "next" means for the player: an open question or task is shown first, and left with the next press. */
export function toForwardEvent(phase: Phase): PlayerEvent | null {
  switch (phase) {
    case 'telling':
    case 'showing':
    case 'explaining':
      return { type: 'forward' };
    case 'asking':
    case 'doing':
      return { type: 'reveal' };
    case 'finished':
      return null;
  }
}
