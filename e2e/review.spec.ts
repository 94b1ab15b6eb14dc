/** Review: paste, drop or open a text to see what it changes, what it breaks and what to answer. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { REVIEW_WORDS } from '../src/modes/review/review-mode-words.ts';
import {
  against,
  ask,
  button,
  caretLine,
  cell,
  chooseMode,
  chooser,
  editor,
  enterEditor,
  expect,
  expectCurrent,
  fixture,
  found,
  graph,
  matrix,
  open,
  review,
  shownLine,
  showPart,
  status,
  test,
} from './page.ts';

const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';

const list = (page: Page, name: string) =>
  page.getByRole('list', { name, exact: true }).getByRole('listitem');

/** One finding: its request, its line, what can be done with it. */
const finding = (page: Page, id: string, request: string) =>
  page
    .getByRole('tabpanel', { name: /^Findings/ })
    .getByRole('group')
    .filter({ has: page.getByText(id, { exact: true }) })
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: request, exact: true }) });

/** What the patch does, in one line and as lamps. */
const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict', exact: true });

/** Drops a file on the text, as the browser does. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  await editor(page).evaluate(
    (element, [fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content ?? ''], fileName ?? ''));
      for (const type of ['dragenter', 'dragover', 'drop'])
        element.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
        );
    },
    [name, text],
  );
}

const openFile = (page: Page, name: string, buffer: Buffer | string) =>
  page
    .getByLabel('Files to open')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(buffer) });

test('[PAGE-170] a page of an archive, pasted whole: the eleven arcs of its patch, and the lines of its findings', async ({
  page,
}) => {
  await open(page, REVIEW);
  await expect(page.getByRole('main')).toContainText('Paste a patch, a mail, a mailbox, C source or a log');
  await review(page, fixture('archive-page.txt'));
  await expect(found(page)).toContainText('moves a table of allowed requests');
  await expect(found(page)).toContainText('VFIO_DEVICE_STATE_SAVING is a name that only v1 has.');
  await expect(found(page)).toContainText('Every entry is in the text.');
  await expect(chooser(page)).toHaveValue('pasted-1');
  await expect(verdict(page)).toContainText('It is identical to patch-2021-09, entry by entry');
  await expect(verdict(page)).toContainText('Compared with uapi-v1');
  await expect(against(page)).toHaveValue('uapi-v1');
  await expect(finding(page, 'change.newly-refused', '_RUNNING > _RESUMING')).toContainText('line 233');
  await showPart(page, 'Matrix');
  await expect(matrix(page).getByRole('button', { name: /: accepted/ })).toHaveCount(11);
  await showPart(page, 'Differences');
  await expect(list(page, 'Newly accepted')).toHaveCount(5);
});

test('[PAGE-347] a request that the same cause hits is a button: by keyboard it shows that request on the graph', async ({
  page,
}) => {
  await open(page, REVIEW);
  await openFile(page, 'loop.patch', fixture('v2-loop.patch'));
  const returns = finding(page, 'change.never-returns-fixed', 'STOP_COPY > PRE_COPY');
  await expect(returns).toHaveAttribute('aria-current', 'true');
  const hit = returns.getByRole('button', { name: 'STOP_COPY > PRE_COPY_P2P (flags 7): returns now' });
  await hit.focus();
  await hit.press('Enter');
  await expect(hit).toBeFocused();
  await expect(returns).toHaveAttribute('aria-current', 'true');
  await expect(graph(page).locator('[data-arc="3>7"]')).toHaveAttribute('data-role', /^(?:path|failed)$/);
  await expect(page).toHaveURL(/look=STOP_COPY/);
});

test('[PAGE-171] a patch has two sides: what it adds is on the canvas, and what it does not show is assumed', async ({
  page,
}) => {
  await open(page, REVIEW);
  await openFile(page, 'one-more.patch', fixture('v1-row.patch'));
  await expect(page.getByRole('heading', { name: 'Text: one-more.patch' })).toBeVisible();
  await expect(found(page)).toContainText(
    /20 of 25 entries are not in the text: they are assumed from patch-2021-09/,
  );
  await expect(found(page)).toContainText('The text is a diff, so it also has the old side.');
  await expect(chooser(page)).toHaveValue('pasted-1');
  await expect(against(page)).toHaveValue('pasted-1-old');
  await expect(graph(page).locator('g[data-arc="1>4"]')).toHaveAttribute('data-change', 'added');
  await expect(verdict(page)).toContainText('Adds 1 request, mends 4 flows, breaks nothing.');
  await expect(list(page, 'Flows that end differently')).toHaveText([
    /^loadvm: fails before, completes now/,
    /^loadvm-paused-vm: fails before, completes now/,
    /^incoming: fails before, completes now/,
    /^incoming-paused: fails before, completes now/,
  ]);
  await expect(list(page, 'Flows that end as before').filter({ hasText: /^boot: / })).toHaveCount(1);
  await expect(page.getByRole('tab', { name: 'Findings 1' })).toBeVisible();
  const added = finding(page, 'change.newly-accepted', '_RUNNING > _RESUMING');
  await expect(added).toHaveAttribute('aria-current', 'true');
  await expect(shownLine(page)).toContainText('VFIO_DEVICE_STATE_RESUMING');
  const mended = page.getByRole('region', { name: 'What the patch repairs' });
  await expect(mended).toContainText('The header charts _RUNNING > _RESUMING');
  await expect(mended.getByRole('list', { name: 'The same cause' })).toContainText('incoming, loadvm');
  const before = finding(page, 'v1.cannot-stop', '_SAVING|_RUNNING > _STOP');
  await expect(before).toBeHidden();
  await page.getByRole('heading', { name: 'Already there before the patch' }).click();
  await expect(before).toBeVisible();
  const download = page.waitForEvent('download');
  await verdict(page).getByRole('button', { name: 'Save as SVG' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('vfio-verdict.svg');
  const svg = readFileSync(await saved.path(), 'utf8');
  const root = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return [documentElement.tagName, documentElement.textContent];
  }, svg);
  expect(root[0]).toBe('svg');
  expect(root[1]).toContain('Adds 1 request, mends 4 flows, breaks nothing.');
  await verdict(page).getByRole('button', { name: 'Show the client flows' }).click();
  await expect(page.getByRole('tab', { name: 'Client flows' })).toHaveAttribute('aria-selected', 'true');
  await showPart(page, 'Differences');
  await expect(list(page, 'Newly accepted')).toHaveText([/_RUNNING > _RESUMING/]);
  await ask(page, '_RESUMING 100b');
  await expect(status(page)).toHaveText(/^Accepted.*Old: refused, -EINVAL/);
  await drop(page, 'rows.patch', fixture('v2-rows.patch'));
  await expect(page.getByRole('heading', { name: 'Text: rows.patch' })).toBeVisible();
  await expect(found(page)).toContainText('a table of next states');
  await expectCurrent(page, 'RUNNING 2');
  await expect(editor(page)).toContainText('next_arc');
  await expect(list(page, 'No longer accepted')).toHaveText([/RESUMING > RUNNING_P2P.*breaking/]);
});

test('[PAGE-172] a finding points at its line, a line selects its request, and a request its line', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('v1-mail.txt'));
  const refused = finding(page, 'change.newly-refused', '_RUNNING > _RESUMING');
  await refused.getByRole('button', { name: /^line/ }).click();
  await expect(shownLine(page)).toContainText('[VFIO_DEVICE_STATE_RUNNING] = {');
  await expect(caretLine(page)).toHaveText(
    (await refused.getByRole('button', { name: /^line/ }).innerText()).slice(5),
  );
  await expect(refused).toHaveAttribute('aria-current', 'true');
  await found(page)
    .getByRole('button', { name: /^line \d+, column \d+$/ })
    .click();
  await expect(editor(page)).toBeFocused();
  await editor(page).getByText('[VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING] = 1').click();
  await showPart(page, 'Request');
  await expect(page.getByRole('heading', { name: '_RUNNING > _SAVING|_RUNNING' })).toBeVisible();
  await showPart(page, 'Matrix');
  await expect(cell(page, '_RUNNING to _SAVING|_RUNNING: accepted')).toHaveAttribute('aria-pressed', 'true');
  await matrix(page)
    .getByRole('button', { name: /^_RESUMING to _STOP: accepted/ })
    .click();
  await expect(shownLine(page)).toContainText('[VFIO_DEVICE_STATE_STOP] = 1');
  await expect(caretLine(page)).toHaveText('47');
});

test('[PAGE-173] notes and chosen findings stand under their lines in the reply, which can be copied and saved', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, REVIEW);
  await review(page, fixture('v1-mail.txt'));
  await showPart(page, 'Answer');
  await expect(page.getByRole('main')).toContainText('Nothing is chosen for the reply yet.');
  await showPart(page, /^Findings/);
  await finding(page, 'change.newly-refused', '_RUNNING > _RESUMING').getByRole('checkbox').check();
  await editor(page).getByText('[VFIO_DEVICE_STATE_SAVING] = 1').first().click();
  await showPart(page, /^Notes/);
  await page.getByRole('textbox', { name: 'New note' }).fill('Why is this one needed?');
  await button(page, 'Add note').click();
  await expect(page.getByRole('tab', { name: 'Notes 1' })).toBeVisible();
  const answer = await showPart(page, 'Answer');
  const reply = answer.getByRole('region', { name: 'Reply, preview' });
  await expect(reply).toHaveText(
    /^On Wed, 22 Sep 2021 13:38:51 \+0300, A Sender wrote:\n> \[...\]\n> .*\n> \+\t\t\t\[VFIO_DEVICE_STATE_SAVING\] = 1,\n\nWhy is this one needed\?\n/s,
  );
  await expect(reply).toContainText(
    /> \+\t\t\[VFIO_DEVICE_STATE_RUNNING\] = \{\n\n_RUNNING > _RESUMING was accepted/,
  );
  await answer.getByRole('textbox', { name: 'First line' }).fill('You wrote:');
  await expect(reply).toHaveText(/^You wrote:\n> \[...\]\n> /);
  await answer.getByRole('button', { name: 'Copy' }).click();
  await expect(page.locator('[data-alert]')).toContainText('Copied: the reply.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^You wrote:\n> \[...\]\n> /);
  for (const line of copied.split('\n').filter((each) => !each.startsWith('>')))
    expect(line.length).toBeLessThanOrEqual(72);
  for (const [form, name, text] of [
    ['Plain text', 'vfio-review.txt', /^Adds 5 requests.*Findings\n-+\n.*moves \(v1/s],
    ['Markdown', 'vfio-review.md', /^#+ .*\n/],
    ['JSON', 'vfio-review.json', /^\{\s*"inputs"/],
  ] as const) {
    await answer.getByRole('tab', { name: form }).click();
    await expect(answer.getByRole('region', { name: `${form}, preview` })).toHaveText(text);
    const download = page.waitForEvent('download');
    await answer.getByRole('button', { name: 'Save' }).click();
    expect((await download).suggestedFilename()).toBe(name);
  }
});

test('[PAGE-174] text, notes, choices and mode survive a reload, and undo brings back what was cleared', async ({
  page,
}) => {
  await open(page, REVIEW);
  await openFile(page, 'mail.txt', fixture('v1-mail.txt'));
  await finding(page, 'change.newly-refused', '_RUNNING > _RESUMING').getByRole('checkbox').check();
  await showPart(page, /^Notes/);
  const note = page.getByRole('textbox', { name: 'New note' });
  await page.getByRole('combobox', { name: 'Note on' }).selectOption('the whole text');
  await note.fill('Thank you for the patch.');
  await note.press('Control+Enter');
  const reply = async () => {
    const answer = await showPart(page, 'Answer');
    return await answer.getByRole('region', { name: 'Reply, preview' }).innerText();
  };
  const before = await reply();
  expect(before).toContain('Thank you for the patch.');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Text: mail.txt' })).toBeVisible();
  await expect(found(page)).toContainText('a table of allowed requests');
  expect(await reply()).toBe(before);
  await button(page, 'Clear').click();
  await expect(editor(page)).not.toContainText('is_move_allowed');
  await expect(page.getByRole('tab', { name: /^Notes/ })).toHaveCount(0);
  await page.reload();
  await button(page, REVIEW_WORDS.bringBack).click();
  await expect(editor(page)).toContainText('A Sender');
  await expect(page.getByRole('tab', { name: 'Notes 1' })).toBeVisible();
  await expect(found(page)).toContainText('a table of allowed requests');
  expect(await reply()).toBe(before);
});

test('[PAGE-175] choosing one of two tables in a text shows it', async ({ page }) => {
  await open(page, REVIEW);
  await review(page, `${fixture('v1-allowed.c')}\n${fixture('v1-masks.c')}`);
  await expect(found(page)).toContainText('Found: 2 inputs.');
  const tables = list(page, 'What was found');
  await expect(tables).toHaveText([
    /a table of allowed requests/,
    /allowed_states bit masks of allowed values/,
  ]);
  await expect(chooser(page)).toHaveValue('pasted-1');
  await finding(page, 'change.newly-refused', '_RUNNING > _RESUMING').getByRole('checkbox').check();
  await tables.nth(1).getByRole('button').click();
  await expect(chooser(page)).toHaveValue('pasted-2');
  await expect(found(page).getByRole('heading', { name: /^allowed_states/ })).toBeVisible();
  await expect(
    finding(page, 'change.newly-refused', '_RUNNING > _RESUMING').getByRole('checkbox'),
  ).not.toBeChecked();
  await tables.nth(0).getByRole('button').click();
  await expect(chooser(page)).toHaveValue('pasted-1');
  await expect(
    finding(page, 'change.newly-refused', '_RUNNING > _RESUMING').getByRole('checkbox'),
  ).toBeChecked();
});

test('[PAGE-176] a driver is checked against the arcs that its flags require, and other flags require others', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('driver-if.c'));
  await expect(found(page)).toContainText('step_state the arcs of a driver');
  const missing = found(page).getByRole('region', { name: /^Missing arcs/ });
  await expect(missing.getByRole('listitem')).toHaveText(['RESUMING > STOP']);
  await expect(verdict(page)).toContainText(/^\W*Verdict.*Nothing to compare with: 1 error and 1 note\./s);
  await expect(finding(page, 'driver.arc-missing', 'RESUMING > STOP')).toContainText(
    'the driver does not implement',
  );
  await found(page)
    .getByRole('button', { name: /^STOP > STOP_COPY/ })
    .click();
  await expect(editor(page)).toBeFocused();
  await expect(caretLine(page)).toHaveText('20');
  await found(page).getByRole('combobox', { name: 'migration_flags' }).selectOption('3');
  await expect(missing.getByRole('listitem').filter({ hasText: 'RUNNING_P2P' })).not.toHaveCount(0);
  await expect(page.getByRole('tab', { name: /^Findings/ })).not.toHaveText('Findings 2');
  await found(page).getByRole('combobox', { name: 'migration_flags' }).selectOption({ index: 0 });
  await expect(missing.getByRole('listitem')).toHaveText(['RESUMING > STOP']);
});

test('[PAGE-177] a generation that the text does not give is assumed, and can be overruled', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('assumed-generation.c'));
  const generation = found(page).getByRole('combobox', { name: 'Generation' });
  const assumed = (await generation.locator('option').first().textContent())?.slice(-2);
  await expect(found(page)).toContainText(`Nothing in the text tells v1 from v2, so ${assumed} is assumed.`);
  const other = assumed === 'v1' ? 'v2' : 'v1';
  await generation.selectOption(other);
  await expect(found(page)).not.toContainText('is assumed.');
  await expectCurrent(page, other === 'v1' ? '_RUNNING 001b' : 'RUNNING 2');
  await page.reload();
  await expect(generation).toHaveValue(other);
});

test('[PAGE-178] a table is judged as it is typed, and undo reverts the typing', async ({ page }) => {
  await open(page, REVIEW);
  await review(page, fixture('v1-allowed.c'));
  await against(page).selectOption('patch-2021-09');
  const findings = page.getByRole('tab', { name: /^Findings/ });
  await expect(findings).toHaveText('Findings 0');
  const before = (await findings.textContent()) ?? '';
  await editor(page).getByText('[VFIO_DEVICE_STATE_SAVING] = 1').first().click();
  const text = await editor(page).innerText();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('[VFIO_DEVICE_STATE_RESUMING] = 1,');
  await expect(findings).not.toHaveText(before);
  await expect(graph(page).locator('g[data-arc="1>4"]')).toHaveAttribute('data-change', 'added');
  await expect(editor(page)).toBeFocused();
  const typed = await editor(page).innerText();
  // The number of undo steps depends on how fast the letters came.
  for (let count = 0; count < 40 && (await editor(page).innerText()) !== text; count += 1)
    await page.keyboard.press('Control+z');
  expect(await editor(page).innerText()).toBe(text);
  await expect(findings).toHaveText(before);
  await chooseMode(page, 'Explore');
  await chooseMode(page, 'Review');
  await expect(editor(page)).toContainText('VFIO_DEVICE_STATE');
  await expect(findings).toHaveText(before);
  await enterEditor(page);
  for (let count = 0; count < 40 && (await editor(page).innerText()) !== typed; count += 1)
    await page.keyboard.press('Control+y');
  expect(await editor(page).innerText()).toBe(typed);
  await expect(findings).not.toHaveText(before);
  await expect(findings).toHaveText(/^Findings \d+$/);
});

test('[PAGE-179] a reply quotes where a driver ends or sets its flags, under the line that was chosen, and says nothing twice', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('skeleton-calls.c'));
  const claimed = finding(page, 'driver.flags-without-arcs', 'STOP > RUNNING');
  await expect(claimed).toContainText('line 27');
  await expect(claimed).toHaveAttribute('aria-current', 'true');
  await claimed.getByRole('checkbox').check();
  await showPart(page, /^Notes/);
  await expect(page.getByRole('combobox', { name: 'Note on' })).toHaveValue('line 27');
  await page.getByRole('textbox', { name: 'New note' }).fill('Is this meant?');
  await button(page, 'Add note').click();
  const answer = await showPart(page, 'Answer');
  const reply = answer.getByRole('region', { name: 'Reply, preview' });
  await expect(reply).toContainText(
    /> \tdemo->vdev.migration_flags = VFIO_MIGRATION_STOP_COPY;\n\nIs this meant\?\n\nThe driver claims/,
  );
  const text = await reply.innerText();
  expect(text.match(/The driver claims/g)).toHaveLength(1);
});
