/**
 * The address of what is asked in the moment of a reload. An act is written into the address when it is painted; a reload
 * that has begun by then loads the address from before it.
 */

import { LOCAL_PREFIX } from './store/storage.ts';

const NAME = `${LOCAL_PREFIX}address`;

/** As the page goes: tells the next load in this tab what became of the address that the last act found. */
export function leaveAddress(found: string, now: string): void {
  try {
    window.sessionStorage.setItem(NAME, JSON.stringify([found, now]));
  } catch {
    // Then such an act is found among what is kept.
  }
}

/** What to open where the browser loads `hash`: the same, but for a reload that came before the last act was in it. */
export function takeAddress(hash: string): string {
  try {
    const [found, now] = JSON.parse(window.sessionStorage.getItem(NAME) ?? '[]');
    const [navigation] = window.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return navigation?.type === 'reload' && found === hash && typeof now === 'string' ? now : hash;
  } catch {
    return hash;
  }
}
