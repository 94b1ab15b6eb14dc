/** What the page no longer shows is not kept in memory: otherwise a tab that stays open for a day grows. */
import type { Page } from '@playwright/test';
import { alert, ask, cell, expect, open, paint, state, test } from './page.ts';

/** What a test watches, in the page. */
type Watched = Window & { watched?: WeakRef<Element> };

/** Watches an element without a handle, which would keep it. */
function watchPart(page: Page, selector: string): Promise<void> {
  return page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (!element) throw new Error(`nothing is ${wanted}`);
    (window as Watched).watched = new WeakRef(element);
  }, selector);
}

/** True if the element is still in memory, once the page shows something else and has been drawn twice since. */
async function isKept(page: Page): Promise<boolean> {
  await page.getByRole('tab', { name: 'Explore' }).click();
  // React keeps what it drew before the last time.
  for (const state of ['_STOP 000b', '_RUNNING 001b', '_RESUMING 100b']) await ask(page, state);
  const session = await page.context().newCDPSession(page);
  for (const _ of [1, 2, 3]) await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  return page.evaluate(() => (window as Watched).watched?.deref() !== undefined);
}

test('[PAGE-470] Review is let go once it is left, its editor included', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await page.getByRole('textbox', { name: 'Text to review' }).fill('static int a;\nstatic int b;\n');
  await expect(page.getByRole('region', { name: 'Start a review' })).toBeHidden();
  await watchPart(page, '[data-part="text"]');
  expect(await isKept(page)).toBe(false);
});

test('[PAGE-471] a part of the page that a dialog was opened from is let go once it is left', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=learn&at=0');
  await page.getByRole('button', { name: 'Open a lesson file' }).focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Open a lesson file' })).toBeFocused();
  await watchPart(page, '[aria-label="Lessons"], section[aria-labelledby] ol');
  expect(await isKept(page)).toBe(false);
});

test('[PAGE-472] on a narrow page the first letter leaves the focus in the text, and the next ones follow it, also where the page is turned', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  const editor = page.getByRole('textbox', { name: 'Text to review' });
  await editor.focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('region', { name: 'Start a review' })).toBeHidden();
  await page.keyboard.type('bcd');
  await expect(editor).toHaveText('abcd');
  await expect(editor).toBeFocused();
  // A tablet is turned.
  for (const width of [1024, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await expect(page.getByRole('separator', { name: 'Width of the text' })).toHaveCount(width > 900 ? 1 : 0);
    await expect(editor).toBeFocused();
    await page.keyboard.type('e');
  }
  await expect(editor).toHaveText('abcdee');
});

test('[PAGE-555] a page that is turned keeps its focus, half a word, what is open and what is in view', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&at=0');
  const value = page.getByRole('textbox', { name: 'value' });
  const reserved = page.locator('details').filter({ hasText: 'reserved bits 31–3' });
  const fault = page.getByRole('combobox', { name: 'Next request' });
  await value.fill('0x');
  await reserved.locator('summary').click();
  const controls = [
    cell(page, '111b to 111b: refused'),
    fault,
    value,
    reserved.locator('summary'),
    state(page, '_STOP 000b'),
  ];
  const sizes = [
    [390, 844],
    [844, 390],
    [1000, 700],
    [800, 700],
    [1000, 700],
  ] as const;
  for (const control of controls) {
    await control.focus();
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await expect(page.getByRole('separator', { name: 'Width of the graph' })).toHaveCount(
        width > 900 ? 1 : 0,
      );
      await expect(control).toBeFocused();
      await expect(control).toBeInViewport();
    }
  }
  // The same without a focus: what was in the middle of the page when it was scrolled last.
  await fault.blur();
  for (const seen of [cell(page, '_STOP to _STOP: refused'), value, state(page, '_STOP 000b')]) {
    await page.setViewportSize({ width: 390, height: 844 });
    await seen.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await paint(page);
    for (const [width, height] of [...sizes.slice(1), ...sizes]) {
      await page.setViewportSize({ width, height });
      await expect(seen).toBeInViewport();
    }
  }
  await expect(value).toHaveValue('0x');
  await expect(reserved).toHaveAttribute('open');
});

test('[PAGE-473] of the notices on links that were opened the last is there, and the page in view below it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  for (let step = 0; step < 4; step += 1) {
    await page.evaluate(
      (hash) => {
        window.location.hash = hash;
      },
      `#v=1&rules=v2-7.2&flags=7&trace=%0${step % 8}${step},STOP&at=0`,
    );
    await expect(alert(page).getByText(`%0${step % 8}${step}`)).toHaveCount(1);
    await expect(alert(page).getByText('%')).toHaveCount(1);
  }
  const main = await page.getByRole('main').boundingBox();
  expect(main?.height).toBeGreaterThan(200);
  await expect(page.getByRole('button', { name: 'RUNNING 2' })).toBeInViewport();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert(page).getByText('%')).toHaveCount(0);
});
