/** Faults of the driver: an armed fault applies to the next request that reaches its arc; only a reset leaves ERROR. */
import type { Page } from '@playwright/test';
import {
  ask,
  chooseRules,
  expect,
  expectCurrent,
  inspector,
  leave,
  open,
  reset,
  status,
  steps,
  test,
} from './page.ts';

const fault = (page: Page) => page.getByRole('combobox', { name: 'Next request' });
const errno = (page: Page) => page.getByRole('combobox', { name: 'errno' });
const arc = (page: Page) => page.getByRole('combobox', { name: 'on arc' });
const faults = (page: Page) => page.getByRole('region', { name: 'Faults and reset' });

const DECLINES = 'the driver declines: an errno, state kept';
const FAULTS = 'the driver faults: ERROR';
const STAYS = 'corrupt data on leaving RESUMING: it stays there';
const BREAKS = 'corrupt data on leaving RESUMING: ERROR';

test('[PAGE-50] a driver that declines arc 2 of a combination leaves the device on the path', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await fault(page).selectOption(DECLINES);
  await errno(page).selectOption('EBUSY');
  await arc(page).selectOption('2');
  await ask(page, 'RESUMING 4');
  await expect(status(page)).toHaveText(/^Refused -EBUSY.*declined RUNNING_P2P > STOP.*reads RUNNING_P2P/);
  await expectCurrent(page, 'RUNNING_P2P 5');
  await expect(steps(page)).toHaveText([/opened/, /RUNNING > RESUMING refused.*now RUNNING_P2P/]);
  await expect(inspector(page)).toContainText('This time:');
  await expect(faults(page)).toContainText('The driver does what it is asked.');
  await ask(page, 'RESUMING 4');
  await expect(status(page)).toHaveText(/^Accepted/);
  await expectCurrent(page, 'RESUMING 4');
});

test('[PAGE-51] a driver that faults leaves the device in ERROR, and only a reset gets out of it', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await fault(page).selectOption(FAULTS);
  await ask(page, 'STOP 1');
  await expect(status(page)).toHaveText(/^Refused -EIO.*faulted on RUNNING > RUNNING_P2P.*reads ERROR/);
  await expectCurrent(page, 'ERROR 0');
  const canvas = page.getByRole('region', { name: 'State graph' });
  const failed = canvas.locator('[data-role="failed"]');
  await expect(failed).toHaveAttribute('data-arc', '2>0');
  await expect(failed.locator('text', { hasText: 'faulted' })).toBeVisible();
  await expect(canvas.locator('[data-role="path"]')).toHaveCount(0);
  await expect(inspector(page)).toContainText('faulted: the device is in ERROR');
  await expect(inspector(page)).toContainText('-1, errno EIO');
  for (const name of ['RUNNING 2', 'STOP 1', 'ERROR 0']) {
    await ask(page, name);
    await expect(status(page)).toHaveText(/^Refused -EINVAL/);
    await expectCurrent(page, 'ERROR 0');
  }
  await inspector(page).getByRole('button', { name: 'Reset the device' }).click();
  await expectCurrent(page, 'RUNNING 2');
  await chooseRules(page, 'patch-2021-09');
  await fault(page).selectOption(FAULTS);
  await expect(arc(page)).toHaveCount(0);
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_ERROR 110b');
  await ask(page, '_RUNNING 001b');
  await expect(status(page)).toHaveText(/^Refused -EINVAL/);
  await reset(page).click();
  await expectCurrent(page, '_RUNNING 001b');
});

test('[PAGE-52] corrupt data on leaving RESUMING: the driver stays there, or faults', async ({ page }) => {
  for (const [rules, from, to, error] of [
    ['v2-7.2&flags=7&start=RESUMING', 'RESUMING 4', 'RUNNING 2', 'ERROR 0'],
    ['uapi-v1&start=_RESUMING', '_RESUMING 100b', '_RUNNING 001b', '_ERROR 110b'],
  ] as const) {
    await leave(page);
    await open(page, `#v=1&rules=${rules}&at=0`);
    await fault(page).selectOption(STAYS);
    await ask(page, to);
    await expect(status(page)).toHaveText(/^Refused.*data is corrupt.*reads _?RESUMING/);
    await expectCurrent(page, from);
    await fault(page).selectOption(BREAKS);
    await ask(page, to);
    await expect(status(page)).toHaveText(/^Refused.*data is corrupt.*reads _?ERROR/);
    await expectCurrent(page, error);
  }
});

test('[PAGE-53] an armed fault waits for a request that reaches its arc, and can be disarmed', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await fault(page).selectOption(DECLINES);
  await arc(page).selectOption('3');
  await errno(page).selectOption('ENOMEM');
  await expect(faults(page)).toContainText('Armed');
  await ask(page, 'PRE_COPY 6', 'ERROR 0', 'PRE_COPY 6');
  await expectCurrent(page, 'PRE_COPY 6');
  await expect(faults(page)).toContainText('Armed');
  await expect(errno(page)).toHaveValue('ENOMEM');
  await ask(page, 'RESUMING 4');
  await expect(status(page)).toHaveText(/^Refused -ENOMEM/);
  await expectCurrent(page, 'RUNNING_P2P 5');
  await fault(page).selectOption(STAYS);
  await ask(page, 'STOP 1');
  await expect(status(page)).toHaveText(/^Accepted/);
  await expect(faults(page)).toContainText('Armed');
  await fault(page).selectOption('no fault');
  await ask(page, 'RESUMING 4', 'RUNNING 2');
  await expect(status(page)).toHaveText(/^Accepted.*RESUMING > RUNNING/);
  await expectCurrent(page, 'RUNNING 2');
});

test('[PAGE-54] a link to a walk that ends in a fault shows where it failed, whether or not it looks at a request', async ({
  page,
}) => {
  const canvas = page.getByRole('region', { name: 'State graph' });
  for (const look of ['', '&look=RUNNING~STOP']) {
    await leave(page);
    await open(page, `#v=1&rules=v2-7.2&flags=7&trace=STOP:r!faulted-1${look}&at=1`);
    await expectCurrent(page, 'ERROR 0');
    await expect(canvas.locator('[data-role="failed"]')).toHaveAttribute('data-arc', '2>0');
  }
  await reset(page).click();
  await expect(canvas.locator('[data-role="failed"]')).toHaveCount(0);
});

test('[PAGE-55] a fault set and refined faster than the page paints keeps every choice', async ({ page }) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await fault(page).selectOption(DECLINES);
  await expect(arc(page)).toBeVisible();
  await faults(page).evaluate((section) => {
    const [, errnoField, arcField] = section.querySelectorAll('select');
    const choose = (field: HTMLSelectElement | undefined, value: string) => {
      if (!field) throw new Error('a field of the fault is missing');
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    choose(arcField, '3');
    choose(errnoField, 'ENOMEM');
  });
  await expect(arc(page)).toHaveValue('3');
  await expect(errno(page)).toHaveValue('ENOMEM');
});
