/** Everything asked stays in the history: step, jump, play, branch, undo. */
import type { Page } from '@playwright/test';
import {
  ask,
  button,
  current,
  cursor,
  expect,
  expectCurrent,
  history,
  inspector,
  open,
  state,
  status,
  steps,
  test,
} from './page.ts';

const STEPS = [
  /opened in _RUNNING/,
  /_RUNNING > _RESUMING refused/,
  /_RUNNING > _STOP/,
  /_STOP > _RESUMING/,
  /_RESUMING > _RUNNING/,
];

/** A refused request, and a round trip through _STOP and _RESUMING. */
async function openWalk(page: Page): Promise<void> {
  await open(page);
  await ask(page, '_RESUMING 100b', '_STOP 000b', '_RESUMING 100b', '_RUNNING 001b');
  await expect(steps(page)).toHaveText(STEPS);
}

const step = (page: Page, name: RegExp) => history(page).getByRole('button', { name });

test('[PAGE-60] a click on a step jumps there, and the later steps stay', async ({ page }) => {
  await openWalk(page);
  await step(page, /_RUNNING > _STOP/).click();
  await expectCurrent(page, '_STOP 000b');
  await expect(cursor(page)).toHaveText(/_RUNNING > _STOP/);
  await expect(status(page)).toHaveText(/^Accepted.*_RUNNING > _STOP/);
  await expect(steps(page)).toHaveText(STEPS);
  await step(page, /_RUNNING > _RESUMING refused/).click();
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*_RUNNING > _RESUMING/);
  await expect(inspector(page).getByRole('heading', { name: '_RUNNING > _RESUMING' })).toBeVisible();
  await expectCurrent(page, '_RUNNING 001b');
  await step(page, /opened in _RUNNING/).click();
  await expect(status(page)).toHaveText(/^The device is in _RUNNING/);
  await expect(steps(page)).toHaveCount(5);
});

test('[PAGE-61] steps back and forward, to the start and to the end, and no further', async ({ page }) => {
  await openWalk(page);
  await button(page, 'One step back').click();
  await expectCurrent(page, '_RESUMING 100b');
  await button(page, 'One step back').click();
  await expectCurrent(page, '_STOP 000b');
  await button(page, 'One step forward').click();
  await expectCurrent(page, '_RESUMING 100b');
  await button(page, 'To the end').click();
  await expect(cursor(page)).toHaveText(/_RESUMING > _RUNNING/);
  await button(page, 'One step forward').click();
  await expect(cursor(page)).toHaveText(/_RESUMING > _RUNNING/);
  await button(page, 'To the start').click();
  await expect(cursor(page)).toHaveText(/opened in/);
  await button(page, 'One step back').click();
  await expect(cursor(page)).toHaveText(/opened in/);
  await expect(steps(page)).toHaveText(STEPS);
});

test('[PAGE-62] playback moves by itself, pauses, continues and stops at the end', async ({ page }) => {
  await openWalk(page);
  await button(page, 'Play').click();
  await expect(cursor(page)).toHaveText(/opened in|_RUNNING > _RESUMING/);
  await expectCurrent(page, '_STOP 000b');
  await button(page, 'Pause').click();
  await expect(button(page, 'Play')).toBeVisible();
  await expect(cursor(page)).toHaveText(/_RUNNING > _STOP/);
  await button(page, 'Play').click();
  await expect(cursor(page)).toHaveText(/_RESUMING > _RUNNING/);
  await expectCurrent(page, '_RUNNING 001b');
  await expect(button(page, 'Play')).toBeVisible();
  await expect(steps(page)).toHaveText(STEPS);
});

test('[PAGE-63] an act ends a playback', async ({ page }) => {
  await openWalk(page);
  await button(page, 'Play').click();
  await expect(button(page, 'Pause')).toBeVisible();
  await ask(page, '_SAVING 010b');
  await expect(button(page, 'Play')).toBeVisible();
  await expect(current(page)).toHaveCount(1);
});

test('[PAGE-64] asking from the middle begins a branch, and the old one stays reachable', async ({
  page,
}) => {
  await openWalk(page);
  await step(page, /_RUNNING > _STOP/).click();
  await ask(page, '_RUNNING 001b');
  await expect(steps(page)).toHaveText([
    STEPS[0]!,
    STEPS[1]!,
    /_RUNNING > _STOP.*branch: asked _RESUMING/,
    /_STOP > _RUNNING/,
  ]);
  await ask(page, '_SAVING 010b');
  await step(page, /branch: asked _RESUMING/).click();
  await expectCurrent(page, '_RESUMING 100b');
  await expect(steps(page)).toHaveText([
    STEPS[0]!,
    STEPS[1]!,
    /branch: asked _RUNNING/,
    STEPS[3]!,
    STEPS[4]!,
  ]);
  await step(page, /branch: asked _RUNNING/).click();
  await button(page, 'To the end').click();
  await expectCurrent(page, '_SAVING 010b');
});

test('[PAGE-65] undo and redo work on steps, and on a cleared history', async ({ page }) => {
  await openWalk(page);
  await button(page, 'Undo').click();
  await expect(steps(page)).toHaveText(STEPS.slice(0, 4));
  await expectCurrent(page, '_RESUMING 100b');
  await button(page, 'Redo').click();
  await expect(steps(page)).toHaveText(STEPS);
  await button(page, 'Clear').click();
  await expect(steps(page)).toHaveText([/opened in _RUNNING/]);
  await expectCurrent(page, '_RUNNING 001b');
  await button(page, 'Undo').click();
  await expect(steps(page)).toHaveText(STEPS);
  await expect(state(page, '_RUNNING 001b')).toHaveAttribute('aria-current', 'true');
  for (const left of [4, 3, 2, 1]) {
    await button(page, 'Undo').click();
    await expect(steps(page)).toHaveCount(left);
  }
  await expect(button(page, 'Undo')).toHaveAttribute('aria-disabled', 'true');
  await button(page, 'Undo').click({ force: true });
  await expect(steps(page)).toHaveCount(1);
});

test('[PAGE-66] a reset is a step of the history too', async ({ page }) => {
  await open(page);
  await ask(page, '_SAVING|_RUNNING 011b');
  await button(page, 'VFIO_DEVICE_RESET').click();
  await expect(steps(page)).toHaveText([/opened/, /_RUNNING > _SAVING\|_RUNNING/, /device reset/]);
  await button(page, 'One step back').click();
  await expectCurrent(page, '_SAVING|_RUNNING 011b');
  await button(page, 'One step forward').click();
  await expectCurrent(page, '_RUNNING 001b');
});
