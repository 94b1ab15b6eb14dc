/** Keeps the address in step with the history, and opens an address that is typed or pasted. */

import type { Page } from '../page/open-page.ts';
import { loadOpening } from '../page/opening/load-opening.ts';
import { toStored, toView } from '../page/snapshot.ts';
import { encodeLink, findLinkFault } from '../share/link/link.ts';
import { encodeHistory } from '../share/store/stored-history.ts';
import { getTables } from '../share/table/tables.ts';

/** Starts following, for as long as the page is open. `opened` is what the address said when it was read. */
export function followAddress({ history, workbench, acts: { notify } }: Page, opened: string): void {
  const getView = () => {
    const { context } = history.getSnapshot();
    return toView(context, context.selection, workbench.getSnapshot().context);
  };
  let timer: number | undefined;
  let told = '';
  /** At once: a reload or a typed address in the next moment must find the act in it. */
  const write = () => {
    const view = getView();
    const fault = findLinkFault(view);
    if (fault && fault !== told) notify({ sentence: fault, ways: ['save-kept'] });
    // Once for each walk, however often undo and redo pass the limit.
    if (fault || view.steps.length === 0) told = fault ?? '';
    // A link that cannot hold all would win over what is kept, and lose the rest on the next load.
    const address = fault ? window.location.pathname + window.location.search : encodeLink(view);
    try {
      window.history.replaceState(null, '', address);
    } catch {
      // Browsers limit how often the address may change: `save` writes it again.
    }
  };
  const save = () => {
    timer = undefined;
    write();
  };
  const schedule = () => {
    write();
    timer ??= window.setTimeout(save, 120);
  };
  const flush = () => {
    if (timer === undefined) return;
    window.clearTimeout(timer);
    save();
  };
  history.subscribe(schedule);
  workbench.subscribe(schedule);
  // The event says what was typed; the address itself may have been written again since.
  let typed = 0;
  const open = async ({ newURL }: Pick<HashChangeEvent, 'newURL'>) => {
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
    for (const notice of opening.notices) notify(notice);
    if (!opening.isRead) return;
    workbench.send({ type: 'open', workbench: opening.workbench });
    if (opening.source !== 'kept') {
      history.send({ type: 'open', workspace: opening.workspace });
      void import('../page/keep/keeper.ts').then(({ leaveHistory }) => leaveHistory(before));
    }
    if (opening.selection) history.send({ type: 'select', selection: opening.selection });
  };
  const listen = (event: HashChangeEvent) => void open(event);
  window.addEventListener('hashchange', listen);
  window.addEventListener('pagehide', flush);
  // This file comes after the first paint: another address may have been typed since.
  if (window.location.hash === opened) schedule();
  else void open({ newURL: window.location.href });
}
