/** Why a device does not migrate: the page of causes, its addresses, the palette; and what of a log leaves Review. */

import type { Page } from '@playwright/test';
import { CAUSES } from '../src/protocol/causes/cause-table.ts';
import { begin, button, expect, expectCurrent, open, showPart, test } from './page.ts';

/** A busy machine is slow. */
test.slow();

const PAGE = '#v=1&rules=patch-2021-09&mode=learn&part=causes&at=0';
const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';

const list = (page: Page) => page.getByRole('list', { name: 'Causes', exact: true });
const cause = (page: Page, name: string) => page.getByRole('article', { name, exact: true });
const SYNC = 'A second data_fd came while QEMU held one';

async function openCauses(page: Page, hash = PAGE): Promise<void> {
  await page.goto(`./${hash}`);
  await expect(page.getByRole('heading', { name: 'Why does my device not migrate?' })).toBeVisible();
}

test('[PAGE-410] every cause is there, with its address, and an error line finds its own', async ({
  page,
}) => {
  await openCauses(page);
  await expect(list(page).getByRole('listitem')).toHaveCount(CAUSES.length);
  await list(page).getByRole('button', { name: SYNC }).click();
  await expect(cause(page, SYNC)).toContainText('data_fd out of sync');
  await expect(cause(page, SYNC).getByRole('link', { name: /vfio_migration_set_state/ })).toBeVisible();
  await expect(page).toHaveURL(/part=causes\.data-fd-out-of-sync/);
  await page.getByLabel('Error line').fill('Error: 0000:01:00.0: VFIO migration is not supported in kernel');
  await expect(page).toHaveURL(/part=causes\.no-kernel-support/);
  await expect(page.getByRole('main')).toContainText('The line names this cause.');
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await page.getByLabel('Error line').fill('ENOTTY');
  await expect(list(page)).toContainText('The kernel driver of the device has no migration');
  await page.getByLabel('Error line').fill('xyzzy');
  await expect(page.getByRole('main')).toContainText('No known cause is in it. Nothing is claimed about it.');
  await page.reload();
  await expect(cause(page, 'The kernel driver of the device has no migration')).toBeVisible();
});

test('[PAGE-411] the palette finds a cause by what a program printed', async ({ page }) => {
  await open(page);
  for (const [typed, id] of [
    ['not supported in kernel', 'no-kernel-support'],
    ['ENOTTY', 'no-kernel-support'],
    ['out of sync', 'data-fd-out-of-sync'],
  ] as const) {
    await page.keyboard.press('Control+k');
    const input = page.getByRole('combobox', { name: 'Commands' });
    await input.fill(typed);
    await page.getByRole('option', { name: new RegExp(id) }).click();
    await expect(page).toHaveURL(new RegExp(`part=causes\\.${id}`));
    await expect(page.getByRole('article')).toBeVisible();
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Commands' }).fill('xyzzyq');
  await expect(page.getByRole('dialog').getByText('No command matches.')).toBeVisible();
});

test('[PAGE-412] a run opens in Explore as its history, and the report is what the command line prints', async ({
  page,
}) => {
  await open(page, REVIEW);
  await begin(page).getByRole('button', { name: 'A log of QEMU', exact: true }).click();
  const report = await showPart(page, /^Report/);
  await expect(report).toContainText('0000:5e:00.4: STOP > STOP_COPY failed with ENOSPC.');
  await report.getByRole('tab', { name: 'Plain text' }).click();
  await expect(report).toContainText('Client:  QEMU 9.1 to 11.1');
  await report.getByRole('tab', { name: 'JSON' }).click();
  await expect(report).toContainText('{"formats":["qemu-trace-9.1"');
  await showPart(page, /^Steps/);
  await button(page, 'Open in Explore').click();
  const history = page.getByRole('list', { name: 'History', exact: true });
  await expect(history.getByRole('listitem')).toHaveCount(7);
  await expect(history).toContainText('STOP > STOP_COPY');
  await expect(page).toHaveURL(/rules=v2-7\.2&flags=3&trace=RUNNING_P2P,STOP,STOP_COPY!declined-1-ENOSPC/);
  await expectCurrent(page, 'RUNNING 2');
});

test('[PAGE-500] a run opens in the lab: every device, its own flags, the fault, and the step in view', async ({
  page,
}) => {
  await open(page, REVIEW);
  await begin(page).getByRole('button', { name: 'A log of QEMU', exact: true }).click();
  await button(page, 'Open in the lab').click();
  await expect(page.getByRole('main')).toContainText('step 34 of 42');
  await expect(page.getByRole('combobox', { name: 'migration_flags' })).toHaveValue('mixed');
  await expect(page.getByRole('main')).toContainText('complete: STOP > STOP_COPY: -ENOSPC, still STOP');
  await expect(
    page.getByRole('paragraph').filter({ hasText: '5e:00.4 are its devices 1 and 2.' }),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByRole('main')).toContainText('step 34 of 42');
  await page.getByRole('combobox', { name: 'migration_flags' }).selectOption('7');
  await expect(page).toHaveURL(/part=lab:state/);
});

test('[PAGE-413] another log beside it tells where they part', async ({ page }) => {
  await open(page, REVIEW);
  await begin(page).getByRole('button', { name: 'A log of QEMU', exact: true }).click();
  const other = await showPart(page, /^Other log/);
  const line = (at: number, text: string) => `1@1751500000.00000${at}:${text}\n`;
  const good = ['RUNNING_P2P', 'STOP', 'STOP_COPY']
    .map(
      (name, at) =>
        line(2 * at, `vfio_migration_set_state  (0000:5e:00.4) new state ${name}, recover state STOP`) +
        line(2 * at + 1, `vfio_migration_set_device_state  (0000:5e:00.4) state ${name}`),
    )
    .join('');
  await page
    .getByLabel('Log to compare with')
    .setInputFiles({ name: 'good.log', mimeType: 'text/plain', buffer: Buffer.from(good) });
  const run = other.getByRole('listitem').filter({ hasText: '0000:5e:00.4' });
  await expect(run).toContainText('2 steps are the same, then they part.');
  await expect(run).toContainText('STOP > STOP_COPY: failed, ENOSPC');
  await expect(run).toContainText('STOP > STOP_COPY: reached');
  await expect(other).toContainText('0000:3b:00.1 is in this log alone: it is not compared.');
  await run.getByRole('button', { name: 'line 24' }).click();
  await expect(page.locator('.cm-lineNumbers .cm-activeLineGutter')).toHaveText('24');
});
