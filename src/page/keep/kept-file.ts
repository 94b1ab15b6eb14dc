/** Saves everything that is kept as one file, and loads such a file beside what is kept. */

import { fill } from '../../protocol/words/fill.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { KeptKey, KeptKind, KeptRow } from '../../share/store/kept-row.ts';
import { getKeyName, getKind, KEPT_KINDS } from '../../share/store/kept-row.ts';
import { mergeLearned } from '../../share/store/learned-merge.ts';
import { decodePreferences } from '../../share/store/preferences-read.ts';
import { decodeKept, encodeKept } from '../../share/store/stored-file.ts';
import { getTables, loadTables } from '../../share/table/tables.ts';
import { saveText } from '../../ui/hand-over.ts';
import type { Page } from '../open-page.ts';
import { createId, listRuleSets } from '../workbench.ts';
import { FILE_WORDS } from './keep-words.ts';
import { getKept } from './keeper.ts';
import { createHistoryKey } from './own-history.ts';
import { createKeptId } from './store/kept-id.ts';
import type { KeptStore } from './store/kept-store.ts';
import { readLocal } from './store/storage.ts';

/** Saves all; the answer says under which name. */
export async function saveKept(): Promise<string> {
  const { store, keeper } = await getKept();
  await keeper.flush();
  const rows = await listAll(store);
  const now = new Date();
  return saveText(encodeKept(rows, readLocal('preferences'), now), toFileName(now), 'application/json');
}

/** Saves one history, in the same format. */
export async function saveHistory(key: KeptKey, title: string): Promise<string> {
  const { store, keeper } = await getKept();
  await keeper.flush();
  const row = await store.read(key);
  if (!row) return FILE_WORDS.gone;
  const now = new Date();
  const name = toFileName(now, title.toLowerCase().replace(/[^a-z0-9.]+/g, '-'));
  return saveText(encodeKept([row], null, now), name, 'application/json');
}

/** Saves what was set aside exactly as it was found. */
export async function saveAside(key: KeptKey): Promise<string> {
  const { store } = await getKept();
  const row = await store.read(key);
  if (!row) return FILE_WORDS.gone;
  return saveText(row.text, toFileName(new Date(row.changed), `set-aside-${row.was ?? 'text'}`, 'txt'));
}

const toFileName = (when: Date, what = 'kept', ending = 'json') =>
  `vfio-${what.replace(/^-+|-+$/g, '').slice(0, 60)}-${when.toISOString().slice(0, 10)}.${ending}`;

/** All rows, and those that could not be kept in place of what they would replace. */
async function listAll(store: KeptStore): Promise<readonly KeptRow[]> {
  const lists = await Promise.all(KEPT_KINDS.map((kind) => store.list(kind)));
  const rows = new Map(lists.flat().map((row) => [row.key, row]));
  for (const row of store.listUnkept()) rows.set(row.key, row);
  return [...rows.values()];
}

/** Loads a file that `saveKept` wrote. Nothing that is kept is replaced: what differs gets a name of its own. */
export async function loadKeptFile(text: string, name: string): Promise<Result<string>> {
  const decoded = decodeKept(text, name);
  if (!decoded.ok) return decoded;
  const { page, store } = await getKept();
  await loadTables();
  const { rows, preferences, problems } = decoded.value;
  const here = new Map((await listAll(store)).map((row) => [row.key, row]));
  const names = new Map<string, string>();
  const added = new Map<KeptKind, number>();
  let isKept = true;
  for (const row of rows.toSorted(byKind)) {
    const fresh = placeRow(row, here, names);
    if (!fresh) continue;
    // Signed as this tab's: it is what the tab knows now.
    const written = { ...fresh, by: store.by };
    here.set(written.key, written);
    isKept = (await store.change([written.key], () => ({ put: [written] }))) && isKept;
    added.set(getKind(row.key), (added.get(getKind(row.key)) ?? 0) + 1);
  }
  for (const row of here.values()) if (getKind(row.key) === 'library') putEntry(page, row);
  if (preferences !== null && readLocal('preferences') === null)
    page.shell.send({ type: 'preferences.change', change: decodePreferences(preferences) });
  const told = [...added].map(([kind, count]) => fill(FILE_WORDS.kinds[kind], { count }));
  const sentences = [
    told.length > 0
      ? fill(FILE_WORDS.loaded, { name, list: told.join(', ') })
      : fill(FILE_WORDS.same, { name }),
    ...problems,
    ...(isKept ? [] : [FILE_WORDS.notKept]),
  ];
  return { ok: true, value: sentences.join(' ') };
}

/** The texts of Review before those that they replaced: both get the same new number. */
const byKind = (one: KeptRow, other: KeptRow) =>
  KEPT_KINDS.indexOf(getKind(one.key)) - KEPT_KINDS.indexOf(getKind(other.key));

/** The row as it is put; undefined where it is here already. */
export function placeRow(
  row: KeptRow,
  here: ReadonlyMap<KeptKey, KeptRow>,
  names: Map<string, string>,
): KeptRow | undefined {
  const found = here.get(row.key);
  const kind = getKind(row.key);
  const number = getKeyName(row.key);
  if (kind === 'review-before' && names.has(number))
    return { ...row, key: `review-before/${names.get(number)}` };
  if (!found) return row;
  if (found.text === row.text) return undefined;
  if (kind === 'history') return { ...row, key: createHistoryKey() };
  if (kind === 'review') {
    if ([...here.values()].some(({ key, text }) => getKind(key) === 'review' && text === row.text))
      return undefined;
    names.set(number, findNumber(here));
    return { ...row, key: `review/${names.get(number)}` };
  }
  if (kind === 'library') return rename(row, here);
  if (kind === 'learn') {
    const text = mergeLearned(null, row.text, found.text);
    return text === undefined || text === found.text ? undefined : { ...found, text };
  }
  return {
    ...row,
    key: `aside/${createKeptId()}`,
    ...(kind !== 'aside' && { was: kind, why: FILE_WORDS.differs }),
  };
}

function findNumber(here: ReadonlyMap<KeptKey, KeptRow>): string {
  let number = 1;
  while (here.has(`review/${number}`) || here.has(`review-before/${number}`)) number += 1;
  return String(number);
}

/** A rule set of the file that has the name of another one here. */
function rename(row: KeptRow, here: ReadonlyMap<KeptKey, KeptRow>): KeptRow | undefined {
  const [entry] = readEntries(row);
  if (!entry) return undefined;
  const all = [...here.values()].filter(({ key }) => getKind(key) === 'library').flatMap(readEntries);
  const isHere = all.some(
    (other) => encode({ ...entry, ruleSet: { ...entry.ruleSet, id: other.ruleSet.id } }) === encode(other),
  );
  if (isHere) return undefined;
  const id = createId('linked', listRuleSets(all));
  return { ...row, key: `library/${id}`, text: encode({ ...entry, ruleSet: { ...entry.ruleSet, id } }) };
}

type Entry = Parameters<ReturnType<typeof getTables>['encodeLibrary']>[0][number];

const encode = (entry: Entry) => getTables().encodeLibrary([entry]);

function readEntries({ text }: KeptRow): readonly Entry[] {
  const decoded = getTables().decodeLibrary(text);
  return decoded.ok ? decoded.value.entries : [];
}

function putEntry({ acts, workbench }: Page, row: KeptRow): void {
  const { library } = workbench.getSnapshot().context;
  for (const entry of readEntries(row))
    if (!library.some(({ ruleSet }) => ruleSet.id === entry.ruleSet.id)) acts.putEntry(entry);
}
