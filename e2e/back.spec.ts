/** Back and Forward: through the modes, what is open in Learn, and what lies over the page; nothing that was asked is lost. */

import type { Page } from '@playwright/test';
import { forget, readHeard, startHearing } from './hear.ts';
import {
  ask,
  button,
  expect,
  expectCurrent,
  lessonStart,
  mode,
  open,
  showPart,
  steps,
  ownTest as test,
} from './page.ts';

const APP = 'VFIO Migration Explorer';

/** What shows where the reader is, and the beginning of the title. */
const SPOTS: readonly (readonly [title: string, go: (page: Page) => Promise<unknown>])[] = [
  ['_RUNNING > _STOP accepted · patch-2021-09 · Explore', (page) => ask(page, '_STOP 000b')],
  ['_RUNNING > _STOP accepted · .* · Compare', (page) => mode(page, 'Compare').click()],
  ['_RUNNING > _STOP accepted · .* · Review', (page) => mode(page, 'Review').click()],
  ['Learn', (page) => mode(page, 'Learn').click()],
  ['The debate · Learn', (page) => showPart(page, 'The debate')],
  ['Causes · Learn', (page) => showPart(page, 'Causes')],
  ['Lab · Learn', (page) => showPart(page, 'Lab')],
  ['_RUNNING > _STOP accepted · patch-2021-09 · Explore', (page) => mode(page, 'Explore').click()],
];

test('[PAGE-532] Back and Forward lead through every mode and panel with title and focus, and keep what was asked', async ({
  page,
}) => {
  await startHearing(page);
  await open(page);
  const titles = SPOTS.map(([title]) => new RegExp(`^${title} · ${APP}$`));
  for (const [index, [, go]] of SPOTS.entries()) {
    await go(page);
    await expect(page).toHaveTitle(titles[index] ?? '');
  }
  for (const title of titles.slice(0, -1).toReversed()) {
    await forget(page);
    await page.goBack();
    await expect(page).toHaveTitle(title);
    await expect(page.locator(':focus')).toHaveAttribute('aria-selected', 'true');
    expect((await readHeard(page)).join(' '), String(title)).toMatch(
      /(^| )(The rules are|Old: |A patch, |Here )/,
    );
  }
  await expectCurrent(page, '_STOP 000b');
  await expect(steps(page)).toHaveCount(2);
  for (const title of titles.slice(1)) {
    await page.goForward();
    await expect(page).toHaveTitle(title);
    await expect(page.locator(':focus')).toHaveAttribute('aria-selected', 'true');
  }
  await expectCurrent(page, '_STOP 000b');
  await expect(steps(page)).toHaveCount(2);
});

test('[PAGE-533] Back closes what lies over the page, the topmost first, and a closed dialog costs no press of its own', async ({
  page,
}) => {
  await open(page);
  const help = page.getByRole('dialog', { name: 'Help' });
  await button(page, 'Help').click();
  await expect(help).toBeVisible();
  await page.goBack();
  await expect(help).toHaveCount(0);
  await expect(button(page, 'Help')).toBeFocused();
  await page.goForward();
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await mode(page, 'Learn').click();
  await lessonStart(page).click();
  const inCourse = page.getByRole('listitem').filter({ hasText: 'device_state and its bits' });
  const lesson = page.getByRole('region', { name: 'device_state and its bits' });
  await lesson.getByRole('button', { name: 'Skip' }).click();
  const heading = lesson.getByRole('heading', { name: 'A number at offset 0' });
  await lesson.getByRole('button', { name: 'Present' }).click();
  await expect(button(page, 'End')).toBeVisible();
  await page.keyboard.press('b');
  const black = page.getByRole('button', { name: /^The screen is blank/ });
  await expect(black).toBeVisible();
  await page.goBack();
  await expect(black).toHaveCount(0);
  await expect(button(page, 'End')).toBeVisible();
  await page.goBack();
  await expect(button(page, 'End')).toHaveCount(0);
  await expect(heading).toBeVisible();
  await page.goBack();
  await expect(inCourse).toBeVisible();
  await page.reload();
  await expect(inCourse).toBeVisible();
  await page.goBack();
  await expect(mode(page, 'Explore')).toHaveAttribute('aria-selected', 'true');
  await page.goForward();
  await expect(inCourse).toBeVisible();
  await page.goForward();
  await expect(heading).toBeVisible();
});

test('[PAGE-534] Back from an address that was typed brings back the work before it', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b');
  await mode(page, 'Compare').click();
  await expect(page).toHaveURL(/mode=compare/);
  await page.goto('./#v=1&rules=v2-7.2&flags=3&trace=STOP:a&at=1');
  await expectCurrent(page, 'STOP 1');
  await expect(mode(page, 'Explore')).toHaveAttribute('aria-selected', 'true');
  await mode(page, 'Learn').click();
  await expect(mode(page, 'Learn')).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(mode(page, 'Explore')).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(mode(page, 'Compare')).toHaveAttribute('aria-selected', 'true');
  await expectCurrent(page, '_STOP 000b');
  await page.goBack();
  await expect(mode(page, 'Explore')).toHaveAttribute('aria-selected', 'true');
  await expectCurrent(page, '_STOP 000b');
  await page.goForward();
  await page.goForward();
  await expectCurrent(page, 'STOP 1');
});
