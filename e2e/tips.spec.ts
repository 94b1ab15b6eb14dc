/** Tips on the canvas: what a sign, a row and a column mean, by mouse, by keyboard and by a resting finger; never an answer. */
import type { Page } from '@playwright/test';
import { find, softly } from './axe.ts';
import { ask, chooseRules, expect, expectCurrent, graph, open, paint, state, test } from './page.ts';

const tip = (page: Page) => graph(page).getByRole('tooltip');

/** The word of a row or a column, which stands behind the graph. */
const axis = (page: Page, name: string) => graph(page).locator(`[data-tip="${name}"]`);

/** What tips need has been loaded once the rows and columns are described. */
async function openWithTips(page: Page, hash = ''): Promise<void> {
  await open(page, hash);
  await expect(graph(page).getByText(/^Rows, from the top/)).toBeAttached();
}

test('[PAGE-450] the pointer rests on a state, a row, a column: each sign is explained, and Escape closes it', async ({
  page,
}) => {
  await openWithTips(page);
  await state(page, '_SAVING 010b').hover();
  await expect(tip(page)).toContainText('no DMA: The device issues no DMA.');
  await expect(tip(page)).toContainText('frozen: The internal state may not change.');
  await expect(tip(page)).toContainText(
    'data out: A data session is open: the state is read out of the device.',
  );
  await expect(tip(page)).toContainText('struct vfio_device_migration_info, Linux v5.8');
  softly(await find(page, 'all', '[role="tooltip"]'), 'with a tip').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(tip(page)).toHaveCount(0);
  await axis(page, 'column saving').hover();
  await expect(tip(page)).toContainText('Column: saving');
  await axis(page, 'row stopped').hover();
  await expect(tip(page)).toContainText(/Row: stopped.*issues no DMA/);
  await expect(axis(page, 'row quiescent'), 'no state of this table is in that row').toHaveCount(0);
  await chooseRules(page, 'v2-7.2');
  await axis(page, 'row quiescent').hover();
  await expect(tip(page)).toContainText(/Row: runs, starts no P2P DMA.*no peer-to-peer DMA/);
  await page.mouse.move(5, 5);
  await expect(tip(page)).toHaveCount(0);
});

test('[PAGE-451] a tip lies inside the canvas, stays while the pointer is on it, and lets a click through', async ({
  page,
}) => {
  await openWithTips(page);
  for (const name of ['101b invalid', '_SAVING|_RUNNING 011b', '_RESUMING 100b', '_ERROR 110b']) {
    await state(page, name).hover();
    await expect(tip(page)).toBeVisible();
    const [box, around] = [await tip(page).boundingBox(), await graph(page).boundingBox()];
    if (!box || !around) throw new Error('no tip');
    expect(box.x).toBeGreaterThanOrEqual(around.x);
    expect(box.x + box.width).toBeLessThanOrEqual(around.x + around.width);
    expect(box.y).toBeGreaterThanOrEqual(around.y);
    expect(box.y + box.height).toBeLessThanOrEqual(around.y + around.height);
    await page.mouse.move(5, 5);
    await expect(tip(page)).toHaveCount(0);
  }
  await state(page, '_RUNNING 001b').hover();
  await expect(tip(page)).toContainText('The device is in this state.');
  const box = await tip(page).boundingBox();
  if (!box) throw new Error('no tip');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
  await paint(page);
  await expect(tip(page)).toContainText('_RUNNING, running');
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_STOP 000b');
});

test('[PAGE-452] the keyboard and a resting finger show what the pointer shows, and a touch elsewhere closes it', async ({
  page,
}) => {
  await openWithTips(page);
  await page.keyboard.press('g');
  await expect(tip(page)).toContainText('changes: The internal state may change at any time.');
  await page.keyboard.press('ArrowDown');
  await expect(tip(page)).toContainText('_STOP, stopped');
  await page.keyboard.press('Escape');
  await expect(tip(page)).toHaveCount(0);
  const finger = { pointerType: 'touch', bubbles: true, isPrimary: true, buttons: 1 };
  await state(page, '_RESUMING 100b').dispatchEvent('pointerdown', finger);
  await expect(tip(page)).toContainText('by load: The internal state changes only by what is loaded.');
  await state(page, '_RESUMING 100b').dispatchEvent('pointerup', finger);
  await expect(tip(page)).toBeVisible();
  await axis(page, 'column none').dispatchEvent('pointerdown', finger);
  await expect(tip(page)).toContainText('Column: no session');
  await axis(page, 'column none').dispatchEvent('pointerup', finger);
  await expectCurrent(page, '_RUNNING 001b');
});

test('[PAGE-453] while a lesson asks what the device may do, no tip tells: not of the state, a row or a column', async ({
  page,
}) => {
  await open(page, '#v=1&rules=uapi-v1&mode=learn&part=lesson.device-state.stop-and-save&at=0');
  const lesson = page.locator('[data-part="lesson"]');
  await expect(lesson.getByRole('radio').first()).toBeVisible();
  await expect(graph(page).locator('[data-tip]')).toHaveCount(0);
  await expect(graph(page).getByText(/^Rows, from the top/)).toHaveCount(0);
  // With nothing to wait for: until what shows tips is there.
  await expect(async () => {
    await page.mouse.move(5, 5);
    await state(page, '_SAVING 010b').hover();
    await expect(tip(page)).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(tip(page)).toHaveText(/^_SAVING ?The lesson asks what the device may do here\.$/);
  // Another state is not asked about.
  await state(page, '_RESUMING 100b').hover();
  await expect(tip(page)).toContainText('_RESUMING');
  await expect(tip(page)).toContainText('issues no DMA');
});
