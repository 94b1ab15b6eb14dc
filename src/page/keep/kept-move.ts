/**
 * Earlier versions of the page kept everything in local storage. What lies there moves into the database; it is removed
 * only once the database has given it back, letter by letter. What cannot be read moves too, and is set aside when it is
 * read there.
 */

import type { KeptKey, KeptRow } from '../../share/store/kept-row.ts';
import { mergeLearned } from '../../share/store/learned-merge.ts';
import { getTables, loadTables } from '../../share/table/tables.ts';
import { KEEP_WORDS } from './keep-words.ts';
import { createKeptId } from './store/kept-id.ts';
import type { KeptStore } from './store/kept-store.ts';
import { LOCAL_PREFIX } from './store/storage.ts';

/** A text of local storage, and the rows that it becomes. */
interface Move {
  readonly name: string;
  readonly text: string;
  readonly rows: readonly KeptRow[];
}

const REVIEW = /^(review|review-before)(?:-(\d+))?$/;

const LEARNED: ReadonlyMap<string, KeptKey> = new Map([
  ['learn', 'learn/progress'],
  ['learn-coverage', 'learn/coverage'],
  ['learn-pace', 'learn/pace'],
]);

/** Names whose texts say nothing once the others have moved. */
const SPENT = ['review-last'];

/**
 * Moves what there is. Never rejects; where the database keeps nothing, local storage stays as it is. The sentences say what
 * of the library could not be read: it is set aside here, and every other text by its reader.
 */
export async function moveLocal(store: KeptStore): Promise<readonly string[]> {
  const old = readAll();
  const library = old.get('library');
  if (library !== undefined) await loadTables();
  const moves = [...old].map(
    ([name, text]): Move => ({ name, text, rows: toRows(store, name, text, library) }),
  );
  for (const { name, text, rows } of moves) {
    if (rows.length === 0) continue;
    const kept = new Map<KeptKey, string>();
    const isDone = await store.change(
      rows.map(({ key }) => key),
      (found) => {
        kept.clear();
        const put = rows.map((row, index) => settle(store, row, found[index]));
        for (const row of put) kept.set(row.key, row.text);
        return { put };
      },
    );
    if (isDone && (await isKept(store, kept))) removeIfSame(name, text);
  }
  if (moves.every(({ name }) => readAll().get(name) === undefined))
    for (const name of SPENT) removeIfSame(name);
  return moves.flatMap(({ rows }) => rows.flatMap(({ key, why }) => (key.startsWith('aside/') && why) || []));
}

/** Where a later one of the same key stands, it stays: what was learned is added to it, anything else goes beside it. */
function settle(store: KeptStore, row: KeptRow, found: KeptRow | undefined): KeptRow {
  if (!found || found.text === row.text) return found ?? row;
  if (row.key.startsWith('history/')) return found;
  if (row.key === 'learn/pace') return found;
  const merged = row.key.startsWith('learn/') ? mergeLearned(null, row.text, found.text) : undefined;
  if (merged !== undefined) return { ...found, text: merged };
  if (row.key.startsWith('review/')) return { ...row, key: `review/${createNumber()}` };
  const was = row.key.slice(0, row.key.indexOf('/'));
  return store.toRow(`aside/${createKeptId()}`, row.text, { was, why: KEEP_WORDS.superseded });
}

/** Number of a text that came after its number was taken; no tab counts so far. */
const createNumber = () => 1000 + (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);

function toRows(store: KeptStore, name: string, text: string, library: string | undefined): KeptRow[] {
  const learned = LEARNED.get(name);
  if (learned) return [store.toRow(learned, text)];
  if (name === 'session') {
    // The same text always gets the same key: two tabs that move it at once do not make two of it.
    const carried = library !== undefined && getTables().decodeLibrary(library).ok ? library : undefined;
    return [store.toRow(`history/${toHash(text)}`, text, { carried })];
  }
  const [, kind, number = '1'] = REVIEW.exec(name) ?? [];
  if (kind === 'review' || kind === 'review-before')
    return [store.toRow(`${kind}/${Number(number)}`, text, getChanged(number))];
  return name === 'library' ? toLibraryRows(store, text) : [];
}

/** The text under review that was kept last is the one that a new tab opens. */
function getChanged(number: string): Partial<KeptRow> {
  const last = readAll(['review-last']).get('review-last') ?? '1';
  return number === last ? {} : { changed: Date.now() - 1 - Number(number) };
}

function toLibraryRows(store: KeptStore, text: string): KeptRow[] {
  const decoded = getTables().decodeLibrary(text);
  const problem = decoded.ok ? decoded.value.problems[0] : decoded.problem;
  // What was pasted goes with the history that was asked under it.
  const entries = decoded.ok ? decoded.value.entries.filter(({ origin }) => origin !== 'pasted') : [];
  return [
    ...entries.map((entry) => store.toRow(`library/${entry.ruleSet.id}`, getTables().encodeLibrary([entry]))),
    ...(problem ? [store.toRow(`aside/${toHash(text)}`, text, { was: 'library', why: problem })] : []),
  ];
}

async function isKept(store: KeptStore, kept: ReadonlyMap<KeptKey, string>): Promise<boolean> {
  for (const [key, text] of kept) if ((await store.read(key))?.text !== text) return false;
  return true;
}

function readAll(wanted?: readonly string[]): ReadonlyMap<string, string> {
  try {
    const names = Object.keys(window.localStorage)
      .filter((key) => key.startsWith(LOCAL_PREFIX))
      .map((key) => key.slice(LOCAL_PREFIX.length))
      .filter((name) => (wanted ? wanted.includes(name) : isMoved(name)));
    return new Map(names.map((name) => [name, window.localStorage.getItem(LOCAL_PREFIX + name) ?? '']));
  } catch {
    return new Map();
  }
}

const isMoved = (name: string) =>
  name === 'session' || name === 'library' || LEARNED.has(name) || REVIEW.test(name);

/** Removes a text that has moved, unless another tab of the earlier version has written it since. */
function removeIfSame(name: string, text?: string): void {
  try {
    if (text !== undefined && window.localStorage.getItem(LOCAL_PREFIX + name) !== text) return;
    window.localStorage.removeItem(LOCAL_PREFIX + name);
  } catch {
    // It stays, and is moved again next time, to the same place.
  }
}

/** A name for a text, the same each time: FNV-1a, and its length. */
function toHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return `${hash.toString(16)}-${text.length}`;
}
