/**
 * One page for many tests of a worker. A browser that has loaded the page once loads it again in half the time, so a
 * test gets the page of the test before it: with nothing kept, of the usual size, and without what that test has added.
 * A test that has changed what cannot be taken back is the last one to have it.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { clearKept, leave } from './origin.ts';

/** What cannot be taken back: whoever calls it keeps the page for itself. */
const PAGE_CALLS = ['route', 'exposeFunction', 'exposeBinding', 'on'] as const;
const CONTEXT_CALLS = ['addInitScript', 'route', 'setOffline', 'newCDPSession', 'grantPermissions'] as const;

/** What a page is emulated as where a test has not said. */
const PLAIN = { media: null, colorScheme: null, reducedMotion: null, forcedColors: null, contrast: null };

interface Lent {
  readonly page: Page;
  readonly complaints: string[];
  isChanged: boolean;
  /** How to take back what was added. */
  undo: (() => Promise<void>)[];
}

let lent: Lent | null = null;

/** The page of this worker, empty, with what it has complained of since it was lent. */
export async function lendPage(
  browser: Browser,
  size: { width: number; height: number } | null,
  watch: (context: BrowserContext) => string[],
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  if (!lent) {
    const context = await browser.newContext();
    const page = await context.newPage();
    lent = { page, isChanged: false, complaints: watch(context), undo: [] };
    await leave(page);
    notice(page, PAGE_CALLS);
    notice(context, CONTEXT_CALLS);
    noticeAdded(page);
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
  const { page, isChanged, undo } = lent;
  if (isFine && !isChanged && !page.isClosed()) {
    for (const other of page.context().pages()) if (other !== page) await other.close();
    for (const each of undo.splice(0)) await each();
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

/** Remembers the scripts that a test adds to the page, and that it is emulated as something else. */
function noticeAdded(page: Page): void {
  const { addInitScript, emulateMedia } = page;
  Object.defineProperties(page, {
    addInitScript: {
      value: async (...values: Parameters<typeof addInitScript>) => {
        const added = await addInitScript.apply(page, values);
        lent?.undo.push(() => added.dispose());
        return added;
      },
    },
    emulateMedia: {
      value: (...values: Parameters<typeof emulateMedia>) => {
        lent?.undo.push(() => emulateMedia.call(page, PLAIN));
        return emulateMedia.apply(page, values);
      },
    },
  });
}
