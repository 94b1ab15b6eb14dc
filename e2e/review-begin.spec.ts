/** An empty Review shows how to begin: paste, drop, open, five examples; and nothing that is not asked for. */

import type { Page } from '@playwright/test';
import { BEGIN_WORDS, EXAMPLE_WORDS } from '../src/modes/review/begin/begin-words.ts';
import { REVIEW_WORDS } from '../src/modes/review/review-mode-words.ts';
import {
  alert,
  begin,
  button,
  current,
  editor,
  expect,
  expectFocusKept,
  fixture,
  found,
  graph,
  open,
  part,
  review,
  test,
} from './page.ts';

/** A busy machine is slow. */
test.slow();

const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';

/** Drops files, or a text, as the browser does: on the element under the mouse. */
async function drop(page: Page, at: string, name: string | null, bytes: readonly number[] | string) {
  await page
    .locator(at)
    .first()
    .evaluate(
      (element, [fileName, content]) => {
        const dataTransfer = new DataTransfer();
        if (fileName === null) dataTransfer.setData('text/plain', String(content));
        else {
          const data = typeof content === 'string' ? content : new Uint8Array(content as number[]);
          dataTransfer.items.add(new File([data], fileName));
        }
        for (const type of ['dragenter', 'dragover', 'drop'])
          element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      },
      [name, bytes] as const,
    );
}

/** Pastes where the focus is: on the page itself where it is nowhere. */
const pasteAnywhere = (page: Page, text: string) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    (document.activeElement ?? document.body).dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);

test('[PAGE-240] an empty Review shows the start, and no comparison that nobody asked for', async ({
  page,
}) => {
  await open(page, REVIEW);
  await expect(begin(page).getByRole('heading', { level: 2, name: BEGIN_WORDS.title })).toBeVisible();
  await expect(graph(page)).toHaveCount(0);
  await expect(page.getByRole('tab', { name: /^Findings/ })).toHaveCount(0);
  await expect(editor(page)).toBeVisible();
  await expect(begin(page).getByRole('listitem')).toHaveCount(5);
});

test('[PAGE-241] each example opens, is read, and keeps the focus; the others stay at hand', async ({
  page,
}) => {
  await open(page, REVIEW);
  await begin(page).getByRole('button', { name: EXAMPLE_WORDS.table.title, exact: true }).press('Enter');
  await expect(found(page)).toContainText('a table of allowed requests');
  await expect(current(page)).toBeVisible();
  await expectFocusKept(page);
  const examples = part(page, REVIEW_WORDS.examples);
  await expect(examples.getByRole('listitem')).toHaveCount(0);
  await examples.getByRole('button', { name: REVIEW_WORDS.examples }).click();
  for (const [id, words] of [
    ['v2', /next states/],
    ['driver', /arcs of a driver/],
    ['reply', /a table of allowed requests/],
  ] as const) {
    await examples.getByRole('button', { name: EXAMPLE_WORDS[id].title, exact: true }).press('Enter');
    await expect(found(page)).toContainText(words);
    await expectFocusKept(page);
  }
  await expect(found(page).getByRole('heading', { name: 'Left out' })).toBeVisible();
});

test('[PAGE-242] no example takes away a text of the reader, however many follow', async ({ page }) => {
  await open(page, REVIEW);
  await review(page, fixture('v1-allowed.c'));
  const examples = part(page, REVIEW_WORDS.examples);
  await examples.getByRole('button', { name: REVIEW_WORDS.examples }).click();
  for (const { title } of [EXAMPLE_WORDS.table, EXAMPLE_WORDS.v2, EXAMPLE_WORDS.driver])
    await examples.getByRole('button', { name: title, exact: true }).click();
  await expect(editor(page)).toContainText('example_step_device_state');
  await button(page, REVIEW_WORDS.clear).click();
  await begin(page).getByRole('button', { name: REVIEW_WORDS.bringBack }).click();
  await expect(editor(page)).toContainText('is_move_allowed');
  await expect(found(page)).toContainText('Every entry is in the text.');
});

test('[PAGE-243] a paste works wherever the focus is, and so does a drop of a file or of a text', async ({
  page,
}) => {
  await open(page, REVIEW);
  await pasteAnywhere(page, fixture('v1-allowed.c'));
  await expect(found(page)).toContainText('Every entry is in the text.');
  await button(page, REVIEW_WORDS.clear).click();
  await begin(page).getByRole('button', { name: BEGIN_WORDS.paste, exact: true }).focus();
  await pasteAnywhere(page, fixture('driver-switch.c'));
  await expect(found(page)).toContainText('arcs of a driver');
  await expect(editor(page)).toBeFocused();
  for (const [at, name] of [
    ['main', 'v1-allowed.c'],
    ['header', 'v1-allowed.c'],
    ['[aria-labelledby] h2', null],
  ] as const) {
    await button(page, REVIEW_WORDS.clear).click();
    await expect(begin(page)).toBeVisible();
    await drop(page, at, name, fixture('v1-allowed.c'));
    await expect(found(page)).toContainText('Every entry is in the text.');
    await expect(begin(page)).toHaveCount(0);
  }
});

test('[PAGE-244] what cannot be opened gets a sentence at the start, and the next text takes it away', async ({
  page,
}) => {
  await open(page, REVIEW);
  for (const [name, bytes, words] of [
    ['blank.mbox', [10, 32, 10], /^✕ blank\.mbox: There is no text/],
    ['empty.patch', [], /^✕ empty\.patch: There is no text/],
  ] as const) {
    await drop(page, 'main', name, bytes);
    await expect(begin(page).locator('[data-alert]')).toHaveText(words);
  }
  await page.evaluate(() => {
    const folder = new File([''], 'src');
    Object.defineProperty(folder, 'arrayBuffer', { value: () => Promise.reject(new Error('a folder')) });
    const dataTransfer = { types: ['Files'], files: [folder], getData: () => '' };
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
    document.querySelector('main')?.dispatchEvent(event);
  });
  await expect(begin(page).locator('[data-alert]')).toHaveText(/^✕ src cannot be read: it is a folder/);
  await begin(page).getByRole('button', { name: EXAMPLE_WORDS.v2.title, exact: true }).click();
  await expect(current(page)).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

test('[PAGE-245] on a phone the start fits, and an example opens', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, REVIEW);
  await expect(begin(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await begin(page).getByRole('button', { name: EXAMPLE_WORDS.driver.title, exact: true }).click();
  await expect(found(page)).toContainText('arcs of a driver');
});

test('[PAGE-348] on a phone a review begins at its verdict, and both titles are whole', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, REVIEW);
  await begin(page).getByRole('button', { name: 'A patch to a table' }).click();
  const verdict = page.getByRole('region', { name: 'Verdict', exact: true });
  await expect(verdict).toContainText('breaks nothing');
  await expect(page.getByRole('tab', { name: /^Findings \d/ })).toHaveCount(1);
  await expect(verdict).toBeInViewport();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  for (const name of ['Compared with', 'Rule set']) {
    const chooser = page.getByRole('combobox', { name, exact: true });
    const title = await chooser.evaluate(
      (select: HTMLSelectElement) => select.selectedOptions[0]?.text ?? '',
    );
    const shown = page.getByText(title, { exact: true }).filter({ visible: true });
    await expect(shown).toHaveCount(1);
    const isCut = await shown.evaluate(
      (text) => text.scrollWidth > text.clientWidth || text.scrollHeight > text.clientHeight + 1,
    );
    expect([title, isCut]).toEqual([title, false]);
  }
  await page.getByRole('combobox', { name: 'Rule set', exact: true }).selectOption('control-bits');
  await expect(page.getByText(/\s· control-bits$/).filter({ visible: true })).toHaveCount(1);
});
