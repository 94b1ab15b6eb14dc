/** What is seen of a first visit before the script is there, against the page that takes its place. */

import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { ask, expect, graph, open, state, test } from './page.ts';

const SCRIPT = '**/assets/first-*.js';
const PREFIX = 'vfio-migration-explorer.';

/** The page without its script: the picture, if it shows. */
async function openStill(page: Page, address = './'): Promise<void> {
  await page.route(SCRIPT, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.goto(address);
  await expect(page.locator('.first')).toHaveCount(2);
}

/** Every state that is seen, by value: its box, and what it says. */
const readStates = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-value]')]
      .filter((each) => each.getClientRects().length > 0)
      .map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return { value: Number(each.dataset.value), text: each.innerText, box: [x, y, width, height] };
      })
      .sort((a, b) => a.value - b.value),
  );

const VISITS: readonly (readonly [name: string, options: BrowserContextOptions, kept: object | null])[] = [
  ['at 1440 x 900', { viewport: { width: 1440, height: 900 } }, null],
  ['in the dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }, null],
  ['at 1280 x 720', { viewport: { width: 1280, height: 720 } }, null],
  ['on a small laptop', { viewport: { width: 1000, height: 650 } }, null],
  ['on a phone', { viewport: { width: 390, height: 844 } }, null],
  ['with high contrast', { viewport: { width: 1440, height: 900 } }, { theme: 'contrast' }],
  ['in dark by choice', { viewport: { width: 1280, height: 720 } }, { theme: 'dark' }],
  ['on a projector', { viewport: { width: 1440, height: 900 } }, { size: 'projector' }],
  ['without the first words', { viewport: { width: 1440, height: 900 } }, { firstWords: 'dismissed' }],
  ['without them on a low screen', { viewport: { width: 1280, height: 720 } }, { firstWords: 'dismissed' }],
  ['without them on a phone', { viewport: { width: 390, height: 844 } }, { firstWords: 'dismissed' }],
];

async function createVisit(
  browser: Browser,
  baseURL: string | undefined,
  options: BrowserContextOptions,
  kept: object | null,
): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseURL ?? '', ...options });
  if (kept)
    await context.addInitScript(
      ([key, text]) => localStorage.setItem(key ?? '', text ?? ''),
      [`${PREFIX}preferences`, JSON.stringify(kept)],
    );
  return await context.newPage();
}

for (const [name, options, kept] of VISITS)
  test(`[PAGE-461] ${name} the picture has every state where the page has it, and nothing moves when it comes`, async ({
    browser,
    baseURL,
  }) => {
    const still = await createVisit(browser, baseURL, options, kept);
    await openStill(still);
    const picture = await readStates(still);
    const before = await still.screenshot();
    await still.context().close();

    const live = await createVisit(browser, baseURL, options, kept);
    await live.addInitScript(() => {
      Object.assign(window, { moved: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Object.assign(window, { moved: Reflect.get(window, 'moved') + Reflect.get(entry, 'value') });
      }).observe({ type: 'layout-shift', buffered: true });
      // The page's own states as its first frame has them.
      const arrival = new MutationObserver(() => {
        if (!document.querySelector('.react-flow__node [data-value]')) return;
        arrival.disconnect();
        requestAnimationFrame(() => {
          const boxes = [...document.querySelectorAll<HTMLElement>('.react-flow__node [data-value]')]
            .sort((a, b) => Number(a.dataset.value) - Number(b.dataset.value))
            .map((each) => each.getBoundingClientRect())
            .map(({ x, y, width, height }) => [x, y, width, height]);
          Object.assign(window, { firstBoxes: boxes });
        });
      });
      arrival.observe(document, { subtree: true, childList: true });
    });
    await open(live);
    // Late panels have come, if they are not folded.
    for (const part of ['matrix', 'history', 'register', 'faults'])
      await expect(live.locator(`[data-part="${part}"] > :last-child > *`)).not.toHaveCount(0);
    const page = await readStates(live);

    expect(picture.map(({ value, text }) => ({ value, text }))).toEqual(
      page.map(({ value, text }) => ({ value, text })),
    );
    expect(page).toHaveLength(8);
    const firstBoxes: number[][] = await live.evaluate(() => Reflect.get(window, 'firstBoxes'));
    for (const boxes of [page.map(({ box }) => box), firstBoxes])
      for (const [index, box] of boxes.entries())
        for (const [side, length] of box.entries())
          expect(Math.abs(length - (picture[index]?.box[side] ?? Number.NaN))).toBeLessThanOrEqual(2);
    expect(firstBoxes).toHaveLength(8);
    const canvas = await graph(live).boundingBox();
    if (!canvas) throw new Error('there is no graph');
    expect(await comparePixels(live, before, await live.screenshot(), canvas)).toBeLessThan(0.002);
    // The panels beside and under the graph may differ in the height of a line, which moves next to nothing.
    expect(await live.evaluate(() => Reflect.get(window, 'moved'))).toBeLessThan(0.005);
    await live.context().close();
  });

/** The share of the first picture's pixels for which the second has none of nearly that colour within 2 px. */
function comparePixels(
  page: Page,
  first: Buffer,
  second: Buffer,
  area: { x: number; y: number; width: number; height: number },
): Promise<number> {
  return page.evaluate(
    async ([one, other, { x, y, width, height }]) => {
      const read = async (text: string) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes]));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        const [w, h] = [Math.min(width, image.width - x), Math.min(height, image.height - y)];
        return context?.getImageData(Math.ceil(x), Math.ceil(y), Math.floor(w) - 1, Math.floor(h) - 1);
      };
      const [a, b] = [await read(one), await read(other)];
      if (!a || !b) return 1;
      const isNear = (at: number, near: number) =>
        [0, 1, 2].every(
          (channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[near + channel] ?? 0)) < 64,
        );
      let missed = 0;
      for (let row = 2; row < a.height - 2; row += 1)
        for (let column = 2; column < a.width - 2; column += 1) {
          const at = (row * a.width + column) * 4;
          let isFound = isNear(at, at);
          for (let dy = -2; dy <= 2 && !isFound; dy += 1)
            for (let dx = -2; dx <= 2 && !isFound; dx += 1)
              isFound = isNear(at, at + (dy * a.width + dx) * 4);
          if (!isFound) missed += 1;
        }
      return missed / (a.width * a.height);
    },
    [first.toString('base64'), second.toString('base64'), area] as const,
  );
}

const OTHERS: readonly (readonly [what: string, address: string, name: string, text: string])[] = [
  ['an address that asks for another view', './#v=1&rules=v2-7.2', 'preferences', '{}'],
  ['a history that was kept', './', 'kept', 'yes'],
  ['panels of another size', './', 'preferences', '{"layout":{"columns normal":[50,50]}}'],
  ['a panel that was folded', './', 'preferences', '{"folded":["matrix"]}'],
  [
    'arcs that are shown by choice',
    './',
    'preferences',
    '{"shown":{"refused":true,"unspecified":false,"neverReturns":true}}',
  ],
  ['preferences that cannot be read', './', 'preferences', '{'],
];

for (const [what, address, name, text] of OTHERS)
  test(`[PAGE-462] with ${what} there is no picture that the page would not show`, async ({
    browser,
    baseURL,
  }) => {
    const page = await createVisit(browser, baseURL, {}, null);
    await page.addInitScript(
      ([key, value]) => localStorage.setItem(key ?? '', value ?? ''),
      [PREFIX + name, text],
    );
    await openStill(page, address);
    await expect(page.locator('.first header:visible')).toHaveCount(0);
    expect(await readStates(page)).toEqual([]);
    await page.context().close();
  });

test('[PAGE-463] the picture is not there for a keyboard or a screen reader, and gone once the page is', async ({
  browser,
  baseURL,
}) => {
  const still = await createVisit(browser, baseURL, {}, null);
  await openStill(still);
  await expect(still.locator('.first header:visible')).toHaveCount(1);
  await expect(still.getByRole('button')).toHaveCount(0);
  await still.keyboard.press('Tab');
  expect(await still.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await still.unroute(SCRIPT);
  await open(still);
  await expect(still.locator('.first')).toHaveCount(0);
  await expect(state(still, '_RUNNING 001b')).toHaveAttribute('aria-current', 'true');
  await ask(still, '_STOP 000b');
  await still.context().close();
});

test('[PAGE-464] index.html with the picture weighs at most 12 kB, has no inline style, and its script is under 1 kB', async ({
  page,
}) => {
  await open(page);
  const [text, script] = await page.evaluate(async () =>
    Promise.all(['./', './first.js'].map(async (each) => (await fetch(each)).text())),
  );
  expect(text).toContain('class="first"');
  expect(gzipSync(text ?? '').length).toBeLessThanOrEqual(12_000);
  expect(text).not.toMatch(/\sstyle=|<style/);
  expect(Buffer.byteLength(script ?? '')).toBeLessThan(1000);
});
