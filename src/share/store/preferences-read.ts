/** Kept preferences read back. Whatever cannot be read falls back, field by field. Loaded where there is something to read. */

import * as v from 'valibot';
import type { Preferences } from './preferences.ts';
import { DEFAULT_PREFERENCES } from './preferences.ts';

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
  firstWords: v.fallback(v.nullable(v.literal('dismissed')), null),
});

/**
 * The preferences of a text that `encodePreferences` gave; the defaults for what is not there or cannot be read. `null`,
 * as storage has it before the first visit, gives the defaults. `decodePreferences('{"theme":"dark"}').theme` is `dark`.
 */
export function decodePreferences(text: string | null): Preferences {
  const checked = v.safeParse(preferencesSchema, parseJson(text ?? ''));
  if (!checked.success) return DEFAULT_PREFERENCES;
  const { layout, folded, firstWords, ...rest } = checked.output;
  const own = { ...(layout && { layout }), ...(folded && { folded }), ...(firstWords && { firstWords }) };
  return { ...rest, ...own };
}

/** False for a text of which something would be lost if the preferences were kept again. */
export function isWholePreferences(text: string | null): boolean {
  if (text === null) return true;
  const json = parseJson(text);
  const kept = new Map<string, unknown>(Object.entries(decodePreferences(text)));
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  return Object.entries(json).every(([key, value]) => isSame(kept.get(key), value));
}

/** Whatever the order of the keys. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return one === other;
  const [own, wanted] = [new Map<string, unknown>(Object.entries(one)), Object.entries(other)];
  return own.size === wanted.length && wanted.every(([key, value]) => isSame(own.get(key), value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
