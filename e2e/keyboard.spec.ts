/** Everything works by keyboard, from the first load on, and the focus is never lost. */
import type { Page } from '@playwright/test';
import {
  alert,
  ask,
  button,
  cell,
  chip,
  chooser,
  expect,
  expectCurrent,
  expectFocusKept,
  getFocus,
  graph,
  inspector,
  leave,
  matrix,
  open,
  state,
  status,
  steps,
  test,
} from './page.ts';

/** Continues after a failure, so that each of several acts is reported. */
const softly = expect.configure({ soft: true, timeout: 3000 });

const focused = (page: Page) => page.locator(':focus');

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses Tab until the focus is in that part of the page. */
async function tabTo(page: Page, part: 'State graph' | 'Transition matrix'): Promise<void> {
  for (let count = 0; count < 40; count += 1) {
    await press(page, 'Tab');
    if (
      await page.evaluate(
        (label) => document.activeElement?.closest(`[aria-label="${label}"]`) !== null,
        part,
      )
    )
      return;
  }
  throw new Error(`Tab does not come to ${part}`);
}

test('[PAGE-100] from the load to a refused request with Tab, arrows and Enter', async ({ page }) => {
  await open(page);
  await tabTo(page, 'State graph');
  for (
    let count = 0;
    count < 20 && (await focused(page).getAttribute('aria-label')) !== '_RUNNING 001b';
    count += 1
  )
    await press(page, 'Tab');
  await press(page, 'ArrowDown');
  await expect(state(page, '_STOP 000b')).toBeFocused();
  await press(page, 'ArrowLeft');
  await expect(state(page, '_RESUMING 100b')).toBeFocused();
  await expect(page.getByRole('main')).toContainText('_RUNNING > _RESUMING refused: ');
  await expect(status(page)).toHaveText(/^The device is in/);
  await press(page, 'Enter');
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*does not list/);
  await expect(state(page, '_RESUMING 100b')).toBeFocused();
  await press(page, 'ArrowRight', 'Space');
  await expect(status(page)).toHaveText(/^Accepted/);
  await expectCurrent(page, '_STOP 000b');
  await expect(state(page, '_STOP 000b')).toBeFocused();
});

test('[PAGE-101] the matrix is one Tab stop; arrows move, Enter asks and e explains', async ({ page }) => {
  await open(page);
  // It comes a moment after the graph.
  await expect(matrix(page)).toBeVisible();
  await tabTo(page, 'Transition matrix');
  await expect(matrix(page).locator('button[tabindex="0"]')).toHaveCount(1);
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowRight', 'e');
  await expect(cell(page, '_SAVING to _RUNNING: accepted')).toBeFocused();
  await expect(inspector(page).getByRole('heading', { name: '_SAVING > _RUNNING' })).toBeVisible();
  await expect(steps(page)).toHaveCount(1);
  await press(page, 'ArrowUp', 'End');
  await expect(cell(page, '_RUNNING to 111b: refused')).toBeFocused();
  await press(page, 'Home', 'Enter');
  await expect(status(page)).toHaveText(/^Accepted.*_RUNNING > _STOP/);
  await expect(cell(page, '_RUNNING to _STOP: accepted')).toBeFocused();
  await press(page, 'e', 'Tab', 'Shift+Tab');
  await expect(cell(page, '_RUNNING to _STOP: accepted')).toBeFocused();
  await expect(steps(page)).toHaveCount(2);
});

test('[PAGE-102] single keys ask, step, undo, and go to each panel', async ({ page }) => {
  await open(page);
  await press(page, '4');
  await expect(status(page)).toHaveText(/^Refused -EINVAL/);
  await press(page, '0');
  await expectCurrent(page, '_STOP 000b');
  await press(page, ',', ',');
  await expectCurrent(page, '_RUNNING 001b');
  await press(page, '>');
  await expectCurrent(page, '_STOP 000b');
  await press(page, 'z');
  await expectCurrent(page, '_RUNNING 001b');
  await press(page, 'g');
  await expect(state(page, '_RUNNING 001b')).toBeFocused();
  await press(page, 'e');
  await expect(inspector(page).getByRole('heading', { name: '_RUNNING > _RUNNING' })).toBeVisible();
  await press(page, 'm');
  await expect(cell(page, '_STOP to _STOP: refused')).toBeFocused();
  await press(page, 'h');
  await expect(page.getByRole('list', { name: 'History' }).locator(':focus')).toHaveCount(1);
  await press(page, 'i');
  await expect(inspector(page).locator(':focus')).toHaveCount(1);
  await press(page, 's');
  await expect(chooser(page)).toBeFocused();
  await press(page, 'Tab', 'w');
  await expect(page.getByRole('textbox', { name: 'value' })).toBeFocused();
  await press(page, '1', '2');
  await expect(steps(page)).toHaveCount(2);
});

test('[PAGE-103] Ctrl+K opens the palette, typing finds, Enter runs, and the focus returns', async ({
  page,
}) => {
  await open(page);
  await press(page, 'g', 'Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('ask for _STOP');
  await expect(palette.getByRole('option', { selected: true })).toHaveText(/Ask for _STOP/);
  await press(page, 'Enter');
  await expect(palette).toHaveCount(0);
  await expectCurrent(page, '_STOP 000b');
  await expectFocusKept(page);
  await press(page, 'Control+k');
  await page.keyboard.type('v2-7.2');
  await press(page, 'Enter');
  await expect(chooser(page)).toHaveValue('v2-7.2');
  await press(page, 'Control+k');
  await expect(palette.getByText('No command matches.')).toBeHidden();
  await page.keyboard.type('no such command');
  await expect(palette.getByText('No command matches.')).toBeVisible();
  await expect(page.locator('[data-announcer]', { hasText: 'No command matches.' })).toHaveCount(1);
  await press(page, 'Escape');
  await expect(palette).toHaveCount(0);
  await expectFocusKept(page);
  await press(page, 'Control+k');
  await page.keyboard.type('transition matrix');
  await press(page, 'Enter');
  await expect(matrix(page).locator(':focus')).toHaveCount(1);
});

test('[PAGE-104] ? opens help, which lists every key, and Escape returns the focus', async ({ page }) => {
  await open(page);
  await press(page, 'g', '?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help).toBeVisible();
  await expect(help.getByRole('row', { name: /VFIO_DEVICE_RESET/ })).toContainText('r');
  await expect(help.getByRole('row', { name: /All commands/ })).toContainText('Ctrl');
  await press(page, 'Escape');
  await expect(help).toHaveCount(0);
  await expect(state(page, '_RUNNING 001b')).toBeFocused();
});

test('[PAGE-105] single keys can be switched off; keys with Ctrl remain', async ({ page }) => {
  await open(page);
  await press(page, '?');
  const toggle = page.getByRole('checkbox', { name: 'Single keys are commands' });
  await toggle.focus();
  await press(page, 'Space');
  await expect(toggle).not.toBeChecked();
  await press(page, 'Escape');
  await button(page, 'Undo').focus();
  await press(page, '0', '4', 'r', '?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(steps(page)).toHaveCount(1);
  await press(page, 'Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await page.keyboard.type('ask for _STOP');
  await press(page, 'Enter');
  await expectCurrent(page, '_STOP 000b');
  await press(page, 'Control+z');
  await expectCurrent(page, '_RUNNING 001b');
});

test('[PAGE-106] arrow keys move the splitters between panels, and they stay where they are put', async ({
  page,
}) => {
  await open(page);
  for (const [name, less, more] of [
    ['Width of the graph', 'ArrowLeft', 'ArrowRight'],
    ['Height of the graph', 'ArrowUp', 'ArrowDown'],
    ['Width of the matrix', 'ArrowLeft', 'ArrowRight'],
  ] as const) {
    const splitter = page.getByRole('separator', { name });
    const value = async () => Number(await splitter.getAttribute('aria-valuenow'));
    const [before, width] = [await value(), (await graph(page).boundingBox())!];
    await splitter.focus();
    await press(page, less, less);
    expect(await value()).toBeLessThan(before);
    if (name.includes('graph')) expect(await graph(page).boundingBox()).not.toEqual(width);
    await press(page, more);
    await press(page, 'End');
    await expect(splitter).toHaveAttribute(
      'aria-valuenow',
      (await splitter.getAttribute('aria-valuemax')) ?? '',
    );
    await press(page, 'Enter', less);
    expect(await value()).toBe(before - 2);
    await expect(splitter).toBeFocused();
  }
  const now = await page.getByRole('separator', { name: 'Width of the graph' }).getAttribute('aria-valuenow');
  await page.reload();
  await expect(page.getByRole('separator', { name: 'Width of the graph' })).toHaveAttribute(
    'aria-valuenow',
    now ?? '',
  );
});

const VANISHING = [
  ['Ask for _STOP', '#v=1&rules=patch-2021-09&at=0', '_RESUMING 100b'],
  ['Reset the device', '#v=1&rules=patch-2021-09&start=_ERROR&at=0', '_STOP 000b'],
  ['Suppose it is accepted', '#v=1&rules=uapi-v1&start=_STOP&at=0', '_SAVING 010b'],
  ['Set migration_flags 7', '#v=1&rules=v2-7.2&flags=3&at=0', 'PRE_COPY 6'],
] as const;

test('[PAGE-107] a button that disappears when pressed does not take the focus with it', async ({ page }) => {
  for (const [name, hash, asked] of VANISHING) {
    await leave(page);
    await open(page, hash);
    await ask(page, asked);
    await inspector(page).getByRole('button', { name }).focus();
    await press(page, 'Enter');
    await expect(inspector(page).getByRole('button', { name })).toHaveCount(0);
    await softly.poll(() => getFocus(page), `after ${name}`).not.toBe('BODY');
  }
});

test('[PAGE-108] a chip, a branch and a step keep the focus when they are pressed', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b', '_RUNNING 001b');
  await press(page, ',');
  await ask(page, '_RESUMING 100b');
  await page.getByRole('button', { name: 'branch: asked _RUNNING' }).focus();
  await press(page, 'Enter');
  await expectCurrent(page, '_RUNNING 001b');
  await softly.poll(() => getFocus(page), 'after a branch').not.toBe('BODY');
  await chip(page, 'fully-connected').focus();
  await press(page, 'Enter');
  await expect(chooser(page)).toHaveValue('fully-connected');
  await softly.poll(() => getFocus(page), 'after a chip').not.toBe('BODY');
  await expect(alert(page)).toHaveCount(0);
});
