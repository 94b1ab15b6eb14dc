/** The first words: what a first visit is told above the graph, the three ways to begin, and that they come and go without a jump. */
import type { Locator, Page } from '@playwright/test';
import {
  ask,
  button,
  chooseMode,
  chooser,
  current,
  expect,
  expectCurrent,
  graph,
  inspector,
  leave,
  open,
  part,
  readKept,
  state,
  status,
  steps,
  test,
} from './page.ts';

const strip = (page: Page): Locator => part(page, 'First words');

const choice = (page: Page, name: string): Locator => strip(page).getByRole('button', { name, exact: true });

const dismiss = (page: Page): Locator => choice(page, 'Dismiss the first words');

/** How somebody presses a button. */
const WAYS: readonly (readonly [way: string, press: (page: Page, name: string) => Promise<void>])[] = [
  ['mouse', (page, name) => choice(page, name).click()],
  ['touch', (page, name) => choice(page, name).tap()],
  [
    'keyboard',
    async (page, name) => {
      await expect(choice(page, name)).toBeVisible();
      // From the top of the page, by Tab alone.
      await page.locator('h1').evaluate((heading) => {
        heading.tabIndex = -1;
        heading.focus();
      });
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if (await choice(page, name).evaluate((element) => element === document.activeElement)) break;
      }
      await expect(choice(page, name)).toBeFocused();
      await page.keyboard.press('Enter');
    },
  ],
];

for (const [way, press] of WAYS)
  test(`[PAGE-442] the three ways to begin show what they say, by ${way}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL: baseURL ?? '', hasTouch: way === 'touch' });
    const page = await context.newPage();
    await open(page);
    await expect(strip(page)).toContainText('a kernel patch of 2021 that lists eleven allowed requests');

    await press(page, 'Ask for something that is refused');
    await expect(status(page)).toHaveText(/^Refused -EINVAL.*_RUNNING > _RESUMING/);
    await expectCurrent(page, '_RUNNING 001b');
    await expect(inspector(page)).toContainText(/Refused -EINVAL/);
    await expect(strip(page).getByRole('link', { name: 'The first comment' })).toBeVisible();
    await expect(state(page, '_RUNNING 001b')).toBeFocused();

    await press(page, 'See the request that never returned');
    await expect(chooser(page)).toHaveValue('v2-6.2');
    await expect(status(page)).toHaveText(/^Never returns.*STOP_COPY > PRE_COPY/);
    await expect(inspector(page)).toContainText('STOP_COPY > PRE_COPY');
    await expect(steps(page)).toHaveText([/opened in RUNNING/, /PRE_COPY/, /STOP_COPY/, /never returns/i]);

    await press(page, 'Play a live migration');
    await expect(chooser(page)).toHaveValue('v2-7.2');
    for (const name of ['PRE_COPY 6', 'PRE_COPY_P2P 7', 'STOP_COPY 3', 'STOP 1'])
      await expectCurrent(page, name);
    await expect(status(page)).toHaveText(/^Accepted.*STOP_COPY > STOP/);
    await expect(steps(page)).toHaveCount(5);
    await expect(strip(page).getByRole('link', { name: 'setup' })).toHaveAttribute(
      'title',
      /vfio_save_setup/,
    );
    // Undo takes back the whole of it.
    await button(page, 'Undo').click();
    await expect(status(page)).toHaveText(/^Never returns/);
    await context.close();
  });

test('[PAGE-443] what runs today is one click beside the words on the posted table, also after a reload', async ({
  page,
}) => {
  await open(page);
  await expect(strip(page)).toBeVisible();
  await page.reload();
  await choice(page, 'What runs today').click();
  await expect(chooser(page)).toHaveValue('v2-7.2');
  await expectCurrent(page, 'RUNNING 2');
  await expect(strip(page)).toBeVisible();
});

test('[PAGE-444] once dismissed they stay so, and come back by the palette and by Help, from any mode', async ({
  page,
}) => {
  await open(page);
  await dismiss(page).click();
  await expect(strip(page)).toHaveCount(0);
  await expect(current(page)).toBeFocused();
  await leave(page);
  await open(page);
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await expect(strip(page)).toHaveCount(0);

  await chooseMode(page, 'Learn');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('first words');
  await page.keyboard.press('Enter');
  await expect(strip(page)).toBeFocused();
  await expect(choice(page, 'What runs today')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(strip(page).getByRole('link').first()).toBeFocused();
  await dismiss(page).press('Enter');
  await expect(strip(page)).toHaveCount(0);

  await button(page, 'Help').click();
  await page
    .getByRole('dialog', { name: 'Help' })
    .getByRole('button', { name: /^Show the first words/ })
    .click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(strip(page)).toBeFocused();
  await page.reload();
  await expect(current(page)).toBeVisible();
  await expect(strip(page)).toHaveCount(0);
});

test('[PAGE-445] they greet neither who comes by a link nor who has kept something, nor where something could not be read', async ({
  page,
  visitor,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&at=0');
  await expect(strip(page)).toHaveCount(0);
  await leave(page);
  await open(page);
  await expect(strip(page)).toBeVisible();
  await ask(page, '_STOP 000b');
  await expect.poll(() => readKept(page)).toContain('_STOP');
  await leave(page);
  await open(page);
  await expectCurrent(page, '_STOP 000b');
  await expect(strip(page)).toHaveCount(0);
  await open(visitor, '#v=1&rules=v2-6.3&at=0');
  await expect(visitor.locator('[data-alert]')).toBeVisible();
  await expect(strip(visitor)).toHaveCount(0);
});

/** Everything that has moved on the page since it was opened, by itself. */
const getShift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shift += 'value' in entry ? Number(entry.value) : 0;
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(shift)));
      }),
  );

/** The valid states of the posted table. */
const VALID = ['_STOP 000b', '_RUNNING 001b', '_SAVING 010b', '_SAVING|_RUNNING 011b', '_RESUMING 100b'];

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
  [390, 844],
] as const)
  test(`[PAGE-446] at ${width} x ${height} every valid state is in view beside them, and nothing moves when they come late`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/assets/Strip-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await open(page);
    await expect(dismiss(page)).toBeVisible();
    await expect(choice(page, 'Play a live migration')).toHaveCount(0);
    const before = [await graph(page).boundingBox(), await strip(page).boundingBox()];
    const shift = await getShift(page);
    release();
    await expect(choice(page, 'Play a live migration')).toBeVisible();
    expect([await graph(page).boundingBox(), await strip(page).boundingBox()]).toEqual(before);
    for (const name of VALID) await expect(state(page, name)).toBeInViewport({ ratio: 0.99 });
    for (const name of ['Play a live migration', 'What runs today'])
      await expect(choice(page, name)).toBeInViewport({ ratio: 0.99 });
    expect((await getShift(page)) - shift).toBeLessThan(0.001);
  });

test('[PAGE-447] who comes back sees nothing move', async ({ page }) => {
  await open(page);
  await dismiss(page).click();
  await ask(page, '_STOP 000b');
  await expect.poll(() => readKept(page)).toContain('_STOP');
  await leave(page);
  await open(page);
  await expectCurrent(page, '_STOP 000b');
  await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
  expect(await getShift(page)).toBeLessThan(0.01);
});

test('[PAGE-448] where they cannot be loaded they say so and can be dismissed; the graph works', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.route('**/assets/Strip-*.js', (route) => route.abort());
  await open(page);
  await expect(strip(page)).toContainText('First words cannot be shown');
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_STOP 000b');
  await page.unroute('**/assets/Strip-*.js');
  await dismiss(page).click();
  await expect(strip(page)).toHaveCount(0);
  await context.close();
});
