/** Compare, Propose and Review: axe finds nothing in any theme or size, and the keyboard reaches all of Review. */

import type { Page } from '@playwright/test';
import { NOTE_WORDS } from '../src/modes/review/answer/answer-words.ts';
import { EXAMPLE_WORDS } from '../src/modes/review/begin/begin-words.ts';
import { REVIEW_WORDS } from '../src/modes/review/review-mode-words.ts';
import { expectAccessible, find, softly } from './axe.ts';
import {
  ask,
  button,
  editor,
  expect,
  expectFocusKept,
  fixture,
  found,
  mode,
  open,
  review,
  showPart,
  status,
  test,
} from './page.ts';

/** axe is slow on a busy machine. */
test.slow();

const COMPARE = '#v=1&rules=v2-6.2&mode=compare&with=v2-7.2&flags=7&at=0';

for (const part of ['Differences', 'Client flows', 'Flags', 'Every rule set'])
  test(`[PAGE-190] axe finds nothing in Compare: ${part}`, async ({ page }) => {
    await open(page, COMPARE);
    await ask(page, 'STOP 1', 'STOP_COPY 3', 'PRE_COPY 6');
    await expect(status(page)).toHaveText(/^Never returns/);
    await showPart(page, part);
    await expectAccessible(page, part);
  });

for (const rules of ['patch-2021-09', 'v2-7.2'])
  test(`[PAGE-191] axe finds nothing in Propose: ${rules}`, async ({ page }) => {
    await open(page, `#v=1&rules=${rules}&mode=compare&at=0`);
    await showPart(page, 'Propose');
    softly(await find(page), 'before a draft').toEqual([]);
    await page.getByRole('button', { name: /^Begin a draft of/ }).click();
    const table = page.getByRole('table', { name: 'Proposed table' });
    const cell = table.getByRole('button', { name: / to .*(?:refused|ERROR)/ }).first();
    await cell.press(rules === 'v2-7.2' ? '1' : '+');
    await expect(page.getByRole('list', { name: /^1 edit of/ })).toBeVisible();
    await expectAccessible(page, rules);
  });

test('[PAGE-192] axe finds nothing in Review without a text, and with a patch in each of its parts', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await expectAccessible(page, 'empty');
  await review(page, `${fixture('v1-mail.txt')}\n${fixture('v1-row.patch')}`);
  await page
    .getByRole('checkbox', { name: /^In the reply/ })
    .first()
    .check();
  await expectAccessible(page, 'findings');
  for (const part of ['Differences', 'Client flows', 'Matrix', 'Request', 'History']) {
    await showPart(page, part);
    softly(await find(page), part).toEqual([]);
  }
  await showPart(page, /^Notes/);
  await page.getByRole('textbox', { name: 'New note' }).fill('A note.');
  await button(page, 'Add note').click();
  await expectAccessible(page, 'notes');
  const answer = await showPart(page, 'Answer');
  await expect(answer.getByRole('region', { name: 'Reply, preview' })).toBeVisible();
  await expectAccessible(page, 'answer');
});

test('[PAGE-193] axe finds nothing in Review with a driver, or with a text that cannot be read', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await review(page, fixture('driver-if.c'));
  await expectAccessible(page, 'driver');
  await review(page, fixture('bad-names.c'));
  await expect(found(page).getByRole('heading', { name: 'Not read' })).toBeVisible();
  await expectAccessible(page, 'problems');
});

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
