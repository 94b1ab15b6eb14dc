/**
 * One page for many tests of a worker. A browser that has loaded the page once loads it again in a third of the time,
 * so a test gets the page of the test before it: with nothing kept, and of the usual size. A test that has changed how
 * the page works (a route, a script of its own, another medium) is the last one to have it.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { clearKept, leave } from './origin.ts';

/** What cannot be taken back: whoever calls it keeps the page for itself. */
const PAGE_CALLS = [
  'addInitScript',
  'route',
  'emulateMedia',
  'exposeFunction',
  'exposeBinding',
  'on',
] as const;
const CONTEXT_CALLS = ['addInitScript', 'route', 'setOffline', 'newCDPSession', 'grantPermissions'] as const;

let lent: { readonly page: Page; isChanged: boolean; complaints: string[] } | null = null;

/** The page of this worker, empty, with what it has complained of since it was lent. */
export async function lendPage(
  browser: Browser,
  size: { width: number; height: number } | null,
  watch: (context: BrowserContext) => string[],
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  if (!lent) {
    const context = await browser.newContext();
    const page = await context.newPage();
    lent = { page, isChanged: false, complaints: watch(context) };
    await leave(page);
    notice(page, PAGE_CALLS);
    notice(context, CONTEXT_CALLS);
    return lent;
  }
  const { page, complaints } = lent;
  await leave(page);
  await clearKept(page);
  const now = page.viewportSize();
  if (size && (now?.width !== size.width || now.height !== size.height)) await page.setViewportSize(size);
  complaints.length = 0;
  return lent;
}

/** Takes the page back; one that cannot be lent again is closed. */
export async function takeBack(isFine: boolean): Promise<void> {
  if (!lent) return;
  const { page, isChanged } = lent;
  if (isFine && !isChanged && !page.isClosed()) {
    for (const other of page.context().pages()) if (other !== page) await other.close();
    return;
  }
  lent = null;
  await page.context().close();
}

/** Remembers that one of these methods was called. */
function notice<Subject extends object>(subject: Subject, names: readonly (keyof Subject)[]): void {
  for (const name of names) {
    const method = subject[name];
    if (typeof method !== 'function') continue;
    Object.defineProperty(subject, name, {
      value: (...values: unknown[]) => {
        if (lent) lent.isChanged = true;
        return method.apply(subject, values);
      },
    });
  }
}
