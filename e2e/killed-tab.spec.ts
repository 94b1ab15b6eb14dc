/** What a killed tab loses: at most the last second, whatever is being typed, and however long. */

import type { Locator, Page } from '@playwright/test';
import {
  button,
  chooseMode,
  cursor,
  editor,
  expect,
  lessonStart,
  open,
  review,
  showPart,
  steps,
  ownTest as test,
} from './page.ts';

/** Each types for 5 s. */
test.slow();

const KEYS = 50;
const PACE = 100;
/** The most that may be lost, in milliseconds. */
const LOST = 1000;

/** A word that grows with each key: how much of it is kept tells which key was the last. */
const toWord = (keys: number) => 'a'.repeat(keys);

/** Does something every 100 ms for 5 s; returns the time of each. */
async function goOn(act: (index: number) => Promise<unknown>): Promise<readonly number[]> {
  const done: number[] = [];
  const start = performance.now();
  for (let index = 0; index < KEYS; index += 1) {
    await new Promise((next) => setTimeout(next, start + index * PACE - performance.now()));
    await act(index);
    done.push(performance.now());
  }
  return done;
}

/** Another tab of the same browser, opened at an address. The one of the fixture stays empty: it is asked again at the end. */
async function openTab(page: Page, hash = ''): Promise<Page> {
  const tab = await page.context().newPage();
  await open(tab, hash);
  return tab;
}

/** Kills the renderer, as the system does where memory is short; returns the time. */
async function kill(page: Page): Promise<number> {
  const at = performance.now();
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  return at;
}

/** What was done a second and more before the kill: at least so much must be there. */
const countOld = (done: readonly number[], killed: number) =>
  done.filter((time) => time <= killed - LOST).length;

/** Types into a field without a pause and kills the tab; returns the least that another one must show. */
async function typeAndKill(page: Page, field: Locator): Promise<number> {
  await field.focus();
  const done = await goOn(() => page.keyboard.press('a'));
  const least = countOld(done, await kill(page));
  expect(least, 'the typing went on for long enough to lose something').toBeGreaterThan(KEYS / 2);
  return least;
}

const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';

test('[PAGE-230] Review keeps what is typed without a pause', async ({ page }) => {
  const tab = await openTab(page, REVIEW);
  const least = await typeAndKill(tab, editor(tab));
  await expect(editor(await openTab(page, REVIEW))).toContainText(toWord(least));
});

test('[PAGE-230] Notes keep the note that is being written', async ({ page }) => {
  const tab = await openTab(page, REVIEW);
  await review(tab, 'a table is to come\n');
  await showPart(tab, /^Notes/);
  const least = await typeAndKill(tab, tab.getByRole('textbox', { name: 'New note' }));
  const other = await openTab(page, REVIEW);
  await showPart(other, /^Notes/);
  const draft = other.getByRole('textbox', { name: 'New note' });
  await expect(draft).toHaveValue(new RegExp(toWord(least)));
  await expect(draft).not.toBeFocused();
  await expect(editor(other)).toContainText('a table is to come');
});

test('[PAGE-230] Notes keep what is being changed in one, and what it was before', async ({ page }) => {
  const tab = await openTab(page, REVIEW);
  await review(tab, 'a table is to come\n');
  await showPart(tab, /^Notes/);
  await tab.getByRole('textbox', { name: 'New note' }).fill('Why?');
  await tab.getByRole('textbox', { name: 'New note' }).press('Control+Enter');
  await tab.getByRole('button', { name: /^Edit the note/ }).click();
  const least = await typeAndKill(tab, tab.getByRole('textbox', { name: /^Note on line/ }));
  const other = await openTab(page, REVIEW);
  await showPart(other, 'Notes 1');
  const edited = other.getByRole('textbox', { name: /^Note on line/ });
  await expect(edited).toHaveValue(new RegExp(toWord(least)));
  await expect(edited).not.toBeFocused();
  await button(other, 'Cancel').click();
  await expect(other.getByText('Why?', { exact: true })).toBeVisible();
});

test('[PAGE-230] Propose keeps the title as it is typed, and undo takes it back at once', async ({
  page,
}) => {
  const tab = await openTab(page, '#v=1&rules=patch-2021-09&mode=compare&at=0');
  const panel = await showPart(tab, 'Propose');
  await button(tab, 'Begin a draft of patch-2021-09').click();
  const title = tab.getByRole('textbox', { name: 'Title' });
  await title.fill('b');
  await title.pressSequentially('cd');
  await panel.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(title).toHaveValue('Draft of patch-2021-09');
  await title.fill('b');
  const least = await typeAndKill(tab, title);
  const other = await openTab(page, '#v=1&rules=patch-2021-09&mode=compare&at=0');
  await other.getByRole('combobox', { name: 'Rule set' }).selectOption('draft-1');
  await showPart(other, 'Propose');
  await expect(other.getByRole('textbox', { name: 'Title' })).toHaveValue(new RegExp(`b${toWord(least)}`));
});

test('[PAGE-230] Explore keeps what is asked without a pause', async ({ page }) => {
  const tab = await openTab(page);
  await expect(cursor(tab)).toBeVisible();
  const done = await goOn(() => tab.keyboard.press('r'));
  const least = countOld(done, await kill(tab));
  expect(least).toBeGreaterThan(KEYS / 2);
  // A tab that opens before the browser has let go of the killed one begins a history of its own.
  const countInNewTab = async () => {
    const other = await openTab(page);
    await expect(steps(other).first()).toBeVisible();
    const count = await steps(other).count();
    await other.close();
    return count;
  };
  await expect.poll(countInNewTab, { timeout: 60_000 }).toBeGreaterThan(least);
});

test('[PAGE-230] a lesson keeps an answer a second after it is given', async ({ page }) => {
  const tab = await openTab(page);
  await chooseMode(tab, 'Learn');
  const panel = tab.getByRole('tabpanel', { name: 'Lessons' });
  await lessonStart(panel).click();
  await panel.getByRole('radio', { name: 'By itself' }).check();
  await panel.getByRole('button', { name: 'Check' }).click();
  await expect(panel.getByText('Not this: By itself')).toBeVisible();
  await new Promise((next) => setTimeout(next, LOST));
  await kill(tab);
  const other = await openTab(page, '#v=1&rules=patch-2021-09&mode=learn&at=0');
  await expect(other.getByRole('button', { name: /^Continue/ })).toHaveCount(1);
});
