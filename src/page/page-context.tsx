/** The page for its components: each reads its own slice, and sends through the acts alone. */

import { useSelector } from '@xstate/react';
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { SnapshotFrom } from 'xstate';
import type { historyMachine } from '../machine/history-machine.ts';
import type { Acts, HistoryActor, WorkbenchActor } from './acts.ts';
import type { PageState } from './command.ts';
import type { Page } from './open-page.ts';
import type { ShellActor } from './shell.ts';
import type { Workbench } from './workbench.ts';
import { getAgainst, listRuleSets } from './workbench.ts';

type Snapshot = SnapshotFrom<typeof historyMachine>;

export const PageContext = createContext<Page | null>(null);

function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('a component is rendered outside the page');
  return page;
}

/** The one way to send an act. */
export function useActs(): Acts {
  return usePage().acts;
}

export function useHistoryActor(): HistoryActor {
  return usePage().history;
}

export function useWorkbenchActor(): WorkbenchActor {
  return usePage().workbench;
}

/** A slice of the workbench: the mode, the compared rule set, the library. */
export function useWorkbench<Slice>(select: (workbench: Workbench) => Slice): Slice {
  return useSelector(usePage().workbench, ({ context }) => select(context));
}

/** A slice of what the page has beside its work: preferences, dialog, notices. */
export function useShell<Slice>(
  select: (shell: ReturnType<ShellActor['getSnapshot']>['context']) => Slice,
): Slice {
  return useSelector(usePage().shell, ({ context }) => select(context));
}

/** A slice of the history, at once. */
export function useHistory<Slice>(select: (snapshot: Snapshot) => Slice): Slice {
  return useSelector(usePage().history, select);
}

/** A slice of the history, one paint later: for what only shows it, never for a control that computes its next value from it. `select` gives the same object for the same snapshot. */
export function useHistoryLater<Slice>(select: (snapshot: Snapshot) => Slice): Slice {
  const { painted } = usePage();
  const read = () => select(painted.getSnapshot());
  return useSyncExternalStore(painted.subscribe, read, read);
}

/** What commands and modes read of the page. */
export function usePageState(): PageState {
  const ruleSet = useHistory(({ context }) => context.ruleSet);
  const mode = useWorkbench((bench) => bench.mode);
  const library = useWorkbench((bench) => bench.library);
  const against = useWorkbench((bench) => getAgainst(bench, ruleSet));
  const preferences = useShell((shell) => shell.preferences);
  return useMemo(
    () => ({ ruleSet, against, all: listRuleSets(library), mode, library, preferences }),
    [ruleSet, against, mode, library, preferences],
  );
}
