/** Learn: a lesson on the live machine, the debate, the protocol's life, the lab, presenting. */
import type { Locator, Page } from '@playwright/test';
import { find } from './axe.ts';
import {
  button,
  chooseMode,
  chooser,
  editor,
  expect,
  expectCurrent,
  graph,
  lessonStart,
  open,
  showPart,
  status,
  steps,
  test,
} from './page.ts';

/** A busy machine is slow. */
test.slow();

const learn = async (page: Page, part?: string | RegExp): Promise<Locator> => {
  await open(page);
  await chooseMode(page, 'Learn');
  return part === undefined ? page.getByRole('tabpanel', { name: 'Lessons' }) : showPart(page, part);
};

/** Opens the lesson on device_state, and passes the question that it begins with. */
const startLesson = async (page: Page): Promise<Locator> => {
  const panel = await learn(page);
  await lessonStart(panel).click();
  await expect(panel.getByRole('heading', { name: 'What one write does' })).toBeFocused();
  await panel.getByRole('button', { name: 'Skip' }).click();
  await expect(panel.getByRole('heading', { name: 'A number at offset 0' })).toBeFocused();
  return panel;
};

/** Goes on to its second question. */
const beginLesson = async (page: Page): Promise<Locator> => {
  const panel = await startLesson(page);
  for (const title of ['Three bits', 'Where it begins']) {
    await panel.getByRole('button', { name: 'Next' }).click();
    await expect(panel.getByRole('heading', { name: title })).toBeVisible();
  }
  return panel;
};

const answer = async (panel: Locator, option: string): Promise<void> => {
  await panel.getByRole('radio', { name: option }).check();
  await panel.getByRole('button', { name: 'Check' }).click();
};

test('[PAGE-200] a lesson opens on its rules, and highlights what it talks about', async ({ page }) => {
  const panel = await learn(page);
  await expect(panel.getByRole('button', { name: /^Start/ })).toHaveCount(13);
  await lessonStart(panel).click();
  await expect(chooser(page)).toHaveValue('uapi-v1');
  await panel.getByRole('button', { name: 'Skip' }).click();
  await expect(graph(page).locator('button[data-lit]')).toHaveText(/_RUNNING/);
});

test('[PAGE-201] a wrong answer is first played on the graph, and then explained', async ({ page }) => {
  const panel = await beginLesson(page);
  await answer(panel, 'No DMA');
  await expect(panel.getByRole('heading', { name: 'Not this: No DMA' })).toBeFocused();
  await expect(panel.getByText('Saving sounds like the opposite of running')).toBeVisible();
  await expect(panel.getByRole('radio', { name: 'No DMA' })).toBeDisabled();
  await expectCurrent(page, '_RUNNING 001b');
  await answer(panel, 'Undefined');
  await expect(panel.getByText('Not quite. What happens: Any DMA')).toBeVisible();
  await expect(status(page)).toHaveText(/^Accepted.*_RUNNING > _SAVING\|_RUNNING/);
  await expectCurrent(page, '_SAVING|_RUNNING 011b');
  await panel.getByRole('button', { name: 'Say why' }).click();
  await expect(panel.getByRole('button', { name: 'Say why' })).toHaveCount(0);
  await expect(panel.getByText('No DMA (your first answer)')).toContainText('Saving sounds like');
  await expect(panel.getByText('Undefined (your answer)')).toContainText('110b, after a failure');
});

test('[PAGE-294] the second try may be right, by keyboard alone, and counts as such', async ({ page }) => {
  const panel = await beginLesson(page);
  const check = async (option: string) => {
    await panel.getByRole('radio', { name: option }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
  };
  await check('No DMA');
  await expect(panel.getByRole('heading', { name: 'Not this: No DMA' })).toBeFocused();
  await check('Any DMA');
  await expect(panel.getByText('Right: Any DMA')).toBeFocused();
  await expect(panel.getByText('Why not the others')).toBeVisible();
  for (let rest = 5; rest <= 14; rest += 1) await panel.getByRole('button', { name: 'Skip' }).click();
  await panel.getByRole('button', { name: 'Skip' }).click();
  await expect(panel.getByText(/0 were answered right at the first try and 1 at the second/)).toBeVisible();
});

test('[PAGE-202] nothing continues by itself; back, skip and a reload keep the place', async ({ page }) => {
  const panel = await beginLesson(page);
  await expect(panel.getByRole('button', { name: 'Next' })).toHaveAttribute('aria-disabled', 'true');
  await panel.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(panel.getByRole('heading', { name: 'Three bits' })).toBeVisible();
  await panel.getByRole('button', { name: 'Skip' }).click();
  await panel.getByRole('button', { name: 'Skip' }).click();
  await expect(panel.getByText(/Step 5 of 14/)).toBeVisible();
  await page.reload();
  await expect(panel.getByText(/Step 5 of 14/)).toBeVisible();
  await panel.getByRole('button', { name: 'All lessons' }).click();
  await panel.getByRole('button', { name: /^Continue/ }).click();
  await expect(panel.getByText(/Step 5 of 14/)).toBeVisible();
});

test('[PAGE-203] a right prediction is in the coverage map after a reload', async ({ page }) => {
  const panel = await beginLesson(page);
  await answer(panel, 'Any DMA');
  await page.reload();
  await panel.getByRole('button', { name: 'All lessons' }).click();
  await expect(panel.getByRole('region', { name: /coverage|predicted/i }).first()).toContainText('uapi-v1');
});

test('[PAGE-204] a lesson from a file is checked: a broken one gets line and column, and nothing is lost', async ({
  page,
}) => {
  const panel = await learn(page);
  await panel.locator('input[type="file"]').setInputFiles({
    name: 'broken.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from('---\nid: broken\ntitle: Broken\nminutes: 5\nruleSet: v2-9\nsummary: None.\n---\n'),
  });
  await expect(panel.locator('[data-alert]')).toContainText('v2-9');
  await expect(panel.locator('[data-alert]')).toContainText(/5/);
  await expect(panel.getByRole('button', { name: /^Start/ })).toHaveCount(13);
});

test('[PAGE-454] while a file is read, its name stands there; it can be cancelled, and another lesson opened', async ({
  page,
}) => {
  // The worker that reads it is slow to come.
  let want = (): void => undefined;
  const isWanted = new Promise<void>((resolve) => {
    want = resolve;
  });
  await page.route('**/lesson-worker*', async (route) => {
    await isWanted;
    await route.continue();
  });
  const panel = await learn(page);
  const choose = () =>
    panel.locator('input[type="file"]').setInputFiles({
      name: 'slow\u202e.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from('---\nid: broken\n---\n'),
    });
  const said = panel.getByText('Reading slow\\u202e.md…');
  await choose();
  await expect(said).toBeVisible();
  await expect(said).toHaveAttribute('aria-live', 'polite');
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(said).toBeHidden();
  await expect(panel.getByRole('button', { name: 'Open a lesson file…' })).toBeFocused();
  await choose();
  await expect(said).toBeVisible();
  await lessonStart(panel).click();
  await expect(panel.getByRole('heading', { name: 'What one write does' })).toBeVisible();
  await expect(said).toBeHidden();
  await panel.getByRole('button', { name: 'All lessons' }).click();
  await choose();
  await expect(said).toBeVisible();
  want();
  await expect(panel.locator('[data-alert]')).toContainText(/slow.*was not opened/);
  await expect(said).toBeHidden();
});

test('[PAGE-205] the debate: a message highlights its requests, and its rule set is compared with the posted one', async ({
  page,
}) => {
  const panel = await learn(page, 'The debate');
  await panel.getByRole('button', { name: /#2\b.*Leon Romanovsky/ }).click();
  await expect(graph(page).locator('[data-arc="1>4"]')).toHaveAttribute('data-role', 'path');
  await panel
    .getByRole('button', { name: /patch-2021-09-amended/ })
    .first()
    .click();
  await expect(chooser(page)).toHaveValue('patch-2021-09-amended');
  await expect(graph(page).locator('[data-arc="1>4"]')).toHaveAttribute('data-change', 'added');
});

test('[PAGE-206] the life of the protocol: each step is compared with the one before', async ({ page }) => {
  const panel = await learn(page, /life/);
  await expect(chooser(page)).toHaveValue('uapi-v1');
  await panel.getByRole('slider').press('End');
  await expect(chooser(page)).toHaveValue('v2-7.2');
  await expect(page.getByRole('group', { name: 'Changes that are shown' })).toContainText('Changed');
});

test('[PAGE-207] the lab: a run to its end says how it converged, and a table has the same numbers', async ({
  page,
}) => {
  const panel = await learn(page, 'Lab');
  await panel.getByRole('button', { name: 'To the end' }).click();
  await expect(panel.getByRole('status')).toHaveText(/Converges after 3 rounds; downtime 250 ms/);
  await panel.getByText('The same as a table').click();
  await expect(panel.getByRole('table', { name: 'Pending bytes by round' })).toBeVisible();
  await panel.getByRole('slider', { name: /changes/ }).press('End');
  await expect(panel.getByRole('status')).toHaveText(/cannot converge/i);
});

test('[PAGE-208] presenting: a clicker moves on, Escape ends it, and the page is as before', async ({
  page,
}) => {
  const panel = await startLesson(page);
  await panel.getByRole('button', { name: 'Present' }).click();
  await expect(button(page, 'End')).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(panel.getByRole('heading', { name: 'Three bits' })).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(panel.getByRole('heading', { name: 'A number at offset 0' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button(page, 'End')).toHaveCount(0);
  await expect(button(page, 'Help')).toBeVisible();
});

test("[PAGE-221] the speaker's window has the notes and the keys, and closes with the presentation", async ({
  page,
}) => {
  const panel = await startLesson(page);
  await panel.getByRole('button', { name: 'Present' }).click();
  const opened = page.waitForEvent('popup');
  await button(page, 'Speaker’s window').click();
  const speaker = await opened;
  await expect(speaker.getByRole('heading', { name: 'A number at offset 0' })).toBeVisible();
  await expect(speaker.getByText('Next: Three bits')).toBeVisible();
  await expect(speaker.getByText(/who has read the header/)).toBeVisible();
  await expect(page.getByText(/who has read the header/)).toHaveCount(0);
  expect(await find(speaker)).toEqual([]);
  await speaker.keyboard.press('PageDown');
  await expect(speaker.getByRole('heading', { name: 'Three bits' })).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Three bits' })).toBeVisible();
  await speaker.close();
  await expect(button(page, 'Speaker’s window')).toHaveAttribute('aria-pressed', 'false');
  const again = page.waitForEvent('popup');
  await button(page, 'Speaker’s window').click();
  const closed = (await again).waitForEvent('close');
  await button(page, 'End').click();
  await closed;
});

test('[PAGE-209] what a learner does on the graph goes into the history as usual', async ({ page }) => {
  const panel = await beginLesson(page);
  await answer(panel, 'Any DMA');
  await expect(steps(page)).toHaveCount(2);
});

test('[PAGE-296] the lesson on reviewing ends in Review, with a mail whose fault is found there; Back leads to the lesson', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=learn&part=lesson.reviewing.a-mail-for-you&at=0');
  const panel = page.getByRole('tabpanel', { name: 'Lessons' });
  const hand = () => panel.getByRole('button', { name: 'Open it in Review' }).click();
  await hand();
  await expect(page.getByRole('tab', { name: 'Review' })).toHaveAttribute('aria-selected', 'true');
  await expect(editor(page)).toContainText('Let a device in pre-copy be stopped');
  await expect(page.getByText('_SAVING > _RUNNING was accepted under the old code').first()).toBeVisible();
  expect(await find(page, 'all but colours')).toEqual([]);
  await button(page, 'Back to the lesson').click();
  await expect(panel.getByRole('heading', { name: 'A mail for you' })).toBeVisible();
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await hand();
  await expect(button(page, 'Back to the lesson')).toBeVisible();
  await page.goBack();
  await expect(panel.getByRole('heading', { name: 'A mail for you' })).toBeVisible();
  await page.getByRole('tab', { name: 'Review' }).click();
  await expect(editor(page)).toContainText('Let a device in pre-copy be stopped');
  await expect(button(page, 'Back to the lesson')).toHaveCount(0);
});
