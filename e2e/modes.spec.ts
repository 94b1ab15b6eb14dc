/** The modes: tabs over one canvas. A mode is in the address, travels with the link, and loses nothing. */
import type { Page } from '@playwright/test';
import {
  against,
  alert,
  ask,
  begin,
  button,
  cell,
  chooseMode,
  chooseRules,
  chooser,
  cursor,
  editor,
  expect,
  expectCurrent,
  expectFocusKept,
  fixture,
  found,
  graph,
  leave,
  mode,
  open,
  review,
  showPart,
  status,
  steps,
  test,
} from './page.ts';

const MODES = ['Explore', 'Compare', 'Review'] as const;

async function expectMode(page: Page, name: (typeof MODES)[number]): Promise<void> {
  for (const each of MODES)
    await expect(mode(page, each)).toHaveAttribute('aria-selected', String(each === name));
  await expect(page.getByRole('tabpanel', { name, exact: true })).toBeVisible();
}

test('[PAGE-140] a click or the arrow keys on its tab choose a mode, and the address holds it', async ({
  page,
}) => {
  await open(page);
  await expectMode(page, 'Explore');
  await expect(against(page)).toHaveCount(0);
  await mode(page, 'Compare').click();
  await expectMode(page, 'Compare');
  await expect(page).toHaveURL(/&mode=compare&at=0$/);
  await expect(page.getByRole('tab', { name: 'Differences' })).toBeVisible();
  await mode(page, 'Compare').press('ArrowRight');
  await expectMode(page, 'Review');
  await expect(mode(page, 'Review')).toBeFocused();
  await expect(editor(page)).toBeVisible();
  await expect(page).toHaveURL(/&mode=review&/);
  await mode(page, 'Review').press('Home');
  await expectMode(page, 'Explore');
  await expect(page).not.toHaveURL(/mode=/);
  await mode(page, 'Explore').press('ArrowLeft');
  await expect(page.getByRole('tablist', { name: 'Mode' }).getByRole('tab').last()).toBeFocused();
});

test('[PAGE-141] a reload keeps the mode and the compared rule set, and a link shows them to somebody else', async ({
  page,
  visitor,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=5&at=0');
  await chooseMode(page, 'Compare');
  await against(page).selectOption('v2-5.18');
  await ask(page, 'PRE_COPY 6', 'STOP_COPY 3');
  await expect(page).toHaveURL(/rules=v2-7\.2&.*mode=compare&with=v2-5\.18&.*at=2$/);
  const walked = await page.getByRole('table', { name: 'Lock-step' }).getByRole('row').allTextContents();
  expect(walked).toHaveLength(5);
  await page.reload();
  await visitor.goto(page.url());
  for (const each of [page, visitor]) {
    await expectMode(each, 'Compare');
    await expect(chooser(each)).toHaveValue('v2-7.2');
    await expect(against(each)).toHaveValue('v2-5.18');
    await expectCurrent(each, 'STOP_COPY 3');
    await expect(each.getByRole('table', { name: 'Lock-step' }).getByRole('row')).toHaveText(walked);
    await expect(alert(each)).toHaveCount(0);
  }
  await chooseMode(page, 'Review');
  await expect(page).toHaveURL(/mode=review/);
  await page.reload();
  await expectMode(page, 'Review');
});

test('[PAGE-142] the history stays the same from mode to mode: its walk, its branches, and what is undone', async ({
  page,
}) => {
  await open(page);
  await ask(page, '_STOP 000b', '_RESUMING 100b');
  await button(page, 'One step back').click();
  await ask(page, '_RUNNING 001b');
  await expect(cursor(page)).toHaveText(/_STOP > _RUNNING/);
  const before = await steps(page).allTextContents();
  await chooseMode(page, 'Compare');
  await expectCurrent(page, '_RUNNING 001b');
  await chooseMode(page, 'Review');
  await expect(begin(page)).toBeVisible();
  await chooseMode(page, 'Explore');
  await expect(steps(page)).toHaveText(before);
  await ask(page, '_SAVING 010b');
  await expect(against(page)).toHaveCount(0);
  await expectCurrent(page, '_SAVING 010b');
  await expect(steps(page)).toHaveCount(4);
  await button(page, 'Undo').click();
  await expect(steps(page)).toHaveText(before);
  await expectCurrent(page, '_RUNNING 001b');
});

test('[PAGE-143] E, C and R go to the modes, palette and help list them, and in a text field they are letters', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('Shift+C');
  await expectMode(page, 'Compare');
  await page.keyboard.press('Shift+E');
  await expectMode(page, 'Explore');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill('review');
  await expect(palette.getByRole('option', { selected: true })).toHaveText(/Review\s*R/);
  await page.keyboard.press('Enter');
  await expectMode(page, 'Review');
  await expect(editor(page)).toBeVisible();
  await expectFocusKept(page);
  await editor(page).click();
  await page.keyboard.type('ECR ecr');
  await expect(editor(page)).toContainText('ECR ecr');
  await expectMode(page, 'Review');
  await button(page, 'Help').click();
  for (const name of ['E Explore', 'C Compare', 'R Review'])
    await expect(page.getByRole('dialog').getByRole('row', { name, exact: true })).toHaveCount(1);
});

test('[PAGE-144] the link to a draft holds its table: another profile gives the same verdicts', async ({
  page,
  visitor,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&at=0&mode=compare');
  const propose = await showPart(page, 'Propose');
  await button(page, 'Begin a draft of patch-2021-09').click();
  await propose.getByRole('button', { name: '_RUNNING to _RESUMING: refused', exact: true }).press('+');
  await expect(page.getByRole('main')).toContainText('_RUNNING > _RESUMING: refused → accepted');
  await ask(page, '_RESUMING 100b');
  await expectCurrent(page, '_RESUMING 100b');
  await expect(page).toHaveURL(/rules=draft-1.*_RESUMING:a/);
  await visitor.goto(page.url());
  await expectCurrent(visitor, '_RESUMING 100b');
  await expect(chooser(visitor)).toHaveValue('draft-1');
  await expect(against(visitor)).toHaveValue('patch-2021-09');
  await expect(alert(visitor)).toHaveCount(0);
  await chooseMode(visitor, 'Explore');
  await expect(cell(visitor, '_RUNNING to _RESUMING: accepted')).toBeVisible();
  await ask(visitor, '_STOP 000b', '_RUNNING 001b', '_RESUMING 100b');
  await expect(status(visitor)).toHaveText(/^Accepted.*_RUNNING > _RESUMING/);
  await leave(visitor);
  await open(visitor);
  await expect(chooser(visitor), 'what came with a link is kept').toHaveValue('draft-1');
  await expectCurrent(visitor, '_RESUMING 100b');
  await expect(alert(visitor)).toHaveCount(0);
});

test('[PAGE-145] a button and a key swap the two sides, and swap them back', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09-amended&mode=compare&with=patch-2021-09&at=0');
  await expect(cell(page, '_RUNNING to _RESUMING: accepted, added')).toBeVisible();
  await button(page, 'Swap the two sides').click();
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await expect(against(page)).toHaveValue('patch-2021-09-amended');
  await expect(cell(page, '_RUNNING to _RESUMING: refused, removed')).toBeVisible();
  await expect(page).toHaveURL(/rules=patch-2021-09&mode=compare&with=patch-2021-09-amended/);
  await button(page, 'Swap the two sides').press('Shift+S');
  await expect(chooser(page)).toHaveValue('patch-2021-09-amended');
  await expect(against(page)).toHaveValue('patch-2021-09');
  await expect(page.getByRole('list', { name: 'Newly accepted' }).getByRole('listitem')).toHaveCount(1);
});

test('[PAGE-146] the old side follows the new one until it is chosen, and stays once it is', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await chooseMode(page, 'Compare');
  await expect(against(page)).toHaveValue('v2-6.2');
  await chooseRules(page, 'control-bits-v4');
  await expect(against(page)).toHaveValue('control-bits');
  await against(page).selectOption('uapi-v1');
  await chooseRules(page, 'v2-6.2');
  await expect(against(page)).toHaveValue('uapi-v1');
});

test('[PAGE-147] an unknown mode or compared rule set gets a sentence, and the page works on', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&mode=compote&at=0');
  await expect(alert(page)).toHaveText(/mode.*compote.*opened in explore/);
  await expectMode(page, 'Explore');
  await page.goto('./#v=1&rules=v2-7.2&flags=7&mode=compare&with=v2-6.3&at=0');
  await expect(alert(page)).toHaveText(/v2-6\.3/);
  await ask(page, 'STOP 1');
  await expect(status(page)).toHaveText(/^Accepted/);
});

test('[PAGE-148] the link to a pasted table shows it to somebody else, with its verdicts and without the text', async ({
  page,
  visitor,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await review(page, fixture('v1-row.patch'));
  await expect(chooser(page)).toHaveValue('pasted-1');
  await ask(page, '_RESUMING 100b');
  await expect(page).toHaveURL(/_RESUMING:a/);
  await visitor.goto(page.url());
  await expectCurrent(visitor, '_RESUMING 100b');
  await expect(status(visitor)).toHaveText(/Old: refused, -EINVAL/);
  await expect(graph(visitor).locator('g[data-arc="1>4"]')).toHaveAttribute('data-change', 'added');
  await expect(visitor.locator('[data-alert]')).toHaveCount(0);
  await expect(editor(visitor)).not.toContainText('is_move_allowed');
  await chooseMode(visitor, 'Explore');
  await expect(cell(visitor, '_RUNNING to _RESUMING: accepted')).toBeVisible();
});

test('[PAGE-149] a reload keeps the old side as it was: one that came with the new side leaves with it', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await chooseMode(page, 'Compare');
  await expect(against(page)).toHaveValue('v2-6.2');
  await page.reload();
  await chooseRules(page, 'control-bits-v4');
  await expect(against(page)).toHaveValue('control-bits');
});

test('[PAGE-169] in Review a reload keeps the rule set shown, and a link shows its own over a text kept here', async ({
  page,
  visitor,
}) => {
  const hash = '#v=1&rules=patch-2021-09&mode=review&at=0';
  await open(page, hash);
  await review(page, fixture('v1-row.patch'));
  await ask(page, '_RESUMING 100b');
  await expect(page).toHaveURL(/_RESUMING:a/);
  await open(visitor, hash);
  await review(visitor, fixture('v2-7.2.c'));
  await expectCurrent(visitor, 'RUNNING 2');
  await leave(visitor);
  await visitor.goto(page.url());
  await expect(found(visitor)).toContainText('a table of next states');
  await expectCurrent(visitor, '_RESUMING 100b');
  await chooseRules(page, 'v2-7.2');
  await page.reload();
  await expect(found(page)).toContainText('a table of allowed requests');
  await expect(chooser(page)).toHaveValue('v2-7.2');
});

test('[PAGE-228] no mode is wider than the window', async ({ page }) => {
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const mode of ['explore', 'compare', 'review', 'learn', 'learn&part=lab']) {
      await page.goto('about:blank');
      await page.goto(`./#v=1&rules=v2-7.2&flags=7&mode=${mode}&at=0`);
      const tab = page.getByRole('tab', { name: new RegExp(mode.replace(/&.*/, ''), 'i'), exact: true });
      await expect(tab.first()).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByText('Loading…')).toHaveCount(0);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, `${mode} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});
