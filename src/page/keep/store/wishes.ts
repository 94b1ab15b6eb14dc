/**
 * What the reader wants done with a row, in local storage until the database has done it: a name, or that it goes. The
 * transaction for it waits for others, and a page that is left meanwhile takes it along; the next page does it then.
 */

import * as v from 'valibot';
import { createWholeSchema } from '../../../share/schema.ts';
import type { KeptKey, KeptRow } from '../../../share/store/kept-row.ts';
import { isKey, LONGEST_NAME } from '../../../share/store/kept-row.ts';
import { listNames, readItem } from './left-rows.ts';
import type { Change } from './shelf.ts';
import { keepLocal } from './storage.ts';

/** A name, empty for none; or null for a row that is to go. */
export type Wish = string | null;

/** An item of local storage. */
export interface WishItem {
  readonly name: string;
  readonly text: string;
  readonly key: KeptKey;
}

const PREFIX = 'wish.';

const schema = v.object({
  at: createWholeSchema(0, 8.64e15, 'there must be a time'),
  by: v.string(),
  name: v.nullable(v.pipe(v.string(), v.maxLength(LONGEST_NAME))),
});

/** Notes what the page `by` is to do with a row; the item is dropped once that is done. */
export function noteWish(by: string, key: KeptKey, name: Wish): WishItem {
  const item = {
    name: `${PREFIX}${by}.${key}` as const,
    text: JSON.stringify({ at: Date.now(), by, name }),
    key,
  };
  keepLocal(item.name, item.text);
  return item;
}

/** What other pages were to do. */
export function listWishes(by: string): readonly WishItem[] {
  return listNames(PREFIX).flatMap((name) => {
    const text = readItem(name);
    const [, page = '', key = ''] = /^wish\.([^.]*)\.(.*)$/s.exec(name) ?? [];
    return text === null || page === by || !isKey(key) ? [] : [{ name, text, key }];
  });
}

/** Does it, unless its page has done it since. What another page has kept after the wish stays. */
export function grantWish({ name, text }: WishItem, found: KeptRow | undefined): Change {
  const wish = parseWish(text);
  if (!wish || !found || readItem(name) !== text) return {};
  if (wish.name !== null) return { put: [nameRow(found, wish.name)] };
  return found.by === wish.by || found.changed <= wish.at ? { remove: [found.key] } : {};
}

export function nameRow(row: KeptRow, name: string): KeptRow {
  return { ...row, name: name.trim() === '' ? undefined : name.trim() };
}

/** Undefined where it cannot be read: a wish is too small to be set aside. */
function parseWish(text: string): v.InferOutput<typeof schema> | undefined {
  try {
    const checked = v.safeParse(schema, JSON.parse(text));
    return checked.success ? checked.output : undefined;
  } catch {
    return undefined;
  }
}
