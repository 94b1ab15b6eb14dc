/** Propose: a draft is begun, edited by keyboard, undone, exported as C, and never lost. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  against,
  alert,
  ask,
  button,
  cell,
  chooseMode,
  chooseRules,
  chooser,
  expect,
  expectCurrent,
  expectFocusKept,
  graph,
  leave,
  open,
  part,
  showPart,
  status,
  test,
} from './page.ts';

const POSTED = '#v=1&rules=patch-2021-09&mode=compare&with=patch-2021-09&at=0';

const table = (page: Page) => page.getByRole('table', { name: 'Proposed table' });

/** A cell of the draft: `_RUNNING to _RESUMING: refused` */
const entry = (page: Page, name: string | RegExp) =>
  table(page).getByRole('button', { name, exact: typeof name === 'string' });

const edits = (page: Page) => page.getByRole('list', { name: /^\d+ edits? of/ }).getByRole('listitem');

/** The C that the page shows for the draft. */
const exported = (page: Page, name: 'Patch' | 'C table') => page.getByRole('region', { name, exact: true });

/** Begins a draft of what an address shows. */
async function begin(page: Page, hash: string): Promise<void> {
  await open(page, hash);
  await showPart(page, 'Propose');
  await page.getByRole('button', { name: /^Begin a draft of/ }).press('Enter');
  await expect(table(page)).toBeVisible();
  await expectFocusKept(page);
}

test('[PAGE-161] a draft begins as a copy, and a key in a cell updates differences, findings, line and matrix', async ({
  page,
}) => {
  await begin(page, POSTED);
  await expect(chooser(page)).toHaveValue('draft-1');
  await expect(against(page)).toHaveValue('patch-2021-09');
  await expect(page.getByRole('main')).toContainText('Nothing has been edited yet.');
  await expect(page.getByRole('main')).toContainText('No patch: draft-1 and patch-2021-09 are the same C.');
  await entry(page, '_STOP to _STOP: refused').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const findings = part(page, /Findings \d+$/);
  const before = await findings.textContent();
  await entry(page, '_RUNNING to _RESUMING: refused').press('+');
  await expect(entry(page, '_RUNNING to _RESUMING: accepted, was refused')).toBeFocused();
  await expect(
    page.getByRole('main').getByText('_RUNNING > _RESUMING: refused → accepted.', { exact: true }),
  ).toBeVisible();
  await expect(edits(page)).toHaveText([/_RUNNING > _RESUMING: refused → accepted/]);
  await expect(findings).not.toHaveText(before ?? '');
  await expect(cell(page, '_RUNNING to _RESUMING: accepted, added')).toBeVisible();
  await expect(graph(page).locator('g[data-arc="1>4"]')).toHaveAttribute('data-change', 'added');
  await showPart(page, 'Differences');
  await expect(page.getByRole('main')).toContainText('Additive for userspace. draft-1 refuses nothing');
  await ask(page, '_RESUMING 100b');
  await expect(status(page)).toHaveText(/^Accepted.*_RUNNING > _RESUMING/);
});

test('[PAGE-162] undo, redo and revert: by button, by key, and edit by edit', async ({ page }) => {
  await begin(page, POSTED);
  await entry(page, '_STOP to _SAVING: refused').press('+');
  await entry(page, '_SAVING to _SAVING: refused').press('?');
  await entry(page, '_RUNNING to _STOP: accepted').press('Space');
  await expect(edits(page)).toHaveText([
    /_STOP > _SAVING: refused → accepted/,
    /_RUNNING > _STOP: accepted → refused/,
    /_SAVING > _SAVING: refused → unspecified/,
  ]);
  const propose = page.getByRole('tabpanel', { name: 'Propose' });
  await propose.getByRole('button', { name: 'Undo' }).click();
  await expect(edits(page)).toHaveCount(2);
  await propose.getByRole('button', { name: 'Redo' }).click();
  await expect(edits(page)).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(edits(page)).toHaveText([/_STOP > _SAVING/]);
  await page.keyboard.press('Control+Shift+z');
  await expect(edits(page)).toHaveCount(2);
  await button(page, 'Take back _STOP > _SAVING: refused → accepted').press('Enter');
  await expect(edits(page)).toHaveText([/_SAVING > _SAVING: refused → unspecified/]);
  await expectFocusKept(page);
  await entry(page, '_SAVING to _SAVING: unspecified, was refused').press('Delete');
  await expect(page.getByRole('main').getByText('_SAVING > _SAVING is refused again.')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Nothing has been edited yet.');
});

test('[PAGE-163] a key that is not an entry says which keys are, and runs no command', async ({ page }) => {
  await begin(page, POSTED);
  await entry(page, '_STOP to _STOP: refused').press('r');
  await expect(page.getByRole('main')).toContainText(
    'r is not an entry: + is accepted, - refused, ? unspecified.',
  );
  await entry(page, '_STOP to _STOP: refused').press('Shift+E');
  await expect(page.getByRole('tabpanel', { name: 'Compare' })).toBeVisible();
  await entry(page, '_STOP to _STOP: refused').press('-');
  await expect(page.getByRole('main')).toContainText('_STOP > _STOP is already refused.');
  await expect(page.getByRole('main')).toContainText('Nothing has been edited yet.');
});

test('[PAGE-164] in v2 a digit is the next state, Enter opens the list, and needs, loop and initial value are edited', async ({
  page,
}) => {
  await begin(page, '#v=1&rules=v2-7.2&flags=7&mode=compare&at=0');
  await entry(page, /^STOP to RUNNING: RUNNING_P2P/).press('2');
  await expect(entry(page, 'STOP to RUNNING: RUNNING, was RUNNING_P2P')).toBeFocused();
  await expect(edits(page)).toHaveText([/STOP > RUNNING: RUNNING_P2P → RUNNING/]);
  await entry(page, /^STOP to RUNNING:/).press('9');
  await expect(page.getByRole('main')).toContainText(
    /9 is not an entry: a next state is one of 0, 1, 2, 3, 4, 5, 6, 7/,
  );
  await entry(page, /^RESUMING to STOP: STOP/).press('Enter');
  const next = page.getByRole('combobox', { name: 'Next state of RESUMING > STOP' });
  await expect(next).toBeFocused();
  await next.selectOption('0 ERROR');
  await expect(entry(page, 'RESUMING to STOP: ERROR, was STOP')).toBeFocused();
  await page.getByRole('checkbox', { name: 'the loop stops on ERROR' }).uncheck();
  await page.getByRole('checkbox', { name: 'RUNNING_P2P needs VFIO_MIGRATION_P2P' }).uncheck();
  await page.getByRole('combobox', { name: 'Initial value' }).selectOption('1 STOP');
  await expect(edits(page)).toHaveText([
    /STOP > RUNNING/,
    /RESUMING > STOP: STOP → ERROR/,
    /RUNNING_P2P needs STOP_COPY, P2P → STOP_COPY/,
    /The loop stops on ERROR → does not stop on ERROR/,
    /device_state starts in RUNNING → STOP/,
  ]);
  await expect(page.getByRole('heading', { name: /^error: newly never returns/ })).toBeVisible();
  await expect(entry(page, /never returns/).first()).toBeVisible();
});

test('[PAGE-165] the C and the patch are shown, copied and saved, and the patch contains the edit', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await begin(page, POSTED);
  await entry(page, '_RUNNING to _RESUMING: refused').press('+');
  await expect(exported(page, 'Patch')).toHaveText(
    /^diff --git .*@@ .*\+.*VFIO_DEVICE_STATE_RESUMING\] = 1,/s,
  );
  await button(page, 'Copy the patch').click();
  await expect(alert(page)).toContainText('Copied: the patch.');
  const patch = await page.evaluate(() => navigator.clipboard.readText());
  expect(patch.split('\n').filter((line) => /^\+(?!\+)/.test(line))).toHaveLength(1);
  await page.getByRole('radio', { name: 'C table' }).check();
  await expect(exported(page, 'C table')).toContainText('[VFIO_DEVICE_STATE_RESUMING] = 1');
  const download = page.waitForEvent('download');
  await button(page, 'Save the C table').click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('draft-1.c');
  const text = await readFile(await saved.path(), 'utf8');
  expect(text).toBe(await exported(page, 'C table').textContent());
});

test('[PAGE-166] a draft survives a reload and a visit without an address, and Explore can choose it', async ({
  page,
}) => {
  await begin(page, POSTED);
  await entry(page, '_RUNNING to _RESUMING: refused').press('+');
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('With a short cut');
  await title.press('Enter');
  await page.reload();
  await expect(chooser(page)).toHaveValue('draft-1');
  await showPart(page, 'Propose');
  await expect(edits(page)).toHaveText([/_RUNNING > _RESUMING: refused → accepted/]);
  await chooseMode(page, 'Explore');
  await chooseRules(page, 'v2-7.2');
  await leave(page);
  await open(page);
  await expect(chooser(page)).toHaveValue('v2-7.2');
  await chooseRules(page, 'draft-1');
  await expect(chooser(page).locator('option:checked')).toHaveText('With a short cut · draft-1');
  await expect(cell(page, '_RUNNING to _RESUMING: accepted')).toBeVisible();
  await ask(page, '_RESUMING 100b');
  await expectCurrent(page, '_RESUMING 100b');
  await expect(alert(page)).toHaveCount(0);
});

test('[PAGE-167] a deleted draft leaves the list, and undo brings it back', async ({ page }) => {
  await begin(page, POSTED);
  await entry(page, '_RUNNING to _RESUMING: refused').press('+');
  await button(page, 'Delete this draft').click();
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await expect(chooser(page).locator('option[value="draft-1"]')).toHaveCount(0);
  await expect(alert(page)).toContainText('draft-1 is deleted; undo brings it back.');
  await expectFocusKept(page);
  await button(page, 'Undo').first().click();
  await expect(chooser(page)).toHaveValue('draft-1');
  await expect(against(page)).toHaveValue('patch-2021-09');
  await showPart(page, 'Propose');
  await expect(edits(page)).toHaveText([/_RUNNING > _RESUMING: refused → accepted/]);
  await page.reload();
  await showPart(page, 'Propose');
  await expect(edits(page)).toHaveText([/_RUNNING > _RESUMING: refused → accepted/]);
});

test('[PAGE-168] two drafts can be compared, and so can a draft of a draft', async ({ page }) => {
  await begin(page, POSTED);
  await entry(page, '_RUNNING to _RESUMING: refused').press('+');
  await button(page, 'Begin another draft of it').click();
  await expect(chooser(page)).toHaveValue('draft-2');
  await expect(against(page)).toHaveValue('draft-1');
  await expect(page.getByRole('main')).toContainText('Nothing has been edited yet.');
  await entry(page, '_RUNNING to _RESUMING: accepted').press('-');
  await showPart(page, 'Differences');
  await expect(page.getByRole('main')).toContainText('1 request that draft-1 accepts is refused.');
  await against(page).selectOption('patch-2021-09');
  await expect(page.getByRole('main')).toContainText('The same for userspace.');
  await chooseRules(page, 'draft-1');
  await expect(page.getByRole('main')).toContainText('Additive for userspace.');
});
