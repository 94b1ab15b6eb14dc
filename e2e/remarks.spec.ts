/** The remarks on a text by keyboard: F8 opens one, says it, and marks it in the list and on the graph. */
import { expectHeard, forget, startHearing } from './hear.ts';
import { button, enterEditor, expect, fixture, open, review, showPart, test } from './page.ts';

test.slow();

test('[DESK-40] F8 and Shift F8 open a remark with its text, say it, and mark it in Findings and on the graph', async ({
  page,
}) => {
  await startHearing(page);
  await open(page, '#v=1&rules=patch-2021-09&mode=review');
  await review(page, fixture('breaks-more.patch'));
  await showPart(page, /^Notes/);
  await enterEditor(page);
  const remark = page.locator('.cm-remark');
  await forget(page);
  await page.keyboard.press('F8');
  await expect(remark).toContainText('Warning');
  await expectHeard(page, 'how the text was read', /^Line 6\. Warning: .+\.$/);
  await forget(page);
  await page.keyboard.press('F8');
  await expect(remark).toContainText('Error');
  await expectHeard(page, 'a finding', /^Line 7\. Error: _RUNNING > _STOP .+\.$/);
  await expect(page.getByRole('tab', { name: /^Findings/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('[data-part="review"] li[aria-current="true"]')).toContainText('_STOP');
  await expect(page).toHaveURL(/look=_RUNNING/);
  const first = await remark.textContent();
  await page.keyboard.press('F8');
  await expect(remark).not.toHaveText(first ?? '');
  await page.keyboard.press('Shift+F8');
  await expect(remark).toHaveText(first ?? '');
  await page.keyboard.press('Escape');
  await expect(remark).toHaveCount(0);
});

test('[DESK-41] the remarks open as a list, and the signs beside the lines have names', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review');
  await review(page, fixture('breaks-more.patch'));
  await expect(page.getByRole('img', { name: /^Line \d+\. Error: .+/ }).first()).toBeVisible();
  await button(page, 'Remarks').click();
  const list = page.getByRole('listbox', { name: 'Remarks' });
  await expect(list).toBeFocused();
  await expect(list.getByRole('option').nth(1)).toContainText('Error');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await enterEditor(page);
  await page.keyboard.press('Control+Shift+M');
  await expect(list).toBeFocused();
});
