/** What the page opens with, and the opening of a first visit: the posted table of 2021. */

import type { Workspace } from '../../machine/workspace.ts';
import { createWorkspace } from '../../machine/workspace.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { Preferences } from '../../share/store/preferences.ts';
import { DEFAULT_PREFERENCES } from '../../share/store/preferences.ts';
import type { Notice } from '../shell.ts';
import { EXPLORING } from '../snapshot.ts';
import type { Workbench } from '../workbench.ts';

export const DEFAULT_RULE_SET = 'patch-2021-09';

export interface Opening {
  readonly workspace: Workspace;
  readonly selection: RequestPair | null;
  readonly workbench: Workbench;
  readonly preferences: Preferences;
  /** Whether it shows the kept history, what the address says, or neither. */
  readonly source: 'kept' | 'link' | 'new';
  /** What of the kept texts could not be read: it must not be overwritten. */
  readonly unread: readonly (keyof Kept)[];
  /** On what could not be read. */
  readonly notices: readonly Notice[];
  /** False where the reading failed: then what was kept is not to be overwritten. */
  readonly isRead: boolean;
}

/** What was kept on this machine, by name; null where nothing was. */
export interface Kept {
  readonly history: string | null;
  readonly library?: string | null;
  readonly preferences?: string | null;
}

export function getDefaultRuleSet(): RuleSet {
  const found = RULE_SETS.find(({ id }) => id === DEFAULT_RULE_SET);
  if (!found) throw new Error(`there is no rule set ${DEFAULT_RULE_SET}`);
  return found;
}

/** The first visit, at an address that says nothing. */
export function createOpening(): Opening {
  return {
    workspace: createWorkspace(getDefaultRuleSet()),
    selection: null,
    workbench: EXPLORING,
    preferences: DEFAULT_PREFERENCES,
    source: 'new',
    unread: [],
    notices: [],
    isRead: true,
  };
}
