/** What goes wrong in a part of the page stays in that part, which says what failed, what is kept, and how to go on. Never a blank page. */

import type { Browser, BrowserContext, Page, Route } from '@playwright/test';
import { FAILURE_WORDS } from '../src/ui/failure/failure-words.ts';
import { expectAccessible, find } from './axe.ts';
import {
  alert,
  ask,
  begin,
  button,
  chooseMode,
  current,
  editor,
  expect,
  expectFocusKept,
  matrix,
  mode,
  open,
  paste,
  steps,
  test,
} from './page.ts';

/** axe is slow on a busy machine. */
test.slow();

interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the console printed, without the browser's own lines about files that it could not load. */
  readonly said: readonly string[];
}

/** A visit in which failures are expected. */
async function visit(browser: Browser, baseURL: string | undefined): Promise<Visit> {
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const said: string[] = [];
  context.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) said.push(message.text());
  });
  context.on('weberror', (error) => said.push(`page error: ${error.error().message}`));
  return { page: await context.newPage(), context, said };
}

const failure = (page: Page, name: string) =>
  page.getByRole('region', { name: `${name} cannot be shown`, exact: false });

const MODES = ['Compare', 'Review', 'Learn'] as const;

const WAYS: readonly (readonly [way: string, break_: (route: Route) => Promise<void>])[] = [
  ['a broken connection', (route) => route.abort()],
  ['a file that is gone', (route) => route.fulfill({ status: 404, body: 'gone' })],
];

for (const name of MODES)
  for (const [way, breakOff] of WAYS)
    test(`[PAGE-231] ${name} with ${way} is asked for twice, then said; nothing is lost, and a reload helps`, async ({
      browser,
      baseURL,
    }) => {
      const { page, context, said } = await visit(browser, baseURL);
      await open(page);
      await ask(page, '_STOP 000b');
      const file = `**/assets/${name}Mode-*.js`;
      const asked: string[] = [];
      await page.route(file, (route) => {
        asked.push(route.request().url());
        return breakOff(route);
      });
      await mode(page, name).click();
      const part = failure(page, name);
      await expect(part).toContainText(FAILURE_WORDS.notLoaded);
      await expect(part).toContainText('Untouched: the history with its 1 step.');
      // The browser may ask for a file ahead of its import as well.
      const first = asked.length;
      expect(first).toBeGreaterThanOrEqual(2);
      await part.getByText('What the report says').click();
      await expect(part.getByText('VFIO Migration Explorer: report of a failure')).toContainText(
        `mode ${name.toLowerCase()}, rule set patch-2021-09`,
      );
      await part.getByRole('button', { name: 'Go to Explore' }).click();
      await expect(current(page)).toBeVisible();
      await expect(steps(page)).toHaveCount(2);
      await expectFocusKept(page);
      await mode(page, name).click();
      await expect(part).toBeVisible();
      expect(asked.length).toBeGreaterThanOrEqual(first + 2);
      await page.reload();
      await expect(part).toBeVisible();
      await page.unroute(file);
      await part.getByRole('button', { name: 'Load the page again' }).click();
      await expect(mode(page, name)).toHaveAttribute('aria-selected', 'true');
      await expect(current(page).or(begin(page))).toBeVisible();
      await expect(part).toHaveCount(0);
      await chooseMode(page, 'Explore');
      await expect(steps(page)).toHaveCount(2);
      expect(said).toEqual([]);
      await context.close();
    });

test('[PAGE-232] one broken load is mended by the second try, with its style, and nothing is said', async ({
  browser,
  baseURL,
}) => {
  for (const file of ['**/assets/CompareMode-*.js', '**/assets/CompareMode-*.css']) {
    const { page, context, said } = await visit(browser, baseURL);
    await open(page);
    await page.route(file, (route) => route.abort(), { times: 1 });
    await chooseMode(page, 'Compare');
    await expect(alert(page)).toHaveCount(0);
    const bare = await page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(
          ({ sheet }) => sheet === null,
        ).length,
    );
    expect(bare).toBe(0);
    expect(said).toEqual([]);
    await context.close();
  }
});

test('[PAGE-232] trying again loads what is there by then, and the focus stays near', async ({
  browser,
  baseURL,
}) => {
  const { page, context, said } = await visit(browser, baseURL);
  await page.route('**/assets/CompareMode-*.js', (route) => route.abort());
  await open(page);
  await mode(page, 'Compare').click();
  await expect(failure(page, 'Compare')).toBeVisible();
  await expectAccessible(page, 'a mode that failed', 'main');
  await page.unroute('**/assets/CompareMode-*.js');
  await button(page, 'Try again').click();
  await expect(current(page)).toBeVisible();
  await expectFocusKept(page);
  await expect(alert(page)).toHaveCount(0);
  expect(said).toEqual([]);
  await context.close();
});

test('[PAGE-233] leaving while a mode loads logs nothing', async ({ page }) => {
  await open(page);
  for (const name of MODES) await page.route(`**/assets/${name}Mode-*.js`, () => undefined);
  for (const name of MODES) {
    await mode(page, name).click();
    await expect(page.getByText('Loading…')).toBeVisible();
  }
  await mode(page, 'Explore').click();
  await expect(current(page)).toBeVisible();
  await mode(page, 'Compare').click();
  await page.goto('about:blank');
  await page.waitForTimeout(1000);
});

test('[PAGE-234] a dialog that cannot be loaded says so, and opens when it can', async ({
  browser,
  baseURL,
}) => {
  const { page, context, said } = await visit(browser, baseURL);
  await open(page);
  await page.route('**/assets/Help-*.js', (route) => route.abort());
  await button(page, 'Help').click();
  await expect(alert(page)).toContainText('Help could not be shown. Open it again');
  await page.unroute('**/assets/Help-*.js');
  await button(page, 'Help').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(said).toEqual([]);
  await context.close();
});

/** Serves a file of the page with a bug in it: it throws where the words were, until `window.isMended` is true. */
async function plant(page: Page, file: string, words: RegExp): Promise<() => number> {
  let planted = 0;
  await page.route(file, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(words, (_, before: string, word: string) => {
      planted += 1;
      return `${before}(()=>{if(!globalThis.isMended)throw new Error("planted");return ${word}})()`;
    });
    await route.fulfill({ response, body });
  });
  return () => planted;
}

const mend = (page: Page) =>
  page.evaluate(() => {
    Object.assign(globalThis, { isMended: true });
  });

const QUOTED = '([`"\'])';
const atProp = (prop: string, word: string) => new RegExp(`(${prop}:)(${QUOTED}${word}\\3)`);

const THROWS: readonly (readonly [part: string, modeName: string, file: string, words: RegExp])[] = [
  ['Explore', 'explore', 'first', /(mode:)([`"']explore[`"'])(?=,isCrowded)/],
  ['Compare', 'compare', 'CompareMode', /(mode:)([`"']compare[`"'])(?=,isBottomFolded)/],
  ['Review', 'review', 'ReviewMode', /(mode:)([`"']review[`"'])(?=,isBottomFolded)/],
  ['Learn', 'learn', 'LearnMode', /(mode:)([`"']learn[`"'])(?=,isBottomFolded)/],
  ['The page', 'explore', 'first', atProp('children', 'Copy link')],
  ['Matrix', 'explore', 'Matrix', atProp('"aria-label"', 'Transition matrix')],
  ['State graph', 'explore', 'first', atProp('"aria-label"', 'State graph')],
];

/** Where a mode failed, axe looks in [PAGE-232]. */
const MODE_PARTS = ['Explore', ...MODES] as readonly string[];

for (const [part, modeName, file, words] of THROWS)
  test(`[PAGE-235] a mistake in ${part} leaves the rest, says so, and is gone when it is mended`, async ({
    browser,
    baseURL,
  }) => {
    const { page, context, said } = await visit(browser, baseURL);
    const countPlanted = await plant(page, `**/assets/${file}-*.js`, words);
    await page.goto(`./#v=1&rules=patch-2021-09&trace=_STOP:a&at=1&mode=${modeName}`);
    const failed = failure(page, part);
    await expect(failed).toContainText(FAILURE_WORDS.thrown);
    expect(countPlanted()).toBe(1);
    await expect(failed).toContainText('Untouched: the history with its 1 step.');
    if (part !== 'The page') await expect(button(page, 'Copy link')).toBeVisible();
    if (part === 'Matrix') await expect(current(page)).toBeVisible();
    if (part === 'State graph') await expect(matrix(page)).toBeVisible();
    await failed.getByText('What the report says').click();
    await expect(failed.getByText('report of a failure')).toContainText('Error: Error: planted');
    if (!MODE_PARTS.includes(part)) expect(await find(page, 'all but colours')).toEqual([]);
    await mend(page);
    await failed.getByRole('button', { name: 'Try again' }).click();
    await expect(failed).toHaveCount(0);
    await expect(current(page).or(begin(page))).toBeVisible();
    await expectFocusKept(page);
    expect(said.every((line) => line.includes('planted'))).toBe(true);
    await context.close();
  });

test('[PAGE-236] the text under review outlives a mistake in Review', async ({ browser, baseURL }) => {
  const { page, context } = await visit(browser, baseURL);
  await plant(page, '**/assets/ReviewMode-*.js', atProp('id', 'differences'));
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await paste(page, 'kept words');
  await expect(failure(page, 'Review')).toBeVisible();
  await mend(page);
  await button(page, 'Try again').click();
  await expect(editor(page)).toContainText('kept words');
  await context.close();
});

test('[PAGE-237] a page whose own script cannot be loaded says so', async ({ browser, baseURL }) => {
  const { page, context } = await visit(browser, baseURL);
  await page.route('**/assets/first-*.js', (route) => route.abort());
  await page.goto('./');
  await expect(page.getByText('The page has not started')).toBeVisible({ timeout: 20_000 });
  await context.close();
});
