/** Which row what is asked goes to: a tree that is opened over another one never takes its row. */

import 'fake-indexeddb/auto';
import { IDBObjectStore as FDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import { historyMachine } from '../../machine/history-machine.ts';
import type { Workspace } from '../../machine/workspace.ts';
import { createWorkspace, openTrace } from '../../machine/workspace.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { KeptKey } from '../../share/store/kept-row.ts';
import type { Mode } from '../../share/view.ts';
import type { Page } from '../open-page.ts';
import { EXPLORING } from '../snapshot.ts';
import { workbenchMachine } from '../workbench.ts';
import { countRowSteps } from './keeper.ts';
import { followHistory } from './kept-history.ts';
import type { KeptStore } from './store/kept-store.ts';
import { openStore } from './store/kept-store.ts';
import type { Rows } from './store/shelf.fixture.ts';
import { openTab } from './store/shelf.fixture.ts';
import { openShelf } from './store/shelf.ts';

const V2 = getRuleSet('v2-7.2')!;
const KEY: KeptKey = 'history/own';

beforeEach(() => void vi.stubGlobal('navigator', {}));
afterEach(() => void vi.unstubAllGlobals());

const trace = (...states: string[]) =>
  openTrace(
    V2,
    7,
    states.map((to) => ({ act: 'request', to }) as const),
    states.length,
  );

/** A tab that was opened with steps, of which `kept` says whether they are kept already. */
async function openPage(
  rows: Rows,
  opened = createWorkspace(V2),
  mode: Mode = 'explore',
  isKept = false,
  early: readonly number[] = [],
  shared?: KeptStore,
  over?: Workspace,
) {
  const store = shared ?? (await openTab(rows));
  const history = createActor(historyMachine, { input: { workspace: opened } }).start();
  for (const to of early) history.send({ type: 'request', to });
  if (over) history.send({ type: 'open', workspace: over });
  const workbench = createActor(workbenchMachine, { input: { ...EXPLORING, mode } }).start();
  const row = isKept ? ((await store.read(KEY)) ?? null) : null;
  const tree = { key: KEY, opened: isKept ? 0 : opened.history.nodes.length, kept: row };
  const keeper = followHistory({ history, workbench } as unknown as Page, store, { tree, first: opened });
  const ask = async (...states: number[]) => {
    for (const to of states) history.send({ type: 'request', to });
    await keeper.flush();
  };
  const send = async (event: Parameters<typeof history.send>[0]) => {
    history.send(event);
    await keeper.flush();
  };
  return { store, history, workbench, keeper, ask, send };
}

/** How many steps each row has, the own one first. */
const count = async (rows: Rows) => {
  const kept = await (await openTab(rows)).list('history');
  return kept
    .toSorted((one, other) => Number(other.key === KEY) - Number(one.key === KEY))
    .map((row) => countRowSteps(row));
};

describe('what is asked', () => {
  it('[TREE-1] is kept in the row of this tab, and nothing is where nothing was asked', async () => {
    const rows: Rows = new Map();
    const { ask, keeper } = await openPage(rows);
    await keeper.flush();
    expect(rows.size).toBe(0);
    await ask(1, 3);
    expect([[...rows.keys()], await count(rows)]).toEqual([[KEY], [2]]);
  });

  it('[TREE-2] in a link that was opened is kept with the first own step, and not before', async () => {
    const rows: Rows = new Map();
    const { ask, send } = await openPage(rows, trace('STOP', 'RUNNING'));
    await send({ type: 'cursor.back' });
    expect(rows.size).toBe(0);
    await ask(3);
    expect(await count(rows)).toEqual([3]);
  });

  it('[TREE-11] before the database is open is kept once it is, without another step', async () => {
    const rows: Rows = new Map();
    const { keeper } = await openPage(rows, trace('STOP'), 'explore', false, [2, 1]);
    await keeper.flush();
    expect(await count(rows)).toEqual([3]);
  });

  it('[TREE-14] first on a page, twice before the database is open, is kept once it is', async () => {
    const rows: Rows = new Map();
    const { keeper } = await openPage(rows, createWorkspace(V2), 'explore', false, [1, 2]);
    await keeper.flush();
    expect([[...rows.keys()], await count(rows)]).toEqual([[KEY], [2]]);
  });

  it('[TREE-15] in a link that was opened before the database was is not kept before more is asked', async () => {
    const rows: Rows = new Map();
    const link = trace('STOP', 'RUNNING');
    const { keeper, ask } = await openPage(rows, createWorkspace(V2), 'explore', false, [], undefined, link);
    await keeper.flush();
    expect(rows.size).toBe(0);
    await ask(3);
    expect(await count(rows)).toEqual([3]);
  });

  it('[TREE-3] stays when another tree is opened over it; undo goes on in it', async () => {
    const rows: Rows = new Map();
    const { ask, send } = await openPage(rows);
    await ask(1, 2, 1);
    await send({ type: 'open', workspace: trace('STOP', 'RUNNING') });
    expect(await count(rows)).toEqual([3]);
    await ask(3, 1);
    expect(await count(rows)).toEqual([3, 4]);
    for (let time = 0; time < 3; time += 1) await send({ type: 'undo' });
    await ask(3);
    expect((await count(rows))[0]).toBe(4);
    expect(rows.size).toBe(2);
  });

  it('[TREE-4] stays when it is cleared: what is asked then is another history', async () => {
    const rows: Rows = new Map();
    const { ask, send } = await openPage(rows);
    await ask(1, 2, 1);
    await send({ type: 'history.clear' });
    await ask(3);
    expect(await count(rows)).toEqual([3, 1]);
    await send({ type: 'undo' });
    await send({ type: 'undo' });
    await ask(2);
    expect((await count(rows))[0]).toBe(4);
  });

  it('[TREE-5] and undone to the beginning is the same history with the next step', async () => {
    const rows: Rows = new Map();
    const { ask, send } = await openPage(rows);
    await ask(1);
    await send({ type: 'undo' });
    expect(await count(rows)).toEqual([0]);
    await ask(3, 1);
    expect([rows.size, (await count(rows))[0]]).toEqual([1, 2]);
  });

  it('[TREE-6] stays the same history under other rules and flags', async () => {
    const rows: Rows = new Map();
    const { ask, send } = await openPage(rows);
    await ask(1, 2);
    await send({ type: 'rules.change', ruleSet: getRuleSet('uapi-v1')! });
    await send({ type: 'rules.change', ruleSet: V2 });
    await send({ type: 'flags.change', flags: 1 });
    await ask(1);
    expect(await count(rows)).toEqual([3]);
  });

  it('[TREE-7] in lessons goes to one row beside the own history, however many are opened', async () => {
    const rows: Rows = new Map();
    const { ask, send, workbench } = await openPage(rows);
    await ask(1, 2, 1);
    workbench.send({ type: 'mode.change', mode: 'learn' });
    for (const state of ['STOP', 'RUNNING', 'RESUMING']) {
      await send({ type: 'open', workspace: trace(state) });
      await ask(1, 1);
    }
    expect(await count(rows)).toEqual([3, 3]);
  });

  it('[TREE-8] goes on in a kept history without losing its name', async () => {
    const rows: Rows = new Map();
    const first = await openPage(rows);
    await first.ask(1, 2);
    await first.store.change([KEY], ([row]) => ({ put: [{ ...row!, name: 'Mine' }] }));
    const { ask } = await openPage(rows, trace('STOP', 'RUNNING'), 'explore', true);
    await ask(1);
    expect(await count(rows)).toEqual([3]);
    expect(rows.get(KEY)).toMatchObject({ name: 'Mine' });
  });

  it('[TREE-9] in two tabs that have the same row is kept in two: neither overwrites the other', async () => {
    const rows: Rows = new Map();
    await (await openPage(rows)).ask(1, 2);
    const [one, other] = [
      await openPage(rows, trace('STOP', 'RUNNING'), 'explore', true),
      await openPage(rows, trace('STOP', 'RUNNING'), 'explore', true),
    ];
    await one.ask(1);
    await other.ask(3, 1);
    await one.ask(2, 1);
    await other.ask(2);
    expect((await count(rows)).toSorted()).toEqual([5, 5]);
    expect(one.keeper.getKey()).not.toBe(other.keeper.getKey());
  });

  it('[TREE-10] after its row was deleted is kept again with the next step', async () => {
    const rows: Rows = new Map();
    const { ask, keeper } = await openPage(rows);
    await ask(1, 2);
    rows.clear();
    keeper.forget();
    await keeper.flush();
    expect(rows.size).toBe(0);
    await ask(1);
    expect(await count(rows)).toEqual([3]);
  });

  it('[TREE-12] of more than 2 MB stays kept as it was, which is said once', async () => {
    const rows: Rows = new Map();
    const { store, ask, send, keeper } = await openPage(rows);
    const troubles: string[] = [];
    store.onTrouble((trouble) => troubles.push(trouble));
    await ask(1, 2);
    const long = trace(...Array.from({ length: 40_000 }, () => 'STOP'));
    await send({ type: 'open', workspace: long });
    await ask(2);
    await ask(1);
    expect([await count(rows), troubles]).toEqual([[2], ['long']]);
    await send({ type: 'history.clear' });
    await ask(1);
    expect(await count(rows)).toEqual([2, 1]);
    expect(keeper.getKey()).not.toBe(KEY);
  });

  it('[TREE-13] after thousands of steps writes what has changed, and all of them are read back', async () => {
    const store = await openStore(openShelf);
    const opened = trace(
      ...Array.from({ length: 3000 }, (_, index) => (index % 2 === 0 ? 'STOP' : 'RUNNING')),
    );
    const { ask, send } = await openPage(new Map(), opened, 'explore', false, [], store);
    await ask(1);
    const written = vi.spyOn(FDBObjectStore.prototype, 'put');
    await ask(2);
    const sizes = written.mock.calls.map(([value]) => JSON.stringify(value).length);
    written.mockRestore();
    expect(sizes).toHaveLength(3);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(30_000);
    await send({ type: 'cursor.back' });
    await ask(3);
    await send({ type: 'undo' });
    const row = (await store.read(KEY))!;
    const { nodes, cursor, follows } = JSON.parse(row.text);
    expect([nodes.length, cursor, follows[3000]]).toEqual([3002, 3001, 3001]);
    expect(nodes.at(-1)).toMatchObject({ parent: 3001, step: { act: 'request', to: 'RUNNING' } });
  });
});
