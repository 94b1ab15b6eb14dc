/**
 * The rule sets that are not built in, as they are kept in the browser: each with its origin and the text that a link
 * has too. One that cannot be read is the only one lost.
 */

import * as v from 'valibot';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { LibraryEntry } from '../library-entry.ts';
import { decodeEntry, encodeTable } from '../table/table-text.ts';
import { parseStored } from './stored-json.ts';

/** What could be read, and a sentence for each entry that could not. */
interface DecodedLibrary {
  readonly entries: readonly LibraryEntry[];
  readonly problems: readonly string[];
}

const LIBRARY_VERSION = 1;
/** In characters of the JSON text: 2 MB. */
export const MAX_LIBRARY_LENGTH = 2 * 1024 * 1024;

const NAME = 'The library';
const LEFT_OUT = 'it is left out';

const SENTENCES = {
  list: `${NAME} has no list of entries`,
  entry: (number: number) => `Entry ${number} of the library has no origin and table; ${LEFT_OUT}.`,
  table: (number: number) => `The table of entry ${number} of the library`,
  twice: (number: number, id: string, why: string) =>
    `Entry ${number} of the library has the id ${formatQuote(id)}, ${why}; ${LEFT_OUT}.`,
};

const entrySchema = v.object({ origin: v.picklist(['edited', 'pasted', 'linked']), table: v.string() });

/** The text to keep. `decodeLibrary` reads it back, if it is no longer than `MAX_LIBRARY_LENGTH`. */
export function encodeLibrary(entries: readonly LibraryEntry[]): string {
  const kept = entries.map(({ ruleSet, base, origin }) => ({ origin, table: encodeTable(ruleSet, base) }));
  return JSON.stringify({ version: LIBRARY_VERSION, entries: kept });
}

/**
 * The library of a text that `encodeLibrary` gave. Never throws.
 * `decodeLibrary('{"version":1,"entries":[3]}')` has no entry, and the problem `Entry 1 of the library has no origin and
 * table; it is left out.`
 */
export function decodeLibrary(
  text: string,
  { instead = 'the library starts empty' }: { readonly instead?: string } = {},
): Result<DecodedLibrary> {
  const fail = (problem: string) => ({ ok: false, problem: `${problem}; ${instead}.` }) as const;
  const parsed = parseStored(text, NAME, LIBRARY_VERSION, MAX_LIBRARY_LENGTH);
  if (!parsed.ok) return fail(parsed.problem);
  const { entries: list } = parsed.value;
  if (!Array.isArray(list)) return fail(SENTENCES.list);
  const entries: LibraryEntry[] = [];
  const problems: string[] = [];
  for (const [index, item] of list.entries()) {
    const entry = decodeItem(item, index + 1, entries);
    if (entry.ok) entries.push(entry.value);
    else problems.push(entry.problem);
  }
  return { ok: true, value: { entries, problems } };
}

/**
 * What another tab has kept: the entries of a kept text that are not `here`, or differ here. Those of this tab's `own`
 * ids stay as they are here; those that were pasted are left out, since each tab reads them again from its own text.
 */
export function findForeign(
  text: string | null,
  here: readonly LibraryEntry[],
  own: ReadonlySet<string>,
): readonly LibraryEntry[] {
  const decoded = text === null ? undefined : decodeLibrary(text);
  if (!decoded?.ok) return [];
  const known = new Set(here.map(({ ruleSet, base }) => encodeTable(ruleSet, base)));
  return decoded.value.entries.filter(
    ({ ruleSet, base, origin }) =>
      origin !== 'pasted' && !own.has(ruleSet.id) && !known.has(encodeTable(ruleSet, base)),
  );
}

function decodeItem(item: unknown, number: number, before: readonly LibraryEntry[]): Result<LibraryEntry> {
  const checked = v.safeParse(entrySchema, item);
  if (!checked.success) return { ok: false, problem: SENTENCES.entry(number) };
  const { table, origin } = checked.output;
  const entry = decodeEntry(table, origin, { name: SENTENCES.table(number), instead: LEFT_OUT });
  if (!entry.ok) return entry;
  const { id } = entry.value.ruleSet;
  if (getRuleSet(id)) return { ok: false, problem: SENTENCES.twice(number, id, 'which is built in') };
  if (before.some(({ ruleSet }) => ruleSet.id === id))
    return { ok: false, problem: SENTENCES.twice(number, id, 'as one before it has') };
  return entry;
}
