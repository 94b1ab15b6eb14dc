/** The announcer: every outcome is heard, once, whole, and nothing else. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Command } from '../src/page/command.ts';
import { getCommands } from '../src/page/command.ts';
import { expectHeard, forget, readHeard, startHearing } from './hear.ts';
import {
  alert,
  ask,
  button,
  enterEditor,
  expect,
  expectFocusKept,
  fixture,
  inspector,
  open,
  paste,
  RULE_SETS,
  review,
  rules,
  state,
  status,
  steps,
  test,
} from './page.ts';

/** A busy machine is slow. */
test.slow();

const LOG = new URL('../src/reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url);

const VIEW = '#v=1&rules=v2-7.2&flags=7&trace=STOP,RESUMING,STOP_COPY&at=1';

/** What the focus says itself, so that the announcer is silent. */
const SILENT =
  /^(graph|matrix|request|register|history|rules|palette|kept|help|first-words|graph [A-Za]\w*)$/;

/** By command: what is heard. */
const HEARD: readonly (readonly [id: RegExp, sentence: RegExp])[] = [
  [/^mode explore$/, /^The rules are those of .+\. The device is in .+\.$/],
  [/^mode compare$/, /^Old: .+\. New: .+\. The device is in .+\.$/],
  [/^mode review$/, /^Here a text is reviewed: a patch, a mail, C source or a log\.$/],
  [/^mode learn$/, /^Here .+\.$/],
  [/^swap$/, /^The sides are exchanged\. Old: .+\. New: .+\.$/],
  [/^ask /, /^(Accepted|Refused, -E\w+): \w+ to \w+\. .+\.$/],
  [/^reset$/, /^Accepted: the device is back in RUNNING, its initial state\.$/],
  [/^undo$/, /^(Undone: .+\. The device is in .+\.|There is nothing to undo\.)$/],
  [/^redo$/, /^(Redone: .+\. The device is in .+\.|There is nothing to redo\.)$/],
  [/^(back|forward|start|end)$/, /^(Already there\. )?(Step \d|At the start).+The device is in .+\.$/],
  [/^play$/, /^Played \d+ steps?\. (Accepted|Refused).+\.$/],
  [/^clear$/, /^The list of steps is empty\. The device is in .+\.$/],
  [/^rules-(next|previous)$/, /^The rules are those of .+\. The device is in .+\.$/],
  [/^rules /, /^The rules are those of .+\. The device is in .+\.$/],
  [
    /^(refused|unspecified|never-returns)$/,
    /^(Refused arcs|Unspecified arcs|Arcs that never return) are (not )?drawn\.$/,
  ],
  [/^theme$/, /^The colours are .+\.$/],
  [/^projector$/, /^Everything (is large now|has its usual size now)\.$/],
  [/^motion$/, /^Transitions are shown .+\.$/],
  [/^graph e$/, /^\w+ to STOP: .+ Not asked\.$/],
  [/^link$/, /^(The link to this view is copied\.|The browser does not let the page copy.+)$/],
];

interface Start {
  readonly address: string;
  readonly title: string;
}

const COMMANDS = getCommands(rules('v2-7.2'), RULE_SETS);

/** Back to the view that each command begins in: its history, its mode, no dialog, and the focus nowhere. */
async function begin(page: Page, { address, title }: Start): Promise<void> {
  while ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
  await page.evaluate((hash) => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (window.location.hash !== hash) window.location.hash = hash;
  }, new URL(address).hash);
  await expect(page).toHaveTitle(title);
  await expect(page).toHaveURL(address);
  await forget(page);
}

/** Runs a command by its key or else through the palette, and checks what is heard. */
async function checkCommand(page: Page, start: Start, { id, title, keys: [key] }: Command): Promise<void> {
  await begin(page, start);
  if (key) await page.keyboard.press(key.replace('Ctrl', 'Control'));
  else {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Commands' })).toBeFocused();
    await page.keyboard.insertText(title);
    await page.keyboard.press('Enter');
  }
  const [, sentence] = HEARD.find(([known]) => known.test(id)) ?? [];
  if (!sentence && !SILENT.test(id)) throw new Error(`nobody says what is heard of ${id}`);
  if (sentence) expect((await expectHeard(page, title, sentence)).join(), title).not.toContain(title);
  else {
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), title).not.toBe('BODY');
    expect(await readHeard(page), title).toEqual([]);
  }
}

for (const group of new Set(COMMANDS.map((command) => command.group)))
  test(`[HEAR-1] ${group}: each command is heard once, whole, and without its own name`, async ({ page }) => {
    await startHearing(page);
    await open(page, VIEW);
    await expect(steps(page)).toHaveCount(4);
    await forget(page);
    const start = { address: page.url(), title: await page.title() };
    for (const command of COMMANDS) if (command.group === group) await checkCommand(page, start, command);
  });

test('[HEAR-2] the same refusal three times is heard three times, and the status is silent', async ({
  page,
}) => {
  await startHearing(page);
  await open(page, '#v=1&rules=patch-2021-09&at=0');
  await expect(status(page)).toHaveAttribute('aria-live', 'off');
  await forget(page);
  const refused = /^Refused, -EINVAL: _RUNNING to _RESUMING\. .+\.$/;
  for (const times of [1, 2, 3]) {
    await ask(page, '_RESUMING 100b');
    await expectHeard(page, `refused ${times} times`, ...Array.from({ length: times }, () => refused));
  }
});

test('[HEAR-3] a fault that is armed, a value that cannot be written, a request that is looked at', async ({
  page,
}) => {
  await startHearing(page);
  await open(page, '#v=1&rules=v2-7.2&flags=7&at=0');
  await forget(page);
  const faults = page.getByRole('combobox', { name: 'Next request' });
  await faults.selectOption('the driver declines: an errno, state kept');
  await expectHeard(
    page,
    'a fault',
    /^The next request fails: on arc 1 the driver declines with -EBUSY and keeps the state\.$/,
  );
  await forget(page);
  await ask(page, 'STOP 1');
  await expectHeard(
    page,
    'its outcome',
    /^Refused, -EBUSY: RUNNING to STOP\. The driver declined .+ with -EBUSY; .+\.$/,
  );
  await forget(page);
  await page.getByRole('textbox', { name: 'device_state' }).fill('abc');
  await button(page, 'ioctl').click();
  await expectHeard(page, 'a bad value', /abc/);
  await expect(alert(page)).toBeVisible();
  await forget(page);
  await state(page, 'STOP_COPY 3').focus();
  await page.keyboard.press('e');
  await expect(inspector(page)).toContainText('STOP_COPY');
  await expectHeard(page, 'the inspector', /^RUNNING to STOP_COPY: accepted, via .+\. Not asked\.$/);
});

test('[HEAR-4] of a playback only its end is heard', async ({ page }) => {
  await startHearing(page);
  await open(page, '#v=1&rules=v2-7.2&flags=7&trace=STOP,STOP_COPY,STOP&at=0');
  await forget(page);
  await button(page, 'Play').click();
  await expectHeard(page, 'the end', /^Played 3 steps\. Accepted: STOP_COPY to STOP\. .+\.$/);
});

test('[HEAR-5] what a paste found is heard with its counts, and heard again when it is pasted again', async ({
  page,
}) => {
  await startHearing(page);
  await open(page, '#v=1&rules=patch-2021-09&mode=review');
  await forget(page);
  const told = /^Found: .+\. .+ \d+ errors?(, .+)?\.$/;
  for (const text of [fixture('breaks-more.patch'), fixture('breaks-more.patch')]) {
    await review(page, text);
    await expectHeard(page, 'a paste', told);
    await forget(page);
  }
  await review(page, 'nothing of the kind');
  await expectHeard(page, 'a text that says nothing', /\S+\.$/);
  expect((await readHeard(page)).join()).not.toMatch(/errors?/);
  await forget(page);
  await enterEditor(page);
  await page.keyboard.press('ControlOrMeta+a');
  await paste(page, readFileSync(LOG, 'utf8'));
  await expectHeard(page, 'a log', /^Found: a log of 2 devices, .+\. 14 steps, .+\.$/);
});

test('[HEAR-6] a branch, a change of flags, an old side that says something else, a lesson and the lab', async ({
  page,
}) => {
  await startHearing(page);
  await open(page, '#v=1&rules=v2-7.2&flags=7&trace=STOP,STOP_COPY&at=1');
  await ask(page, 'RESUMING 4');
  await forget(page);
  await page.getByRole('button', { name: 'branch: asked STOP_COPY' }).click();
  await expectHeard(
    page,
    'a branch',
    /^Step 2 of 2: STOP to STOP_COPY, accepted\. The device is in STOP_COPY 3\.$/,
  );
  await forget(page);
  await page.getByRole('switch', { name: /PRE_COPY/ }).click();
  await expectHeard(page, 'flags', /^migration_flags is 3: .+\. The device is in STOP_COPY 3\.$/);
  await open(page, '#v=1&rules=uapi-v1&mode=compare&with=patch-2021-09&at=0');
  await forget(page);
  await ask(page, '_RESUMING 100b');
  await expectHeard(page, 'both sides', /^Accepted: _RUNNING to _RESUMING\. .*Old: refused, -EINVAL; .+\.$/);
});

test('[HEAR-7] the lab says its steps, and how the run ends', async ({ page }) => {
  await startHearing(page);
  await page.goto('./#v=1&rules=uapi-v1&mode=learn&part=lab');
  await expect(button(page, 'Play')).toBeVisible();
  await forget(page);
  await button(page, 'Step').click();
  await expectHeard(page, 'a step', /: .+\.$/);
  await page.getByRole('combobox', { name: 'Pace' }).selectOption('fast');
  await forget(page);
  await button(page, 'Play').click();
  await expectHeard(page, 'the end of the run', /: .+\. .+\.$/);
});

/** Everything that a screen reader says of a deed: what is announced, and where the focus comes to. */
async function readSaid(page: Page): Promise<readonly [focus: string, ...heard: string[]]> {
  const heard = await readHeard(page);
  const focus = await page.evaluate(() =>
    document.activeElement?.textContent?.replaceAll(/\s+/g, ' ').trim(),
  );
  await forget(page);
  return [focus ?? '', ...heard];
}

test('[HEAR-9] a lesson says each thing once: a missing answer, a wrong first try, the second, the next step', async ({
  page,
}) => {
  await startHearing(page);
  await page.goto('./#v=1&rules=uapi-v1&mode=learn&part=lesson.device-state.what-one-write-does&at=0');
  const lesson = page.locator('[data-part="lesson"]');
  await expect(lesson.getByRole('heading', { name: 'What one write does' })).toBeVisible();
  await forget(page);
  await button(page, 'Check').press('Enter');
  expect(await readSaid(page)).toEqual(['Check', 'Choose an answer first.']);
  await button(page, 'Check').press('Enter');
  expect(await readSaid(page), 'again').toEqual(['Check', 'Choose an answer first.']);
  await lesson.getByRole('radio', { name: 'By itself' }).check();
  await page.keyboard.press('Enter');
  expect(await readSaid(page)).toEqual(['✕ Not this: By itself']);
  await lesson.getByRole('radio', { name: 'Undefined' }).check();
  await page.keyboard.press('Enter');
  await expect(lesson.getByRole('heading', { name: /^Not quite\. What happens: / })).toBeFocused();
  // The focus says what happens; then it is played on the graph, and heard as any playback is.
  await expectHeard(page, 'the play', /^Played 1 step\. Accepted: _RUNNING to _STOP\. .+\.$/);
  await forget(page);
  await page.keyboard.press('n');
  await expect(lesson.getByText('Why not the others')).toBeVisible();
  await expectFocusKept(page);
  expect((await readSaid(page)).slice(1), 'the focus says why').toEqual([]);
  await page.keyboard.press('n');
  await expect(lesson.getByRole('heading', { name: 'A number at offset 0' })).toBeFocused();
  expect((await readSaid(page)).slice(1), 'the focus says the next step').toEqual([]);
  await page.goto('./#v=1&rules=uapi-v1&mode=learn&part=lesson.device-state.your-turn&at=0');
  const hint = lesson.getByRole('button', { name: 'Show a hint' });
  await expect(hint).toBeVisible();
  await forget(page);
  await hint.press('Enter');
  expect(await readSaid(page)).toEqual([
    'Show a hint',
    expect.stringMatching(/^Hint 1 of 2 Set a bit, .+\.$/),
  ]);
  await hint.press('Enter');
  expect(await readSaid(page)).toEqual([
    'All hints are shown.',
    expect.stringMatching(/^Hint 2 of 2 First .+ ends\.$/),
  ]);
});
