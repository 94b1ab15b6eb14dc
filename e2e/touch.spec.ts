/** On a touch screen: a long press shows what pointing does, and is no click. */

import type { Page } from '@playwright/test';
import {
  button,
  cell,
  cursor,
  expect,
  expectCurrent,
  findArcPoint,
  matrix,
  open,
  state,
  status,
  steps,
  ownTest as test,
} from './page.ts';

test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

/** Touches a point until `see` has seen what is shown. */
async function press(page: Page, at: { x: number; y: number }, see: () => Promise<void>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { x, y } = at;
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  await see();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

const main = (page: Page) => page.getByRole('main');

async function findMiddle(page: Page, name: string): Promise<{ x: number; y: number }> {
  await state(page, name).scrollIntoViewIfNeeded();
  const box = await state(page, name).boundingBox();
  if (!box) throw new Error(`${name} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('[PAGE-485] a long press on a state shows what would come of it, and asks for nothing; a tap asks', async ({
  page,
}) => {
  await open(page);
  const preview = main(page).getByText('_RUNNING > _RESUMING refused');
  await expect(preview).toHaveCount(0);
  await press(page, await findMiddle(page, '_RESUMING 100b'), () => expect(preview).toBeVisible());
  await expect(status(page)).toHaveText(/^The device is in/);
  await expect(steps(page)).toHaveCount(1);
  await expect(preview).toBeVisible();
  await state(page, '_STOP 000b').tap();
  await expect(status(page)).toHaveText(/^Accepted/);
  await expect(preview).toHaveCount(0);
  await expectCurrent(page, '_STOP 000b');
  await expect(cursor(page)).toContainText('_RUNNING > _STOP');
  await expect(steps(page)).toHaveCount(2);
});

test('[PAGE-486] a long press on an arc shows what would come of its request', async ({ page }) => {
  await open(page);
  const preview = main(page).getByText(/_RUNNING > _STOP accepted/);
  await press(page, await findArcPoint(page, '1>0'), () => expect(preview.first()).toBeVisible());
  await expect(steps(page)).toHaveCount(1);
  await expect(status(page)).toHaveText(/^The device is in/);
});

test('[PAGE-513] a long press on a bit says its name and does not turn it; the next touch takes the name away', async ({
  page,
}) => {
  await open(page);
  const bit = page.getByRole('switch', { name: 'bit 1 _SAVING' });
  await bit.scrollIntoViewIfNeeded();
  const box = await bit.boundingBox();
  if (!box) throw new Error('the bit is not drawn');
  const tip = page
    .getByRole('tooltip', { name: 'bit 1 _SAVING' })
    .or(page.getByText('bit 1 _SAVING', { exact: true }));
  await expect(tip).toHaveCount(0);
  await press(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, () => expect(tip).toBeVisible());
  await expect(bit).not.toBeChecked();
  await bit.tap();
  await expect(tip).toHaveCount(0);
  await expect(bit).toBeChecked();
});

/** Draws a finger over the page. */
async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', [from]);
  for (const share of [0.1, 0.4, 0.7, 1])
    await send('touchMove', [{ x: from.x + by.x * share, y: from.y + by.y * share }]);
  await send('touchEnd', []);
  await session.detach();
}

test.describe('on a phone', () => {
  test.use({ isMobile: true });

  test('[PAGE-580] a finger on a state scrolls the page, and moves the graph once it is zoomed in', async ({
    page,
  }) => {
    await open(page);
    const getTop = () => page.evaluate(() => window.scrollY);
    const stop = state(page, '_STOP 000b');
    const from = await findMiddle(page, '_RUNNING 001b');
    const before = await getTop();
    await drag(page, from, { x: 0, y: -120 });
    await expect.poll(getTop, 'the page has scrolled').toBeGreaterThan(before + 60);
    await button(page, 'Zoom in').tap();
    await button(page, 'Zoom in').tap();
    const start = await findMiddle(page, '_STOP 000b');
    const [box, top] = [await stop.boundingBox(), await getTop()];
    await drag(page, start, { x: -60, y: -40 });
    await expect
      .poll(async () => (await stop.boundingBox())?.x, 'the graph has moved')
      .toBeLessThan((box?.x ?? 0) - 30);
    expect(await getTop(), 'the page stays').toBe(top);
    await expect(steps(page)).toHaveCount(1);
    await expectCurrent(page, '_RUNNING 001b');
  });

  test('[PAGE-583] a finger on an arc moves the graph that is zoomed in, and chooses nothing; a tap chooses the arc', async ({
    page,
  }) => {
    await open(page);
    await button(page, 'Zoom in').tap();
    await button(page, 'Zoom in').tap();
    const running = state(page, '_RUNNING 001b');
    const start = await findArcPoint(page, '1>0');
    const [box, top] = [await running.boundingBox(), await page.evaluate(() => window.scrollY)];
    await drag(page, start, { x: -60, y: -40 });
    await expect
      .poll(async () => (await running.boundingBox())?.x, 'the graph has moved')
      .toBeLessThan((box?.x ?? 0) - 30);
    expect(await page.evaluate(() => window.scrollY), 'the page stays').toBe(top);
    await expect(steps(page)).toHaveCount(1);
    await expect(status(page)).toHaveText(/^The device is in/);
    const now = await findArcPoint(page, '1>0');
    await page.touchscreen.tap(now.x, now.y);
    await expect(status(page)).toHaveText(/^Accepted.*_RUNNING > _STOP/);
    await expect(steps(page)).toHaveCount(2);
  });

  test('[PAGE-487] each cell of the matrix is at least 44 px high and wide for a finger', async ({
    page,
  }) => {
    await open(page);
    await expect(cell(page, '_RUNNING to _RESUMING: refused')).toBeAttached();
    const sizes = await matrix(page)
      .getByRole('button')
      .evaluateAll((all) =>
        all.map((each) => each.getBoundingClientRect()).map(({ width, height }) => [width, height]),
      );
    expect(sizes).toHaveLength(64);
    expect(Math.min(...sizes.flat())).toBeGreaterThanOrEqual(44);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'the page does not scroll sideways').toBeLessThanOrEqual(390);
  });
});
