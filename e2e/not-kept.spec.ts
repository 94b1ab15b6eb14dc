/** Where the browser keeps nothing, every mode says it once, in the same place, with the way out, and goes on. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { TROUBLE_WORDS } from '../src/page/keep/keep-words.ts';
import {
  alert,
  ask,
  button,
  clearKept,
  editor,
  expect,
  expectCurrent,
  leave,
  open,
  paste,
  steps,
  test,
} from './page.ts';

/** How a browser fails: each breaks one call. */
const BREAKS = {
  'has no database': () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
  'denies the database': () =>
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    }),
  'throws when it is opened': () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  },
  'throws in a transaction': () => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('broken', 'UnknownError');
    };
  },
  'throws when it reads': () => {
    IDBObjectStore.prototype.get = () => {
      throw new DOMException('broken', 'UnknownError');
    };
  },
  'is full': () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
} as const;

const MODES = ['explore', 'compare', 'review', 'learn'] as const;

/** Does something that would be kept. */
const ACTS: Readonly<Record<(typeof MODES)[number], (page: Page) => Promise<unknown>>> = {
  explore: (page) => ask(page, 'STOP 1', 'RUNNING 2'),
  compare: (page) => ask(page, 'STOP 1', 'RUNNING 2'),
  review: (page) => paste(page, 'int nothing_here;'),
  learn: (page) =>
    page
      .getByRole('button', { name: /^Start/ })
      .first()
      .click(),
};

for (const [name, breakIt] of Object.entries(BREAKS))
  test(`[PAGE-310] a browser that ${name}: each mode says once that nothing is kept, and goes on`, async ({
    page,
  }) => {
    for (const mode of MODES) {
      await leave(page);
      await clearKept(page);
      const broken = await page.addInitScript(breakIt);
      await open(page, `#v=1&rules=v2-7.2&flags=7&mode=${mode}&at=0`);
      await ACTS[mode](page);
      await expect(alert(page).getByRole('listitem'), mode).toHaveCount(1);
      await expect(alert(page), mode).toContainText(/does not let this page keep|could not keep|is full/);
      for (const way of ['Copy the link', 'Save everything as a file', 'Dismiss'])
        await expect(alert(page).getByRole('button', { name: way })).toBeVisible();
      await alert(page).getByRole('button', { name: 'Dismiss' }).click();
      if (mode === 'review') await expect(editor(page)).toContainText('nothing_here');
      if (mode === 'explore') {
        await ask(page, 'STOP 1');
        await expectCurrent(page, 'STOP 1');
        await expect(steps(page)).toHaveCount(4);
      }
      await expect(alert(page)).toHaveCount(0);
      await broken.dispose();
    }
  });

test('[PAGE-311] the way out saves what is not kept, and the file brings it back', async ({
  page,
  visitor,
}) => {
  await page.addInitScript(BREAKS['has no database']);
  await open(page);
  await ask(page, '_STOP 000b', '_RUNNING 001b');
  await expect(alert(page)).toContainText(TROUBLE_WORDS.missing);
  const saving = page.waitForEvent('download');
  await alert(page).getByRole('button', { name: 'Save everything as a file' }).click();
  const file = await (await saving).path();
  expect(readFileSync(file, 'utf8')).toContain('_STOP');
  await open(visitor);
  await visitor.keyboard.press('k');
  await visitor.getByLabel('File to load').setInputFiles(file);
  await button(visitor, 'Open: patch-2021-09, 2 steps').click();
  await expect(steps(visitor)).toHaveCount(3);
});

test('[PAGE-312] local storage that is denied is told with the first preference, and all else is kept', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await open(page);
  await ask(page, '_STOP 000b');
  await expect(alert(page)).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await expect(alert(page)).toContainText(TROUBLE_WORDS.preferences);
});

test('[PAGE-313] a database of a later version stays as it is, and the page says so', async ({ page }) => {
  await open(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        localStorage.setItem('vfio-migration-explorer.kept', '1');
        const opening = indexedDB.open('vfio-migration-explorer', 99);
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
  );
  await page.reload();
  await expect(alert(page)).toContainText(TROUBLE_WORDS.later);
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_STOP 000b');
  const version = await page.evaluate(async () => (await indexedDB.databases())[0]?.version);
  expect(version).toBe(99);
});
