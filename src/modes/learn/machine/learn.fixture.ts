/** Learn's machine for the tests: on a history and a workbench of its own, in a window that is made up. Only tests import this file. */

import { vi } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { parseLesson } from '../../../lesson/text/lesson-parse.ts';
import { historyMachine } from '../../../machine/history-machine.ts';
import type { Workspace } from '../../../machine/workspace.ts';
import { createWorkspace } from '../../../machine/workspace.ts';
import type { Rows } from '../../../page/keep/store/shelf.fixture.ts';
import { getText, listAside, openBroken, openTab } from '../../../page/keep/store/shelf.fixture.ts';
import type { Trouble } from '../../../page/keep/store/trouble.ts';
import type { WorkAsked } from '../../../page/work/worker-host.ts';
import { answerWork } from '../../../page/work/worker-host.ts';
import { workbenchMachine } from '../../../page/workbench.ts';
import type { RuleSetId } from '../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import type { KeptKey } from '../../../share/store/kept-row.ts';
import { isKey } from '../../../share/store/kept-row.ts';
import { learnMachine } from './learn-machine.ts';
import { loadLearned } from './learn-storage.ts';

const workspaceOf = (id: RuleSetId): Workspace => {
  const ruleSet = getRuleSet(id);
  if (!ruleSet) throw new Error(`there is no rule set ${id}`);
  return createWorkspace(ruleSet);
};

/** The worker that reads lessons, without a thread of its own. */
class LessonWorker extends EventTarget {
  postMessage(message: WorkAsked<Uint8Array>): void {
    const data = answerWork(message, parseLesson);
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }

  terminate(): void {}
}

/** A window, and what the browser keeps; `isDenied` for one that keeps nothing. Learn is loaded in it. */
export async function createWindow(isDenied = false, texts: Readonly<Record<string, string>> = {}) {
  const view = new EventTarget();
  vi.stubGlobal('window', view);
  vi.stubGlobal('Worker', LessonWorker);
  const rows: Rows = new Map();
  const other = await openTab(rows);
  const keep = async (key: KeptKey, text: string) => {
    await other.change([key], () => ({ put: [other.toRow(key, text)] }));
  };
  for (const [key, text] of Object.entries(texts)) if (isKey(key)) await keep(key, text);
  const fail = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
  const store = await openBroken(rows, isDenied ? { change: fail } : {});
  const troubles: Trouble[] = [];
  store.onTrouble((trouble) => troubles.push(trouble));
  await loadLearned(store);
  return {
    read: (key: KeptKey) => getText(rows, key) ?? null,
    /** Another tab keeps a text. */
    hear: keep,
    troubles,
    listAside: () => listAside(rows),
    dispatch: (type: string) => view.dispatchEvent(new Event(type)),
  };
}

/** The page without a view: its history and its workbench. */
export function createPage(part: string | null, rules: RuleSetId = 'uapi-v1') {
  const history = createActor(historyMachine, { input: { workspace: workspaceOf(rules) } }).start();
  const workbench = createActor(workbenchMachine, {
    input: { mode: 'learn', part, against: null, library: [] },
  }).start();
  return {
    history,
    workbench,
    getPart: () => workbench.getSnapshot().context.part,
    getRules: () => history.getSnapshot().context.ruleSet.id,
    /** As the page opens an address that is typed. */
    async type(opened: string | null, by: RuleSetId = 'uapi-v1') {
      workbench.send({ type: 'open', workbench: { part: opened } });
      history.send({ type: 'open', workspace: workspaceOf(by) });
      await Promise.resolve();
    },
  };
}

/** Learn opened on a page. */
export function openLearn(page: ReturnType<typeof createPage>, machine = learnMachine) {
  const said: string[] = [];
  const { history, workbench } = page;
  const say = (sentence: string) => void said.push(sentence);
  const heard: string[] = [];
  const tell = (sentence: string) => void heard.push(sentence);
  const actor = createActor(machine, { input: { history, workbench, say, tell } }).start();
  const get = () => actor.getSnapshot().context;
  return {
    ...page,
    actor,
    said,
    heard,
    get,
    send: actor.send.bind(actor),
    getPlayer() {
      const { player } = get();
      if (!player) throw new Error('no lesson is open');
      return player;
    },
    /** The lesson that is open, its step, and what it waits for; null for the course. */
    where() {
      const { seen } = get();
      if (!seen) return null;
      const { lesson, at } = seen.context;
      return `${lesson.id}.${lesson.chapters[at.chapter]?.steps[at.step]?.id} ${String(seen.value)}`;
    },
    untilOpen: (id: string) => waitFor(actor, ({ context }) => context.seen?.context.lesson.id === id),
    untilIdle: () => waitFor(actor, (snapshot) => snapshot.matches({ loading: 'idle' })),
  };
}
