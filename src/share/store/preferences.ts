/** What the reader prefers, as it is kept in local storage. Whatever cannot be read falls back, field by field. */

import * as v from 'valibot';

/** Keys are checked by name only: a panel group or a fold that the page no longer has is passed over by the page. */
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
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'auto',
  size: 'normal',
  singleKeys: true,
  motion: 'auto',
  shown: { refused: false, unspecified: false, neverReturns: true },
};

const { theme, size, singleKeys, motion, shown } = DEFAULT_PREFERENCES;
const { refused, unspecified, neverReturns } = shown;

const shownSchema = v.object({
  refused: v.fallback(v.boolean(), refused),
  unspecified: v.fallback(v.boolean(), unspecified),
  neverReturns: v.fallback(v.boolean(), neverReturns),
});

const preferencesSchema = v.object({
  theme: v.fallback(v.picklist(['auto', 'light', 'dark', 'contrast']), theme),
  size: v.fallback(v.picklist(['normal', 'projector']), size),
  singleKeys: v.fallback(v.boolean(), singleKeys),
  motion: v.fallback(v.picklist(['auto', 'off']), motion),
  shown: v.fallback(shownSchema, shown),
  layout: v.fallback(v.nullable(v.record(v.string(), v.array(v.pipe(v.number(), v.finite())))), null),
  folded: v.fallback(v.nullable(v.array(v.string())), null),
});

/** The text to keep. */
export function encodePreferences(preferences: Preferences): string {
  return JSON.stringify(preferences);
}

/**
 * The preferences of a text that `encodePreferences` gave; the defaults for what is not there or cannot be read. `null`,
 * as storage has it before the first visit, gives the defaults. `decodePreferences('{"theme":"dark"}').theme` is `dark`.
 */
export function decodePreferences(text: string | null): Preferences {
  const checked = v.safeParse(preferencesSchema, parseJson(text ?? ''));
  if (!checked.success) return DEFAULT_PREFERENCES;
  const { layout, folded, ...rest } = checked.output;
  return { ...rest, ...(layout && { layout }), ...(folded && { folded }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
