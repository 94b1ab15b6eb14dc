/** Client flows in Compare and Review: the chooser of the client, a flow told in full, and its play on the canvas. */

import type { Locator, Page } from '@playwright/test';
import { expect, expectCurrent, fixture, mode, open, review, showPart, status, test } from './page.ts';

const V2 = '#v=1&rules=v2-7.2&mode=compare&with=v2-6.2&flags=7&at=0';

const clients = (page: Page): Locator => page.getByRole('combobox', { name: 'Client', exact: true });
const flows = (page: Page): Locator => page.getByRole('table', { name: 'Client flows' });
const flow = (page: Page, name: string): Locator => flows(page).getByRole('button', { name, exact: true });

test('[PAGE-260] the client is chosen in Compare: its flows stand there, and the choice is kept', async ({
  page,
}) => {
  await open(page, V2);
  await showPart(page, 'Client flows');
  await expect(clients(page)).toHaveValue('newest');
  await expect(clients(page).getByRole('option', { selected: true })).toHaveText('QEMU 9.1 to 11.1');
  await clients(page).selectOption({ label: 'Cloud Hypervisor up to v53.0' });
  await expect(page.locator('[data-flow-counts]')).toHaveText(
    /12 the same, over flags 1, 3, 5 and 7\. Derived by reading/,
  );
  await expect(flow(page, 'snapshot')).toBeVisible();
  await expect(flow(page, 'savevm')).toHaveCount(0);
  await showPart(page, 'Differences');
  await mode(page, 'Explore').click();
  await mode(page, 'Compare').click();
  await showPart(page, 'Client flows');
  await expect(clients(page)).toHaveValue('cloud-hypervisor-53');
  await clients(page).selectOption('all');
  await expect(flows(page).getByRole('rowgroup')).toHaveCount(1 + 8);
  await flows(page)
    .getByRole('button', { name: 'Play snapshot of hermes under v2-7.2', exact: true })
    .click();
  await expect(status(page)).toHaveText(/^Accepted.*STOP_COPY > STOP/);
  await expectCurrent(page, 'STOP 1');
});

test('[PAGE-261] a flow opens by keyboard and tells its steps, its end and its source', async ({ page }) => {
  await open(page, V2);
  await showPart(page, 'Client flows');
  await clients(page).selectOption('newest');
  const name = 'reset-in-pre-copy-read-fails';
  await expect(
    flows(page).getByRole('row', { name: new RegExp(`^${name} impossible with flags 1, 3`) }),
  ).toContainText('happens only with VFIO_MIGRATION_PRE_COPY');
  await page.getByText('What the client does about a failure').click();
  await expect(page.getByText(/It never reads the state back/)).toBeVisible();
  await flow(page, name).focus();
  await page.keyboard.press('Enter');
  await expect(flow(page, name)).toHaveAttribute('aria-expanded', 'true');
  const steps = page.getByRole('list', { name: 'Steps under v2-6.2 and v2-7.2' });
  await expect(steps.getByRole('listitem').nth(1)).toHaveText(/VFIO_DEVICE_RESET.*from outside/);
  await expect(flows(page)).toContainText('The client completes the flow.');
  await expect(flows(page).getByRole('link')).toHaveText(
    /^QEMU v10\.2\.2, hw\/vfio\/migration\.c: vfio_save_setup\(\)/,
  );
  await page.keyboard.press('Enter');
  await expect(steps).toHaveCount(0);
});

test('[PAGE-262] Review shows the flows of the chosen client, and everything that fails', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await review(page, `${fixture('v1-mail.txt')}\n${fixture('v1-row.patch')}`);
  await showPart(page, 'Client flows');
  await clients(page).selectOption('qemu-5.2');
  await expect(clients(page).getByRole('option', { selected: true })).toHaveText('QEMU 5.2 to 6.0');
  const failing = flows(page)
    .getByRole('row')
    .filter({ hasText: /fails at steps? \d/ })
    .first();
  await expect(failing).toBeVisible();
  await failing.getByRole('button', { expanded: false }).click();
  await expect(
    flows(page)
      .getByText(/refused with -EINVAL; taken as if it were accepted/)
      .first(),
  ).toBeVisible();
  await expect(
    flows(page)
      .getByText(/^After the failure at step \d/)
      .first(),
  ).toBeVisible();
  await failing
    .getByRole('button', { name: /^Play .* of qemu-5\.2 under / })
    .last()
    .click();
  await expect(status(page)).toHaveText(/^Refused -EINVAL/);
});
