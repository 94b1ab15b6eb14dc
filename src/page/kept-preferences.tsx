/** The reader's preferences: kept on this machine, and spoken to the style sheet in attributes of the root. */

import { useCallback, useLayoutEffect, useState } from 'react';
import type { Preferences } from '../share/store/preferences.ts';
import { decodePreferences, encodePreferences } from '../share/store/preferences.ts';
import { keep, readKept } from './storage.ts';

export type SetPreference = <Key extends keyof Preferences>(key: Key, value: Preferences[Key]) => void;

export function usePreferences(): readonly [Preferences, SetPreference] {
  const [preferences, setPreferences] = useState(() => decodePreferences(readKept('preferences')));
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.theme = preferences.theme;
    dataset.size = preferences.size;
    dataset.motion = preferences.motion;
    keep('preferences', encodePreferences(preferences));
  }, [preferences]);
  const setPreference = useCallback<SetPreference>(
    (key, value) => setPreferences((old) => ({ ...old, [key]: value })),
    [],
  );
  return [preferences, setPreference];
}
