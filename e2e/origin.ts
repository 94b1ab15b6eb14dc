/** The page's origin without the page: where a test reads and writes what the browser keeps. */
import type { Page } from '@playwright/test';

/** Goes to a picture of the same origin, where a test can read and write the browser's storage. */
export async function leave(page: Page): Promise<void> {
  await page.goto('./icon.svg');
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
