/** A first visit, and the choice of every rule set. */
import {
  button,
  cell,
  chooseRules,
  chooser,
  current,
  cursor,
  expect,
  expectCurrent,
  graph,
  history,
  matrix,
  open,
  RULE_SETS,
  reset,
  state,
  stateName,
  status,
  steps,
  test,
} from './page.ts';

test('[PAGE-1] a first visit shows the posted table with the device in _RUNNING, and every documented name', async ({
  page,
}) => {
  await open(page);
  await expect(page).toHaveTitle('_RUNNING · patch-2021-09 · Explore · VFIO Migration Explorer');
  await expect(page.getByRole('heading', { level: 1, name: 'VFIO Migration Explorer' })).toBeVisible();
  await expect(chooser(page)).toHaveValue('patch-2021-09');
  await expectCurrent(page, '_RUNNING 001b');
  for (const part of [graph(page), matrix(page), history(page), reset(page), status(page)])
    await expect(part).toBeVisible();
  await expect(status(page)).toHaveText(/^The device is in _RUNNING 001b/);
  await expect(page.locator('[data-alert]')).toHaveCount(0);
  await expect(steps(page)).toHaveText([/opened in _RUNNING/]);
  await expect(cursor(page)).toHaveCount(1);
});

test('[PAGE-2] the chooser lists all eleven rule sets, by generation, and each shows its states and its pairs', async ({
  page,
}) => {
  await open(page);
  await expect(chooser(page).getByRole('option')).toHaveCount(RULE_SETS.length);
  for (const ruleSet of RULE_SETS) {
    await chooseRules(page, ruleSet.id);
    await expectCurrent(page, stateName(ruleSet, ruleSet.initial));
    const names = await graph(page)
      .getByRole('button')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(names).toEqual(
      expect.arrayContaining(ruleSet.states.map(({ value }) => stateName(ruleSet, value))),
    );
    await expect(matrix(page).getByRole('button')).toHaveCount(ruleSet.states.length ** 2);
    await expect(current(page)).toHaveCount(1);
  }
});

test('[PAGE-3] changing the rule set moves no state', async ({ page }) => {
  await open(page);
  const place = async (name: string) => await state(page, name).boundingBox();
  const before = { running: await place('_RUNNING 001b'), saving: await place('_SAVING 010b') };
  await chooseRules(page, 'ndma-rfc');
  expect(await place('_RUNNING 0001b')).toEqual(before.running);
  await chooseRules(page, 'v2-7.2');
  expect(await place('RUNNING 2')).toEqual(before.running);
  expect(await place('STOP_COPY 3')).toEqual(before.saving);
});

test('[PAGE-4] nothing that can be asked is greyed out: every state and every cell is enabled', async ({
  page,
}) => {
  await open(page);
  for (const ruleSet of RULE_SETS.filter(({ id }) => ['patch-2021-09', 'v2-7.2'].includes(id))) {
    await chooseRules(page, ruleSet.id);
    await expect(graph(page).locator('button:is(:disabled, [aria-disabled="true"])')).toHaveCount(0);
    await expect(matrix(page).locator('button:is(:disabled, [aria-disabled="true"])')).toHaveCount(0);
  }
  await expect(cell(page, 'ERROR to STOP: refused')).toBeEnabled();
});

test('[PAGE-6] a screen reader hears the states of the graph, and no arcs by number', async ({ page }) => {
  await open(page);
  const spoken = await graph(page).ariaSnapshot();
  expect(spoken).toContain('button "_RUNNING 001b"');
  expect(spoken).not.toMatch(/Edge from/);
});

test('[PAGE-5] panels fold and stay folded after a reload; so do theme and size', async ({ page }) => {
  await open(page);
  await button(page, 'Matrix').click();
  await expect(matrix(page)).toBeHidden();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await button(page, 'Projector').click();
  await expect(button(page, 'Projector')).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Projector').click();
  await page.reload();
  await expect(matrix(page)).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Theme' })).toHaveValue('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await button(page, 'Matrix').click();
  await expect(matrix(page)).toBeVisible();
});

test('[PAGE-7] nothing on the page jumps once it is visible', async ({ page }) => {
  await open(page);
  await expect(matrix(page)).toBeVisible();
  await expect(reset(page)).toBeVisible();
  const getShift = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let shift = 0;
          const observer = new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) shift += 'value' in entry ? Number(entry.value) : 0;
          });
          observer.observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(shift)));
        }),
    );
  expect(await getShift()).toBeLessThan(0.05);
});
