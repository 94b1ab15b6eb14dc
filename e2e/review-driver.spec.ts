/** Review of a driver: its arcs are the graph, the matrix names them by kind, and the header names the driver. */

import type { Page } from '@playwright/test';
import {
  against,
  caretLine,
  cell,
  chooser,
  clickArc,
  editor,
  expect,
  fixture,
  found,
  graph,
  matrix,
  open,
  review,
  shownLine,
  showPart,
  state,
  test,
} from './page.ts';

const REVIEW = '#v=1&rules=v2-7.2&flags=7&mode=review&at=0';

const arc = (page: Page, id: string) => graph(page).locator(`g[data-arc="${id}"]`);
const bar = (page: Page) => page.getByRole('region', { name: 'Driver on the canvas' });
const legend = (page: Page) => page.getByRole('list', { name: 'Kinds of arcs' }).getByRole('listitem');
const header = (page: Page) => page.getByRole('banner');

test('[PAGE-280] a whole driver is its arcs: implemented, missing, beyond its flags; the header names no rule sets', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('driver-if.c'));
  await expect(header(page)).toContainText('Driver step_state');
  await expect(header(page)).toContainText('migration_flags 1 (STOP_COPY), set in the text.');
  await expect(chooser(page)).toHaveCount(0);
  await expect(against(page)).toHaveCount(0);
  await expect(graph(page).locator('g[data-arc]')).toHaveCount(7);
  await expect(arc(page, '4>1')).toHaveAttribute('data-driver', 'missing');
  await expect(arc(page, '4>2')).toHaveAttribute('data-driver', 'extra');
  await expect(legend(page)).toHaveText([/✓ implemented 5/, /✕ missing 1/, /» beyond its flags 1/]);
  await clickArc(page, '1>3');
  await expect(shownLine(page)).toContainText('VFIO_DEVICE_STATE_STOP_COPY');
  await expect(bar(page)).toContainText('STOP > STOP_COPY implemented, line 20.');
  await editor(page).getByText('cur == VFIO_DEVICE_STATE_RESUMING && new').click();
  await expect(arc(page, '4>2')).toHaveAttribute('data-role', 'path');
  await expect(bar(page)).toContainText('RESUMING > RUNNING beyond its flags, line 16.');
  await state(page, 'RESUMING 4').click();
  await expect(bar(page)).toContainText('RESUMING > STOP missing');
  await found(page).getByRole('combobox', { name: 'migration_flags' }).selectOption('3');
  await expect(header(page)).toContainText('migration_flags 3 (STOP_COPY | P2P), chosen by you.');
  await expect(arc(page, '1>5')).toHaveAttribute('data-driver', 'missing');
});

test('[PAGE-281] the matrix names the arcs of a driver by kind and line, and works by keyboard alone', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('driver-if.c'));
  await showPart(page, 'Matrix');
  await expect(matrix(page).getByRole('button', { name: /: implemented, line \d+$/ })).toHaveCount(5);
  await cell(page, 'STOP to RUNNING: implemented, line 15').focus();
  await page.keyboard.press('Enter');
  await expect(cell(page, 'STOP to RUNNING: implemented, line 15')).toHaveAttribute('aria-pressed', 'true');
  await expect(shownLine(page)).toContainText('VFIO_DEVICE_STATE_RUNNING');
  await cell(page, 'RESUMING to STOP: missing').focus();
  await page.keyboard.press('Enter');
  const panel = await showPart(page, 'Arc');
  await expect(panel).toContainText('migration_flags 1 require it, but the driver does not have it.');
  await expect(panel.getByRole('listitem')).not.toHaveCount(0);
  await showPart(page, 'Matrix');
  await cell(page, 'STOP to STOP_COPY: implemented, line 20').click();
  const button = (await showPart(page, 'Arc')).getByRole('button', { name: 'line 20' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(editor(page)).toBeFocused();
  await expect(caretLine(page)).toHaveText('20');
});

test('[PAGE-282] a patch of a driver shows what it adds and removes, and either side alone', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('driver.patch'));
  await expect(header(page)).toContainText('migration_flags are not known');
  await expect(legend(page)).toHaveText([/✓ implemented 3/, /\+ added 1/, /− removed 1/]);
  await expect(arc(page, '4>1')).toHaveAttribute('data-driver-change', 'added');
  await clickArc(page, '4>2');
  await expect(bar(page)).toContainText('RESUMING > RUNNING removed, was line 9. The patch removes it.');
  await expect(shownLine(page)).toContainText('VFIO_DEVICE_STATE_RESUMING');
  await bar(page).getByRole('radio', { name: 'Old side' }).check();
  await expect(arc(page, '4>1')).toHaveCount(0);
  await expect(arc(page, '4>2')).toHaveAttribute('data-driver', 'extra');
  await bar(page).getByRole('radio', { name: 'New side' }).check();
  await expect(arc(page, '4>2')).toHaveCount(0);
  await expect(arc(page, '4>1')).toHaveAttribute('data-driver', 'implemented');
  await expect(legend(page)).toHaveText([/✓ implemented 3/]);
});

test('[PAGE-283] a quoted reply with a driver shows its arcs; of several drivers one is chosen; a table brings back the rule sets', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('reply-wrapped.txt'));
  await expect(graph(page).locator('g[data-driver="implemented"]')).toHaveCount(6);
  await clickArc(page, '4>1');
  await expect(bar(page)).toContainText('RESUMING > STOP implemented, line 23.');
  const second = fixture('driver-if.c').replaceAll('step_state', 'other_step');
  await review(page, `${fixture('driver-switch.c')}\n${second}`);
  const drivers = bar(page).getByRole('combobox', { name: 'Driver' });
  await expect(drivers).toHaveText(/demo_move.*other_step/s);
  await drivers.selectOption('other_step');
  await expect(header(page)).toContainText('Driver other_step');
  await expect(arc(page, '4>2')).toBeVisible();
  await review(page, fixture('v2-6.2.c'));
  await expect(chooser(page)).toHaveValue('pasted-1');
  await expect(bar(page)).toHaveCount(0);
});

test('[PAGE-584] the sentence over the graph of a driver begins beside its choices, and all of it is seen at 1280 x 720', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await review(page, fixture('driver.patch'));
  const bar = page.getByRole('region', { name: 'Driver on the canvas' });
  await expect(bar.getByRole('radio')).toHaveCount(3);
  const found = await bar.evaluate((element) => {
    const getTop = (selector: string) => element.querySelector(selector)?.getBoundingClientRect().top ?? 0;
    return {
      apart: Math.abs(getTop('[data-driver-told]') - getTop('label')),
      unseen: element.scrollHeight - element.clientHeight,
    };
  });
  expect(found.apart).toBeLessThanOrEqual(4);
  expect(found.unseen).toBe(0);
});
