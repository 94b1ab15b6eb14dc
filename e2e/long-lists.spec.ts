/** Histories of thousands of steps: what is in the page, keys, the field that finds rows, and what is said once. */
import type { Locator, Page } from '@playwright/test';
import { find as findFaults } from './axe.ts';
import {
  alert,
  ask,
  button,
  chooseMode,
  cursor,
  expect,
  expectCurrent,
  history,
  leave,
  open,
  plantHistory,
  readSteps,
  state,
  test,
} from './page.ts';

const STEPS = 10_000;

/** Opens the page with so many kept steps: from _RUNNING to _STOP and back, with a branch after the hundredth. */
async function openLong(page: Page, count = STEPS, hash = ''): Promise<void> {
  await leave(page);
  await plantHistory(page, count);
  await open(page, hash);
}

/** The item of a step, by its number. */
const row = (page: Page, number: number): Locator => history(page).locator(`[aria-posinset="${number + 1}"]`);

const find = (page: Page): Locator => page.getByRole('searchbox', { name: 'Find in: History' });

const countNodes = (page: Page): Promise<number> =>
  page.evaluate(() => document.getElementsByTagName('*').length);

/** The numbers of the rows that the list shows. */
const listNumbers = (page: Page): Promise<number[]> =>
  history(page).evaluate((list) => {
    const box = list.parentElement?.parentElement?.getBoundingClientRect();
    return [...list.children]
      .filter((item) => {
        const { top, bottom } = item.getBoundingClientRect();
        return box && bottom > box.top && top < box.bottom;
      })
      .map((item) => Number(item.getAttribute('aria-posinset')) - 1);
  });

test('[PAGE-320] ten thousand steps are a list with a few of them in the page', async ({ page }) => {
  await openLong(page);
  await expect(cursor(page)).toHaveText(/^10000/);
  await expect(row(page, STEPS)).toHaveAttribute('aria-setsize', String(STEPS + 1));
  await expect(row(page, STEPS)).toBeInViewport();
  expect(await countNodes(page)).toBeLessThan(3000);
  await ask(page, '_STOP 000b');
  await expect(cursor(page)).toHaveText(/^10001/);
  await expect(row(page, STEPS + 1)).toHaveAttribute('aria-setsize', String(STEPS + 2));
  await expect(row(page, STEPS + 1)).toBeInViewport();
  expect(await countNodes(page)).toBeLessThan(3000);
  await expect.poll(() => readSteps(page)).toEqual([STEPS + 2]);
  expect(await findFaults(page, 'all', '[aria-label="History"]')).toEqual([]);
});

test('[PAGE-328] ten thousand steps are kept in parts, and a reload has them with the last one', async ({
  page,
}) => {
  await openLong(page);
  await ask(page, '_STOP 000b');
  await expect.poll(() => readSteps(page)).toEqual([STEPS + 2]);
  for (const [count, last] of [
    [STEPS + 2, '_RUNNING 001b'],
    [STEPS + 3, '_STOP 000b'],
  ] as const) {
    await page.reload();
    await expect(row(page, count - 1)).toHaveAttribute('aria-setsize', String(count));
    await ask(page, last);
  }
  await page.reload();
  await expectCurrent(page, '_STOP 000b');
  await expect(row(page, STEPS + 3)).toHaveAttribute('aria-setsize', String(STEPS + 4));
});

test('[PAGE-321] keys go along it, the row with the focus stays, and Enter jumps there', async ({ page }) => {
  await openLong(page);
  await cursor(page).focus();
  const focused = () =>
    page.evaluate(() =>
      Number(document.activeElement?.closest('[aria-posinset]')?.getAttribute('aria-posinset')),
    );
  const press = async (key: string, number: number) => {
    await page.keyboard.press(key);
    await expect.poll(focused).toBe(number + 1);
    await expect(row(page, number)).toBeInViewport();
  };
  await press('ArrowUp', STEPS - 1);
  await press('Home', 0);
  await press('ArrowDown', 1);
  await page.keyboard.press('PageDown');
  await expect.poll(focused).toBeGreaterThan(3);
  await page.keyboard.press('PageUp');
  await expect.poll(focused).toBe(2);
  await press('End', STEPS);
  await press('Home', 0);
  await press('ArrowDown', 1);
  // Out of sight, it has the focus still, and the cursor's row is there too.
  await history(page).evaluate((list) => {
    const box = list.parentElement?.parentElement;
    if (box) box.scrollTop = box.scrollHeight / 2;
  });
  await expect.poll(async () => (await listNumbers(page))[0]).toBeGreaterThan(1000);
  expect(await focused()).toBe(2);
  await expect(cursor(page)).toHaveCount(1);
  await press('ArrowDown', 2);
  await page.keyboard.press('Enter');
  await expect(cursor(page)).toHaveText(/^2/);
  await expectCurrent(page, '_RUNNING 001b');
  expect(await focused()).toBe(3);
  // One of the rows is a stop of Tab, and no more.
  expect(await history(page).locator('li > button[tabindex="0"]').count()).toBe(1);
});

test('[PAGE-322] its field finds steps by number, state and branch, and leads to them', async ({ page }) => {
  await openLong(page);
  await find(page).fill('branch');
  await expect(row(page, 100)).toBeInViewport();
  await expect(page.getByRole('main').getByText('1 of 1', { exact: true })).toBeVisible();
  await find(page).fill('5000 ');
  await expect(row(page, 5000)).toBeInViewport();
  await find(page).fill('_STOP > _RUNNING');
  await expect(page.getByRole('main').getByText(/^\d+ of 5000$/)).toBeVisible();
  const place = Number(
    (
      await page
        .getByRole('main')
        .getByText(/^\d+ of 5000$/)
        .textContent()
    )?.split(' ')[0],
  );
  await find(page).press('Enter');
  await expect(page.getByRole('main').getByText(`${place + 1} of 5000`, { exact: true })).toBeVisible();
  await find(page).press('Shift+Enter');
  await button(page, 'Previous one found: History').click();
  await expect(page.getByRole('main').getByText(`${place - 1} of 5000`, { exact: true })).toBeVisible();
  await find(page).fill('PRE_COPY');
  await expect(page.getByRole('main').getByText('Not found', { exact: true })).toBeVisible();
  await find(page).fill('branch');
  await expect(row(page, 100)).toBeInViewport();
  await find(page).press('ArrowDown');
  await expect(row(page, 100).getByRole('button').first()).toBeFocused();
  await row(page, 100)
    .getByRole('button', { name: /^branch/ })
    .press('Enter');
  await expectCurrent(page, '_SAVING|_RUNNING 011b');
  await expect(history(page).getByRole('listitem').last().getByRole('button').first()).toBeFocused();
});

test('[PAGE-323] the cursor is followed: steps back and forth, playback, undo', async ({ page }) => {
  await openLong(page, 300);
  await button(page, 'To the start').click();
  await expect(row(page, 0)).toBeInViewport();
  await expect(cursor(page)).toHaveText(/^0/);
  await button(page, 'To the end').click();
  await expect(row(page, 300)).toBeInViewport();
  await button(page, 'One step back').click();
  await expect(cursor(page)).toHaveText(/^299/);
  await ask(page, '_SAVING 010b');
  await expect(cursor(page)).toHaveText(/^300/);
  await expect(row(page, 299)).toContainText('branch: asked _RUNNING');
  await button(page, 'Undo').click();
  await expect(cursor(page)).toHaveText(/^299/);
});

test('[PAGE-324] a list grows long, and is short again, without losing a step', async ({ page }) => {
  await openLong(page, 198);
  await expect(find(page)).toHaveCount(0);
  await expect(history(page).getByRole('listitem')).toHaveCount(199);
  await ask(page, '_STOP 000b', '_RUNNING 001b');
  await expect(find(page)).toBeVisible();
  await expect(cursor(page)).toHaveText(/^200/);
  await expect(row(page, 200)).toBeInViewport();
  await button(page, 'Undo').click();
  await expect(find(page)).toHaveCount(0);
  await expect(cursor(page)).toHaveText(/^199/);
});

test('[PAGE-325] what the address of a long walk holds is said once', async ({ page }) => {
  await openLong(page, 499);
  await expect(page).toHaveURL(/#v=1/);
  await expect(alert(page)).toHaveCount(0);
  await ask(page, '_STOP 000b', '_RUNNING 001b');
  await expect(alert(page).getByRole('listitem')).toHaveText([/The address does not hold this walk/]);
  await expect(page).toHaveURL(/\/$/);
  await ask(page, '_STOP 000b', '_RUNNING 001b');
  await button(page, 'Dismiss').click();
  await button(page, 'Undo').click();
  for (const _ of [1, 2, 3]) await button(page, 'Undo').click();
  await ask(page, '_SAVING 010b', '_RUNNING 001b', '_STOP 000b');
  await expect(cursor(page)).toHaveText(/^502/);
  await expect(alert(page)).toHaveCount(0);
  await expect(state(page, '_STOP 000b')).toHaveAttribute('aria-current', 'true');
});

test('[PAGE-326] a walk in lock-step of ten thousand steps is a table with a few of them in the page', async ({
  page,
}) => {
  await openLong(page);
  await chooseMode(page, 'Compare');
  const table = page.getByRole('table', { name: 'Lock-step' });
  await expect(table).toHaveAttribute('aria-rowcount', String(STEPS + 2));
  const last = table.locator('[aria-current="step"]');
  await expect(last).toHaveText(/^10000/);
  await expect(last).toBeInViewport();
  expect(await countNodes(page)).toBeLessThan(3000);
  await last.focus();
  await page.keyboard.press('Home');
  await expect(table.locator(':focus')).toHaveText(/^0/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(table.locator('[aria-current="step"]')).toHaveText(/^1\D/);
  await page.getByRole('searchbox', { name: 'Find in: Lock-step' }).fill('7777');
  await expect(table.getByRole('button', { name: /^7777/ })).toBeInViewport();
});

test('[PAGE-327] on a narrow page both scroll by themselves', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openLong(page);
  await expect(cursor(page)).toHaveText(/^10000/);
  expect(await countNodes(page)).toBeLessThan(3000);
  await chooseMode(page, 'Compare');
  await expect(page.getByRole('table', { name: 'Lock-step' }).locator('[aria-current="step"]')).toHaveText(
    /^10000/,
  );
  expect(await countNodes(page)).toBeLessThan(3000);
});
