/** Learn by address and by keyboard: everything that can be open has an address, and every act a key. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { alert, chooseMode, chooser, current, expect, graph, open, showPart, state, test } from './page.ts';

test.slow();

const LESSON = '#v=1&rules=uapi-v1&mode=learn&part=';

const lessons = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Lessons' });

const addressOf = (page: Page): string => new URL(page.url()).hash;

/** A file with a lesson of one task. */
const ownLesson = (id: string) => ({
  name: `${id}.md`,
  text: `---
id: ${id}
title: Of my own
minutes: 5
ruleSet: uapi-v1
summary: One task.
---

## Only

### Stop it

Stop the device.

\`\`\`do
goal: reach
state: _STOP
\`\`\`

It is stopped [#24].
`,
});

test('[PAGE-211] a link opens a lesson at its step, and follows the learner', async ({ page }) => {
  await open(page, `${LESSON}lesson.device-state.three-bits&at=0`);
  await expect(lessons(page).getByRole('heading', { name: 'Three bits' })).toBeVisible();
  await lessons(page).getByRole('button', { name: 'Next' }).click();
  await expect(lessons(page).getByRole('heading', { name: 'Where it begins' })).toBeVisible();
  await expect(page).toHaveURL(/part=lesson\.device-state\.where-it-begins/);
  await lessons(page).getByRole('button', { name: 'All lessons' }).click();
  await expect(page).not.toHaveURL(/part=/);
});

test('[PAGE-212] typing an address opens another lesson, a message, a step of the life, the lab', async ({
  page,
}) => {
  await open(page, `${LESSON}lesson.device-state.three-bits&at=0`);
  const type = (part: string) =>
    page.evaluate((hash) => {
      window.location.hash = hash;
    }, `${LESSON}${part}&at=0`);
  await type('lesson.same-state');
  await expect(page.getByRole('region', { name: /Why x > x/ })).toBeVisible();
  await type('debate.2');
  await expect(page.locator('[data-message="2"]')).toHaveAttribute('aria-current', 'true');
  await expect(graph(page).locator('[data-arc="1>4"]')).toHaveAttribute('data-role', 'path');
  await type('life.7');
  await expect(chooser(page)).toHaveValue('v2-6.2');
  await type('lab:devices~1,at~3');
  await expect(page.getByText(/^step 3 of/)).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Devices' })).toHaveAttribute('aria-valuetext', '1');
});

test('[PAGE-213] an address of something that does not exist gets a sentence, and shows the lessons', async ({
  page,
}) => {
  await open(page, `${LESSON}lesson.no-such-lesson&at=0`);
  await expect(alert(page).first()).toContainText('no-such-lesson');
  await expect(lessons(page).getByRole('button', { name: /^Start/ })).toHaveCount(13);
  await page.goto(`./${LESSON}debate.99&at=0`);
  await expect(alert(page).first()).toContainText('debate.99');
  await expect(lessons(page).getByRole('button', { name: /^Start/ })).toHaveCount(13);
});

test('[PAGE-214] what was open is still open after a visit to another mode', async ({ page }) => {
  await open(page, `${LESSON}debate&at=0`);
  const panel = page.getByRole('tabpanel', { name: 'The debate' });
  await panel.getByRole('button', { name: /^#29\b/ }).click();
  await expect(page).toHaveURL(/part=debate\.29/);
  await panel.getByRole('button', { name: 'Show beside the posted table' }).click();
  const added = graph(page).locator('[data-change="added"]');
  await expect(added.first()).toBeVisible();
  const count = await added.count();
  await page.reload();
  await expect(added).toHaveCount(count);
  await chooseMode(page, 'Explore');
  await expect(page).not.toHaveURL(/part=/);
  await chooseMode(page, 'Learn');
  await expect(page.locator('[data-message="29"]')).toHaveAttribute('aria-current', 'true');
  await page.reload();
  await expect(page.locator('[data-message="29"]')).toHaveAttribute('aria-current', 'true');
});

test('[PAGE-215] a dropped lesson plays to its end, and its task is checked on the machine', async ({
  page,
}) => {
  await open(page, `${LESSON.replace('&part=', '')}&at=0`);
  const { name, text } = ownLesson('device-state');
  const transfer = await page.evaluateHandle(
    ([file, body]) => {
      const data = new DataTransfer();
      data.items.add(new File([body ?? ''], file ?? '', { type: 'text/markdown' }));
      return data;
    },
    [name, text],
  );
  await lessons(page)
    .getByRole('button', { name: /^Start/ })
    .first()
    .waitFor();
  await lessons(page)
    .getByRole('button', { name: 'Open a lesson file…' })
    .dispatchEvent('drop', { dataTransfer: transfer });
  await expect(lessons(page).getByRole('heading', { name: 'Stop it' })).toBeVisible();
  // The id is that of a shipped lesson: an address would open that one.
  await expect(page).not.toHaveURL(/part=/);
  await expect(lessons(page).getByRole('button', { name: 'Next' })).toHaveAttribute('aria-disabled', 'true');
  await state(page, '_STOP 000b').click();
  await expect(lessons(page).getByText('It is stopped')).toBeVisible();
  await lessons(page)
    .getByRole('button', { name: /^(Next|Finish)/ })
    .click();
  await expect(lessons(page).getByRole('heading', { name: /end|done|finished/i })).toBeVisible();
});

test('[PAGE-216] the last task of a shipped lesson can be done by keyboard alone, from its address to its end', async ({
  page,
}) => {
  await open(page, `${LESSON}lesson.device-state.your-turn&at=0`);
  await expect(lessons(page).getByRole('heading', { name: 'Your turn' })).toBeVisible();
  for (const [from, to] of [
    ['_RUNNING', '_SAVING\\|_RUNNING'],
    ['_SAVING\\|_RUNNING', '_SAVING'],
    ['_SAVING', '_STOP'],
  ]) {
    const cell = page.getByRole('button', { name: new RegExp(`^${from} to ${to}:`) });
    await cell.focus();
    await page.keyboard.press('Enter');
  }
  await expect(current(page)).toHaveText(/_STOP/);
  await expect(lessons(page).getByText(/1 > 3 > 2 > 0/)).toBeVisible();
});

test('[PAGE-217] the coverage map exports what was predicted', async ({ page }) => {
  await open(page, `${LESSON}lesson.device-state.and-the-others&at=0`);
  await lessons(page).getByRole('radio').first().waitFor();
  await lessons(page)
    .getByRole('button', { name: /Show|Give|answer/i })
    .first()
    .waitFor();
  await lessons(page)
    .getByRole('radio', { name: /Unspecified/i })
    .check();
  await lessons(page).getByRole('button', { name: 'Check' }).click();
  await lessons(page).getByRole('button', { name: 'All lessons' }).click();
  const download = page.waitForEvent('download');
  await lessons(page).getByRole('button', { name: /CSV/ }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text.split('\n').filter((line) => line.includes('uapi-v1'))).toHaveLength(1);
  expect(text).toMatch(/uapi-v1.*_STOP.*_RUNNING/);
});

test('[PAGE-218] the lab: a step that fails, the recovery of QEMU, and both exports', async ({ page }) => {
  // Setup asks for a size and allocates a buffer; the third step is the first request.
  await page.goto(`./${LESSON}lab:devices~1,at~2&at=0`);
  const panel = page.getByRole('tabpanel', { name: 'Lab' });
  await expect(page.getByRole('combobox', { name: 'Rule set' })).toHaveCount(0);
  const fault = panel.getByRole('combobox', { name: 'This step' });
  await panel.getByRole('button', { name: 'Step', exact: true }).click();
  await panel.getByRole('button', { name: 'Back', exact: true }).click();
  await fault.selectOption({ label: (await fault.locator('option').nth(2).textContent()) ?? '' });
  await expect(page).toHaveURL(/lab:devices~1,fail~2~faulted-1/);
  await panel.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(panel.getByRole('region', { name: /source host/i })).toContainText('ERROR');
  await panel.getByRole('button', { name: 'To the end' }).click();
  await expect(panel.getByRole('region', { name: /source host/i })).toContainText('RUNNING');
  const address = addressOf(page);
  const outcome = await panel.getByRole('status').textContent();
  for (const [index, form] of (['mmd', 'svg'] as const).entries()) {
    const download = page.waitForEvent('download');
    await panel.getByRole('button', { name: 'Save' }).nth(index).click();
    const saved = await download;
    const text = readFileSync(await saved.path(), 'utf8');
    expect(text).toContain(form === 'mmd' ? 'sequenceDiagram' : '<svg');
    expect(text).toContain('PRE_COPY');
  }
  await page.reload();
  await expect(panel.getByRole('status')).toHaveText(outcome ?? '');
  expect(addressOf(page)).toBe(address);
});

test('[PAGE-219] the lab: DMA reaches a stopped peer without the quiescent state, and does not with it', async ({
  page,
}) => {
  const panel = page.getByRole('tabpanel', { name: 'Lab' });
  for (const [flags, words] of [
    [5, /DMA reached a stopped peer \d times/],
    [7, /No DMA reached a stopped peer/],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`./${LESSON}lab:flags~${flags}&at=0`);
    await expect(panel.getByRole('status')).toHaveText(words);
  }
});

test('[PAGE-220] the panels of Learn by keyboard: arrows move between tabs, messages and steps', async ({
  page,
}) => {
  await open(page, `${LESSON}debate.0&at=0`);
  await page.getByRole('tab', { name: 'The debate' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /life/ })).toBeFocused();
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/part=life\.2/);
  await page.getByRole('tab', { name: /life/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Step', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Step', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^step 1 of/)).toBeVisible();
  await showPart(page, 'The debate');
  await page.locator('[data-message="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/part=debate\.1/);
});

test('[PAGE-222] a lesson that compares two rule sets shows both, but not while it asks', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-7.2&flags=7&mode=learn&part=lesson.never-returned.one-condition-more&at=0');
  const changed = graph(page).locator('[data-change="changed"]');
  await expect(lessons(page).getByRole('radio').first()).toBeVisible();
  await expect(changed).toHaveCount(0);
  await lessons(page).getByRole('button', { name: 'Show the answer' }).click();
  await lessons(page).getByRole('button', { name: 'Say why' }).click();
  await expect(changed.first()).toBeVisible();
});

test('[PAGE-223] the pace is chosen in the lesson, and nothing moves by itself in step by step', async ({
  page,
}) => {
  await open(page, `${LESSON}lesson.device-state.where-it-begins&at=0`);
  const pace = lessons(page).getByRole('combobox', { name: 'Pace' });
  await pace.selectOption('step by step');
  await lessons(page).getByRole('button', { name: 'Show the answer' }).click();
  const step = lessons(page).getByRole('button', { name: 'Take one step on the graph' });
  await expect(step).toBeVisible();
  await page.waitForTimeout(1500);
  await expect(current(page)).toHaveText(/_RUNNING001b/);
  await step.click();
  await expect(current(page)).toHaveText(/_SAVING\|_RUNNING/);
  await lessons(page).getByRole('button', { name: 'Back to the beginning' }).click();
  await expect(current(page)).toHaveText(/_RUNNING001b/);
  await page.reload();
  await expect(pace).toHaveValue('by-hand');
});
