/** What the reader prefers, as it is kept in local storage. */

/** Keys are checked by name only: a panel group or a fold that the page no longer has is ignored by the page. */
export interface Preferences {
  readonly theme: 'auto' | 'light' | 'dark' | 'contrast';
  readonly size: 'normal' | 'projector';
  /** Whether single letters are commands. */
  readonly singleKeys: boolean;
  readonly motion: 'auto' | 'off';
  /** Which arcs that are not accepted are drawn. */
  readonly shown: {
    readonly refused: boolean;
    readonly unspecified: boolean;
    readonly neverReturns: boolean;
  };
  /** By group of panels: the size of each, in percent. */
  readonly layout?: Readonly<Record<string, readonly number[]>>;
  /** The panels that are folded. */
  readonly folded?: readonly string[];
  /** Left out until the first words are dismissed. */
  readonly firstWords?: 'dismissed';
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'auto',
  size: 'normal',
  singleKeys: true,
  motion: 'auto',
  shown: { refused: false, unspecified: false, neverReturns: true },
};

/** The text to keep. */
export function encodePreferences(preferences: Preferences): string {
  return JSON.stringify(preferences);
}
