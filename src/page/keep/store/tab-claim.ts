/**
 * Says which tab has what: a history, a text of Review. A claim ends with its tab, however the tab ends. It is a lock
 * where the browser has locks; otherwise the tabs ask each other; and where they cannot, every claim is granted.
 */

import { isKey } from '../../../share/store/kept-row.ts';
import { DATABASE } from './shelf.ts';

const PREFIX = `${DATABASE}.`;
/** How long to wait for the page before a reload to let go, in milliseconds. */
export const PATIENCE = 500;
/** How long the other tabs have to answer, in milliseconds. */
const ANSWER_WITHIN = 150;

/** What this tab has, each with what lets it go. */
const held = new Map<string, () => void>();

/** True if this tab now has it; it does until it closes or releases it. Without patience it does not wait for another tab. */
export async function claim(name: string, patience = 0): Promise<boolean> {
  if (held.has(name)) return true;
  if (hasLocks()) return lock(name, patience);
  if (typeof BroadcastChannel === 'undefined') return hold(name);
  const until = Date.now() + patience;
  do if (!(await askOthers(name))) return hold(name);
  while (Date.now() < until);
  return false;
}

export function release(name: string): void {
  held.get(name)?.();
  held.delete(name);
}

/** Which of these another tab has. */
export async function listTaken(names: readonly string[]): Promise<ReadonlySet<string>> {
  const others = names.filter((name) => !held.has(name));
  if (hasLocks()) {
    const { held: locks = [] } = await navigator.locks.query().catch(() => ({ held: [] }));
    const taken = new Set(locks.map(({ name }) => name));
    return new Set(others.filter((name) => taken.has(PREFIX + name)));
  }
  if (typeof BroadcastChannel === 'undefined') return new Set();
  const answers = await Promise.all(others.map(askOthers));
  return new Set(others.filter((_, index) => answers[index]));
}

const hasLocks = () => typeof navigator !== 'undefined' && 'locks' in navigator;

function lock(name: string, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    navigator.locks
      .request(PREFIX + name, options, (granted) => {
        resolve(granted !== null);
        return granted ? new Promise<void>((done) => held.set(name, done)) : undefined;
      })
      .catch(() => resolve(false));
  });
}

/** Without locks: the tab answers for what it has. */
function hold(name: string): true {
  answerOthers();
  held.set(name, () => undefined);
  return true;
}

let channel: BroadcastChannel | null = null;

const openChannel = () => new BroadcastChannel(`${PREFIX}claims`);

function answerOthers(): void {
  if (channel || typeof BroadcastChannel === 'undefined') return;
  channel = openChannel();
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('asks' in data)) return;
    if (isKey(data.asks) && held.has(data.asks)) channel?.postMessage({ has: data.asks });
  });
}

/** True if another tab says that it has it. */
function askOthers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = openChannel();
    const end = (isTaken: boolean) => {
      clearTimeout(timer);
      asking.close();
      resolve(isTaken);
    };
    const timer = setTimeout(() => end(false), ANSWER_WITHIN);
    asking.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'object' && data !== null && 'has' in data && data.has === name) end(true);
    });
    asking.postMessage({ asks: name });
  });
}
