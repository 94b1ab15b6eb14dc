/**
 * Keeps the address in step with the history, and opens an address that is typed or pasted. Each spot of the page is an
 * entry of the browser's history, so that Back leads to the spot before.
 */

import { toTabId } from '../../page/acts.ts';
import { leaveAddress } from '../../page/keep/late-address.ts';
import type { Page } from '../../page/open-page.ts';
import { loadOpening } from '../../page/opening/load-opening.ts';
import type { Opening } from '../../page/opening/opening.ts';
import type { Dialog, Notice } from '../../page/shell.ts';
import { toStored, toView } from '../../page/snapshot.ts';
import { encodeLink, findLinkFault } from '../../share/link/link.ts';
import { encodeHistory } from '../../share/store/stored-history.ts';
import { getTables } from '../../share/table/tables.ts';
import type { Mode } from '../../share/view.ts';
import { followCovers, getCovers } from '../../ui/attention/cover.ts';
import { whenPainted } from '../../ui/attention/painted.ts';
import type { Entry, PageSpot } from './page-spot.ts';
import { countShared, getSpotKey, readEntry, turnTo } from './page-spot.ts';

/** Starts following, for as long as the page is open. `opened` is what the address said when it was read, `first` what it opened. */
export function followAddress(page: Page, opened: string, first: Opening): void {
  const { history, workbench, shell, acts } = page;
  const getView = () => {
    const { context } = history.getSnapshot();
    return toView(context, context.selection, workbench.getSnapshot().context);
  };
  let timer: number | undefined;
  /** Takes back what is to be written when it is painted; null where nothing is. */
  let takeBack: (() => void) | null = null;
  let told = '';
  const fresh = { work: createWorkId(), index: 0, before: null, isSpent: false };
  /** The entry of the browser's history that is shown; a reload finds its own. */
  const { mode, part } = first.workbench;
  let entry: Entry = { ...(readEntry(window.history.state) ?? fresh), mode, part, over: [] };
  let written = window.location.hash;
  /** The address before the last one that was written. */
  let found = written;
  /** What Back or Forward has led to: the event that tells its address opens nothing. */
  let passed: string | null = null;
  /** True while a spot or an address is opened: its entry is there already. */
  let isOpening = false;
  const write = (): string => {
    const view = getView();
    const fault = findLinkFault(view);
    if (fault && fault !== told) acts.notify({ sentence: fault, ways: ['save-kept'] });
    // Once for each walk, however often undo and redo pass the limit.
    if (fault || view.steps.length === 0) told = fault ?? '';
    // A link that cannot hold all would win over what is kept, and lose the rest on the next load.
    const address = fault ? window.location.pathname + window.location.search : encodeLink(view);
    const spot = getSpot(page);
    const turn = turnTo(entry, spot);
    const isNew = turn.by === 'push' && !isOpening;
    entry = isNew || turn.by === 'replace' ? turn.entry : { ...entry, ...spot };
    try {
      window.history[isNew ? 'pushState' : 'replaceState'](entry, '', address);
      if (window.location.hash !== written) found = written;
      written = window.location.hash;
    } catch {
      // See `isTaken`.
    }
    return new URL(address, window.location.href).href;
  };
  /** Browsers limit how often the address may change, and not all of them say so: then `save` writes it again. */
  const isTaken = (href: string) => {
    const at = readEntry(window.history.state);
    return href === window.location.href && at !== null && getSpotKey(at) === getSpotKey(entry);
  };
  const save = () => {
    timer = undefined;
    write();
  };
  const schedule = () => {
    takeBack?.();
    takeBack = null;
    if (!isTaken(write())) timer ??= window.setTimeout(save, 120);
  };
  /** What is not seen is not painted. */
  const scheduleLater = () => {
    if (document.hidden) schedule();
    else takeBack ??= whenPainted(schedule);
  };
  const flush = () => {
    if (takeBack) schedule();
    if (timer === undefined) return;
    window.clearTimeout(timer);
    save();
  };
  const follow = () => {
    if (getSpotKey(entry) !== getSpotKey(getSpot(page))) schedule();
  };
  // A click waits for no address; see late-address.ts for a reload in the same moment.
  history.subscribe(scheduleLater);
  workbench.subscribe(schedule);
  shell.subscribe(follow);
  followCovers(follow);
  const openWhile = (act: () => void) => {
    isOpening = true;
    act();
    write();
    isOpening = false;
  };
  /** Shows the spot of an entry that Back or Forward has led to. */
  const show = (to: Entry) => {
    const isSame = getSpotKey(entry) === getSpotKey(to);
    const way = Math.sign(to.index - entry.index);
    if (window.location.hash !== written) passed = window.location.href;
    entry = to;
    openWhile(() => showSpot(page, to));
    // Nothing has changed for the reader, so it is not where Back was to lead; but nothing leaves the page by itself.
    if (isSame && to.index > 0) window.history.go(way);
  };
  window.addEventListener('popstate', ({ state }) => {
    const to = readEntry(state);
    if (to?.work === entry.work) show(to);
  });
  // The event says what was typed; the address itself may have been written again since.
  let typed = 0;
  const open = async ({ newURL }: Pick<HashChangeEvent, 'newURL'>) => {
    const isPassed = newURL === passed;
    passed = null;
    if (isPassed) return;
    const kept = readEntry(window.history.state);
    typed += 1;
    const turn = typed;
    flush();
    const { hash } = new URL(newURL);
    const [{ context: before }, { library }] = [history.getSnapshot(), workbench.getSnapshot().context];
    const opening = await loadOpening(hash, {
      history: encodeHistory(toStored(before)),
      library: library.length > 0 ? getTables().encodeLibrary(library) : null,
    });
    // Another address was typed while this one's tables were loaded.
    if (turn !== typed) return;
    const isPlain = (notice: Notice) => typeof notice === 'string';
    acts.notify(opening.notices.filter(isPlain).join(' '));
    for (const notice of opening.notices) if (!isPlain(notice)) acts.notify(notice);
    if (!opening.isRead) return;
    entry =
      kept && kept.work !== entry.work
        ? kept
        : { ...entry, work: createWorkId(), index: entry.index + 1, before: null, isSpent: false };
    openWhile(() => {
      workbench.send({ type: 'open', workbench: opening.workbench });
      if (opening.source !== 'kept') {
        history.send({ type: 'open', workspace: opening.workspace });
        void import('../../page/keep/keeper.ts').then(({ leaveHistory }) => leaveHistory(before));
      }
      if (opening.selection) history.send({ type: 'select', selection: opening.selection });
    });
  };
  const listen = (event: HashChangeEvent) => void open(event);
  window.addEventListener('hashchange', listen);
  window.addEventListener('pagehide', () => {
    flush();
    leaveAddress(found, window.location.hash);
  });
  // This file comes after the first paint: another address may have been typed since, or a dialog opened.
  if (window.location.hash === opened) {
    window.history.replaceState(entry, '');
    // The address of a first visit says nothing until something is done, so that it still is one after a reload.
    if (opened === '' && isUntouched(page, first)) follow();
    else schedule();
  } else void open({ newURL: window.location.href });
}

/** A page that nothing was kept for, on which nothing was done yet. */
function isUntouched({ history, workbench }: Page, { source, workspace }: Opening): boolean {
  const now = history.getSnapshot().context;
  return (
    source === 'new' &&
    now.history === workspace.history &&
    now.ruleSet === workspace.ruleSet &&
    workbench.getSnapshot().context.mode === 'explore'
  );
}

const createWorkId = () => `${Date.now()}-${Math.random()}`;

/** The spot that the page shows. */
function getSpot({ workbench, shell }: Page): PageSpot {
  const { mode, part } = workbench.getSnapshot().context;
  const { dialog } = shell.getSnapshot().context;
  const over = [...getCovers().map(({ name }) => name), ...(dialog === null ? [] : [dialog])];
  return { mode, part, over };
}

/** The tab of a mode, or that of the panel in Learn, says where Back has led to. */
function focusOnTab(mode: Mode | null): void {
  const tab = mode
    ? document.getElementById(toTabId(mode))
    : document.querySelector<HTMLElement>('main [role="tab"][aria-selected="true"]');
  tab?.focus();
}

const DIALOGS: readonly string[] = ['palette', 'help', 'kept'] satisfies readonly Dialog[];
const isDialog = (name: string | undefined): name is Dialog => name !== undefined && DIALOGS.includes(name);

/** Takes away what lies over the page and does not in that spot, then goes to its mode and part. */
function showSpot({ workbench, shell, acts }: Page, { mode, part, over }: PageSpot): void {
  const { dialog } = shell.getSnapshot().context;
  const top = over.at(-1);
  if (dialog !== null && dialog !== top) acts.closeDialog();
  const covers = getCovers();
  const names = covers.map(({ name }) => name);
  for (const { leave } of covers.slice(countShared(names, over)).toReversed()) leave();
  const now = workbench.getSnapshot().context;
  if (now.mode !== mode || (mode === 'learn' && now.part !== part)) {
    if (mode === 'learn') workbench.send({ type: 'part.change', part });
    acts.changeMode(mode);
    window.setTimeout(() => focusOnTab(now.mode === mode ? null : mode));
  }
  if (isDialog(top) && dialog !== top) acts.open(top);
}
