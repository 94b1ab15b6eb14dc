/**
 * What the page opens with: the address if it says something, else what was kept from the last visit, else the posted
 * table of 2021. What cannot be read is said in a sentence, and the page goes on.
 */

import type { Selection } from '../machine/session-machine.ts';
import type { Workspace } from '../machine/workspace.ts';
import { createWorkspace, openTrace } from '../machine/workspace.ts';
import type { RuleSet } from '../protocol/rule-set.ts';
import { RULE_SETS } from '../protocol/rule-sets.ts';
import { parseState } from '../protocol/state.ts';
import { decodeLink, encodeLink } from '../share/link.ts';
import { decodeSession } from '../share/stored-session.ts';
import type { View } from '../share/view.ts';
import { remakeStored, toView } from './snapshot.ts';

export const DEFAULT_RULE_SET = 'patch-2021-09';

export interface Opening {
  readonly workspace: Workspace;
  readonly selection: Selection | null;
  /** Sentences on what could not be read. */
  readonly notices: readonly string[];
}

function getDefault(): RuleSet {
  const found = RULE_SETS.find(({ id }) => id === DEFAULT_RULE_SET);
  if (!found) throw new Error(`there is no rule set ${DEFAULT_RULE_SET}`);
  return found;
}

/** `hash` is the address's, with or without its #; `stored` is the text that was kept, null on a first visit. */
export function getOpening(hash: string, stored: string | null): Opening {
  const kept = stored === null ? undefined : decodeSession(stored, { instead: 'the session begins anew' });
  const link = decodeLink(hash, {
    instead: kept?.ok ? 'the last session is shown' : 'the default view is shown',
  });
  const notices = [
    ...(kept && !kept.ok ? [kept.problem] : []),
    ...(link.ok ? (link.value?.warnings ?? []) : [link.problem]),
  ];
  const fromStore = kept?.ok ? remakeStored(kept.value) : undefined;
  if (link.ok && link.value) {
    const { view } = link.value;
    const opened = openView(view);
    const same = fromStore && isSame(fromStore, opened.workspace) ? fromStore : undefined;
    return { workspace: same ?? opened.workspace, selection: opened.selection, notices };
  }
  return { workspace: fromStore ?? createWorkspace(getDefault()), selection: null, notices };
}

function openView(view: View): { workspace: Workspace; selection: Selection | null } {
  const ruleSet = RULE_SETS.find(({ id }) => id === view.ruleSet) ?? getDefault();
  const start = view.start === undefined ? undefined : parseState(ruleSet.states, view.start);
  const workspace = openTrace(ruleSet, view.flags, view.steps, view.cursor, start);
  const from = view.look && parseState(ruleSet.states, view.look.from);
  const to = view.look && parseState(ruleSet.states, view.look.to);
  return { workspace, selection: from !== undefined && to !== undefined ? { from, to } : null };
}

/** True if the line and the cursor are the same: then the kept tree has the branches as well. */
function isSame(kept: Workspace, linked: Workspace): boolean {
  return encodeLink(toView(kept, null)) === encodeLink(toView(linked, null));
}
