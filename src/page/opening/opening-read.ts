/**
 * The opening read from the address and from what was kept. Loaded where there is something to read: the first visit has
 * neither, and needs no schema.
 */

import type { Workspace } from '../../machine/workspace.ts';
import { createWorkspace, openHistory, toLine } from '../../machine/workspace.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { parseState } from '../../protocol/state/state.ts';
import { getRulesHash } from '../../protocol/trace/trace.ts';
import type { LibraryEntry } from '../../share/library-entry.ts';
import { encodeLink } from '../../share/link/link.ts';
import { decodeLink } from '../../share/link/link-read.ts';
import { decodePreferences, isWholePreferences } from '../../share/store/preferences-read.ts';
import { decodeHistory } from '../../share/store/stored-history-read.ts';
import { getTables } from '../../share/table/tables.ts';
import type { View } from '../../share/view.ts';
import { EXPLORING, findStored, toView } from '../snapshot.ts';
import { createId, listRuleSets } from '../workbench.ts';
import type { Kept, Opening } from './opening.ts';
import { getDefaultRuleSet } from './opening.ts';

/**
 * `hash` is the address's, with or without its #; `kept` the texts of the last visit. Where either has rule sets, the
 * tables must be loaded.
 */
export function getOpening(hash: string, kept: Kept): Opening {
  const shelf = kept.library ? getTables().decodeLibrary(kept.library) : undefined;
  const preferences = decodePreferences(kept.preferences ?? null);
  const library = shelf?.ok ? shelf.value.entries : [];
  const ruleSets = listRuleSets(library);
  const history =
    kept.history === null
      ? undefined
      : decodeHistory(kept.history, { ruleSets, instead: 'a new history is begun' });
  const link = decodeLink(hash, {
    ruleSets,
    instead: history?.ok ? 'the history of the last visit is shown' : 'the default view is shown',
  });
  const unread = [
    ...(shelf && (!shelf.ok || shelf.value.problems.length > 0) ? (['library'] as const) : []),
    ...(history && !history.ok ? (['history'] as const) : []),
    ...(isWholePreferences(kept.preferences ?? null) ? [] : (['preferences'] as const)),
  ];
  const notices = [
    ...(shelf ? (shelf.ok ? shelf.value.problems : [shelf.problem]) : []),
    ...(history && !history.ok ? [history.problem] : []),
    ...(link.ok ? (link.value?.warnings ?? []) : [link.problem]),
  ];
  const fromStore = history?.ok ? findStored(history.value, ruleSets) : undefined;
  if (link.ok && link.value) {
    const carried = carry(link.value.view, library);
    const opened = openView(carried.view, listRuleSets(carried.library));
    const same = fromStore && isSame(fromStore, opened.workspace) ? fromStore : undefined;
    const { mode = 'explore', part = null, against = null } = carried.view;
    return {
      workspace: remake(same ?? opened.workspace),
      selection: opened.selection,
      workbench: {
        ...{ mode, against, library: carried.library },
        ...(mode === 'review' ? { part: null, step: part } : { part, step: null }),
      },
      preferences,
      source: same ? 'kept' : 'link',
      unread,
      notices,
      isRead: true,
    };
  }
  return {
    workspace: fromStore ? remake(fromStore) : createWorkspace(getDefaultRuleSet()),
    selection: null,
    workbench: { ...EXPLORING, library },
    preferences,
    source: fromStore ? 'kept' : 'new',
    unread,
    notices,
    isRead: true,
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
  const ruleSet = ruleSets.find(({ id }) => id === view.ruleSet) ?? getDefaultRuleSet();
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
