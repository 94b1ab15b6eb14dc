/** How the parts of the page, and its tabs, hear of what is kept. */

import type { KeptKey } from '../../../share/store/kept-row.ts';
import { isKey } from '../../../share/store/kept-row.ts';
import { DATABASE } from './shelf.ts';

/** Tells each thing once, including those from before anyone listened. */
export function createTold<Thing>() {
  const told = new Set<Thing>();
  const listeners: ((thing: Thing) => void)[] = [];
  return {
    tell: (thing: Thing) => {
      if (told.has(thing)) return;
      told.add(thing);
      for (const listener of listeners) listener(thing);
    },
    listen: (listener: (thing: Thing) => void) => {
      listeners.push(listener);
      for (const thing of told) listener(thing);
    },
  };
}

/** What the tabs tell each other of their changes, where the browser has a channel for it. */
export function createNews(by: string) {
  const listeners = new Set<(keys: readonly KeptKey[], isOwn: boolean) => void>();
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(DATABASE);
  const hear = (keys: readonly KeptKey[], isOwn: boolean) => {
    for (const listener of listeners) listener(keys, isOwn);
  };
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('keys' in data) || !Array.isArray(data.keys)) return;
    if (!('by' in data) || data.by === by) return;
    hear(data.keys.filter(isKey), false);
  });
  return {
    send: (keys: readonly KeptKey[]) => {
      hear(keys, true);
      channel?.postMessage({ by, keys });
    },
    listen: (listener: (keys: readonly KeptKey[], isOwn: boolean) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
