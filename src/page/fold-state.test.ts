/** Which parts are folded, by size. */

import { describe, expect, it } from 'vitest';
import type { Preferences } from '../share/store/preferences.ts';
import { DEFAULT_PREFERENCES } from '../share/store/preferences.ts';
import { getFolds } from './fold-state.ts';

const PARTS = ['register', 'request', 'faults', 'matrix', 'history'];
const NORMAL = DEFAULT_PREFERENCES;
const PROJECTOR: Preferences = { ...NORMAL, size: 'projector' };

const listFolded = (preferences: Preferences) => PARTS.filter(getFolds(preferences).isFolded);

const toggle = (preferences: Preferences, part: string): Preferences => ({
  ...preferences,
  folded: getFolds(preferences).toggleFold(part),
});

describe('the folds', () => {
  it('[FOLD-1] are none at first, and in projector size most, so that the graph has the room', () => {
    expect(listFolded(NORMAL)).toEqual([]);
    expect(listFolded(PROJECTOR)).toEqual(['register', 'faults', 'matrix', 'history']);
  });

  it.each(PARTS)('[FOLD-2] of %s come and go, and leave the other parts as they are', (part) => {
    for (const before of [NORMAL, PROJECTOR]) {
      const once = toggle(before, part);
      expect(getFolds(once).isFolded(part)).toBe(!getFolds(before).isFolded(part));
      expect(listFolded(once).filter((each) => each !== part)).toEqual(
        listFolded(before).filter((each) => each !== part),
      );
      expect(listFolded(toggle(once, part))).toEqual(listFolded(before));
      expect(toggle(once, part).folded).toEqual([]);
    }
  });

  it('[FOLD-3] of one size are kept while the other is shown', () => {
    const folded = toggle(toggle(NORMAL, 'matrix'), 'history');
    const unfolded = toggle({ ...folded, size: 'projector' }, 'matrix');
    expect(listFolded(unfolded)).toEqual(['register', 'faults', 'history']);
    expect(listFolded({ ...unfolded, size: 'normal' })).toEqual(['matrix', 'history']);
  });

  it('[FOLD-4] pass over what the page no longer has', () => {
    expect(listFolded({ ...NORMAL, folded: ['normal gone', 'matrix', 'wide matrix'] })).toEqual([]);
  });
});
