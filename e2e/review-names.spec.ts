/** Names that are not the kernel's: Review asks which states they are, and guesses nothing. */

import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { button, editor, expect, expectFocusKept, found, open, test } from './page.ts';

const REVIEW = '#v=1&rules=v2-7.2&flags=7&mode=review&at=0';

const STEP = `static int demo_step(struct demo *d, u32 new)
{
	u32 cur = d->mig_state;

	if (cur == VFIO_DEVICE_STATE_RUNNING && new == VFIO_DEVICE_STATE_STOP)
		return demo_stop(d);
	if (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RUNNING)
		return demo_start(d);
	if (cur == VFIO_DEVICE_STATE_STOP && new == MY_SAVE)
		return demo_save(d);
	if (cur == MY_SAVE && new == VFIO_DEVICE_STATE_STOP)
		return 0;
	if (cur == VFIO_DEVICE_STATE_STOP && new == MY_FROB)
		return demo_load(d);
	if (cur == MY_FROB && new == VFIO_DEVICE_STATE_STOP)
		return 0;
	return -EINVAL;
}
`;

const names = (page: Page) => page.getByRole('region', { name: 'Names', exact: true });
const asked = (page: Page) => names(page).getByRole('list', { name: 'Names that may be states' });
const decided = (page: Page) => names(page).getByRole('list', { name: 'Names that were decided' });

async function paste(page: Page, text: string): Promise<void> {
  await open(page, REVIEW);
  await editor(page).fill(text);
}

test('[NAME-20] a name is read as a state when the user says so, by keyboard, and taken back', async ({
  page,
}) => {
  await paste(page, STEP);
  await expect(asked(page).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('combobox', { name: 'State for MY_SAVE' })).toHaveValue('STOP_COPY');
  await page.getByRole('combobox', { name: 'State for MY_SAVE' }).focus();
  await page.keyboard.press('Tab');
  await expect(button(page, 'Yes, read MY_SAVE as STOP_COPY')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(decided(page).getByRole('listitem')).toHaveText([/MY_SAVE is read as STOP_COPY/]);
  await expect(asked(page).getByRole('listitem')).toHaveCount(1);
  await expectFocusKept(page);
  await expect(found(page)).toContainText('STOP_COPY > STOP');

  await button(page, 'Take back MY_SAVE').press('Enter');
  await expect(decided(page)).toBeHidden();
  await expect(asked(page).getByRole('listitem')).toHaveCount(2);
  await expectFocusKept(page);
});

test('[NAME-21] a name that is near no state needs one, and no two names have the same', async ({ page }) => {
  await paste(page, STEP);
  await button(page, 'Yes, read MY_FROB as a state').click();
  await expect(names(page).locator('[data-alert]')).toHaveText('Choose the state that MY_FROB stands for.');
  await page.getByRole('combobox', { name: 'State for MY_FROB' }).selectOption('STOP_COPY');
  await button(page, 'Yes, read MY_FROB as STOP_COPY').click();
  await expect(decided(page)).toContainText('MY_FROB is read as STOP_COPY');
  // The state that MY_SAVE is near is taken now, so none is suggested for it.
  await page.getByRole('combobox', { name: 'State for MY_SAVE' }).selectOption('STOP_COPY');
  await button(page, 'Yes, read MY_SAVE as STOP_COPY').click();
  await expect(names(page).locator('[data-alert]')).toHaveText(
    'MY_FROB and MY_SAVE are both read as STOP_COPY.',
  );
});

test('[NAME-22] a choice stays with the text when the page is loaded again, and goes with it', async ({
  page,
}) => {
  await paste(page, STEP);
  await button(page, 'Yes, read MY_SAVE as STOP_COPY').click();
  await button(page, 'No, MY_FROB is not a state').click();
  await expect(decided(page).getByRole('listitem')).toHaveCount(2);
  await page.reload();
  await expect(decided(page).getByRole('listitem')).toHaveText([/MY_SAVE is read as/, /MY_FROB is not read/]);
  await expectAccessible(page, 'decided names', '[data-part="found"]');

  await page.getByRole('tab', { name: /^Answer/ }).click();
  await page.getByRole('tab', { name: 'Plain text' }).click();
  await expect(page.getByRole('tabpanel', { name: /^Answer/ })).toContainText('MY_SAVE is taken to mean');

  await button(page, 'Clear').click();
  await editor(page).fill(STEP);
  await expect(asked(page).getByRole('listitem')).toHaveCount(2);
  await expect(decided(page)).toBeHidden();
});

test('[NAME-23] names of one prefix are read together, where nothing else is found', async ({ page }) => {
  const own = STEP.replaceAll('VFIO_DEVICE_STATE_STOP', 'DEMO_HALTED')
    .replaceAll('VFIO_DEVICE_STATE_RUNNING', 'DEMO_ACTIVE')
    .replaceAll('MY_SAVE', 'DEMO_SAVE')
    .replaceAll('MY_FROB', 'DEMO_LOAD');
  await paste(page, own);
  await expect(asked(page).getByRole('listitem')).toHaveCount(4);
  await button(page, 'Yes to all with a state').click();
  await expect(decided(page).getByRole('listitem')).toHaveCount(4);
  await expect(found(page)).toContainText('demo_step');
  await expect(found(page)).toContainText('RESUMING > STOP');
});

test('[NAME-24] any name can be entered; one that is none gets a sentence', async ({ page }) => {
  await paste(page, 'int x[] = { 1 };\n');
  await names(page).getByText('Read another name as a state').click();
  await names(page).getByRole('textbox', { name: 'Name in the text' }).fill('9 = x');
  await names(page).getByRole('combobox', { name: 'State of the kernel' }).selectOption('STOP');
  await names(page).getByRole('button', { name: 'Read', exact: true }).click();
  await expect(names(page).locator('[data-alert]')).toHaveText(/^9 = x is not a name: /);
});
