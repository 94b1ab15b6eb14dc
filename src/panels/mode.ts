/** What every mode of the page is given: the acts, the reader's preferences, and where its parts stand. */

import type { Acts } from '../page/command.ts';
import type { SetPreference } from '../page/kept-preferences.tsx';
import type { Preferences } from '../share/store/preferences.ts';
import type { Sizes } from './Layout.tsx';

export interface ModeProps {
  /** True in the mode that the page opened with, until another is chosen. */
  readonly isOpening: boolean;
  readonly acts: Acts;
  readonly preferences: Preferences;
  readonly setPreference: SetPreference;
  /** What a folding part needs to know of itself, by its name. */
  readonly toFold: (part: string) => {
    readonly part: string;
    readonly isFolded: boolean;
    readonly onFold: () => void;
  };
  readonly layout: {
    readonly size: Preferences['size'];
    readonly sizes: Sizes | undefined;
    readonly onSizes: (sizes: Sizes) => void;
  };
  /** Says a sentence that stays until it is dismissed. */
  readonly onNotice: (sentence: string) => void;
}
