/** Compare: two rule sets over one canvas, the same changes on lines, cells and in the list, and one walk for both. */
import type { Page } from '@playwright/test';
import {
  alert,
  ask,
  button,
  cell,
  chooseRules,
  chooser,
  clickArc,
  current,
  expect,
  expectCurrent,
  graph,
  inspector,
  matrix,
  open,
  part,
  RULE_SETS,
  showPart,
  state,
  status,
  test,
} from './page.ts';

const compare = (rules: string, old: string, rest = 'at=0') =>
  `#v=1&rules=${rules}&mode=compare&with=${old}&${rest}`;

const AMENDED = compare('patch-2021-09-amended', 'patch-2021-09');

const list = (page: Page, name: string) =>
  page.getByRole('list', { name, exact: true }).getByRole('listitem');

const arc = (page: Page, id: string) => graph(page).locator(`g[data-arc="${id}"]`);

const lockStep = (page: Page) => page.getByRole('table', { name: 'Lock-step' });

const asked = (page: Page) => inspector(page).getByRole('heading', { level: 3 });

test('[PAGE-150] the amended table adds one request: in the list, in the matrix, on its line, and in the counts', async ({
  page,
}) => {
  await open(page, AMENDED);
  const main = page.getByRole('main');
  await expect(main).toContainText('Additive for userspace.');
  await expect(main).toContainText('1 added.');
  await expect(list(page, 'Newly accepted')).toHaveText([
    /^\+.*_RUNNING > _RESUMING.*refused with -EINVAL.*accepted$/,
  ]);
  await expect(list(page, 'No longer accepted')).toHaveCount(0);
  await expect(list(page, 'Answered differently')).toHaveCount(0);
  await expect(graph(page).locator('g[data-change="added"]')).toHaveCount(1);
  await expect(arc(page, '1>4')).toHaveText(/\+$/);
  await expect(arc(page, '1>4')).toHaveAttribute('data-change', 'added');
  await expect(matrix(page).getByRole('button', { name: /, (?:added|removed|changed)/ })).toHaveCount(1);
  await expect(cell(page, '_RUNNING to _RESUMING: accepted, added')).toHaveText(/\+/);
  await expect(page.getByRole('checkbox', { name: /Added 1$/ })).toBeChecked();
});

test('[PAGE-151] choosing a difference selects it in the matrix and explains it, and a line shows its cell', async ({
  page,
}) => {
  await open(page, AMENDED);
  await list(page, 'Newly accepted').getByRole('button').click();
  await expect(cell(page, '_RUNNING to _RESUMING: accepted, added')).toHaveAttribute('aria-pressed', 'true');
  await expect(asked(page)).toHaveText('_RUNNING > _RESUMING');
  await expect(list(page, 'Newly accepted').getByRole('button')).toHaveAttribute('aria-current', 'true');
  await expectCurrent(page, '_RUNNING 001b');
  await clickArc(page, '2>0');
  await expect(cell(page, '_SAVING to _STOP: accepted')).toHaveAttribute('aria-pressed', 'true');
  await expect(asked(page)).toHaveText('_SAVING > _STOP');
  await expect(list(page, 'Newly accepted').getByRole('button')).not.toHaveAttribute('aria-current', 'true');
});

test('[PAGE-152] each kind of change can be hidden on the lines, but not in the matrix', async ({ page }) => {
  await open(page, AMENDED);
  await page.getByRole('checkbox', { name: /Added/ }).uncheck();
  await expect(arc(page, '1>4')).toHaveCount(0);
  await expect(cell(page, '_RUNNING to _RESUMING: accepted, added')).toBeVisible();
  await page.getByRole('checkbox', { name: /Kept/ }).uncheck();
  await expect(graph(page).locator('g[data-arc]')).toHaveCount(0);
  await page.getByRole('checkbox', { name: /Added/ }).check();
  await expect(graph(page).locator('g[data-arc]')).toHaveCount(1);
});

test('[PAGE-153] one request goes to both sides, each keeps its state, and the page names the first divergence', async ({
  page,
}) => {
  await open(page, AMENDED);
  await ask(page, '_STOP 000b', '_RUNNING 001b');
  await expect(lockStep(page)).not.toContainText('First divergence');
  await expect(page.getByRole('main')).toContainText('The two sides never diverge.');
  await ask(page, '_RESUMING 100b');
  await expectCurrent(page, '_RESUMING 100b');
  await expect(status(page)).toHaveText(/^Accepted.*Old: refused, -EINVAL; device_state reads _RUNNING\./);
  await expect(state(page, '_RUNNING 001b')).toContainText('old');
  await expect(matrix(page).getByRole('rowheader', { name: /_RUNNING.*old is here/ })).toBeVisible();
  await expect(lockStep(page).getByRole('row')).toHaveText([
    /Old patch-2021-09.*New patch-2021-09-amended/,
    /opened/,
    /_STOP.*accepted.*accepted/,
    /_RUNNING.*accepted.*accepted/,
    /First divergence: verdicts differ\./,
    /_RESUMING.*refused, -EINVAL.*_RUNNING.*accepted.*_RESUMING/,
  ]);
  await ask(page, '_STOP 000b');
  await expect(lockStep(page).getByRole('row').last()).toHaveText(/_STOP.*accepted.*_STOP.*accepted.*_STOP/);
  await expect(lockStep(page).getByText('First divergence')).toHaveCount(1);
  await lockStep(page)
    .getByRole('button', { name: /_RUNNING/ })
    .click();
  await expectCurrent(page, '_RUNNING 001b');
  await button(page, 'To the end').click();
  await expectCurrent(page, '_STOP 000b');
});

test('[PAGE-154] v2-6.2 against v2-7.2: only the requests that never return differ, and playing one shows it', async ({
  page,
}) => {
  await open(page, compare('v2-6.2', 'v2-7.2', 'flags=7&at=0'));
  await expect(page.getByRole('main')).toContainText('Breaking for userspace. 3 requests never return.');
  await expect(list(page, 'Answered differently')).toHaveText([
    /STOP_COPY > PRE_COPY(?!_).*breaking.*flags 5, 7.*never returns/,
    /STOP_COPY > PRE_COPY_P2P.*breaking.*flags 7.*never returns/,
  ]);
  await expect(arc(page, '3>6')).toHaveAttribute('data-change', 'changed');
  await expect(arc(page, '3>6')).toHaveText(/≠$/);
  await expect(page.getByRole('heading', { name: /^error: newly never returns/ })).toBeVisible();
  await button(page, 'Play: newly never returns STOP_COPY > PRE_COPY flags 5, 7').click();
  await expect(status(page)).toHaveText(/^Never returns.*STOP_COPY > PRE_COPY/);
  await expect(lockStep(page).getByRole('columnheader')).toHaveText([
    'Step',
    /v2-7\.2.*flags 5/,
    /v2-6\.2.*flags 5/,
  ]);
  await expect(lockStep(page).getByRole('row').last()).toHaveText(
    /PRE_COPY.*refused, -EINVAL.*never returns/,
  );
});

test('[PAGE-155] v1 against v2: states are matched by what the device may do, and both can be walked', async ({
  page,
}) => {
  await open(page, compare('v2-7.2', 'patch-2021-09', 'flags=7&at=0'));
  const main = page.getByRole('main');
  await expect(main).toContainText('Protocol v1 and v2: states are matched by what the device may do');
  await expect(main).toContainText(/Only v2-7\.2 has RUNNING_P2P and PRE_COPY_P2P/);
  await ask(page, 'RESUMING 4');
  await expectCurrent(page, 'RESUMING 4');
  await expect(lockStep(page)).toContainText('First divergence: verdicts differ.');
  await ask(page, 'RUNNING_P2P 5');
  await expect(lockStep(page).getByRole('row').last()).toHaveText(/RUNNING_P2P.*no such state/);
  await button(page, 'Swap the two sides').click();
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_STOP 000b');
  await graph(page)
    .getByRole('button', { name: /^RUNNING_P2P/ })
    .click();
  await expect(alert(page)).toHaveText(
    /Only v2-7\.2 has RUNNING_P2P: patch-2021-09 cannot be asked for it\. Swap/,
  );
  await expectCurrent(page, '_STOP 000b');
});

test('[PAGE-156] the same rule set on both sides has no difference, and says so', async ({ page }) => {
  await open(page, compare('v2-7.2', 'v2-7.2', 'flags=7&at=0'));
  await expect(page.getByRole('main')).toContainText('The same for userspace. Both sides are v2-7.2.');
  await expect(page.getByRole('main')).toContainText('No request changes.');
  await ask(page, 'STOP 1', 'ERROR 0');
  await expect(page.getByRole('main')).toContainText('The two sides never diverge.');
});

test('[PAGE-157] client flows are side by side, and playing one walks it on the canvas', async ({ page }) => {
  await open(page, AMENDED);
  await showPart(page, 'Client flows');
  const flows = page.getByRole('table', { name: 'Client flows' });
  await expect(flows.getByRole('columnheader')).toHaveText([
    'Flow',
    'Old patch-2021-09',
    'New patch-2021-09-amended',
  ]);
  const incoming = flows.getByRole('row', { name: /^incoming\b(?!-)/ });
  await expect(incoming).toHaveText(/repaired.*fails at step 1.*_RUNNING > _RESUMING.*passes/);
  await incoming.getByRole('button', { name: 'Play incoming under patch-2021-09-amended' }).click();
  await expect(lockStep(page).locator('[aria-current="step"]')).toHaveText(/^2_RUNNING/);
  await expect(status(page)).toHaveText(/^Accepted.*_RESUMING > _RUNNING/);
  await expect(lockStep(page)).toContainText('First divergence: verdicts differ.');
  await button(page, 'Play incoming under patch-2021-09').click();
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*_RUNNING > _RESUMING/);
  await button(page, 'Undo').click();
  await expect(chooser(page)).toHaveValue('patch-2021-09-amended');
});

test('[PAGE-158] the four sets of flags: what each adds, and pressing one sets it', async ({ page }) => {
  await open(page, compare('v2-7.2', 'v2-6.2', 'flags=7&at=0'));
  await showPart(page, 'Flags');
  const gains = page.getByRole('table', { name: 'What each set of flags adds' });
  await expect(gains.getByRole('columnheader').getByRole('button')).toHaveText([/^1/, /^3/, /^5/, /^7/]);
  await gains.getByRole('button', { name: /^Flags 3 / }).click();
  await expect(gains.getByRole('button', { name: /^Flags 3 / })).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/flags=3/);
  await expect(cell(page, 'RUNNING to PRE_COPY: refused')).toBeVisible();
  await gains
    .getByRole('row', { name: /^Driver arcs|arcs/i })
    .getByRole('button')
    .last()
    .click();
  const added = gains.locator('xpath=..').getByRole('listitem').getByRole('button');
  await expect(added.first()).toBeVisible();
  await added.first().click();
  await expect(page).toHaveURL(/flags=7/);
  await expect(asked(page)).toHaveText((await added.first().locator('code').textContent()) ?? '');
  await chooseRules(page, 'patch-2021-09');
  await expect(page.getByRole('tab', { name: 'Flags' })).toHaveCount(0);
});

test('[PAGE-159] a finding plays from its list into the history, and undo brings back what was there', async ({
  page,
}) => {
  await open(page, AMENDED);
  await ask(page, '_STOP 000b');
  const findings = part(page, /Findings \d+$/);
  const play = findings.getByRole('button', { name: /^Play: / }).first();
  await play.click();
  await expect(current(page)).toBeVisible();
  await expect(lockStep(page).locator('[aria-current="step"]')).not.toHaveText(/opened/);
  const readRows = async () => (await lockStep(page).getByRole('row').allTextContents()).join();
  await expect.poll(readRows).not.toContain('1_STOP');
  await button(page, 'Undo').click();
  await expectCurrent(page, '_STOP 000b');
  const notes = findings.getByRole('group', { name: 'Severities shown' }).getByRole('button').last();
  const count = await findings.getByRole('heading').count();
  await notes.click();
  await expect(notes).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => findings.getByRole('heading').count()).toBeLessThan(count);
});

test('[PAGE-160] every rule set with its findings: the hang on v2-6.2, and not on v2-7.2', async ({
  page,
}) => {
  await open(page, compare('v2-7.2', 'v2-6.2', 'flags=7&at=0'));
  await showPart(page, 'Every rule set');
  const table = page.getByRole('main').getByRole('table').filter({ hasText: 'fully-connected' });
  await expect(
    table.getByRole('columnheader', { name: /^(?:v[12]|patch|uapi|stop|fully|control|ndma)/ }),
  ).toHaveCount(11);
  await expect(table.getByRole('rowheader', { name: 'never returns', exact: true })).toBeVisible();
  const hang = table.getByRole('link', { name: /^v2-6\.2, never returns: 3/ });
  await expect(hang).toHaveCount(1);
  await expect(table.getByRole('link', { name: /, never returns:/ })).toHaveCount(1);
  await hang.focus();
  await hang.press('Enter');
  await expect(chooser(page)).toHaveValue('v2-6.2');
  const found = part(page, /Findings \d+$/).locator('[aria-current="true"]');
  await expect(found).toHaveText(/STOP_COPY > PRE_COPY/);
  await expect(found.getByRole('button').first()).toBeFocused();
  await expect(table).toBeVisible();
});

test('[PAGE-161] the table of findings is whole: rows are findings, columns rule sets, and no sight is cut', async ({
  page,
}) => {
  await open(page, compare('v2-7.2', 'v2-6.2', 'flags=7&at=0'));
  await showPart(page, 'Every rule set');
  const table = page.getByRole('table', { name: 'Findings of every rule set' });
  await expect(table.getByRole('columnheader', { name: 'Protocol v1' })).toBeVisible();
  await expect(table.getByRole('row', { name: /^x > x is refused.*5/ })).toContainText(
    'of the other protocol',
  );
  for (const ruleSet of RULE_SETS)
    await expect(table.getByRole('columnheader', { name: ruleSet.id, exact: true })).toBeVisible();
  const link = table.getByRole('link', { name: /^patch-2021-09, x > x is refused: 5/ });
  const other = await page.context().newPage();
  await other.goto(new URL((await link.getAttribute('href')) ?? '', page.url()).href);
  await expect(chooser(other)).toHaveValue('patch-2021-09');
  await expect(asked(other)).toBeVisible();
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await table.scrollIntoViewIfNeeded();
    const isCut = await table.evaluate((element) => {
      const box = element.closest('[role="tabpanel"]:not([id="workspace"])');
      if (!box) return true;
      const isLow = window.innerHeight < 800;
      return box.scrollWidth > box.clientWidth || (!isLow && box.scrollHeight > box.clientHeight + 1);
    });
    expect(isCut, `${width} x ${height}`).toBe(false);
  }
});
