/**
 * Opens what this browser keeps, and keeps what is done on the page. Loaded before the first paint only where something is
 * kept; on a first visit after it.
 */

import type { Workspace } from '../../machine/workspace.ts';
import { openHistory } from '../../machine/workspace.ts';
import type { LibraryEntry } from '../../share/library-entry.ts';
import type { KeptKey, KeptRow } from '../../share/store/kept-row.ts';
import { encodePreferences } from '../../share/store/preferences.ts';
import { decodeHistory } from '../../share/store/stored-history-read.ts';
import { getTables, loadTables } from '../../share/table/tables.ts';
import type { Page } from '../open-page.ts';
import type { Opening } from '../opening/opening.ts';
import { getOpening } from '../opening/opening-read.ts';
import { findStored } from '../snapshot.ts';
import { listRuleSets } from '../workbench.ts';
import { KEEP_WORDS, TROUBLE_WORDS } from './keep-words.ts';
import type { HistoryKeeper, Tree } from './kept-history.ts';
import { followHistory } from './kept-history.ts';
import { followLibrary, readLibrary } from './kept-library.ts';
import { moveLocal } from './kept-move.ts';
import { takeAddress } from './late-address.ts';
import type { OwnHistory } from './own-history.ts';
import { claimLast, createHistoryKey, findOwnHistory } from './own-history.ts';
import { createKeptId } from './store/kept-id.ts';
import type { KeptStore } from './store/kept-store.ts';
import { getStore } from './store/kept-store.ts';
import { keepLocal } from './store/storage.ts';
import { claim, release } from './store/tab-claim.ts';
import type { Trouble } from './store/trouble.ts';

/** A history that was left for another, and can be opened again. */
type Left = { readonly row: KeptRow } | { readonly workspace: Workspace };

interface Begun {
  readonly tree: Tree;
  /** What was kept, where something else is shown. */
  readonly left: KeptRow | null;
}

interface Kept {
  readonly page: Page;
  readonly store: KeptStore;
  readonly keeper: HistoryKeeper;
}

let begun: Begun | null = null;
let kept: Kept | null = null;
let left: Left | null = null;

/** What the page opens with, where something is kept. Tests give a store of their own. */
export async function openKept(
  hash: string,
  preferences: string | null,
  opened?: KeptStore,
): Promise<Opening> {
  const store = opened ?? (await getStore());
  const unmoved = await moveLocal(store);
  const [library, own] = [await readLibrary(store), await findOwnHistory(store)];
  const last = own.row ? own : ((await claimLast(store, own.key)) ?? own);
  const shared = await joinLibrary(library.entries, last.row);
  const opening = getOpening(takeAddress(hash), {
    history: last.row?.text ?? null,
    library: shared.length > 0 ? getTables().encodeLibrary(shared) : null,
    preferences,
  });
  const isAside = await setAside(store, opening, last, preferences);
  begun = begin(opening, own, last);
  if (opening.source !== 'kept' && last.isClaimed && last.key !== begun.tree.key) release(last.key);
  if (countSteps(opening.workspace) === 0 && !begun.left) begun = { ...begun, left: await findOther(store) };
  const problems = [...unmoved, ...library.problems];
  const notices = [...problems, ...opening.notices];
  return {
    ...opening,
    notices: isAside || problems.length > 0 ? [...notices, ASIDE] : notices,
  };
}

const ASIDE = { sentence: KEEP_WORDS.aside, ways: ['open-kept'] } as const;

/** The row that goes on: that of the kept history where it is shown, else one of its own. */
function begin({ source, unread, workspace }: Opening, own: OwnHistory, last: OwnHistory): Begun {
  const row = unread.includes('history') ? null : last.row;
  if (source === 'kept' && row)
    return {
      tree: last.isClaimed
        ? { key: last.key, opened: 0, kept: row }
        : { key: createHistoryKey(), opened: 0, kept: null },
      left: null,
    };
  const isFree = own.row === null && own.isClaimed;
  const key = isFree ? own.key : createHistoryKey();
  return { tree: { key, opened: countSteps(workspace), kept: null }, left: row };
}

/** The last kept history that has steps and that no tab has. */
async function findOther(store: KeptStore): Promise<KeptRow | null> {
  const other = await claimLast(store, begun?.tree.key);
  if (!other) return null;
  release(other.key);
  return other.row;
}

async function setAside(
  store: KeptStore,
  { unread, preferences, notices }: Opening,
  { key, row }: OwnHistory,
  kept: string | null,
): Promise<boolean> {
  if (unread.includes('history') && row) await store.setAside(key, toSentence(notices[0]));
  if (unread.includes('preferences') && kept !== null) {
    const aside = store.toRow(`aside/${createKeptId()}`, kept, {
      was: 'preferences',
      why: KEEP_WORDS.preferences,
    });
    if (await store.change([aside.key], () => ({ put: [aside] }), [aside]))
      keepLocal('preferences', encodePreferences(preferences));
  }
  return unread.length > 0;
}

/** The library with the rule sets that a history brings. */
async function joinLibrary(
  entries: readonly LibraryEntry[],
  row: KeptRow | null,
): Promise<readonly LibraryEntry[]> {
  if (!row?.carried) return entries;
  await loadTables();
  const carried = getTables().decodeLibrary(row.carried);
  const isNew = ({ ruleSet }: LibraryEntry) => !entries.some((entry) => entry.ruleSet.id === ruleSet.id);
  return carried.ok ? [...entries, ...carried.value.entries.filter(isNew)] : entries;
}

let resolveStarted: (kept: Kept) => void;
const started = new Promise<Kept>((resolve) => {
  resolveStarted = resolve;
});

/** The page's store and keeper, once they have started: what a reader opens before that waits for them. */
export const getKept = (): Promise<Kept> => started;

/** Keeps what is done on the page, for as long as it is open. `first` is what it opened with. */
export async function startKeeping(page: Page, first: Workspace): Promise<void> {
  if (kept) return;
  const store = await getStore();
  const start = begun ?? {
    tree: { key: createHistoryKey(), opened: countSteps(first), kept: null },
    left: await findOther(store),
  };
  kept = { page, store, keeper: followHistory(page, store, { ...start, first }) };
  resolveStarted(kept);
  followLibrary(page, store);
  store.onTrouble((trouble) => tell(page, trouble));
  if (start.left) offer({ row: start.left });
}

function tell({ acts }: Page, trouble: Trouble): void {
  acts.notify({ sentence: TROUBLE_WORDS[trouble], ways: WAYS[trouble] });
}

const WAYS = {
  missing: ['copy-link', 'save-kept'],
  later: ['copy-link', 'save-kept'],
  slow: ['copy-link', 'save-kept'],
  superseded: ['copy-link', 'save-kept'],
  long: ['open-kept'],
  full: ['copy-link', 'save-kept', 'open-kept'],
  failed: ['copy-link', 'save-kept'],
  preferences: [],
} as const;

/** The reader opened an address over this; where it was kept, there is a way back. */
export function leaveHistory(workspace: Workspace): void {
  if (kept?.keeper.isKept(workspace)) offer({ workspace });
}

function offer(next: Left): void {
  if (!kept) return;
  const steps = 'row' in next ? countRowSteps(next.row) : countSteps(next.workspace);
  if (steps === 0) return;
  left = next;
  kept.page.shell.send({ type: 'offer.change', steps });
}

/** Opens the history that was left. */
export async function goBack(): Promise<void> {
  if (!kept || !left) return;
  const [{ page }, now] = [kept, left];
  left = null;
  if ('row' in now) await openRow(now.row.key);
  else page.history.send({ type: 'open', workspace: now.workspace });
}

/** Opens a kept history; a copy of it where another tab has it. False where it cannot be read: then it is set aside. */
export async function openRow(key: KeptKey): Promise<boolean> {
  if (!kept) return false;
  const { page, store, keeper } = kept;
  await keeper.flush();
  if (keeper.getKey() === key) return true;
  const isOwn = await claim(key);
  const row = await store.read(key);
  if (!row) return false;
  const { library } = page.workbench.getSnapshot().context;
  const entries = await joinLibrary(library, row);
  const ruleSets = listRuleSets(entries);
  const decoded = decodeHistory(row.text, { ruleSets, instead: 'it is set aside' });
  const stored = decoded.ok ? findStored(decoded.value, ruleSets) : undefined;
  if (!stored) {
    page.acts.notify({ sentence: decoded.ok ? KEEP_WORDS.aside : decoded.problem, ways: ['open-kept'] });
    await store.setAside(key, decoded.ok ? KEEP_WORDS.aside : decoded.problem);
    return false;
  }
  for (const entry of entries) if (!library.includes(entry)) page.acts.putEntry(entry);
  const workspace = openHistory(stored.ruleSet, stored.flags, stored.history);
  keeper.adopt(workspace, {
    key: isOwn ? key : createHistoryKey(),
    opened: isOwn ? 0 : countSteps(workspace),
    kept: isOwn ? row : null,
  });
  page.history.send({ type: 'open', workspace });
  return true;
}

const countSteps = ({ history }: Workspace) => history.nodes.length;

/** How many steps a kept history has; 0 where it cannot be read. */
export function countRowSteps({ text }: KeptRow): number {
  const { nodes } = parseText(text);
  return Array.isArray(nodes) ? nodes.length : 0;
}

/** Id of the rule set of a kept history; nothing where it cannot be read. */
export function readRuleSet({ text }: KeptRow): string {
  const { ruleSet } = parseText(text);
  return typeof ruleSet === 'string' ? ruleSet : '';
}

function parseText(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}

const toSentence = (notice: Opening['notices'][number] | undefined) =>
  typeof notice === 'object' ? notice.sentence : (notice ?? '');
