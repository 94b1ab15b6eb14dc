/** Which tab has what, in browsers with locks, without them, and without channels. A tab is a fresh copy of the module. */

import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => void vi.unstubAllGlobals());

/** A tab: the module keeps what its tab holds. */
async function openTab() {
  vi.resetModules();
  return import('./tab-claim.ts');
}

/** Locks as browsers have them, for all tabs of a test. */
function stubLocks(): void {
  const held = new Set<string>();
  const request = async (
    name: string,
    { signal }: { signal?: AbortSignal },
    run: (lock: object | null) => Promise<void> | undefined,
  ) => {
    if (held.has(name) && !signal) return run(null);
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      if (!held.has(name)) resolve();
    });
    held.add(name);
    await run({});
    held.delete(name);
  };
  const query = async () => ({ held: [...held].map((name) => ({ name })) });
  vi.stubGlobal('navigator', { locks: { request, query } });
}

describe.each([
  ['with locks', stubLocks],
  ['without locks, by asking', () => void vi.stubGlobal('navigator', {})],
])('a claim %s', (_, stub) => {
  it('[CLAIM-1] is granted to one tab, again to the same tab, and to another once it is released', async () => {
    stub();
    const [one, other] = [await openTab(), await openTab()];
    expect(await one.claim('history/1')).toBe(true);
    expect(await one.claim('history/1')).toBe(true);
    expect(await other.claim('history/1')).toBe(false);
    expect(await other.claim('history/2')).toBe(true);
    expect([...(await other.listTaken(['history/1', 'history/2', 'history/3']))]).toEqual(['history/1']);
    one.release('history/1');
    await vi.waitFor(async () => expect(await other.claim('history/1')).toBe(true));
  });

  it('[CLAIM-2] that another tab has is not waited for longer than it is worth', async () => {
    stub();
    const [one, other] = [await openTab(), await openTab()];
    expect(await one.claim('review/1')).toBe(true);
    expect(await other.claim('review/1', 1)).toBe(false);
  });
});

describe('a claim', () => {
  it('[CLAIM-3] is granted where the tabs cannot hear each other', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('BroadcastChannel', undefined);
    const [one, other] = [await openTab(), await openTab()];
    expect([await one.claim('history/1'), await other.claim('history/1')]).toEqual([true, true]);
    expect((await other.listTaken(['history/2'])).size).toBe(0);
  });

  it('[CLAIM-4] is refused where the browser refuses its lock, and nothing is known to be taken', async () => {
    const fail = () => Promise.reject(new DOMException('', 'SecurityError'));
    vi.stubGlobal('navigator', { locks: { request: fail, query: fail } });
    const { claim, listTaken } = await openTab();
    expect(await claim('history/1')).toBe(false);
    expect((await listTaken(['history/1'])).size).toBe(0);
  });
});
