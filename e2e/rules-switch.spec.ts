/** Switching the rule set in the middle of a walk asks the same again, marks the first difference and loses nothing. */
import {
  ask,
  button,
  chooseRules,
  chooser,
  expect,
  expectCurrent,
  open,
  status,
  steps,
  test,
} from './page.ts';

test('[PAGE-70] v1 to v1: the walk is repeated, and where it differs is marked', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b', '_RUNNING 001b', '_RESUMING 100b', '_RUNNING 001b');
  await expectCurrent(page, '_RUNNING 001b');
  await expect(steps(page)).toHaveCount(5);
  const before = await steps(page).allTextContents();
  await chooseRules(page, 'patch-2021-09-amended');
  await expect(steps(page)).toHaveText([
    /opened/,
    /_RUNNING > _STOP accepted$/,
    /_STOP > _RUNNING accepted$/,
    /_RUNNING > _RESUMING accepted.*differs: was refused/,
    /_RESUMING > _RUNNING accepted.*differs: was refused/,
  ]);
  await expectCurrent(page, '_RUNNING 001b');
  await chooseRules(page, 'patch-2021-09');
  await expect(steps(page)).toHaveText(before);
});

test('[PAGE-71] v1 to v2: the page says that there is no such state, and switching back restores the walk', async ({
  page,
}) => {
  await open(page);
  await ask(page, '_STOP 000b', '_RESUMING 100b', '_RUNNING 001b', '_SAVING 010b');
  await expect(steps(page)).toHaveCount(5);
  const before = await steps(page).allTextContents();
  await chooseRules(page, 'v2-7.2');
  await expectCurrent(page, 'RUNNING 2');
  await expect(steps(page)).toHaveText([
    /opened in RUNNING/,
    /_STOP: no such state/,
    /_RESUMING: not reached/,
    /_RUNNING: not reached/,
    /_SAVING: not reached/,
  ]);
  await expect(status(page)).toHaveText(/^The device is in RUNNING/);
  await chooseRules(page, 'patch-2021-09');
  await expect(steps(page)).toHaveText(before);
  await button(page, 'To the end').click();
  await expectCurrent(page, '_SAVING 010b');
});

test('[PAGE-72] under rules without those states the device takes further requests, and the old walk is kept', async ({
  page,
}) => {
  await open(page);
  await ask(page, '_STOP 000b', '_RESUMING 100b');
  await chooseRules(page, 'v2-7.2');
  await ask(page, 'STOP 1', 'STOP_COPY 3');
  await expectCurrent(page, 'STOP_COPY 3');
  await expect(steps(page)).toHaveText([
    /opened in RUNNING.*branch: asked _STOP/,
    /RUNNING > STOP/,
    /STOP > STOP_COPY/,
  ]);
  await chooseRules(page, 'patch-2021-09');
  await page
    .getByRole('list', { name: 'History' })
    .getByRole('button', { name: 'branch: asked _STOP' })
    .click();
  await button(page, 'To the end').click();
  await expectCurrent(page, '_RESUMING 100b');
});

test('[PAGE-73] undo reverts a change of the rules', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b');
  await chooseRules(page, 'v2-7.2');
  await button(page, 'Undo').click();
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await expectCurrent(page, '_STOP 000b');
});

test('[PAGE-74] other flags repeat the same requests: a walk of v2 with its states merged or refused', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await ask(page, 'PRE_COPY 6', 'PRE_COPY_P2P 7', 'STOP_COPY 3');
  await page.getByRole('switch', { name: 'VFIO_MIGRATION_P2P' }).click();
  await expect(steps(page)).toHaveText([
    /opened/,
    /RUNNING > PRE_COPY accepted$/,
    /PRE_COPY > PRE_COPY_P2P refused.*differs: was accepted/,
    /PRE_COPY > STOP_COPY accepted$/,
  ]);
  await expectCurrent(page, 'STOP_COPY 3');
  await page.getByRole('switch', { name: 'VFIO_MIGRATION_P2P' }).click();
  await expect(steps(page)).toHaveText([/opened/, /accepted$/, /accepted$/, /accepted$/]);
});
