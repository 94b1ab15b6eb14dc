/** The page behind what is shown of it: its machines, started once, and the acts that are sent to them. */

import { createActor } from 'xstate';
import { historyMachine } from '../machine/history-machine.ts';
import { whenPainted } from '../ui/attention/painted.ts';
import type { Actors, Acts, Deed, HistoryActor } from './acts.ts';
import { createActs } from './acts.ts';
import type { PageState } from './command.ts';
import type { Opening } from './opening/opening.ts';
import { shellMachine } from './shell.ts';
import { getAgainst, listRuleSets, workbenchMachine } from './workbench.ts';

export interface Page extends Actors {
  readonly acts: Acts;
  /** The history as it was last painted: for what surrounds the verdict, so that the verdict itself is painted first. */
  readonly painted: Painted;
  /** Calls `listen` before each deed of the reader. */
  readonly onDeed: (listen: (deed: Deed) => void) => void;
}

interface Painted {
  readonly getSnapshot: HistoryActor['getSnapshot'];
  /** Returns a function that stops it. */
  readonly subscribe: (listen: () => void) => () => void;
}

export function openPage(opening: Opening): Page {
  // Nothing was kept and no link was opened; where something could not be read, the notice comes first.
  const isFirst = opening.source === 'new' && opening.notices.length === 0;
  const actors: Actors = {
    history: createActor(historyMachine, { input: opening }).start(),
    workbench: createActor(workbenchMachine, { input: opening.workbench }).start(),
    shell: createActor(shellMachine, { input: { ...opening, isFirst } }).start(),
  };
  const listeners: ((deed: Deed) => void)[] = [];
  return {
    ...actors,
    acts: createActs(actors, (deed) => {
      for (const listen of listeners) listen(deed);
    }),
    painted: createPainted(actors.history),
    onDeed: (listen) => void listeners.push(listen),
  };
}

/** What commands and modes read of the page. */
export function getPageState({ history, workbench, shell }: Actors): PageState {
  const { ruleSet } = history.getSnapshot().context;
  const bench = workbench.getSnapshot().context;
  return {
    ruleSet,
    against: getAgainst(bench, ruleSet),
    all: listRuleSets(bench.library),
    mode: bench.mode,
    library: bench.library,
    preferences: shell.getSnapshot().context.preferences,
  };
}

/** Follows the history once the verdict is painted: React renders what follows all at once. */
function createPainted(history: HistoryActor): Painted {
  let snapshot = history.getSnapshot();
  let isWaiting = false;
  const listeners = new Set<() => void>();
  const read = () => {
    isWaiting = false;
    snapshot = history.getSnapshot();
    for (const listen of listeners) listen();
  };
  history.subscribe(() => {
    if (listeners.size === 0 || isWaiting) return;
    isWaiting = true;
    whenPainted(read);
  });
  return {
    getSnapshot: () => (listeners.size === 0 ? history.getSnapshot() : snapshot),
    subscribe: (listen) => {
      if (listeners.size === 0) snapshot = history.getSnapshot();
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}
