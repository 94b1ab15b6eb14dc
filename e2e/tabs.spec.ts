/** Two tabs at once: neither takes away what was pasted, edited or learned in the other. */
import type { BrowserContext, Page } from '@playwright/test';
import { button, chooser, editor, expect, fixture, open, paste, readKept, showPart, test } from './page.ts';

const REVIEW = '#v=1&rules=v2-7.2&flags=7&mode=review&at=0';

/** Opens a tab and waits for its editor. */
async function openTab(context: BrowserContext, hash = REVIEW): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`./${hash}`);
  await expect(page.getByRole('tab', { name: 'Review', exact: true })).toBeVisible();
  return page;
}

test('[PAGE-225] each tab keeps its own text; a new tab takes the one that no tab has', async ({
  page,
  context,
}) => {
  await open(page, REVIEW);
  await paste(page, fixture('v1-allowed.c'));
  await expect(editor(page)).toContainText('is_move_allowed');
  const other = await openTab(context);
  await expect(editor(other)).not.toContainText('is_move_allowed');
  await paste(other, 'int nothing_here;');
  await expect(editor(other)).toContainText('nothing_here');
  await expect.poll(() => readKept(page)).toContain('nothing_here');
  await page.reload();
  await expect(editor(page)).toContainText('is_move_allowed');
  await other.reload();
  await expect(editor(other)).toContainText('nothing_here');
  await other.close();
  const third = await openTab(context);
  await expect(editor(third)).toContainText('nothing_here');
  await third.close();
  await expect(editor(page)).toContainText('is_move_allowed');
});

test('[PAGE-226] a rule set edited in one tab appears in the other, and neither overwrites it', async ({
  page,
  context,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&mode=compare&at=0');
  const other = await openTab(context, '#v=1&rules=patch-2021-09&mode=compare&at=0');
  for (const each of [page, other]) {
    await showPart(each, 'Propose');
    await each.getByRole('button', { name: /^Begin a draft of/ }).press('Enter');
    await expect(chooser(each)).toHaveValue(/^draft-/);
  }
  await expect(chooser(page)).toHaveValue('draft-1');
  await expect(chooser(other)).toHaveValue('draft-2');
  await other.close();
  const third = await openTab(context, '#v=1&rules=v2-7.2&flags=7&at=0');
  await expect(chooser(third).locator('option[value^="draft-"]')).toHaveCount(2);
});

test('[PAGE-227] progress made in one tab appears in the other', async ({ page, context }) => {
  const lesson = '#v=1&rules=uapi-v1&mode=learn&part=lesson.device-state.where-it-begins&at=0';
  await open(page, '#v=1&rules=uapi-v1&mode=learn&at=0');
  const other = await openTab(context, lesson);
  await other.getByRole('radio', { name: 'Any DMA' }).check();
  await other.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('button', { name: /^Continue/ })).toBeVisible();
  await expect(button(page, 'Map as CSV')).toBeVisible();
});
