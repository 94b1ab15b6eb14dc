/** What the browser keeps: a link opens beside it, each tab has its own, and the list opens, names, deletes and saves it. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import {
  alert,
  ask,
  button,
  chooser,
  clearKept,
  editor,
  expect,
  expectCurrent,
  expectFocusKept,
  leave,
  open,
  paste,
  readSteps,
  showPart,
  steps,
  test,
} from './page.ts';

const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';

const LINK = '#v=1&rules=v2-7.2&flags=7&trace=STOP:a,RUNNING:a&at=2';

/** Asks for three steps, and waits until they are kept. */
async function walk(page: Page): Promise<void> {
  await ask(page, '_STOP 000b', '_RUNNING 001b', '_SAVING|_RUNNING 011b');
  await expect.poll(() => readSteps(page)).toContain(3);
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Kept histories' });

async function openDialog(page: Page) {
  await page.keyboard.press('k');
  await expect(dialog(page)).toBeVisible();
  return dialog(page).getByRole('list', { name: 'Kept histories' }).getByRole('listitem');
}

test('[PAGE-300] a link opens beside the own history; the way back has its steps and its branches', async ({
  page,
}) => {
  await open(page);
  await walk(page);
  await button(page, 'One step back').click();
  await ask(page, '_STOP 000b');
  await expect.poll(() => readSteps(page)).toEqual([4]);
  await leave(page);
  await open(page, LINK);
  await expectCurrent(page, 'RUNNING 2');
  const own = page.getByRole('region', { name: 'Your own history' });
  await expect(own.getByRole('button', { name: 'Back to your own history, 4 steps' })).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
  await ask(page, 'STOP_COPY 3');
  await expect.poll(() => readSteps(page)).toEqual([3, 4]);
  await own.getByRole('button', { name: /^Back to your own history/ }).press('Enter');
  await expectCurrent(page, '_STOP 000b');
  await expect(own).toHaveCount(0);
  await expectFocusKept(page);
  await expect(steps(page).filter({ hasText: 'branch' })).toHaveCount(1);
  await ask(page, '_RUNNING 001b');
  await expect.poll(() => readSteps(page)).toEqual([5, 3]);
});

test('[PAGE-301] a link that is typed over the own history leaves it kept, and there is a way back', async ({
  page,
}) => {
  await open(page);
  await walk(page);
  await page.goto(`./${LINK}`);
  await expectCurrent(page, 'RUNNING 2');
  await ask(page, 'STOP 1');
  await expect.poll(() => readSteps(page)).toEqual([3, 3]);
  await button(page, 'Back to your own history, 3 steps').click();
  await expectCurrent(page, '_SAVING|_RUNNING 011b');
});

test('[PAGE-302] a reload has the whole tree at once, however soon it comes', async ({ page }) => {
  await open(page);
  await ask(page, '_STOP 000b', '_RUNNING 001b');
  await button(page, 'One step back').click();
  await ask(page, '_RESUMING 100b');
  await page.reload();
  await expectCurrent(page, '_RESUMING 100b');
  await expect(steps(page).filter({ hasText: 'branch' })).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Your own history' })).toHaveCount(0);
});

test('[PAGE-303] each of two tabs keeps its own history, and a new tab goes on with the one that is free', async ({
  page,
  context,
}) => {
  await open(page);
  await walk(page);
  const other = await context.newPage();
  await open(other);
  await expect(steps(other)).toHaveCount(1);
  await ask(other, '_STOP 000b');
  await ask(page, '_STOP 000b');
  await expect.poll(async () => (await readSteps(page)).toSorted()).toEqual([1, 4]);
  await other.close();
  const third = await context.newPage();
  await open(third);
  await expectCurrent(third, '_STOP 000b');
  await expect(steps(third)).toHaveCount(2);
  await third.close();
  await page.reload();
  await expect(steps(page)).toHaveCount(5);
});

test('[PAGE-304] the list names, opens, deletes and brings back, by keyboard, and axe finds nothing', async ({
  page,
}) => {
  await open(page);
  await walk(page);
  await leave(page);
  await open(page, LINK);
  await ask(page, 'STOP 1');
  await expect.poll(() => readSteps(page)).toEqual([3, 3]);
  const rows = await openDialog(page);
  await expect(rows).toHaveText([/v2-7\.2, 3 steps.*shown here/, /patch-2021-09, 3 steps/]);
  await dialog(page).getByRole('button', { name: 'Name: patch-2021-09, 3 steps' }).press('Enter');
  await page.keyboard.type('My review');
  await page.keyboard.press('Enter');
  await expect(rows.nth(1)).toContainText('My review');
  await expectAccessible(page, 'what is kept', '[role="dialog"]');
  await dialog(page).getByRole('button', { name: 'Delete: My review' }).press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(dialog(page)).toContainText('Deleted: My review.');
  await expect(button(page, 'Bring it back')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(2);
  await dialog(page).getByRole('button', { name: 'Open: My review' }).press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expectCurrent(page, '_SAVING|_RUNNING 011b');
  await expectFocusKept(page);
});

test('[PAGE-305] everything is saved as one file, and loads in another browser beside what is there', async ({
  page,
  visitor,
}) => {
  await open(page);
  await walk(page);
  await openDialog(page);
  const saving = page.waitForEvent('download');
  await button(page, 'Save everything as a file').click();
  const file = await (await saving).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    format: 'vfio-migration-explorer',
    version: 1,
  });
  await open(visitor);
  await ask(visitor, '_STOP 000b');
  await expect.poll(() => readSteps(visitor)).toEqual([1]);
  const rows = await openDialog(visitor);
  for (const [sentence, count] of [
    [/^Loaded from .*: histories 1\./, 2],
    [/^Everything in .* is kept here already\./, 2],
  ] as const) {
    await visitor.getByLabel('File to load').setInputFiles(file);
    await expect(dialog(visitor).getByText(sentence)).toBeVisible();
    await expect(rows).toHaveCount(count);
  }
  await visitor.getByLabel('File to load').setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"version":1}'),
  });
  await expect(dialog(visitor)).toContainText('other.json was not saved by this explorer');
  await dialog(visitor).getByRole('button', { name: 'Open: patch-2021-09, 3 steps' }).click();
  await expectCurrent(visitor, '_SAVING|_RUNNING 011b');
});

test('[PAGE-306] what an earlier version kept in local storage is there, and has left local storage', async ({
  page,
}) => {
  await open(page);
  await leave(page);
  await clearKept(page);
  await page.evaluate(() => {
    const nodes = ['STOP', 'RUNNING'].map((to, parent) => ({ parent, step: { act: 'request', to } }));
    const session = { version: 1, ruleSet: 'v2-7.2', flags: 7, start: 'RUNNING', nodes, cursor: 1 };
    const text = JSON.stringify({ ...session, follows: { 0: 1, 1: 2 } });
    localStorage.setItem('vfio-migration-explorer.session', text);
    localStorage.setItem('vfio-migration-explorer.review', '{"version":1,"text":"int kept_before;"}');
  });
  await open(page);
  await expect(chooser(page)).toHaveValue('v2-7.2');
  await expectCurrent(page, 'STOP 1');
  await expect(steps(page)).toHaveCount(3);
  await expect(alert(page)).toHaveCount(0);
  const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.endsWith('.kept')));
  expect(left).toEqual([]);
  await page.getByRole('tab', { name: 'Review', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Text to review' })).toContainText('kept_before');
});

test('[PAGE-307] what cannot be read is listed as set aside, and saved letter by letter', async ({
  page,
}) => {
  await open(page);
  await leave(page);
  await clearKept(page);
  await page.evaluate(() => localStorage.setItem('vfio-migration-explorer.session', '{"version":7,"a":"ü"}'));
  await open(page);
  await expect(alert(page)).toContainText('of version 7, kept by a newer explorer');
  await alert(page).getByRole('button', { name: 'Kept histories…' }).click();
  const aside = dialog(page).getByRole('region', { name: 'Set aside' });
  await expect(aside.getByRole('listitem')).toContainText('of version 7, kept by a newer explorer');
  const saving = page.waitForEvent('download');
  await aside.getByRole('button', { name: /^Save: A history/ }).click();
  expect(readFileSync(await (await saving).path(), 'utf8')).toBe('{"version":7,"a":"ü"}');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(alert(page)).toHaveCount(0);
});

/** Remembers the page's own database; `readOn` then begins a read of it that does not end, and holds back all that is written. */
const rememberDatabase = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...of) {
      Object.assign(window, { database: this });
      return transaction.apply(this, of);
    };
  });

async function readOn(page: Page): Promise<void> {
  await page.waitForFunction(() => 'database' in window);
  await page.evaluate(() => {
    const { database } = window as unknown as { database: IDBDatabase };
    const kept = database.transaction('kept').objectStore('kept');
    const read = () => {
      kept.count().onsuccess = read;
    };
    read();
  });
}

/** What is done at the end of each visit, and shows in the next. */
const LAST: readonly (readonly [
  string,
  string,
  (page: Page) => Promise<void>,
  (page: Page) => Promise<void>,
])[] = [
  ['a branch in Explore', '', (page) => ask(page, '_STOP 000b'), (page) => expectCurrent(page, '_STOP 000b')],
  [
    'a text in Review',
    REVIEW,
    async (page) => {
      await paste(page, 'int last_words;');
      await expect(editor(page)).toContainText('last_words');
    },
    (page) => expect(editor(page)).toContainText('last_words'),
  ],
  [
    'a note in Review',
    REVIEW,
    async (page) => {
      await paste(page, 'int noted;');
      await showPart(page, /^Notes/);
      await page.getByRole('textbox', { name: 'New note' }).fill('Why?');
    },
    async (page) => {
      await showPart(page, /^Notes/);
      await expect(page.getByRole('textbox', { name: 'New note' })).toHaveValue('Why?');
    },
  ],
  [
    'a title in Propose',
    '#v=1&rules=patch-2021-09&mode=compare&at=0',
    async (page) => {
      await showPart(page, 'Propose');
      await button(page, 'Begin a draft of patch-2021-09').click();
      await page.getByRole('textbox', { name: 'Title' }).fill('My last title');
    },
    async (page) => {
      await chooser(page).selectOption('draft-1');
      await showPart(page, 'Propose');
      await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('My last title');
    },
  ],
  [
    'an answer in a lesson',
    '#v=1&rules=uapi-v1&mode=learn&part=lesson.device-state.where-it-begins&at=0',
    async (page) => {
      await page.getByRole('radio', { name: 'Any DMA' }).check();
      await page.getByRole('button', { name: 'Check' }).click();
    },
    async (page) => {
      await leave(page);
      await page.goto('./#v=1&rules=uapi-v1&mode=learn&at=0');
      await expect(page.getByRole('button', { name: /^Continue/ })).toBeVisible();
    },
  ],
];

test('[PAGE-535] a name and a deletion just before a reload are done after it, whatever the database is doing', async ({
  page,
}) => {
  await rememberDatabase(page);
  await open(page);
  await ask(page, '_STOP 000b');
  await expect.poll(() => readSteps(page)).toEqual([1]);
  const rename = (await openDialog(page)).getByRole('button', { name: /^Name/ });
  await rename.click();
  await readOn(page);
  const field = dialog(page).getByRole('textbox');
  await field.fill('My walk');
  await field.press('Enter');
  await page.reload();
  await expectCurrent(page, '_STOP 000b');
  const remove = (await openDialog(page)).getByRole('button', { name: 'Delete: My walk' });
  await expect(remove).toBeVisible();
  await readOn(page);
  await remove.click();
  await page.reload();
  await expect.poll(() => readSteps(page)).toEqual([]);
  const noted = await page.evaluate(() =>
    Object.keys(localStorage).filter((name) => /\.(?:left|wish)\./.test(name)),
  );
  expect(noted).toEqual([]);
});

for (const [what, hash, act, see] of LAST)
  test(`[PAGE-308] ${what} just before a reload is there after it, whatever the database is doing`, async ({
    page,
  }) => {
    await rememberDatabase(page);
    await open(page, hash);
    await readOn(page);
    await act(page);
    await page.reload();
    await see(page);
    await expect(alert(page)).toHaveCount(0);
    const left = await page.evaluate(() =>
      Object.keys(localStorage).filter((name) => name.includes('.left.')),
    );
    expect(left).toEqual([]);
  });
