/** The announcer: every outcome is heard, once, whole, and nothing else. */
import type { Page } from '@playwright/test';
import type { Command } from '../src/page/command.ts';
import { getCommands } from '../src/page/command.ts';
import { softly } from './axe.ts';
import { expectHeard, forget, readHeard, startHearing } from './hear.ts';
import {
  alert,
  ask,
  button,
  expect,
  fixture,
  inspector,
  open,
  RULE_SETS,
  review,
  rules,
  state,
  status,
  test,
} from './page.ts';

/** A busy machine is slow. */
test.slow();

const VIEW = '#v=1&rules=v2-7.2&flags=7&trace=STOP,RESUMING,STOP_COPY&at=1';

/** What the focus says itself, so that the announcer is silent. */
const SILENT =
  /^(graph|matrix|request|register|history|rules|palette|kept|help|first-words|graph [A-Za]\w*)$/;

/** By command: what is heard. */
const HEARD: readonly (readonly [id: RegExp, sentence: RegExp])[] = [
  [/^mode explore$/, /^The rules are those of .+\. The device is in .+\.$/],
  [/^mode compare$/, /^Old: .+\. New: .+\. The device is in .+\.$/],
  [/^mode review$/, /^A patch, a mail, C source or a log can be pasted here\.$/],
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
  [/^graph e$/, /^STOP to STOP: .+ Not asked\.$/],
  [/^link$/, /^(The link to this view is copied\.|The browser does not let the page copy.+)$/],
];

const COMMANDS = getCommands(rules('v2-7.2'), RULE_SETS);

/** Runs a command in a page of its own, by its key or else through the palette, and checks what is heard. */
async function checkCommand(page: Page, { id, title, keys: [key] }: Command): Promise<void> {
  await page.goto('about:blank');
  await open(page, VIEW);
  await forget(page);
  if (key) await page.keyboard.press(key.replace('Ctrl', 'Control'));
  else {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Commands' })).toBeFocused();
    await page.keyboard.type(title);
    await page.keyboard.press('Enter');
  }
  const [, sentence] = HEARD.find(([known]) => known.test(id)) ?? [];
  if (!sentence && !SILENT.test(id)) throw new Error(`nobody says what is heard of ${id}`);
  if (sentence) await expectHeard(page, title, sentence);
  else await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), title).not.toBe('BODY');
  const heard = await readHeard(page);
  if (!sentence) expect(heard, title).toEqual([]);
  expect(heard.join(), title).not.toContain(title);
}

for (const group of new Set(COMMANDS.map((command) => command.group)))
  test(`[HEAR-1] ${group}: each command is heard once, whole, and without its own name`, async ({ page }) => {
    await startHearing(page);
    for (const command of COMMANDS) if (command.group === group) await checkCommand(page, command);
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

test('[HEAR-7] a lesson says what is missing, its hints and how a task stands; the lab its steps and its end', async ({
  page,
}) => {
  await startHearing(page);
  await page.goto('./#v=1&rules=uapi-v1&mode=learn&part=lab');
  await expect(button(page, 'Play')).toBeVisible();
  await forget(page);
  await button(page, 'Step').click();
  const [first] = await readHeard(page);
  softly(await readHeard(page)).toHaveLength(1);
  softly(first).toMatch(/: .+\.$/);
  await page.getByRole('combobox', { name: 'Pace' }).selectOption('fast');
  await forget(page);
  await button(page, 'Play').click();
  await expectHeard(page, 'the end of the run', /: .+\. .+\.$/);
});
