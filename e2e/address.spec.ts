/** The address holds the view: a copy opens it elsewhere, and a reload keeps the place. */
import type { Page } from '@playwright/test';
import {
  alert,
  ask,
  button,
  cell,
  chooseRules,
  chooser,
  cursor,
  expect,
  expectCurrent,
  history,
  inspector,
  leave,
  open,
  state,
  steps,
  test,
} from './page.ts';

const selected = (page: Page) => inspector(page).getByRole('heading', { level: 3 });

test('[PAGE-80] a copied link opens the same view for somebody else', async ({ page, context, visitor }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await chooseRules(page, 'v2-6.2');
  await page.getByRole('switch', { name: 'VFIO_MIGRATION_P2P' }).click();
  await ask(page, 'PRE_COPY 6', 'STOP_COPY 3', 'PRE_COPY 6', 'STOP 1');
  await button(page, 'One step back').click();
  await button(page, 'One step back').click();
  await cell(page, 'RESUMING to STOP: accepted').click();
  await button(page, 'Copy link').click();
  await expect(alert(page)).toContainText('The link to this view is copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^http:.*#v=1&rules=v2-6\.2&flags=5&trace=PRE_COPY:a,STOP_COPY:a,PRE_COPY:n,STOP:a&/);
  await visitor.goto(link);
  await expectCurrent(visitor, 'STOP_COPY 3');
  await expect(visitor.getByRole('switch', { name: 'VFIO_MIGRATION_P2P' })).not.toBeChecked();
  await expect(steps(visitor)).toHaveText(await steps(page).allTextContents());
  await expect(cursor(visitor)).toHaveText(/PRE_COPY > STOP_COPY/);
  await expect(alert(visitor)).toHaveCount(0);
  await expect(selected(visitor)).toHaveText('RESUMING > STOP');
  await expect(cell(visitor, 'RESUMING to STOP: accepted')).toHaveAttribute('aria-pressed', 'true');
});

test('[PAGE-81] the address follows every act, and holds faults, resets and assumptions', async ({
  page,
  visitor,
}) => {
  await open(page, '#v=1&rules=uapi-v1&at=0');
  await ask(page, '_STOP 000b', '_SAVING 010b');
  await button(page, 'Suppose it is accepted').click();
  await button(page, 'VFIO_DEVICE_RESET').click();
  await page.getByRole('combobox', { name: 'Next request' }).selectOption('the driver faults: ERROR');
  await ask(page, '_RESUMING 100b');
  await expectCurrent(page, '_ERROR 110b');
  await expect(page).toHaveURL(/_STOP:a,_SAVING:u,_SAVING:a\*,!reset,_RESUMING:r!faulted-1.*at=5$/);
  await expect(steps(page)).toHaveCount(6);
  await visitor.goto(page.url());
  await expectCurrent(visitor, '_ERROR 110b');
  await expect(steps(visitor)).toHaveText(await steps(page).allTextContents());
});

test('[PAGE-82] a reload keeps the place, and the branches', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b', '_RESUMING 100b');
  await button(page, 'One step back').click();
  await ask(page, '_RUNNING 001b', '_SAVING 010b');
  await button(page, 'One step back').click();
  await expect(cursor(page)).toHaveText(/_STOP > _RUNNING/);
  const before = await steps(page).allTextContents();
  expect(before[1]).toContain('branch: asked _RESUMING');
  await expect(page).toHaveURL(/at=2$/);
  await page.reload();
  await expectCurrent(page, '_RUNNING 001b');
  await expect(steps(page)).toHaveText(before);
  await expect(cursor(page)).toHaveText(/_STOP > _RUNNING/);
  await history(page).getByRole('button', { name: 'branch: asked _RESUMING' }).click();
  await expectCurrent(page, '_RESUMING 100b');
});

test('[PAGE-83] a visit without an address continues the last history', async ({ page }) => {
  await open(page);
  await chooseRules(page, 'v2-7.2');
  await ask(page, 'STOP 1', 'ERROR 0');
  await expect(page).toHaveURL(/trace=STOP:a,ERROR:r/);
  await leave(page);
  await open(page);
  await expect(chooser(page)).toHaveValue('v2-7.2');
  await expectCurrent(page, 'STOP 1');
  await expect(steps(page)).toHaveCount(3);
});

test('[PAGE-84] an address typed over the old one opens at once, and undo goes back', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b');
  await expect(page).toHaveURL(/trace=_STOP:a/);
  await page.goto('./#v=1&rules=v2-7.2&flags=3&trace=STOP:a,STOP_COPY:a&look=RUNNING~RESUMING&at=1');
  await expect(chooser(page)).toHaveValue('v2-7.2');
  await expectCurrent(page, 'STOP 1');
  await expect(cell(page, 'RUNNING to PRE_COPY: refused')).toBeVisible();
  await expect(selected(page)).toHaveText('RUNNING > RESUMING');
  await button(page, 'Undo').click();
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await expectCurrent(page, '_STOP 000b');
});

test('[PAGE-85] the address of an act does not overwrite one typed right after it', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b');
  await expect(page).toHaveURL(/trace=_STOP:a/);
  // The act's address is due between the typing and the event that reports it: this is what the page does then.
  await page.evaluate(() => {
    const old = window.location.hash;
    window.location.hash = '#v=1&rules=v2-7.2&flags=5&at=0';
    window.history.replaceState(null, '', old);
  });
  await expect(chooser(page)).toHaveValue('v2-7.2');
  await expect(page).toHaveURL(/rules=v2-7\.2&flags=5/);
});

test('[PAGE-86] a reload right after an act keeps the act, and the branch it began', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b', '_RESUMING 100b');
  await button(page, 'One step back').click();
  await expect(page).toHaveURL(/at=1$/);
  await state(page, '_RUNNING 001b').evaluate((element: HTMLElement) => {
    element.click();
    window.location.reload();
  });
  await expect(steps(page)).toHaveText([
    /opened in/,
    /_RUNNING > _STOP.*branch: asked _RESUMING/,
    /_STOP > _RUNNING accepted/,
  ]);
});

test('[PAGE-465] an address that is typed before the page follows it is opened, not overwritten', async ({
  page,
}) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/address-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await open(page);
  await page.evaluate(() => {
    window.location.hash = '#v=1&rules=v2-6.2&flags=7&start=STOP_COPY&at=0';
  });
  release();
  await expectCurrent(page, 'STOP_COPY 3');
  await expect(page).toHaveURL(/rules=v2-6\.2.*start=STOP_COPY/);
});
