/**
 * What the page opens with: the address if it says something, else what was kept from the last visit, else the posted
 * table of 2021. What cannot be read is said in a sentence, and the page goes on.
 */

import type { Workspace } from '../machine/workspace.ts';
import { createWorkspace, openHistory, toLine } from '../machine/workspace.ts';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import type { RequestPair } from '../protocol/state/request-pair.ts';
import { parseState } from '../protocol/state/state.ts';
import { getRulesHash } from '../protocol/trace/trace.ts';
import type { LibraryEntry } from '../share/library-entry.ts';
import { decodeLink, encodeLink } from '../share/link/link.ts';
import { decodeSession } from '../share/store/stored-session.ts';
import { carriesTables, getTables, loadTables } from '../share/table/tables.ts';
import type { View } from '../share/view.ts';
import { EXPLORING, findStored, toView } from './snapshot.ts';
import type { Workbench } from './workbench.ts';
import { createId, listRuleSets } from './workbench.ts';

export const DEFAULT_RULE_SET = 'patch-2021-09';

const NO_TABLES =
  'A part of the page that reads edited and pasted rule sets could not be loaded; what is built in is shown. Load the page again.';

export interface Opening {
  readonly workspace: Workspace;
  readonly selection: RequestPair | null;
  readonly workbench: Workbench;
  /** Sentences on what could not be read. */
  readonly notices: readonly string[];
}

function getDefault(): RuleSet {
  const found = RULE_SETS.find(({ id }) => id === DEFAULT_RULE_SET);
  if (!found) throw new Error(`there is no rule set ${DEFAULT_RULE_SET}`);
  return found;
}

/** What was kept on this machine, by name; null where nothing was. */
interface Kept {
  readonly session: string | null;
  readonly library?: string | null;
}

/** What the page opens with; the tables are loaded where they are needed. */
export async function loadOpening(hash: string, kept: Kept): Promise<Opening> {
  if (!kept.library && !carriesTables(hash)) return getOpening(hash, kept);
  try {
    await loadTables();
  } catch {
    const opening = getOpening('', { session: null });
    return { ...opening, notices: [...opening.notices, NO_TABLES] };
  }
  return getOpening(hash, kept);
}

/**
 * `hash` is the address's, with or without its #; `kept` the texts of the last visit. Where either has rule sets, the
 * tables must be loaded.
 */
export function getOpening(hash: string, kept: Kept): Opening {
  const shelf = kept.library ? getTables().decodeLibrary(kept.library) : undefined;
  const library = shelf?.ok ? shelf.value.entries : [];
  const ruleSets = listRuleSets(library);
  const session =
    kept.session === null
      ? undefined
      : decodeSession(kept.session, { ruleSets, instead: 'the session begins anew' });
  const link = decodeLink(hash, {
    ruleSets,
    instead: session?.ok ? 'the last session is shown' : 'the default view is shown',
  });
  const notices = [
    ...(shelf ? (shelf.ok ? shelf.value.problems : [shelf.problem]) : []),
    ...(session && !session.ok ? [session.problem] : []),
    ...(link.ok ? (link.value?.warnings ?? []) : [link.problem]),
  ];
  const fromStore = session?.ok ? findStored(session.value, ruleSets) : undefined;
  if (link.ok && link.value) {
    const carried = carry(link.value.view, library);
    const opened = openView(carried.view, listRuleSets(carried.library));
    const same = fromStore && isSame(fromStore, opened.workspace) ? fromStore : undefined;
    const { mode = 'explore', part = null, against = null } = carried.view;
    return {
      workspace: remake(same ?? opened.workspace),
      selection: opened.selection,
      workbench: { mode, part, against, library: carried.library },
      notices,
    };
  }
  return {
    workspace: fromStore ? remake(fromStore) : createWorkspace(getDefault()),
    selection: null,
    workbench: { ...EXPLORING, library },
    notices,
  };
}

/** The library with the rule sets of a link; one that has the id of another here gets a new one. */
function carry(
  view: View,
  library: readonly LibraryEntry[],
): { view: View; library: readonly LibraryEntry[] } {
  const find = (id: string) => library.find(({ ruleSet }) => ruleSet.id === id)?.ruleSet;
  const isHere = ({ ruleSet }: LibraryEntry) => {
    const here = find(ruleSet.id);
    return here !== undefined && getRulesHash(here) === getRulesHash(ruleSet);
  };
  const fresh = (view.carried ?? []).filter((entry) => !isHere(entry));
  const names = new Map<string, string>();
  for (const { ruleSet } of fresh) {
    const taken = [...listRuleSets(library), ...[...names.values()].map((id) => ({ ...ruleSet, id }))];
    names.set(ruleSet.id, find(ruleSet.id) ? createId('linked', taken) : ruleSet.id);
  }
  const rename = (id: string) => names.get(id) ?? id;
  const added = fresh.map(
    ({ ruleSet, base, origin }): LibraryEntry => ({
      ruleSet: { ...ruleSet, id: rename(ruleSet.id) },
      base: base === null ? null : rename(base),
      origin,
    }),
  );
  return {
    view: {
      ...view,
      ruleSet: rename(view.ruleSet),
      ...(view.against !== undefined && { against: rename(view.against) }),
    },
    library: [...library, ...added],
  };
}

/** The workspace of a link, its steps still to be made. */
function openView(
  view: View,
  ruleSets: readonly RuleSet[],
): { workspace: Workspace; selection: RequestPair | null } {
  const ruleSet = ruleSets.find(({ id }) => id === view.ruleSet) ?? getDefault();
  const start = view.start === undefined ? undefined : parseState(ruleSet.states, view.start);
  const history = toLine(view.steps, view.cursor, start ?? ruleSet.initial);
  const workspace = { ruleSet, flags: view.flags, history };
  const from = view.look && parseState(ruleSet.states, view.look.from);
  const to = view.look && parseState(ruleSet.states, view.look.to);
  return { workspace, selection: from !== undefined && to !== undefined ? { from, to } : null };
}

/** Makes the steps, once it is known which workspace is shown. */
function remake({ ruleSet, flags, history }: Workspace): Workspace {
  return openHistory(ruleSet, flags, history);
}

/** True if the line and the cursor are the same: then the kept tree has the branches as well. */
function isSame(kept: Workspace, linked: Workspace): boolean {
  return encodeLink(toView(kept, null)) === encodeLink(toView(linked, null));
}
