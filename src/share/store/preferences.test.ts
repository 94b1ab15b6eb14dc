import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, encodePreferences, type Preferences } from './preferences.ts';
import { decodePreferences } from './preferences-read.ts';

const CHOSEN: Preferences = {
  theme: 'contrast',
  size: 'projector',
  singleKeys: false,
  motion: 'off',
  shown: { refused: true, unspecified: true, neverReturns: false },
  layout: { main: [70, 30], side: [] },
  folded: ['history'],
  firstWords: 'dismissed',
};

describe('preferences', () => {
  it('[PREF-1] come back as they were kept', () => {
    expect(decodePreferences(encodePreferences(CHOSEN))).toEqual(CHOSEN);
    expect(decodePreferences(encodePreferences(DEFAULT_PREFERENCES))).toEqual(DEFAULT_PREFERENCES);
  });

  it.each([null, '', '{', 'null', '5', '"dark"', '{}'])('[PREF-2] are the defaults for %j', (text) => {
    expect(decodePreferences(text)).toEqual(DEFAULT_PREFERENCES);
  });

  it('[PREF-3] fall back field by field, each to its own default', () => {
    const bad: Record<keyof Preferences, unknown> = {
      theme: 'pink',
      size: 3,
      singleKeys: 'yes',
      motion: null,
      shown: [],
      layout: { main: ['wide'] },
      folded: 'history',
      firstWords: true,
    };
    const { layout: _, folded: __, firstWords: ___, ...rest } = CHOSEN;
    for (const [key, value] of Object.entries(bad)) {
      const kept = key in rest ? CHOSEN : { ...CHOSEN, [key]: undefined };
      const fallback = key in rest ? { [key]: DEFAULT_PREFERENCES[key as keyof typeof rest] } : {};
      expect(decodePreferences(JSON.stringify({ ...CHOSEN, [key]: value }))).toEqual({
        ...kept,
        ...fallback,
      });
    }
  });

  it('[PREF-4] fall back within what is shown, too', () => {
    const text = JSON.stringify({ ...CHOSEN, shown: { refused: 'yes', unspecified: true } });
    expect(decodePreferences(text).shown).toEqual({
      ...DEFAULT_PREFERENCES.shown,
      unspecified: true,
    });
  });

  it('[PREF-5] have no size that is not finite', () => {
    expect(decodePreferences('{"layout":{"main":[1e999]}}')).toEqual(DEFAULT_PREFERENCES);
  });

  it('[PREF-6] never throw, and always have every field', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(Object.keys(decodePreferences(text))).toEqual(
          expect.arrayContaining(Object.keys(DEFAULT_PREFERENCES)),
        );
      }),
    );
  });
});
