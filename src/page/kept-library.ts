/** Keeps the library in step with the history: an edited rule set is stored as it is edited, undo included. */

import { getRuleSet } from '../protocol/rule-sets/rule-sets.ts';
import type { LibraryEntry } from '../share/library-entry.ts';
import { getTables, loadTables } from '../share/table/tables.ts';
import type { Page } from './page.ts';
import { keep, readKept } from './storage.ts';

const NOT_KEPT =
  'The browser cannot store what was edited or pasted here: it is lost when the page closes. Copy the link, or save the table.';

/** Starts keeping it, for as long as the page is open. */
export function followLibrary({ history, workbench, acts: { notify } }: Page): void {
  let [kept, isTold]: [readonly LibraryEntry[], boolean] = [[], false];
  /** Ids of what was made or changed in this tab: another tab does not change it. */
  const own = new Set<string>();
  /** Who makes the changes right now. */
  let author: 'opening' | 'reader' | 'other tab' = 'opening';
  /** By id, those that were deleted too: undo brings one back with what it was made from. */
  const seen = new Map<string, LibraryEntry>();
  const save = () => {
    const { library } = workbench.getSnapshot().context;
    if (library === kept || library.length + kept.length === 0) return;
    for (const entry of library) {
      if (author === 'reader' && !kept.includes(entry)) own.add(entry.ruleSet.id);
      seen.set(entry.ruleSet.id, entry);
    }
    kept = library;
    if (author === 'other tab') return;
    if (keep('library', getTables().encodeLibrary(library)) || isTold) return;
    isTold = true;
    notify(NOT_KEPT);
  };
  const follow = () => {
    const { ruleSet } = history.getSnapshot().context;
    if (getRuleSet(ruleSet.id)) return;
    const entry = workbench
      .getSnapshot()
      .context.library.find((candidate) => candidate.ruleSet.id === ruleSet.id);
    if (entry?.ruleSet === ruleSet) return;
    workbench.send({
      type: 'library.put',
      entry: { base: null, origin: 'edited', ...(entry ?? seen.get(ruleSet.id)), ruleSet },
    });
  };
  /** What another tab has made is here too, and so are the names that it has taken. */
  const meet = async () => {
    await loadTables();
    author = 'other tab';
    for (const entry of getTables().findForeign(readKept('library'), kept, own)) {
      workbench.send({ type: 'library.put', entry });
      if (history.getSnapshot().context.ruleSet.id === entry.ruleSet.id)
        history.send({ type: 'rules.revise', ruleSet: entry.ruleSet });
    }
    author = 'reader';
  };
  const listen = ({ key }: StorageEvent) => {
    if (key?.endsWith('.library')) void meet();
  };
  window.addEventListener('storage', listen);
  history.subscribe(follow);
  workbench.subscribe(save);
  // What came with a link is not kept yet.
  save();
  author = 'reader';
}
