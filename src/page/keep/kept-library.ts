/**
 * Keeps the library: each rule set that was edited or came with a link is a row, written as it is edited, undo included.
 * What was pasted is kept with the history that needs it: each tab reads it from its own text.
 */

import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { LibraryEntry } from '../../share/library-entry.ts';
import type { KeptKey, KeptRow } from '../../share/store/kept-row.ts';
import { getKeyName, getKind } from '../../share/store/kept-row.ts';
import { getTables, loadTables } from '../../share/table/tables.ts';
import type { Page } from '../open-page.ts';
import { createId, listRuleSets } from '../workbench.ts';
import { KEEP_WORDS } from './keep-words.ts';
import type { KeptStore } from './store/kept-store.ts';

export interface ReadLibrary {
  readonly entries: readonly LibraryEntry[];
  /** Sentences on what could not be read; it is set aside. */
  readonly problems: readonly string[];
}

/** Everything in the library, of all tabs. */
export async function readLibrary(store: KeptStore): Promise<ReadLibrary> {
  const rows = await store.list('library');
  if (rows.length === 0) return { entries: [], problems: [] };
  await loadTables();
  const entries: LibraryEntry[] = [];
  const problems: string[] = [];
  for (const row of rows) {
    const { entry, problem } = readEntry(row);
    if (entry) entries.push(entry);
    if (!problem) continue;
    problems.push(problem);
    await store.setAside(row.key, problem);
  }
  return { entries: entries.toSorted(byId), problems };
}

/** The one rule set of a row; the tables must be loaded. */
function readEntry({ key, text }: KeptRow): { entry?: LibraryEntry; problem?: string } {
  const decoded = getTables().decodeLibrary(text, { instead: 'it is left out' });
  if (!decoded.ok) return { problem: decoded.problem };
  const { entries, problems } = decoded.value;
  const entry = entries.find(({ ruleSet }) => ruleSet.id === getKeyName(key));
  if (entry) return { entry };
  return { problem: problems[0] ?? fill(KEEP_WORDS.noEntry, { id: getKeyName(key) }) };
}

const byId = (one: LibraryEntry, other: LibraryEntry) =>
  one.ruleSet.id.localeCompare(other.ruleSet.id, 'en', { numeric: true });

const isShared = ({ origin }: LibraryEntry) => origin !== 'pasted';

const toLibraryKey = (id: string): KeptKey => `library/${id}`;

/** Starts keeping it, for as long as the page is open. */
export function followLibrary({ history, workbench, acts: { notify } }: Page, store: KeptStore): void {
  const getLibrary = () => workbench.getSnapshot().context.library;
  let kept = getLibrary();
  /** Ids of what was made or changed in this tab: another tab does not change it. */
  const own = new Set<string>();
  /** By id, the text that this tab knows to be kept. */
  const known = new Map<string, string>();
  /** By id, those that were deleted too: undo brings one back with what it was made from. */
  const seen = new Map<string, LibraryEntry>(kept.map((entry) => [entry.ruleSet.id, entry]));
  let isMeeting = false;
  const encode = (entry: LibraryEntry) => getTables().encodeLibrary([entry]);

  const put = async (entry: LibraryEntry) => {
    const { id } = entry.ruleSet;
    const text = encode(entry);
    const row = store.toRow(toLibraryKey(id), text);
    let theirs: KeptRow | undefined;
    await store.change(
      [toLibraryKey(id)],
      ([found]) => {
        const isTheirs =
          found && found.by !== store.by && found.text !== known.get(id) && found.text !== text;
        theirs = isTheirs ? found : undefined;
        return isTheirs ? {} : { put: [row] };
      },
      [row],
    );
    if (theirs) fork(id, theirs);
    else known.set(id, text);
  };

  /** Two tabs have changed the same rule set: this tab's goes on under a name of its own. */
  const fork = (id: string, theirs: KeptRow) => {
    const entry = getLibrary().find(({ ruleSet }) => ruleSet.id === id);
    if (!entry || !own.delete(id)) return;
    const fresh = createId('draft', listRuleSets([...getLibrary(), ...seen.values()]));
    const renamed = { ...entry.ruleSet, id: fresh };
    workbench.send({ type: 'library.put', entry: { ...entry, ruleSet: renamed } });
    if (history.getSnapshot().context.ruleSet.id === id)
      history.send({ type: 'rules.revise', ruleSet: renamed });
    meet(theirs);
    // With its ways, though there is none: it must stay until it is read.
    notify({ sentence: fill(KEEP_WORDS.forked, { id, fresh }), ways: [] });
  };

  const save = () => {
    const library = getLibrary();
    if (library === kept) return;
    const before = kept;
    kept = library;
    for (const entry of library) seen.set(entry.ruleSet.id, entry);
    if (isMeeting) return;
    for (const entry of library) {
      if (before.includes(entry) || !isShared(entry)) continue;
      own.add(entry.ruleSet.id);
      void put(entry);
    }
    const gone = before.filter(
      (entry) => isShared(entry) && !library.some(({ ruleSet }) => ruleSet.id === entry.ruleSet.id),
    );
    const keys = gone.map(({ ruleSet }) => toLibraryKey(ruleSet.id));
    if (keys.length > 0) void store.change(keys, () => ({ remove: keys }));
  };

  const follow = () => {
    const { ruleSet } = history.getSnapshot().context;
    if (getRuleSet(ruleSet.id)) return;
    const entry = getLibrary().find((candidate) => candidate.ruleSet.id === ruleSet.id);
    if (entry?.ruleSet === ruleSet) return;
    workbench.send({
      type: 'library.put',
      entry: { base: null, origin: 'edited', ...(entry ?? seen.get(ruleSet.id)), ruleSet },
    });
  };

  /** What another tab has made is here too, and so are the names that it has taken. */
  const meet = (row: KeptRow) => {
    const { entry } = readEntry(row);
    const id = getKeyName(row.key);
    if (!entry || own.has(id)) return;
    known.set(id, row.text);
    const here = getLibrary().find(({ ruleSet }) => ruleSet.id === id);
    if (here && encode(here) === row.text) return;
    isMeeting = true;
    workbench.send({ type: 'library.put', entry });
    if (history.getSnapshot().context.ruleSet.id === id)
      history.send({ type: 'rules.revise', ruleSet: entry.ruleSet });
    isMeeting = false;
  };
  const meetAll = async (rows: readonly (KeptRow | undefined)[]) => {
    if (rows.length === 0) return;
    await loadTables();
    for (const row of rows) if (row) meet(row);
  };
  store.onNews((keys, isOwn) => {
    if (isOwn) return;
    const changed = keys.filter((key) => getKind(key) === 'library');
    void Promise.all(changed.map(store.read)).then(meetAll);
  });
  /** What came with a link, unless another tab has one of that name. */
  const putNew = (entry: LibraryEntry) => {
    const row = store.toRow(toLibraryKey(entry.ruleSet.id), encode(entry));
    return store.change([row.key], ([found]) => (found ? {} : { put: [row] }), [row]);
  };
  history.subscribe(follow);
  workbench.subscribe(save);
  void Promise.all(kept.filter(isShared).map(putNew)).then(async () => meetAll(await store.list('library')));
}
