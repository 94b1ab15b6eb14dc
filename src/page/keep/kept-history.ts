/**
 * Keeps what is asked in this tab. A tree of steps has a row of its own: where another tree is opened over it (a link, a
 * lesson, the trace of a finding), the row stays as it is, and the other gets a new one with the first step that is asked
 * in it. Undo leads back to the tree before, and so to its row.
 */

import type { Workspace } from '../../machine/workspace.ts';
import { createDebounce } from '../../share/store/debounce.ts';
import { createHistoryEncoder, joinPieces } from '../../share/store/history-encoder.ts';
import type { KeptKey, KeptRow } from '../../share/store/kept-row.ts';
import { MAX_HISTORY_LENGTH } from '../../share/store/stored-history-read.ts';
import { getTables } from '../../share/table/tables.ts';
import type { Page } from '../open-page.ts';
import { toStored } from '../snapshot.ts';
import { createHistoryKey, rememberTab } from './own-history.ts';
import type { KeptStore } from './store/kept-store.ts';
import { whenLeaving } from './store/leaving.ts';
import type { FreshRow, RowHead } from './store/parted-row.ts';
import { claim } from './store/tab-claim.ts';

/** Soon, so that a reload finds it; within half a second, so that a killed tab loses little. */
const PACE = { after: 120, within: 500 };

/** One tree of steps, and the row that it goes to. */
export interface Tree {
  readonly key: KeptKey;
  /** How many steps it was opened with. They came from elsewhere, and nothing is kept until there are more. */
  readonly opened: number;
  /** What is kept of it, as this tab knows; null where nothing is. */
  readonly kept: Pick<KeptRow, 'text' | 'name' | 'by' | 'changed'> | null;
}

export interface HistoryKeeper {
  /** The row of what is shown now. */
  readonly getKey: () => KeptKey;
  /** Whether what is asked here goes into a row that has steps. */
  readonly isKept: (workspace: Workspace) => boolean;
  /** Says which row a workspace goes to, before it is opened. */
  readonly adopt: (workspace: Workspace, tree: Tree) => void;
  /** The row of what is shown was deleted: nothing is kept until more is asked. */
  readonly forget: () => void;
  /** Keeps what is not kept yet; resolves once it is. */
  readonly flush: () => Promise<void>;
}

/** Starts keeping, for as long as the page is open. The page opened with `first`, whose tree is `tree`. */
export function followHistory(
  { history, workbench }: Page,
  store: KeptStore,
  { tree, first }: { readonly tree: Tree; readonly first: Workspace },
): HistoryKeeper {
  const read = () => history.getSnapshot().context;
  const trees = new WeakMap<object, Tree>();
  const encode = createHistoryEncoder();
  let [current, before, isChanged] = [tree, first, false];
  /** What is asked in lessons goes to one row: a lesson opens a tree for each of its steps. */
  let lessons: KeptKey | null = null;
  let pending: Promise<unknown> = Promise.resolve();
  const set = (context: Workspace, next: Tree) => {
    if (next.key !== current.key) {
      void claim(next.key);
      rememberTab(next.key);
    }
    current = next;
    trees.set(getRoot(context), next);
  };
  const createTree = (context: Workspace): Tree => {
    const isLesson = workbench.getSnapshot().context.mode === 'learn';
    if (isLesson) lessons ??= createHistoryKey();
    const key = isLesson && lessons ? lessons : createHistoryKey();
    return { key, opened: context.history.nodes.length, kept: null };
  };
  const findTree = (context: Workspace): Tree => {
    const known = trees.get(getRoot(context));
    if (known) return known;
    const { length } = context.history.nodes;
    // The first step of an empty history, or other rules for one.
    return before.history.nodes.length === 0 && length <= 1 ? current : createTree(context);
  };
  const follow = (context: Workspace) => {
    if (context.history === before.history && context.ruleSet === before.ruleSet) return;
    set(context, findTree(context));
    before = context;
    isChanged = true;
    keeping.call();
  };
  /** The row of what is shown, where it is not kept yet. */
  const toFresh = (context: Workspace): FreshRow | null => {
    const { nodes } = context.history;
    const { key, kept, opened } = current;
    const pieces = encode({ ...toStored({ ...context, history: { ...context.history, nodes: [] } }), nodes });
    const text = joinPieces(pieces);
    if (text.length > MAX_HISTORY_LENGTH) {
      store.report('long');
      return null;
    }
    const isWorth = kept !== null || nodes.length > opened || nodes.length === 0;
    if (!isWorth || text === kept?.text) return null;
    return { ...store.toRow(key, text, { ...toCarried(context), name: kept?.name }), pieces };
  };
  /** The rule sets that only this tab has: the shown one, and those of its pasted text. */
  const toCarried = ({ ruleSet }: Workspace): Pick<KeptRow, 'carried'> => {
    const { library } = workbench.getSnapshot().context;
    const own = library.filter((entry) => entry.ruleSet.id === ruleSet.id || entry.origin === 'pasted');
    return own.length > 0 ? { carried: getTables().encodeLibrary(own) } : {};
  };
  const keepNow = async () => {
    const [context, { key, kept, opened }] = [read(), current];
    const fresh = toFresh(context);
    isChanged = false;
    if (!fresh) return;
    let isTheirs = false;
    const isDone = await store.replace(fresh, (found) => {
      isTheirs = found !== undefined && found.by !== store.by && !isSame(found, kept);
      return isTheirs ? null : { ...fresh, name: found ? found.name : fresh.name };
    });
    const next = isTheirs ? { key: createHistoryKey(), opened, kept: null } : { key, opened, kept: fresh };
    if (!isDone && !isTheirs) {
      isChanged = true;
      return;
    }
    trees.set(getRoot(context), next);
    if (current.key !== key) return;
    set(read(), next);
    if (isTheirs) await keepNow();
  };
  const keeping = createDebounce(() => {
    pending = pending.then(keepNow);
  }, PACE);
  history.subscribe(({ context }) => follow(context));
  whenLeaving(() => {
    const fresh = isChanged ? toFresh(read()) : null;
    if (fresh) store.putAtOnce([fresh]);
  });
  store.onNews((keys) => {
    if (!keys.includes(current.key)) return;
    void store.readHead(current.key).then((row) => {
      const { kept } = current;
      if (row?.key === current.key && kept) set(read(), { ...current, kept: { ...kept, name: row.name } });
    });
  });
  trees.set(getRoot(before), tree);
  void claim(tree.key);
  rememberTab(tree.key);
  // What was done before the database was open, one after the other: undo knows it.
  const { past } = read();
  for (const workspace of past) follow(workspace);
  follow(read());
  return {
    getKey: () => current.key,
    isKept: (workspace) => {
      const of = trees.get(getRoot(workspace));
      return of !== undefined && (of.kept !== null || workspace.history.nodes.length > of.opened);
    },
    adopt: (workspace, next) => void trees.set(getRoot(workspace), next),
    forget: () => {
      const context = read();
      set(context, { ...current, opened: context.history.nodes.length, kept: null });
    },
    flush: async () => {
      keeping.flush();
      await pending;
    },
  };
}

/** Whether a row is the one that this tab knows. */
const isSame = (found: RowHead, kept: Tree['kept']) =>
  kept !== null && found.by === kept.by && found.changed === kept.changed;

/** What undo, redo and other rules leave the same object: the first step; of an empty history, its list of none. */
const getRoot = ({ history: { nodes } }: Workspace): object => nodes[0]?.step ?? nodes;
