/** The library of several tabs: what each edits is kept, and neither overwrites the other. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import { historyMachine } from '../../machine/history-machine.ts';
import { createWorkspace } from '../../machine/workspace.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { LibraryEntry } from '../../share/library-entry.ts';
import { loadTables } from '../../share/table/tables.ts';
import type { Page } from '../open-page.ts';
import type { Notice } from '../shell.ts';
import { getSentence } from '../shell.ts';
import { EXPLORING } from '../snapshot.ts';
import { workbenchMachine } from '../workbench.ts';
import { followLibrary, readLibrary } from './kept-library.ts';
import type { Rows } from './store/shelf.fixture.ts';
import { getText, listAside, openTab } from './store/shelf.fixture.ts';

beforeEach(() => loadTables());
afterEach(() => void vi.unstubAllGlobals());

const draft = (id: string, initial: number, origin: LibraryEntry['origin'] = 'edited'): LibraryEntry => ({
  ruleSet: { ...getRuleSet('v2-7.2')!, id, title: id, initial },
  base: 'v2-7.2',
  origin,
});

/** A tab whose tabs' news arrive. */
async function openPage(rows: Rows, entries: readonly LibraryEntry[] = []) {
  const store = await openTab(rows);
  const shown = entries[0]?.ruleSet ?? getRuleSet('v2-7.2')!;
  const history = createActor(historyMachine, { input: { workspace: createWorkspace(shown) } }).start();
  const workbench = createActor(workbenchMachine, { input: { ...EXPLORING, library: entries } }).start();
  const notices: Notice[] = [];
  const acts = { notify: (notice: Notice) => notices.push(notice) };
  followLibrary({ history, workbench, acts } as unknown as Page, store);
  const list = () =>
    workbench
      .getSnapshot()
      .context.library.map(({ ruleSet }) => `${ruleSet.id} from ${ruleSet.initial}`)
      .toSorted();
  const put = (entry: LibraryEntry) => workbench.send({ type: 'library.put', entry });
  return { store, history, workbench, notices, list, put };
}

/** Until every change that was begun has ended, and the other tabs have heard of it. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const read = async (rows: Rows) =>
  (await readLibrary(await openTab(rows))).entries.map(
    ({ ruleSet }) => `${ruleSet.id} from ${ruleSet.initial}`,
  );

describe('the library', () => {
  it('[LIB-1] keeps what is edited, as it is edited, and not what is pasted', async () => {
    const rows: Rows = new Map();
    const { put, history } = await openPage(rows);
    put(draft('draft-1', 1));
    put(draft('draft-2', 1));
    put(draft('pasted-1', 1, 'pasted'));
    history.send({ type: 'rules.change', ruleSet: draft('draft-1', 1).ruleSet });
    history.send({ type: 'rules.revise', ruleSet: draft('draft-1', 2).ruleSet });
    await settle();
    expect(await read(rows)).toEqual(['draft-1 from 2', 'draft-2 from 1']);
  });

  it('[LIB-2] loses what was deleted here, and undo brings it back with what it was made from', async () => {
    const rows: Rows = new Map();
    const { put, workbench, history } = await openPage(rows);
    put(draft('draft-1', 1));
    history.send({ type: 'rules.change', ruleSet: draft('draft-1', 1).ruleSet });
    await settle();
    history.send({ type: 'rules.change', ruleSet: getRuleSet('v2-7.2')! });
    workbench.send({ type: 'library.remove', id: 'draft-1' });
    await settle();
    expect(await read(rows)).toEqual([]);
    history.send({ type: 'undo' });
    await settle();
    const { entries } = await readLibrary(await openTab(rows));
    expect(entries).toMatchObject([{ base: 'v2-7.2', origin: 'edited' }]);
  });

  it('[LIB-3] of one tab appears in the other', async () => {
    const rows: Rows = new Map();
    const [one, other] = [await openPage(rows), await openPage(rows)];
    await settle();
    one.put(draft('draft-1', 1));
    await vi.waitFor(() => expect(other.list()).toEqual(['draft-1 from 1']));
    one.put(draft('draft-1', 2));
    await vi.waitFor(() => expect(other.list()).toEqual(['draft-1 from 2']));
    expect([one.notices, other.notices]).toEqual([[], []]);
  });

  it('[LIB-4] that two tabs edit under one name has both: one goes on under another name, and says so', async () => {
    const rows: Rows = new Map();
    const [one, other] = [await openPage(rows), await openPage(rows)];
    await settle();
    other.history.send({ type: 'rules.change', ruleSet: draft('draft-1', 2).ruleSet });
    one.put(draft('draft-1', 1));
    await settle();
    await vi.waitFor(async () => expect(await read(rows)).toHaveLength(2));
    expect((await read(rows)).map((text) => text.slice(-1)).toSorted()).toEqual(['1', '2']);
    const renamed = [...one.notices, ...other.notices];
    expect(renamed).toHaveLength(1);
    expect(renamed.map(getSentence)[0]).toMatch(/^Another tab has changed draft-1 too/);
    await vi.waitFor(() => expect(other.list()).toEqual(one.list()));
    expect(other.list()).toHaveLength(2);
  });

  it('[LIB-5] keeps what came with a link, but not over another one of that name', async () => {
    const rows: Rows = new Map();
    await openPage(rows, [draft('draft-1', 1, 'linked')]);
    await settle();
    expect(await read(rows)).toEqual(['draft-1 from 1']);
    await openPage(rows, [draft('draft-1', 2, 'linked')]);
    await settle();
    expect(await read(rows)).toEqual(['draft-1 from 1']);
  });

  it('[LIB-6] sets aside what cannot be read, each by itself, and says so', async () => {
    const store = await openTab(new Map());
    const rows: Rows = new Map<string, unknown>([
      ['library/draft-1', store.toRow('library/draft-1', '{"version":1,"entries":[')],
      ['library/draft-2', store.toRow('library/draft-2', '{"version":2}')],
      ['library/draft-3', store.toRow('library/draft-3', '{"version":1,"entries":[]}')],
    ]);
    (await openPage(rows)).put(draft('draft-4', 1));
    await settle();
    const { entries, problems } = await readLibrary(await openTab(rows));
    expect(entries.map(({ ruleSet }) => ruleSet.id)).toEqual(['draft-4']);
    expect(problems).toHaveLength(3);
    for (const problem of problems) expect(problem).toMatch(/^The library.*; it is left out\.$/);
    expect(listAside(rows)).toHaveLength(3);
    expect(getText(rows, 'library/draft-1')).toBeUndefined();
  });
});
