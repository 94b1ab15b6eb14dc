/** The page as a screen reader has it: landmarks, headings, names and roles of every mode, beside the tests in tree/. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import {
  ask,
  button,
  chooseMode,
  enterEditor,
  expect,
  fixture,
  lessonStart,
  open,
  paste,
  review,
  showPart,
  test,
} from './page.ts';

const LOG = new URL('../src/reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url);

/** Continues after a difference, so that one run shows all of them. */
const expectTree = (page: Page, name: string): Promise<void> =>
  expect.soft(page.locator('body'), name).toMatchAriaSnapshot({ name: `${name}.aria.yml` });

test('[PAGE-520] the tree of Explore, Compare, and Review without a text, with a patch and with a log', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await ask(page, 'STOP 1', 'PRE_COPY 6');
  await expectTree(page, 'explore');
  await chooseMode(page, 'Compare');
  await expectTree(page, 'compare');
  await chooseMode(page, 'Review');
  await expectTree(page, 'review-empty');
  await review(page, `${fixture('v1-mail.txt')}\n${fixture('v1-row.patch')}`);
  await expectTree(page, 'review-patch');
  await enterEditor(page);
  await page.keyboard.press('ControlOrMeta+a');
  await paste(page, readFileSync(LOG, 'utf8'));
  await expectTree(page, 'review-log');
});

test('[PAGE-521] the tree of the course, a lesson, its presentation, where only the slide is, and the lab', async ({
  page,
}) => {
  await open(page);
  await chooseMode(page, 'Learn');
  await expectTree(page, 'learn');
  await lessonStart(page).click();
  await expectTree(page, 'lesson');
  await button(page, 'Present').click();
  await expectTree(page, 'presenting');
  await expect(page.getByRole('banner').or(page.getByRole('navigation'))).toHaveCount(0);
  await button(page, 'Blank').click();
  const blank = page.getByRole('button', { name: /^The screen is blank/ });
  await expect(blank).toBeFocused();
  for (const key of ['Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    expect(await page.locator('[data-presenting] :focus').count()).toBe(
      await blank.and(page.locator(':focus')).count(),
    );
  }
  await page.keyboard.press('b');
  await expect(button(page, 'Blank')).toBeFocused();
  await button(page, 'End').click();
  await showPart(page, 'Lab');
  await expectTree(page, 'lab');
});
