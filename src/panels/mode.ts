/** What every mode of the page is given: what the page works on, the reader's preferences, and where its parts stand. */

import type { PageState } from '../page/command.ts';
import type { Preferences } from '../share/store/preferences.ts';
import type { Sizes } from './Layout.tsx';

export interface ModeProps extends PageState {
  /** True in the mode that the page opened with, until another is chosen. */
  readonly isOpening: boolean;
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
}
