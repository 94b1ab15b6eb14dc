/** The device_state register of v1 bit by bit, the enum of v2, and input that is not a value. */
import type { Page } from '@playwright/test';
import {
  alert,
  ask,
  button,
  cell,
  chooseRules,
  expect,
  expectCurrent,
  inspector,
  open,
  reset,
  state,
  status,
  steps,
  test,
} from './page.ts';

const value = (page: Page, label: 'value' | 'device_state') =>
  page.getByRole('textbox', { name: label, exact: true });
const bit = (page: Page, name: string) => page.getByRole('switch', { name, exact: true });

async function write(page: Page, text: string): Promise<void> {
  await value(page, 'value').fill(text);
  await button(page, 'write').click();
}

test('[PAGE-40] bits toggle one by one, and are written together', async ({ page }) => {
  await open(page);
  await expect(bit(page, 'bit 0 _RUNNING')).toBeChecked();
  await bit(page, 'bit 1 _SAVING').click();
  await expect(bit(page, 'bit 1 _SAVING')).toBeChecked();
  await expect(value(page, 'value')).toHaveValue('0x00000003');
  await expectCurrent(page, '_RUNNING 001b');
  await button(page, 'write').click();
  await expectCurrent(page, '_SAVING|_RUNNING 011b');
  await bit(page, 'bit 0 _RUNNING').click();
  await button(page, 'write').click();
  await expect(status(page)).toHaveText(/^Accepted.*_SAVING\|_RUNNING > _SAVING/);
  await page.getByText(/^reserved bits/).click();
  await expect(page.getByRole('switch')).toHaveCount(32);
  await bit(page, 'bit 31 reserved').click();
  await expect(value(page, 'value')).toHaveValue('0x80000002');
  await button(page, 'write').click();
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*0x80000002/);
  await expectCurrent(page, '_SAVING 010b');
});

test("[PAGE-41] a value is written in hex, binary, decimal, or by the kernel's name", async ({ page }) => {
  await open(page);
  for (const text of ['0x3', '0X00000003', '011b', '0b11', '3', '_SAVING|_RUNNING', ' _saving | _running ']) {
    await value(page, 'value').fill(text);
    await value(page, 'value').press('Enter');
    await expectCurrent(page, '_SAVING|_RUNNING 011b');
    await reset(page).click();
    await expectCurrent(page, '_RUNNING 001b');
  }
  await expect(alert(page)).toHaveCount(0);
});

test('[PAGE-42] input that is not a u32 gets a sentence, and the device keeps its value', async ({
  page,
}) => {
  await open(page);
  const bad = [
    ['abc', /abc.*is not a number.*kept/],
    ['-1', /negative.*kept/],
    ['0x100000000', /above 0xffffffff.*kept/],
    ['', /takes a number.*kept/],
    ['4294967296', /above.*kept/],
    ['1.5', /not a number/],
    ['0x', /not a number/],
    ['2b', /not a number/],
    ['1e400', /not a number/],
    ['9'.repeat(400), /above|not a number/],
  ] as const;
  for (const [text, sentence] of bad) {
    await write(page, text);
    await expect(alert(page)).toHaveText(sentence);
    await expect(value(page, 'value')).toHaveValue(text);
    await expect(value(page, 'value')).toHaveAccessibleDescription(sentence);
    await expectCurrent(page, '_RUNNING 001b');
    await expect(steps(page)).toHaveCount(1);
  }
  await write(page, '3');
  await expect(alert(page)).toHaveCount(0);
  await expectCurrent(page, '_SAVING|_RUNNING 011b');
});

test('[PAGE-43] reserved bits are Unspecified in the header, and refused by the posted table', async ({
  page,
}) => {
  await open(page);
  await chooseRules(page, 'uapi-v1');
  await write(page, '0xF000');
  await expect(status(page)).toHaveText(/^Unspecified.*0x0000f000.*Reserved bits are set/);
  await expectCurrent(page, '_RUNNING 001b');
  await expect(steps(page)).toHaveCount(2);
  const suppose = inspector(page).getByRole('button', { name: 'Suppose it is accepted' });
  if ((await suppose.count()) > 0) {
    await suppose.click();
    await expect(status(page), 'the button does what it says').toHaveText(/^Accepted.*Supposed/);
    await button(page, 'Undo').click();
  }
  await write(page, '0xffffffff');
  await expect(status(page)).toHaveText(/^Refused -EINVAL/);
  await chooseRules(page, 'patch-2021-09');
  await expect(steps(page)).toHaveText([
    /opened/,
    /_RUNNING > 0x0000f000 refused.*differs: was unspecified/,
    /refused$/,
  ]);
});

test('[PAGE-44] v2 takes an enum value by choice, number or name, and refuses any other u32', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await page.getByRole('combobox', { name: 'enum vfio_device_mig_state' }).selectOption('STOP_COPY 3');
  await button(page, 'ioctl').click();
  await expect(status(page)).toHaveText(/^Accepted.*RUNNING > STOP_COPY/);
  await expectCurrent(page, 'STOP_COPY 3');
  for (const [text, name] of [
    ['0x1', 'STOP 1'],
    ['RESUMING', 'RESUMING 4'],
    ['2', 'RUNNING 2'],
  ] as const) {
    await value(page, 'device_state').fill(text);
    await button(page, 'ioctl').click();
    await expectCurrent(page, name);
  }
  await value(page, 'device_state').fill('4294967295');
  await button(page, 'ioctl').click();
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*0xffffffff is not among the values of the enum/);
  await value(page, 'device_state').fill('NDMA');
  await button(page, 'ioctl').click();
  await expect(alert(page)).toHaveText(/NDMA.*is not a number.*kept/);
  await expectCurrent(page, 'RUNNING 2');
});

test('[PAGE-45] flags 5 merge RUNNING_P2P away, and the way out sets them again', async ({ page }) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await bit(page, 'VFIO_MIGRATION_P2P').click();
  await expect(bit(page, 'VFIO_MIGRATION_P2P')).not.toBeChecked();
  await expect(state(page, 'RUNNING_P2P 5')).toHaveAttribute('aria-description', /merge this state away/);
  await ask(page, 'STOP 1');
  await expect(inspector(page)).toContainText(/RUNNING > STOP.{1,9}RUNNING_P2P merged away/);
  await expect(cell(page, 'STOP to RUNNING_P2P: refused')).toBeVisible();
  await ask(page, 'RUNNING_P2P 5');
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*needs .*VFIO_MIGRATION_P2P/);
  await button(page, 'Set migration_flags 7').click();
  await expect(bit(page, 'VFIO_MIGRATION_P2P')).toBeChecked();
  await expect(cell(page, 'STOP to RUNNING_P2P: accepted')).toBeVisible();
});

test('[PAGE-46] undefined flags get a sentence, and the old flags stay', async ({ page }) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await bit(page, 'VFIO_MIGRATION_STOP_COPY').click();
  await expect(alert(page)).toHaveText(
    /migration_flags 6 lacks VFIO_MIGRATION_STOP_COPY.*migration_flags 7 is kept/,
  );
  await expect(bit(page, 'VFIO_MIGRATION_STOP_COPY')).toBeChecked();
  await expect(cell(page, 'RUNNING to STOP: accepted')).toBeVisible();
  await bit(page, 'VFIO_MIGRATION_PRE_COPY').click();
  await expect(bit(page, 'VFIO_MIGRATION_PRE_COPY')).not.toBeChecked();
  await expect(alert(page)).toHaveCount(0);
  await chooseRules(page, 'v2-5.18');
  await bit(page, 'VFIO_MIGRATION_PRE_COPY').click();
  await expect(alert(page)).toHaveText(/no migration_flags 7.*migration_flags 3 is kept/);
});

test('[PAGE-47] another rule set of v2 keeps the flags, as its chip says', async ({ page }) => {
  await open(page, '#v=1&rules=v2-6.2&flags=1&at=0');
  await ask(page, 'RUNNING_P2P 5');
  await expect(inspector(page)).toContainText('Refused');
  const there = inspector(page).getByRole('button', { name: /^v2-7\.2\s*: refused$/ });
  await there.click();
  await expect(page.getByRole('combobox', { name: 'Rule set' })).toHaveValue('v2-7.2');
  await expect(cell(page, 'RUNNING to RUNNING_P2P: refused')).toBeVisible();
  await expect(bit(page, 'VFIO_MIGRATION_P2P')).not.toBeChecked();
});
