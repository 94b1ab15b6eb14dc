/** Logs in Review: what they are, their steps on the list and on the graph, and that the page says what the command line says. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readLog } from '../src/judge/replay/read-log.ts';
import { toReplayJson } from '../src/judge/replay/replay-json.ts';
import { EXAMPLE_WORDS } from '../src/modes/review/begin/begin-words.ts';
import { expectHeard, forget, startHearing } from './hear.ts';
import {
  begin,
  button,
  caretLine,
  editor,
  enterEditor,
  expect,
  expectCurrent,
  fixture,
  found,
  graph,
  open,
  paste,
  showPart,
  test,
} from './page.ts';

/** A busy machine is slow. */
test.slow();

const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';
const SAMPLES = new URL('../src/reader/log/sample/', import.meta.url);

/** Of the logs of the field only these are whole; of the others the unit tests read each snippet by itself. */
const WHOLE = /^(?:[^/]+|field\/(?:trace|other))\.txt$/;
const sample = (name: string) => readFileSync(new URL(name, SAMPLES), 'utf8');
const TWO = sample('qemu-10.1-two-devices.txt');

/** Replaces the text. */
async function put(page: Page, text: string): Promise<void> {
  await enterEditor(page);
  await page.keyboard.press('ControlOrMeta+a');
  await paste(page, text);
}

const openFile = (page: Page, name: string, content: string | Buffer) =>
  page
    .getByLabel('Files to open')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

const steps = (page: Page) => page.getByRole('list', { name: 'Steps', exact: true });
const step = (page: Page, name: RegExp) => steps(page).getByRole('button', { name });
const bar = (page: Page) => page.getByRole('region', { name: 'Step of the log' });
/** What is known of the step in view. */
const detail = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** Clicks the last step, at a place where the mouse hits it. */
async function lookWithMouse(page: Page, count: number): Promise<void> {
  if (count === 0) return;
  const last = steps(page).locator('button[data-step]').last();
  await last.click();
  await expect(last).toHaveAttribute('aria-current', 'step');
}

/** Looks at one step after the other, and reads what the page says of each: its line, its row, everything, and the bar. */
const lookAtEach = (page: Page) =>
  page.getByRole('main').evaluate(async (main) => {
    const read = (element: Element | null | undefined) =>
      (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
    const told: { names: string[]; step: string; main: string; bar: string }[] = [];
    for (const step of main.querySelectorAll<HTMLElement>('[aria-label="Steps"] button[data-step]')) {
      step.click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const names = [...(step.closest('li')?.querySelectorAll('button') ?? [])]
        .filter((each) => each.checkVisibility())
        .map((each) => each.ariaLabel ?? read(each));
      told.push({
        names,
        step: read(step),
        main: read(main),
        bar: read(main.querySelector('[aria-label="Step of the log"]')),
      });
    }
    return told;
  });

const shownLine = (page: Page) => page.locator('.cm-shown-line');

test('[PAGE-400] each sample is read as the command line reads it: steps, findings, causes', async ({
  page,
}) => {
  await open(page, REVIEW);
  // What is pasted around a line makes no other step: the unit tests read those.
  const names = readdirSync(SAMPLES, { encoding: 'utf8', recursive: true }).filter((each) =>
    WHOLE.test(each),
  );
  for (const name of names) {
    const result = readLog([readFileSync(new URL(name, SAMPLES))], {});
    const { devices, findings, causes, unread } = toReplayJson(result);
    await put(page, sample(name));
    await expect(found(page), name).toContainText(
      `${result.summary.lines} lines, ${unread} of them not read.`,
    );
    const all = devices.flatMap((device) => device.steps.map((each) => ({ ...each, device: device.name })));
    await showPart(page, /^Steps/);
    if (all.length === 0) await expect(page.getByRole('main')).toContainText('No line names a state');
    else await expect(steps(page).getByRole('listitem')).toHaveCount(all.length);
    await lookWithMouse(page, all.length);
    for (const [index, shown] of (await lookAtEach(page)).entries()) {
      const each = all[index];
      expect(shown.names, name).toContain(`line ${each?.line}`);
      expect(shown.step, name).toContain(each?.event);
      expect(shown.main, name).toContain(each?.text);
      expect(shown.bar, name).toContain(each?.device);
    }
    const listed = await showPart(page, /^Log findings/);
    for (const { text } of findings) await expect(listed, name).toContainText(text);
    const told = await showPart(page, /^Causes/);
    for (const { text, todo } of causes) await expect(told, name).toContainText(`${text}To do: ${todo}`);
    if (causes.length === 0) await expect(told).toContainText('No line names a known cause.');
  }
});

test('[PAGE-401] a step is looked at by key, on the graph, and in its line', async ({ page }) => {
  await open(page, REVIEW);
  await begin(page).getByRole('button', { name: EXAMPLE_WORDS.log.title, exact: true }).press('Enter');
  // It begins with the step that failed.
  await expect(bar(page)).toContainText('Step 3 of 7 0000:5e:00.4');
  await expect(bar(page)).toContainText('STOP > STOP_COPY: failed, ENOSPC');
  await expectCurrent(page, 'STOP 1');
  await expect(detail(page, 'STOP > STOP_COPY')).toContainText('The device is in STOP now.');
  await expect(page.getByRole('banner')).toContainText('Log of 2 devices QEMU 9.1 to 11.1');
  await step(page, /failed STOP > STOP_COPY/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(step(page, /reached \? > STOP/)).toBeFocused();
  await expect(bar(page)).toContainText('Step 4 of 7');
  await expect(shownLine(page)).toContainText('0000:5e:00.4');
  await page.keyboard.press('ArrowDown');
  await expectCurrent(page, 'RUNNING_P2P 5');
  await button(page, 'Previous step').click();
  await expect(bar(page)).toContainText('Step 4 of 7');
  // A state on the graph is the next step that leads there.
  await graph(page)
    .getByRole('button', { name: /^RUNNING 2/ })
    .click();
  await expect(bar(page)).toContainText('RUNNING_P2P > RUNNING: reached');
  await steps(page).getByRole('button', { name: 'line 13', exact: true }).click();
  await expect(editor(page)).toBeFocused();
  await expect(caretLine(page)).toHaveText('13');
  await expect(bar(page)).toContainText('PRE_COPY > PRE_COPY_P2P');
  // And the caret on a line is its step.
  for (let line = 13; line > 10; line -= 1) await page.keyboard.press('ArrowUp');
  await expect(bar(page)).toContainText('RUNNING > RUNNING_P2P');
  await page.getByLabel('By time').check();
  await expect(steps(page).getByRole('listitem').nth(1)).toContainText('0000:5e:00.4');
  await page.getByLabel('Device', { exact: true }).selectOption('0000:3b:00.1');
  await expect(steps(page).getByRole('listitem')).toHaveCount(7);
  // The address names the step, the order and the device; a selection is no entry of the browser's history.
  const entries = await page.evaluate(() => window.history.length);
  await step(page, /PRE_COPY_P2P > STOP_COPY/).click();
  await expect(page).toHaveURL(/mode=review&part=log\.1\.3\.time\.alone&/);
  expect(await page.evaluate(() => window.history.length)).toBe(entries);
  await page.reload();
  await expect(bar(page)).toContainText('Step 3 of 7 0000:3b:00.1');
  await expect(page.getByLabel('By time')).toBeChecked();
  await page.evaluate(() => {
    window.location.hash = window.location.hash.replace('log.1.3.time.alone', 'log.2.4');
  });
  await expect(bar(page)).toContainText('Step 4 of 7 0000:5e:00.4');
  await page.goBack();
  await expect(bar(page)).toContainText('Step 3 of 7 0000:3b:00.1');
});

test('[PAGE-501] of a log each outcome is heard once: a step, a device, another log, a match in the text', async ({
  page,
}) => {
  await startHearing(page);
  await open(page, REVIEW);
  await put(page, TWO);
  await expect(bar(page)).toContainText('Step 3 of 7');
  await forget(page);
  await button(page, 'Next step').click();
  await expectHeard(page, 'the next step', /^Step 4 of 7: \? > STOP: reached/);
  await page.getByLabel('Device', { exact: true }).selectOption('0000:3b:00.1');
  await expectHeard(page, 'one device', /^Step 4 of 7/, /^Only the steps of 0000:3b:00\.1 are shown\.$/);
  await showPart(page, /^Other log/);
  await forget(page);
  const other = page.getByLabel('Log to compare with');
  await other.setInputFiles({ name: 'b.log', mimeType: 'text/plain', buffer: Buffer.from(TWO) });
  await expectHeard(
    page,
    'another log',
    /^Reading the log…$/,
    /^b\.log is compared with this log\. 0000:3b:00\.1: Both logs do the same\. 0000:5e:00\.4: Both logs do the same\.$/,
  );
  await enterEditor(page);
  await page.keyboard.press('ControlOrMeta+f');
  await forget(page);
  await page.keyboard.type('STOP_COPY');
  await page.keyboard.press('Enter');
  await expectHeard(page, 'a match', /^current match\. .*STOP_COPY.* on line \d+\.$/);
});

test('[PAGE-402] what was guessed can be chosen, and stays chosen', async ({ page }) => {
  await open(page, REVIEW);
  await put(page, TWO);
  await expect(found(page)).toContainText('line 2 is written as only QEMU 9.1 and later write it');
  await found(page).getByLabel('Rule set').selectOption('v2-6.2');
  await found(page).getByLabel('migration_flags').selectOption('1');
  await expect(found(page)).toContainText('migration_flags 1: you chose them');
  await step(page, /reached RUNNING > PRE_COPY/).click();
  await expect(detail(page, 'RUNNING > PRE_COPY')).toContainText('By v2-6.2: refused.');
  await page.reload();
  await expect(found(page).getByLabel('Rule set')).toHaveValue('v2-6.2');
  await found(page).getByLabel('Client').selectOption('qemu-8.2');
  await expect(found(page)).toContainText('you chose it');
});

test('[PAGE-403] a text with a log and a patch has both', async ({ page }) => {
  await open(page, REVIEW);
  const patch = fixture('archive-page.txt');
  await put(page, `${patch}\n\nThis is what my device does:\n\n${sample('qemu-8.2-stop-copy.txt')}`);
  await expect(found(page)).toContainText('moves a table of allowed requests');
  await expect(found(page)).toContainText('trace of QEMU 8.0 to 9.0');
  await showPart(page, /^Findings/);
  await expect(bar(page)).toHaveCount(0);
  await showPart(page, /^Steps/);
  await expect(bar(page)).toContainText('PRE_COPY_P2P > STOP_COPY: failed, EIO');
});

test('[PAGE-404] one error line names its cause', async ({ page }) => {
  await open(page, REVIEW);
  await put(page, 'Error: 0000:01:00.0: VFIO migration is not supported in kernel');
  const causes = await showPart(page, /^Causes 1/);
  await expect(causes).toContainText('no-kernel-support');
  await expect(causes.getByRole('link', { name: /vfio_migration_realize/ })).toBeVisible();
});

test('[PAGE-405] a log of 20 MB is read whole: the editor has some lines of it, and goes to any', async ({
  page,
}) => {
  await open(page, REVIEW);
  const noise = 'vfio_region_write  (0000:01:00.0:region0+0x10, 0x1, 4)\n'.repeat(190_000);
  await openFile(page, 'big.log', `${noise}${TWO}${noise}`);
  await expect(found(page)).toContainText('380040 lines', { timeout: 60_000 });
  await expect(found(page)).toContainText('The file has 20.9 MB, more than the editor takes: lines 1 to ');
  await expect(bar(page)).toContainText('STOP > STOP_COPY: failed, ENOSPC');
  await steps(page).getByRole('button', { name: 'line 190013', exact: true }).click();
  await expect(caretLine(page)).toHaveText('190013');
  await expect(found(page)).toContainText('lines 189973 to ');
  await expect(bar(page)).toContainText('PRE_COPY > PRE_COPY_P2P');
  await page.keyboard.type('no');
  await expect(found(page)).toContainText('380040 lines');
  await button(page, 'Show the beginning').click();
  await expect(found(page)).toContainText('lines 1 to ');
});

test('[PAGE-406] a file that is no log either says why it is not read, and the text before it comes back', async ({
  page,
}) => {
  await open(page, REVIEW);
  await put(page, sample('qemu-8.2-stop-copy.txt'));
  await expect(bar(page)).toBeVisible();
  await openFile(page, 'core', Buffer.concat([Buffer.alloc(3_000_000, 7), Buffer.from('\n\0\0')]));
  await expect(found(page).locator('[data-alert]')).toContainText(
    'No line of a known log was found in it, and nothing else is read of it. core: ',
  );
  await expect(page.getByRole('region', { name: 'Nothing to draw' })).toBeVisible();
  await expect(graph(page)).toHaveCount(0);
  await button(page, 'Bring back the previous text').click();
  await expect(bar(page)).toContainText('PRE_COPY_P2P > STOP_COPY: failed, EIO');
});

test('[PAGE-407] names of devices hide nothing', async ({ page }) => {
  await open(page, REVIEW);
  await put(page, 'vfio_migration_set_state  (a\u202eb<img src=x>) state STOP\n');
  await expect(bar(page)).toContainText('a\\u202eb<img src=x>');
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});
