/** Keys and clickers while a lesson is presented: what each does, and where it is left alone. */

import { describe, expect, it } from 'vitest';
import type { KeyTarget, PresentAct } from './present.ts';
import { getKeyTarget, getPresentAct } from './present.ts';

const press = (key: string, target: KeyTarget, held: readonly string[] = []) =>
  getPresentAct(
    {
      key,
      ctrlKey: held.includes('ctrl'),
      metaKey: held.includes('meta'),
      altKey: held.includes('alt'),
      shiftKey: held.includes('shift'),
    },
    target,
  );

type Acts = readonly [page: PresentAct | '', button: PresentAct | '', choice: PresentAct | ''];

/** Key -> its act on the page, on a button, and where arrows choose. */
const KEYS: readonly (readonly [key: string, acts: Acts])[] = [
  ['PageDown', ['forward', 'forward', 'forward']],
  ['PageUp', ['back', 'back', 'back']],
  ['ArrowRight', ['forward', 'forward', '']],
  ['ArrowLeft', ['back', 'back', '']],
  [' ', ['forward', '', '']],
  ['n', ['forward', 'forward', 'forward']],
  ['b', ['blank', 'blank', 'blank']],
  ['.', ['blank', 'blank', 'blank']],
  ['Escape', ['leave', 'leave', 'leave']],
  ['Enter', ['', '', '']],
  ['ArrowUp', ['', '', '']],
  ['1', ['', '', '']],
];

describe('a key of a presentation', () => {
  it.each(KEYS)('[PRESENT-1] %s', (key, acts) => {
    const targets = ['page', 'button', 'choice'] as const;
    expect(targets.map((target) => press(key, target) ?? '')).toEqual(acts);
    expect(press(key, 'text')).toBeUndefined();
    for (const held of ['ctrl', 'meta', 'alt']) expect(press(key, 'page', [held])).toBeUndefined();
  });

  it('[PRESENT-1] goes back with Shift and the space bar, where the space bar goes on', () => {
    expect(press(' ', 'page', ['shift'])).toBe('back');
    expect(press(' ', 'button', ['shift'])).toBeUndefined();
  });
});

describe('what has the focus', () => {
  /** An element that matches selectors with this word, within a dialog or not. */
  const element = (word: string, isInDialog = false) => ({
    matches: (selector: string) => selector.split(', ').includes(word),
    closest: () => (isInDialog ? {} : null),
  });

  it('[PRESENT-2] keeps its own keys', () => {
    expect(getKeyTarget(null)).toBe('page');
    expect(getKeyTarget(element('h3'))).toBe('page');
    expect(getKeyTarget(element('button'))).toBe('button');
    expect(getKeyTarget(element('summary'))).toBe('button');
    expect(getKeyTarget(element('select'))).toBe('choice');
    expect(getKeyTarget(element('input[type="radio"]'))).toBe('choice');
    expect(getKeyTarget(element('textarea'))).toBe('text');
    expect(getKeyTarget(element('button', true))).toBe('text');
  });
});
