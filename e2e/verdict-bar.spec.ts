/** The verdict is read whole at any size, zoom and text spacing; and pointing at a request moves nothing. */

import type { Locator, Page } from '@playwright/test';
import { ask, expect, graph, open, paint, state, status, test } from './page.ts';

const NEVER = '#v=1&rules=v2-6.2&flags=7&start=STOP_COPY&at=0';
const COMPARED = `${NEVER}&mode=compare&with=v2-7.2`;

/** WCAG 1.4.12. */
const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }`;

/** Not as an element: the page's policy forbids those. */
function addStyle(page: Page, text: string): Promise<void> {
  return page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, text);
}

/** Zoom as what it leaves of 1280 x 900: 200 % and 400 %. */
const SIZES = [
  ['a wide screen', 1440, 900],
  ['200 % zoom', 640, 450],
  ['400 % zoom', 320, 256],
  ['a phone', 390, 844],
] as const;

/** The parts of what the bar says that lie outside it or under something else; the bar must have text. */
function findHidden(page: Page): Promise<readonly string[]> {
  return status(page).evaluate((element) => {
    const bar = element.parentElement;
    if (!bar || !element.textContent) throw new Error('the bar says nothing');
    element.scrollIntoView({ block: 'start' });
    const range = document.createRange();
    range.selectNodeContents(element);
    const rects = [...range.getClientRects()];
    const found: string[] = [];
    for (const { x, y, width, height } of rects) {
      // What is below a low screen is read by scrolling the page.
      const by = Math.max(0, y + height - window.innerHeight);
      window.scrollBy(0, by);
      const hit = document.elementFromPoint(x + width / 2, y - by + height / 2);
      if (!hit || !bar.contains(hit)) found.push(`${x}, ${y}: ${hit?.outerHTML.slice(0, 80)}`);
      window.scrollBy(0, -by);
    }
    if (getComputedStyle(bar).overflow !== 'visible') found.push('it scrolls');
    return found;
  });
}

/** Where something is on the page, however far that is scrolled, in whole pixels. */
const findPlace = (target: Locator) =>
  target.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + window.scrollX, y + window.scrollY, width, height].map(Math.round);
  });

/** What would come of what is pointed at. */
const preview = (page: Page, text: RegExp) =>
  status(page).locator('xpath=following-sibling::*//p').filter({ hasText: text });

/** The parts of the preview that something cuts: a box around it, or the sides of the page. */
function findCut(page: Page, text: RegExp): Promise<readonly string[]> {
  return preview(page, text).evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const found: string[] = [];
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (left < 0 || right > document.documentElement.clientWidth) found.push(`${left} to ${right}`);
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        const { overflowY, contain } = getComputedStyle(box);
        const outer = box.getBoundingClientRect();
        const isCutting = overflowY !== 'visible' || contain.includes('paint');
        if (isCutting && (top < outer.top - 1 || bottom > outer.bottom + 1)) found.push(box.className);
      }
    }
    return found;
  });
}

for (const [size, width, height] of SIZES)
  test(`[PAGE-480] the verdict is read whole, and what is pointed at moves no state: ${size}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    for (const address of [NEVER, COMPARED]) {
      await open(page, address);
      await ask(page, 'PRE_COPY 6');
      await expect(status(page)).toHaveText(/^Never returns/);
      for (const spacing of ['', SPACING]) {
        if (spacing) await addStyle(page, spacing);
        await paint(page);
        expect(await findHidden(page)).toEqual([]);
        const target = state(page, 'RESUMING 4');
        await target.scrollIntoViewIfNeeded();
        await paint(page);
        const before = await findPlace(target);
        await target.hover();
        await expect(preview(page, /> RESUMING/)).toBeVisible();
        await paint(page);
        expect(await findPlace(target)).toEqual(before);
        expect(await findCut(page, /> RESUMING/)).toEqual([]);
      }
    }
  });

test('[PAGE-481] the graph keeps its room on a phone when the verdict is long', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, NEVER);
  const canvas = graph(page);
  await addStyle(page, SPACING);
  await ask(page, 'PRE_COPY 6');
  await expect(status(page)).toHaveText(/^Never returns/);
  await paint(page);
  expect((await canvas.boundingBox())?.height).toBeGreaterThanOrEqual(440);
  const [inner, outer] = await canvas.evaluate((element) => [
    element.getBoundingClientRect().bottom,
    element.parentElement?.getBoundingClientRect().bottom,
  ]);
  expect(inner).toBeLessThanOrEqual((outer ?? 0) + 1);
});
