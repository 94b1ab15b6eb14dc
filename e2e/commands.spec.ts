/** Every part of the page by keyboard: from load, by a command, in at most 6 key presses. */
import type { Page } from '@playwright/test';
import { PLACES } from '../src/app/commands/place-table.ts';
import { expectHeard, forget, startHearing } from './hear.ts';
import {
  begin,
  button,
  expect,
  fixture,
  graph,
  inspector,
  lessonStart,
  mode,
  open,
  paint,
  review,
  status,
  test,
} from './page.ts';

test.slow();

const MOST = 6;

const palette = (page: Page) => page.getByRole('dialog', { name: 'Commands' });

/** Finds a command as a reader would who knows its name; returns how many keys that takes, Enter included. */
async function runByKeys(page: Page, title: string, name: string): Promise<number> {
  await page.keyboard.press('Control+k');
  const field = palette(page).getByRole('combobox');
  await expect(field).toBeFocused();
  const initials = (title.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word[0]).join('');
  const words = [name, ...name.split(' ')].flatMap((word) =>
    [2, 3, 4].map((length) => word.slice(0, length)),
  );
  let best: readonly [typed: string, index: number] = ['', Number.POSITIVE_INFINITY];
  for (const typed of [initials.slice(0, 4), initials.slice(0, 2), ...words]) {
    await field.fill(typed);
    const titles = await palette(page).locator('[role="option"] span:first-child').allTextContents();
    const index = titles.indexOf(title);
    if (index >= 0 && typed.length + index < best[0].length + best[1]) best = [typed, index];
    // Ctrl+K and Enter are keys too. Nobody looks for a shorter way than one that is short enough.
    if (best[0].length + best[1] + 2 <= MOST) break;
  }
  const [typed, index] = best;
  await field.fill('');
  await page.keyboard.type(typed);
  for (let down = 0; down < index; down += 1) await page.keyboard.press('ArrowDown');
  await expect(palette(page).getByRole('option', { selected: true })).toContainText(title);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toHaveCount(0);
  return 1 + typed.length + index + 1;
}

const TITLES = { explore: 'Explore', compare: 'Compare', review: 'Review', learn: 'Learn' } as const;

for (const { id, mode: where, name, end, instead, without = '' } of PLACES)
  test(`[CMD-30] ${TITLES[where]}: ${name} is at most ${MOST} keys from load, and has the focus`, async ({
    page,
  }) => {
    await startHearing(page);
    await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
    const presses = await runByKeys(page, `${TITLES[where]}: ${name}`, name);
    expect(presses, id).toBeLessThanOrEqual(MOST);
    await expect(mode(page, TITLES[where])).toHaveAttribute('aria-selected', 'true');
    if (instead === undefined) return expect(page.locator(end).first()).toBeFocused();
    await expect(begin(page).locator(':focus')).toHaveCount(1);
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join()))
      .toContain(without);
  });

test('[CMD-31] the parts of a review have the focus once there is a text', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review');
  const walk = async (isMeant: (id: string) => boolean) => {
    for (const { id, mode: where, name, end, instead } of PLACES) {
      if (where !== 'review' || instead === undefined || !isMeant(id)) continue;
      await runByKeys(page, `Review: ${name}`, name);
      await expect(page.locator(end).first(), name).toBeFocused();
    }
  };
  await review(page, fixture('breaks-more.patch'));
  await walk((id) => !id.startsWith('log-'));
  await review(page, 'vfio_migration_set_state  (0000:01:00.0) state STOP\n');
  await walk((id) => id.startsWith('log-'));
});

test('[CMD-32] a lesson, a fault, an error message and the inspector are found by what is typed', async ({
  page,
}) => {
  await startHearing(page);
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  const run = async (typed: string) => {
    await page.keyboard.press('Control+k');
    await expect(palette(page).getByRole('combobox')).toBeFocused();
    await page.keyboard.type(typed);
    // A busy machine shows what is found a frame later.
    await paint(page);
    await page.keyboard.press('Enter');
    await expect(palette(page)).toHaveCount(0);
  };
  await forget(page);
  await run('driver declines');
  await expectHeard(
    page,
    'a fault',
    /^The next request fails: on arc 1 the driver declines with -EBUSY and keeps the state\.$/,
  );
  await page.keyboard.press('1');
  await expect(status(page)).toHaveText(/^Refused -EBUSY/);
  await run('data_fd');
  await expect(inspector(page).locator(':focus')).toHaveCount(1);
  await run('not supported in kernel');
  await expect(page).toHaveURL(/part=causes\.no-kernel-support/);
  await run('device_state and its bits');
  await expect(
    page.getByRole('region', { name: 'device_state and its bits' }).locator('h3:focus'),
  ).toHaveCount(1);
});

test('[CMD-33] skip links lead to the graph, the panels and the commands', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&at=0');
  await expect(button(page, 'Skip to the graph')).toBeAttached();
  await page.keyboard.press('Tab');
  await expect(button(page, 'Skip to the graph')).toBeFocused();
  await expect(button(page, 'Skip to the graph')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(graph(page).locator(':focus')).toHaveCount(1);
  await button(page, 'Skip to the panels').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').locator('[data-part] :focus')).toHaveCount(1);
});

test('[CMD-34] in a lesson Next and Check are at most two Tabs from each step', async ({ page }) => {
  await page.goto('./#v=1&rules=uapi-v1&mode=learn');
  await lessonStart(page).click();
  const heading = page.locator('[data-part="lesson"] h3:focus');
  for (let step = 0; step < 6; step += 1) {
    await expect(heading).toHaveCount(1);
    const before = await heading.textContent();
    const asks = (await button(page, 'Check').count()) > 0;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    if (asks) {
      await expect(page.locator('[data-part="lesson"] input[type="radio"]:focus')).toHaveCount(1);
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await expect(button(page, 'Check')).toBeFocused();
      await page.keyboard.press('n');
    } else {
      await expect(page.locator('[data-lesson="next"]')).toBeFocused();
      await page.keyboard.press('Enter');
    }
    if (asks) await page.locator('[data-lesson="skip"]').click();
    await expect(page.locator('[data-part="lesson"] h3').first()).not.toHaveText(before ?? '');
  }
});

test('[CMD-35] while a lesson is presented, b blanks the screen', async ({ page }) => {
  await page.goto('./#v=1&rules=uapi-v1&mode=learn');
  await lessonStart(page).click();
  await button(page, 'Present').click();
  await page.keyboard.press('b');
  await expect(page.getByRole('button', { name: /^The screen is blank/ })).toBeFocused();
});
