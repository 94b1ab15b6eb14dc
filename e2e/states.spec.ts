/** A click on a state: each of the four verdicts, and what the page says of it. */
import {
  ask,
  button,
  chip,
  chooseRules,
  current,
  expect,
  expectCurrent,
  graph,
  inspector,
  open,
  paint,
  reset,
  state,
  status,
  steps,
  test,
} from './page.ts';

test('[PAGE-10] clicking a state moves the device there if the request is accepted', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b');
  await expect(status(page)).toHaveText(/^Accepted.*_RUNNING > _STOP.*table lists/);
  await expectCurrent(page, '_STOP 000b');
  await expect(inspector(page).getByRole('heading', { name: '_RUNNING > _STOP' })).toBeVisible();
  await expect(inspector(page)).toContainText('pwrite returns');
  await expect(inspector(page).getByRole('link').first()).toHaveAttribute('href', /^https:\/\//);
  await ask(page, '_RUNNING 001b', '_SAVING|_RUNNING 011b', '_SAVING 010b');
  await expectCurrent(page, '_SAVING 010b');
  await expect(steps(page)).toHaveText([
    /opened in _RUNNING/,
    /_RUNNING > _STOP accepted/,
    /_STOP > _RUNNING accepted/,
    /_RUNNING > _SAVING\|_RUNNING accepted/,
    /_SAVING\|_RUNNING > _SAVING accepted/,
  ]);
});

test('[PAGE-11] a refused request moves nothing, says -EINVAL, why and the way out, and is recorded', async ({
  page,
}) => {
  await open(page);
  await ask(page, '_RESUMING 100b');
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*_RUNNING > _RESUMING.*does not list/);
  await expectCurrent(page, '_RUNNING 001b');
  await expect(steps(page)).toHaveText([/opened in/, /_RUNNING > _RESUMING refused/]);
  await expect(inspector(page)).toContainText('What would be legal: Ask for _STOP, then _RESUMING.');
  await expect(chip(page, 'patch-2021-09-amended')).toHaveAccessibleName(/: accepted$/);
  await inspector(page).getByRole('button', { name: 'Ask for _STOP' }).click();
  await expectCurrent(page, '_STOP 000b');
  await ask(page, '_RESUMING 100b');
  await expectCurrent(page, '_RESUMING 100b');
});

test('[PAGE-12] the current state, ERROR and invalid values can be asked for too', async ({ page }) => {
  await open(page);
  for (const name of ['_RUNNING 001b', '_ERROR 110b', '101b invalid', '111b invalid']) {
    await ask(page, name);
    await expect(status(page)).toHaveText(/^Refused -EINVAL/);
    await expectCurrent(page, '_RUNNING 001b');
  }
  await expect(steps(page)).toHaveCount(5);
});

test('[PAGE-13] what the header neither charts nor forbids is Unspecified, and can be taken as accepted', async ({
  page,
}) => {
  await open(page);
  await chooseRules(page, 'uapi-v1');
  await ask(page, '_STOP 000b', '_SAVING 010b');
  await expect(status(page)).toHaveText(/^Unspecified.*_STOP > _SAVING.*neither charts nor forbids/);
  await expectCurrent(page, '_STOP 000b');
  await button(page, 'Suppose it is accepted').click();
  await expect(status(page)).toHaveText(/^Accepted.*_STOP > _SAVING.*Supposed/);
  await expectCurrent(page, '_SAVING 010b');
  await expect(steps(page)).toHaveText([
    /opened in/,
    /_RUNNING > _STOP/,
    /unspecified/,
    /_STOP > _SAVING accepted/,
  ]);
});

test('[PAGE-14] the loop of v2-6.2 never returns, and v2-7.2 refuses the same walk at its last step', async ({
  page,
}) => {
  await open(page);
  await chooseRules(page, 'v2-6.2');
  await ask(page, 'PRE_COPY 6', 'STOP_COPY 3');
  await expectCurrent(page, 'STOP_COPY 3');
  await ask(page, 'PRE_COPY 6');
  await expect(status(page)).toHaveText(/^Never returns.*STOP_COPY > PRE_COPY/);
  await expect(status(page)).toContainText('mutex');
  await expectCurrent(page, 'STOP_COPY 3');
  await expect(chip(page, 'v2-7.2')).toHaveAccessibleName(/: refused$/);
  await chooseRules(page, 'v2-7.2');
  await expect(steps(page)).toHaveText([
    /opened in RUNNING/,
    /RUNNING > PRE_COPY accepted$/,
    /PRE_COPY > STOP_COPY accepted$/,
    /STOP_COPY > PRE_COPY refused.*differs: was never returns/,
  ]);
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*STOP_COPY > PRE_COPY/);
  await expect(chip(page, 'v2-6.2')).toHaveAccessibleName(/: never returns$/);
  await expectCurrent(page, 'STOP_COPY 3');
});

test('[PAGE-15] pointing at a state previews path and verdict, and a combination names its path', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  const preview = page.getByRole('main');
  await state(page, 'RESUMING 4').hover();
  await expect(preview).toContainText('RUNNING > RESUMING accepted, via RUNNING_P2P, STOP');
  await expectCurrent(page, 'RUNNING 2');
  await expect(status(page)).toHaveText(/^The device is in RUNNING/);
  await state(page, 'ERROR 0').hover();
  await expect(preview).toContainText('RUNNING > ERROR refused: ');
  await state(page, 'RUNNING 2').hover();
  await expect(preview).not.toContainText('RUNNING > ERROR refused');
  await ask(page, 'RESUMING 4');
  await expect(status(page)).toHaveText(/^Accepted.*RUNNING > RESUMING/);
  await expectCurrent(page, 'RESUMING 4');
  await expect(inspector(page)).toContainText('RUNNING > RUNNING_P2P');
  await expect(inspector(page)).toContainText('RUNNING_P2P > STOP');
  await expect(inspector(page)).toContainText('STOP > RESUMING');
});

test('[PAGE-540] a press keeps the preview of what is pointed at, and a click makes it the one Tab stop', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await ask(page, 'RESUMING 4');
  await state(page, 'ERROR 0').hover();
  const preview = page.getByRole('main');
  await expect(preview).toContainText('RESUMING > ERROR refused: ');
  await page.mouse.down();
  // The focus has left the state that was asked for before.
  await expect(state(page, 'ERROR 0')).toBeFocused();
  await paint(page);
  expect(await preview.textContent()).toContain('RESUMING > ERROR refused: ');
  await page.mouse.up();
  await expect(status(page)).toHaveText(/^Refused.*RESUMING > ERROR/);
  const stop = graph(page).locator('[data-value][tabindex="0"]');
  await expect(stop).toHaveAttribute('data-value', '0');
  // What is pressed and let go elsewhere is not asked for, and no second stop.
  await state(page, 'RUNNING 2').hover();
  await page.mouse.down();
  await page.mouse.move(2, 2);
  await page.mouse.up();
  await expect(stop).toHaveAttribute('data-value', '0');
  await expect(status(page)).toHaveText(/^Refused.*RESUMING > ERROR/);
});

test('[PAGE-16] VFIO_DEVICE_RESET leads back to the initial state from anywhere', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&start=_ERROR&at=0');
  await expectCurrent(page, '_ERROR 110b');
  await ask(page, '_RUNNING 001b');
  await expect(status(page)).toHaveText(/^Refused -EINVAL/);
  await expect(inspector(page)).toContainText('VFIO_DEVICE_RESET');
  await reset(page).click();
  await expect(status(page)).toHaveText(/^Accepted.*VFIO_DEVICE_RESET/);
  await expectCurrent(page, '_RUNNING 001b');
  await chooseRules(page, 'stop-default');
  await reset(page).click();
  await expectCurrent(page, '_STOP 000b');
});

test('[PAGE-17] a chip opens the same request in another rule set', async ({ page }) => {
  await open(page);
  await ask(page, '_RESUMING 100b');
  await chip(page, 'fully-connected').click();
  await expect(page.getByRole('combobox', { name: 'Rule set' })).toHaveValue('fully-connected');
  await expect(inspector(page).getByRole('heading', { name: '_RUNNING > _RESUMING' })).toBeVisible();
  await expect(inspector(page)).toContainText('Accepted');
  await expect(current(page)).toHaveCount(1);
  await expect(graph(page)).toBeVisible();
});
