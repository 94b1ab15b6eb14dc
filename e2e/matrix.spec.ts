/** The matrix offers the same requests as the graph, and says what the protocol says. */
import type { RuleSet } from '../src/protocol/rule-sets/rule-set.ts';
import { formatState } from '../src/protocol/state/state.ts';
import { getVerdict } from '../src/protocol/verdict/request-verdict.ts';
import { VERDICT_WORDS } from '../src/protocol/verdict/verdict.ts';
import {
  cell,
  current,
  expect,
  expectCurrent,
  inspector,
  leave,
  matrix,
  open,
  rules,
  state,
  stateName,
  status,
  steps,
  test,
} from './page.ts';

test('[PAGE-30] a click on a cell of the current row asks', async ({ page }) => {
  await open(page);
  await cell(page, '_RUNNING to _STOP: accepted').click();
  await expect(status(page)).toHaveText(/^Accepted.*_RUNNING > _STOP/);
  await expectCurrent(page, '_STOP 000b');
  await expect(cell(page, '_RUNNING to _STOP: accepted')).toHaveAttribute('aria-pressed', 'true');
  await cell(page, '_STOP to _SAVING: refused').click();
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*_STOP > _SAVING/);
  await expectCurrent(page, '_STOP 000b');
  await expect(steps(page)).toHaveCount(3);
});

test('[PAGE-31] a click on a cell of another row explains it and moves nothing', async ({ page }) => {
  await open(page);
  await cell(page, '_RESUMING to _STOP: accepted').click();
  await expect(inspector(page).getByRole('heading', { name: '_RESUMING > _STOP' })).toBeVisible();
  await expectCurrent(page, '_RUNNING 001b');
  await expect(steps(page)).toHaveCount(1);
  await cell(page, '_STOP to _ERROR: refused').click();
  await expect(inspector(page)).toContainText('Refused -EINVAL');
  await expect(cell(page, '_RESUMING to _STOP: accepted')).toHaveAttribute('aria-pressed', 'false');
  await expect(cell(page, '_STOP to _ERROR: refused')).toHaveAttribute('aria-pressed', 'true');
  await expect(steps(page)).toHaveCount(1);
});

/** The name of every cell of the rules, in any order. */
function getCellNames(ruleSet: RuleSet, flags: number | null): string[] {
  const name = (value: number) => formatState(ruleSet.states, value);
  return ruleSet.states
    .flatMap(({ value: from }) =>
      ruleSet.states.map(({ value: to }) => {
        const { kind } = getVerdict(ruleSet, { from, to, flags });
        return `${name(from)} to ${name(to)}: ${VERDICT_WORDS[kind].toLowerCase()}`;
      }),
    )
    .sort();
}

test('[PAGE-32] every cell shows the verdict of the protocol, for each rule set and each set of flags', async ({
  page,
}) => {
  const views = [
    ['uapi-v1', null],
    ['patch-2021-09', null],
    ['patch-2021-09-amended', null],
    ['ndma-rfc', null],
    ['v2-5.18', 3],
    ['v2-6.2', 7],
    ['v2-6.2', 5],
    ['v2-7.2', 1],
  ] as const;
  for (const [id, flags] of views) {
    await leave(page);
    await open(page, `#v=1&rules=${id}${flags === null ? '' : `&flags=${flags}`}&at=0`);
    await expect(page.getByRole('combobox', { name: 'Rule set' })).toHaveValue(id);
    const getNames = () =>
      matrix(page)
        .getByRole('button')
        .evaluateAll((cells) => cells.map((each) => each.getAttribute('aria-label') ?? '').sort());
    await expect.poll(getNames, `${id} flags ${flags}`).toEqual(getCellNames(rules(id), flags));
  }
});

test('[PAGE-33] a click on each state of three rule sets gives the verdict of the protocol', async ({
  page,
}) => {
  for (const [id, start, flags] of [
    ['patch-2021-09', 2, null],
    ['uapi-v1', 4, null],
    ['v2-6.2', 3, 5],
  ] as const) {
    const ruleSet = rules(id);
    await leave(page);
    await open(
      page,
      `#v=1&rules=${id}${flags === null ? '' : `&flags=${flags}`}&start=${formatState(ruleSet.states, start)}&at=0`,
    );
    for (const { value } of ruleSet.states) {
      const verdict = getVerdict(ruleSet, { from: start, to: value, flags });
      await state(page, stateName(ruleSet, value)).click();
      const request = `${formatState(ruleSet.states, start)} > ${formatState(ruleSet.states, value)}`;
      await expect(status(page)).toContainText(request);
      await expect(status(page)).toHaveText(new RegExp(`^${VERDICT_WORDS[verdict.kind]}`));
      await expect(status(page)).toContainText(verdict.why);
      await expectCurrent(page, stateName(ruleSet, verdict.kind === 'accepted' ? value : start));
      await page.getByRole('button', { name: 'Undo' }).click();
      await expectCurrent(page, stateName(ruleSet, start));
    }
    await expect(current(page)).toHaveCount(1);
  }
});

for (const [old, now] of [
  ['v2-7.2&flags=7', 'v2-6.2'],
  ['uapi-v1', 'patch-2021-09'],
] as const)
  test(`[PAGE-582] in Compare all columns of ${now} are seen at 1440 x 900, in texts of 11 px or more`, async ({
    page,
  }) => {
    await open(page, `#v=1&rules=${now}&mode=compare&with=${old}&at=0`);
    await expect(matrix(page).getByRole('columnheader')).toHaveCount(9);
    const seen = await matrix(page).evaluate((table) => {
      const body = [...table.querySelectorAll('td, th')];
      const room = table.parentElement?.getBoundingClientRect();
      return {
        room: room?.right ?? 0,
        right: Math.max(...body.map((each) => each.getBoundingClientRect().right)),
        size: Math.min(...body.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))),
      };
    });
    expect(seen.right).toBeLessThanOrEqual(seen.room);
    expect(seen.size).toBeGreaterThanOrEqual(11);
  });
