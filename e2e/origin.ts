/** The page's origin without the page: where a test reads and writes what the browser keeps. */
import type { BrowserContext, Page } from '@playwright/test';

const ELSEWHERE =
  '<!doctype html><link rel="icon" href="data:,"><title>elsewhere</title><p>Nothing is here.</p>';

const routed = new WeakSet<BrowserContext>();

/** Goes to an empty page of the same origin, where a test can read and write the browser's storage. */
export async function leave(page: Page): Promise<void> {
  const context = page.context();
  if (!routed.has(context)) {
    routed.add(context);
    await context.route('**/elsewhere', (route) =>
      route.fulfill({ contentType: 'text/html', body: ELSEWHERE }),
    );
  }
  await page.goto('./elsewhere');
}

/** Removes everything that is kept; the page must have been left before. */
export function clearKept(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        localStorage.clear();
        sessionStorage.clear();
        const removing = indexedDB.deleteDatabase('vfio-migration-explorer');
        removing.onsuccess = () => resolve();
        removing.onerror = () => reject(removing.error);
      }),
  );
}
