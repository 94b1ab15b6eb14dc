/** Arcs are for the mouse: a click asks if the arc leaves the current state, and explains it otherwise. */
import {
  chooseRules,
  clickArc,
  expect,
  expectCurrent,
  findArcPoint,
  findArcPoints,
  graph,
  inspector,
  open,
  PICTURES,
  state,
  status,
  steps,
  test,
} from './page.ts';

test('[PAGE-20] a click on an arc that leaves the current state asks for its end', async ({ page }) => {
  await open(page);
  const { width } = await clickArc(page, '1>3');
  expect(width).toBeGreaterThanOrEqual(12);
  await expect(status(page)).toHaveText(/^Accepted.*_RUNNING > _SAVING\|_RUNNING/);
  await expectCurrent(page, '_SAVING|_RUNNING 011b');
  await expect(steps(page)).toHaveCount(2);
});

test('[PAGE-21] a click on an arc that starts in another state explains it and moves nothing', async ({
  page,
}) => {
  await open(page);
  await clickArc(page, '2>0');
  await expect(inspector(page).getByRole('heading', { name: '_SAVING > _STOP' })).toBeVisible();
  await expect(inspector(page)).toContainText('Accepted');
  await expectCurrent(page, '_RUNNING 001b');
  await expect(steps(page)).toHaveCount(1);
  await expect(status(page)).toHaveText(/^The device is in _RUNNING/);
});

test('[PAGE-22] refused arcs are shown on demand, and a click on one is refused', async ({ page }) => {
  await open(page);
  await expect(graph(page).locator('g[data-arc="1>4"]')).toHaveCount(0);
  await page.getByRole('checkbox', { name: /Refused/ }).check();
  const { width } = await clickArc(page, '1>4');
  expect(width).toBeGreaterThanOrEqual(12);
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*_RUNNING > _RESUMING/);
  await expectCurrent(page, '_RUNNING 001b');
  await page.getByRole('checkbox', { name: /Refused/ }).uncheck();
  await expect(graph(page).locator('g[data-arc="4>3"]')).toHaveCount(0);
});

test('[PAGE-23] pointing at an arc previews it, and a click on a request that never returns says so', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-6.2&flags=7&start=STOP_COPY&at=0');
  const point = await findArcPoint(page, '3>6');
  await page.mouse.move(point.x, point.y);
  await expect(page.getByRole('main')).toContainText('STOP_COPY > PRE_COPY never returns');
  await page.mouse.click(point.x, point.y);
  await expect(status(page)).toHaveText(/^Never returns.*STOP_COPY > PRE_COPY/);
});

test('[PAGE-25] a click counts at the moment the pointer arrives: what it points at stays on the page', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-6.2&flags=7&start=STOP_COPY&at=0');
  const point = await findArcPoint(page, '3>1');
  await graph(page).evaluate((region) => {
    const removed: string[] = [];
    Object.assign(window, { removed });
    new MutationObserver((changes) => {
      for (const { removedNodes } of changes)
        for (const node of removedNodes)
          if (node instanceof Element)
            for (const arc of [node, ...node.querySelectorAll('*')])
              if (arc instanceof SVGElement && arc.dataset.arc) removed.push(arc.dataset.arc);
    }).observe(region, { childList: true, subtree: true });
  });
  await state(page, 'RESUMING 4').hover();
  await expect(page.getByRole('main')).toContainText('STOP_COPY > RESUMING accepted, via STOP');
  await page.mouse.move(point.x, point.y);
  await expect(page.getByRole('main')).toContainText('STOP_COPY > STOP accepted');
  const getRemoved = () => page.evaluate(() => (window as unknown as { removed: string[] }).removed);
  expect(await getRemoved()).toEqual([]);
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`[PAGE-24] every arc of every rule set is at least 12 px wide to the mouse, at ${size.width}`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await open(page);
    await page.mouse.move(0, 0);
    const thin: Record<string, string> = {};
    for (const { id } of PICTURES) {
      await chooseRules(page, id);
      await graph(page).evaluate((region) => region.scrollIntoView({ block: 'center' }));
      const points = Object.entries(await findArcPoints(page));
      expect(points.length, id).toBeGreaterThan(6);
      for (const [arc, { width }] of points) if (width < 12) thin[`${id} ${arc}`] = `${width} px`;
    }
    expect(thin).toEqual({});
  });
