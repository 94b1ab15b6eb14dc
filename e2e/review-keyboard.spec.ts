/** The keyboard reaches all of Review. */

import type { Page } from '@playwright/test';
import { NOTE_WORDS } from '../src/modes/review/answer/answer-words.ts';
import { EXAMPLE_WORDS } from '../src/modes/review/begin/begin-words.ts';
import { REVIEW_WORDS } from '../src/modes/review/review-mode-words.ts';
import {
  button,
  editor,
  expect,
  expectFocusKept,
  fixture,
  found,
  mode,
  open,
  showPart,
  status,
  test,
} from './page.ts';

/** A busy machine is slow. */
test.slow();

/** Presses Tab until an element with this role and name has the focus; returns how often. */
async function tabTo(
  page: Page,
  role: Parameters<Page['getByRole']>[0],
  name: string | RegExp,
): Promise<number> {
  const wanted = page.getByRole(role, { name }).and(page.locator(':focus'));
  for (let count = 1; count <= 60; count += 1) {
    await page.keyboard.press('Tab');
    if ((await wanted.count()) > 0) return count;
  }
  throw new Error(`Tab does not come to ${role} ${name}`);
}

test('[PAGE-194] all of Review by keyboard: to the text and out of it, to a finding, its line, its play, the reply', async ({
  page,
}) => {
  await open(page);
  await tabTo(page, 'tab', 'Explore');
  await page.keyboard.press('End');
  await expect(
    mode(page, 'Review')
      .or(page.getByRole('tab', { name: 'Learn' }))
      .first(),
  ).toBeVisible();
  if ((await mode(page, 'Review').getAttribute('aria-selected')) !== 'true')
    await page.keyboard.press('ArrowLeft');
  await expect(mode(page, 'Review')).toBeFocused();
  await expect(editor(page)).toBeVisible();
  await tabTo(page, 'button', 'Open a file…');
  await tabTo(page, 'textbox', 'Text to review');
  await page.keyboard.insertText(fixture('v1-allowed.c'));
  await expect(found(page)).toContainText('a table of allowed requests');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor(page)).not.toBeFocused();
  await expectFocusKept(page);
  await page.keyboard.press('Shift+Tab');
  await expect(editor(page)).toBeFocused();
  await tabTo(page, 'combobox', 'Generation');
  await tabTo(page, 'tab', /^Findings/);
  await tabTo(page, 'button', /^line \d+$/);
  await page.keyboard.press('Enter');
  await expect(page.locator('.cm-shown-line')).toHaveCount(1);
  await expectFocusKept(page);
  await tabTo(page, 'button', /^Play: /);
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText(/^(?:Accepted|Refused)/);
  await expectFocusKept(page);
  await tabTo(page, 'tab', /^Findings/);
  await tabTo(page, 'checkbox', /^In the reply: /);
  await page.keyboard.press('Space');
  for (let count = 0; count < 40; count += 1) {
    await page.keyboard.press('Shift+Tab');
    if (
      (await page
        .getByRole('tab', { name: /^Findings/ })
        .and(page.locator(':focus'))
        .count()) > 0
    )
      break;
  }
  await page.keyboard.press('End');
  await expect(page.getByRole('tab', { name: 'Answer' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Reply, preview' })).toContainText('> ');
  await tabTo(page, 'region', 'Reply, preview');
});

test('[PAGE-195] in Review, a button that disappears when pressed does not take the focus with it', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  for (const name of [EXAMPLE_WORDS.table.title, REVIEW_WORDS.clear, REVIEW_WORDS.bringBack]) {
    // An example on which nobody has worked would not be kept.
    if (name === REVIEW_WORDS.clear) await page.keyboard.type('/* */');
    await button(page, name).press('Enter');
    await expect(button(page, name), name).toHaveCount(0);
    await expectFocusKept(page);
  }
  await showPart(page, /^Notes/);
  await page.getByRole('textbox', { name: 'New note' }).fill('A note.');
  await page.getByRole('textbox', { name: 'New note' }).press('Control+Enter');
  for (const name of [
    /^Edit the note/,
    NOTE_WORDS.cancel,
    /^Delete the note/,
    NOTE_WORDS.bringBack,
  ] as const) {
    await page.getByRole('button', { name }).press('Enter');
    await expectFocusKept(page);
  }
  await expect(page.getByRole('tab', { name: 'Notes 1' })).toBeVisible();
});
