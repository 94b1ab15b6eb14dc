/** What cannot be reviewed gets a sentence with its place and the way out, and the text is never lost. */

import type { Browser, Page } from '@playwright/test';
import { TROUBLE_WORDS } from '../src/page/keep/keep-words.ts';
import {
  alert,
  ask,
  begin,
  button,
  caretLine,
  editor,
  enterEditor,
  expect,
  expectCurrent,
  fixture,
  found,
  leave,
  open,
  paste,
  readKept,
  review,
  showPart,
  status,
  test,
} from './page.ts';

const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';

const WORKER = '**/judge-worker*.js';

const openFile = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel('Files to open').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

/** Texts of almost that many bytes, one after the other. */
const repeat = (text: string, size: number) => text.repeat(Math.floor(size / text.length));

/** A page with a different worker; its console errors are expected. */
async function openWithWorker(browser: Browser, url: string | undefined, script: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url ?? '' });
  const page = await context.newPage();
  await page.route(WORKER, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await open(page, REVIEW);
  return page;
}

const TEXTS = [
  ['no-table.txt', /The text has no table of device_state, no step function.*nearest.*line 3/, 3, 5],
  ['bad-names.c', /VFIO_DEVICE_STATE_RUNING is not known.*closest name is VFIO_DEVICE_STATE_RUNNING/, 3, 4],
  ['bad-names.c', /index 4 is out of range: device_state_table has values from 0 to 3/, 5, 4],
  ['bad-cells.c', /next state 9 is out of range: the enum has values from 0 to 7/, 3, 3],
  ['two-tables.c', /Two tables are named moves: this one and the one in line 1/, 5, 17],
  ['misfit.patch', /hunk does not match its header.*declares 6 old and 9 new lines/, 4, 1],
] as const;

test('[PAGE-180] each text that cannot be read gets a sentence with its place, and the place can be opened', async ({
  page,
}) => {
  await open(page, REVIEW);
  for (const [name, sentence, line, column] of TEXTS) {
    await review(page, fixture(name));
    const problem = found(page).getByRole('listitem').filter({ hasText: sentence });
    await expect(problem, name).toHaveCount(1);
    await problem.getByRole('button', { name: `line ${line}, column ${column}` }).click();
    await expect(editor(page)).toBeFocused();
    await expect(caretLine(page)).toHaveText(String(line));
  }
  await review(page, fixture('v1-allowed.c'));
  await expect(found(page)).toContainText('Every entry is in the text.');
  await expect(found(page).getByRole('heading', { name: 'Not read' })).toHaveCount(0);
});

test('[PAGE-181] an empty text, or one of blanks only, is not a mistake', async ({ page }) => {
  await open(page, REVIEW);
  await editor(page).click();
  await page.keyboard.type('  ');
  await expect(begin(page)).toContainText('Paste a patch, a mail, a mailbox, C source or a log');
  await expect(begin(page).locator('[data-alert]')).toHaveText('');
  await page.keyboard.type('words');
  await expect(begin(page)).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('Findings appear here once the text has');
  await showPart(page, /^Notes/);
  await expect(page.getByRole('main')).toContainText('Note on');
});

test('[PAGE-182] a file of 2 MB is refused with the limit, a binary one with its line, and the text stays', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('v1-allowed.c'));
  await openFile(page, 'large.mbox', Buffer.alloc(2_000_000, 'a\n'));
  await expect(alert(page)).toContainText(
    'large.mbox: The text has 2000000 bytes; at most 1999999 can be read. Paste the patch alone.',
  );
  await button(page, 'Bring back the previous text').click();
  await openFile(page, 'module.ko', Buffer.from('\u007fELF\n\0\0', 'latin1'));
  await expect(alert(page)).toContainText(
    'module.ko: The text has a NUL byte in line 2, so it is a binary file.',
  );
  await button(page, 'Bring back the previous text').click();
  await expect(found(page)).toContainText('Every entry is in the text.');
  await openFile(page, 'empty.patch', Buffer.from('\n'));
  await expect(alert(page)).toContainText('empty.patch: There is no text.');
  await expect(editor(page)).toContainText('is_move_allowed');
  await editor(page).getByText('is_move_allowed').first().click();
  await page.keyboard.type(' ');
  await expect(found(page).locator('[data-alert]')).toHaveCount(0);
});

test('[PAGE-183] pasting 2 MB is refused with the limit, and pasting less works', async ({ page }) => {
  await open(page, REVIEW);
  await paste(page, repeat(fixture('archive-page.txt'), 2_010_000));
  await expect(found(page)).toContainText(/The text has 2\d{6} bytes; at most 1999999 can be read\./);
  await expect(page.getByRole('region', { name: 'Nothing to draw' })).toBeVisible();
  await review(page, fixture('v1-mail.txt'));
  await expect(found(page)).toContainText('a table of allowed requests');
  await ask(page, '_STOP 000b');
  await expect(status(page)).toHaveText(/^Accepted/);
  await expect(found(page)).not.toContainText('can be read');
});

test('[PAGE-184] while it reads 1.9 MB the page still responds to a clicked state and a typed letter', async ({
  page,
}) => {
  await open(page, REVIEW);
  await review(page, fixture('v1-masks.c'));
  await enterEditor(page);
  await page.keyboard.press('ControlOrMeta+a');
  await paste(page, repeat(fixture('archive-page.txt'), 1_900_000));
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_STOP 000b');
  await expect(found(page)).toContainText('a table of allowed requests', { timeout: 60_000 });
  await enterEditor(page);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('abc');
  await expect(editor(page)).toContainText('abc');
  await expect(alert(page)).toHaveCount(0);
});

test('[PAGE-185] a crashed worker is reported, the text is kept, and a new worker reads the next change', async ({
  browser,
  baseURL,
}) => {
  const page = await openWithWorker(
    browser,
    baseURL,
    'addEventListener("message", () => { throw new Error("out of luck"); });',
  );
  await paste(page, fixture('v1-allowed.c'));
  await expect(alert(page)).toHaveText(
    /The review stopped: .*out of luck\. The text is kept: change it to try again\./,
  );
  await expect(editor(page)).toContainText('is_move_allowed');
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_STOP 000b');
  await page.unroute(WORKER);
  await enterEditor(page);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type(' ');
  await expect(found(page)).toContainText('Every entry is in the text.');
  await expect(alert(page)).toHaveCount(0);
  await page.reload();
  await expect(editor(page)).toContainText('is_move_allowed');
  await expect(found(page)).toContainText('Every entry is in the text.');
  await page.context().close();
});

test('[PAGE-186] a worker that hangs is stopped after its time limit, and the page works meanwhile', async ({
  browser,
  baseURL,
}) => {
  const page = await openWithWorker(browser, baseURL, 'addEventListener("message", () => { for (;;); });');
  await paste(page, fixture('v1-allowed.c'));
  await expect(found(page)).toContainText('Reading the text.');
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_STOP 000b');
  await expect(alert(page)).toHaveText(/was stopped after 10 seconds\. The text is kept/, {
    timeout: 20_000,
  });
  await expect(found(page)).not.toContainText('Reading the text.');
  await expect(editor(page)).toContainText('is_move_allowed');
  await page.unroute(WORKER);
  await page.reload();
  await expect(found(page)).toContainText('Every entry is in the text.');
  await page.context().close();
});

test('[PAGE-187] a text that the browser cannot store is reported once, and so is a broken stored text', async ({
  page,
}) => {
  await leave(page);
  await page.evaluate(() => localStorage.setItem('vfio-migration-explorer.review', '{"version":1,"text":'));
  await open(page, REVIEW);
  await expect(alert(page)).toHaveText(/The stored review.*is not JSON.*the review starts empty/);
  await button(page, 'Dismiss').click();
  expect(await readKept(page)).toContain(JSON.stringify('{"version":1,"text":').slice(1, -1));
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.reload();
  await paste(page, fixture('v1-allowed.c'));
  await expect(alert(page)).toContainText(TROUBLE_WORDS.full);
  await expect(found(page)).toContainText('Every entry is in the text.');
});

test('[PAGE-189] a reply that quotes part of a patch is read, with a warning for what it leaves out', async ({
  page,
}) => {
  await open(page, REVIEW);
  const [head, ...table] = [
    '> @@ -1,3 +1,40 @@ bool f(u32 old, u32 new)',
    '> +\tstatic const u8 moves[5][5] = {',
    '> +\t\t[VFIO_DEVICE_STATE_STOP] = {',
    '> +\t\t\t[VFIO_DEVICE_STATE_RUNNING] = 1,',
    '> +\t\t},',
    '[...]',
    '',
    'Is that all?',
  ];
  await paste(page, ['> --- a/a.c', '> +++ b/a.c', head, ...table, ''].join('\n'));
  await expect(found(page).getByRole('heading', { name: 'Left out' })).toBeVisible();
  await expect(found(page).getByRole('heading', { name: 'Not read' })).toHaveCount(0);
  await expect(found(page)).toContainText('leaves out a part of this hunk');
  await expect(page.getByRole('tab', { name: /^Findings \d/ })).toBeVisible();
});
