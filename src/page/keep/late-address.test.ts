/** A reload in the moment of an act opens the address that the act was about to have. */

import { afterEach, describe, expect, it } from 'vitest';
import { leaveAddress, takeAddress } from './late-address.ts';

/** A browser that loads a page by a reload, or otherwise. */
function openTab(type: string, kept = new Map<string, string>()): Map<string, string> {
  Object.assign(globalThis, {
    window: {
      sessionStorage: {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, text: string) => void kept.set(name, text),
      },
      performance: { getEntriesByType: () => [{ type }] },
    },
  });
  return kept;
}

afterEach(() => Reflect.deleteProperty(globalThis, 'window'));

describe('the address of an act', () => {
  it('[LATE-1] is opened by a reload that loads the one before it', () => {
    const kept = openTab('navigate');
    leaveAddress('#at=1', '#at=2');
    openTab('reload', kept);
    expect(takeAddress('#at=1')).toBe('#at=2');
  });

  it('[LATE-1] is not what a reload of another address opens, nor a link to the one before', () => {
    const kept = openTab('navigate');
    leaveAddress('#at=1', '#at=2');
    expect(takeAddress('#at=1')).toBe('#at=1');
    openTab('reload', kept);
    expect(takeAddress('#at=2')).toBe('#at=2');
    expect(takeAddress('')).toBe('');
  });

  it('[LATE-1] is not needed: where storage is denied, empty or changed, what is asked for is opened', () => {
    expect(takeAddress('#a')).toBe('#a');
    expect(() => leaveAddress('#a', '#b')).not.toThrow();
    openTab('reload');
    expect(takeAddress('#a')).toBe('#a');
    for (const text of ['{', '{}', '["#a"]', '["#a",3]', 'null']) expect(takeAddressOf(text)).toBe('#a');
  });
});

/** What a reload of `#a` opens where this is kept. */
function takeAddressOf(text: string): string {
  const kept = openTab('navigate');
  leaveAddress('#a', '#b');
  for (const name of kept.keys()) kept.set(name, text);
  openTab('reload', kept);
  return takeAddress('#a');
}
