/** On paper: black on white in every theme, nothing cut off, and nothing that only acts. */

import type { Page } from '@playwright/test';
import {
  ask,
  button,
  chooseRules,
  current,
  cursor,
  editor,
  expect,
  fixture,
  graph,
  lessonStart,
  open,
  review,
  showPart,
  status,
  ownTest as test,
} from './page.ts';

/** What can be printed of A4 at 96 pixels an inch, upright and lying. */
const PAPERS = [
  { width: 703, height: 1032 },
  { width: 1032, height: 703 },
] as const;

/** Boxes in which something is out of sight; those of CodeMirror too. */
const listCut = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('#root *')];
    const shadows = all.flatMap(({ shadowRoot }) => [
      ...(shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []),
    ]);
    return [...all, ...shadows]
      .filter((box) => {
        const { overflowX, overflowY } = getComputedStyle(box);
        const isCut =
          (overflowY !== 'visible' && box.scrollHeight > box.clientHeight + 1) ||
          (overflowX !== 'visible' && box.scrollWidth > box.clientWidth + 1);
        return isCut && box.clientHeight > 1 && !box.closest('.react-flow, .hidden, select');
      })
      .map(({ className }) => className);
  });

/** True once the style sheet of the paper is there. */
async function print(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => [...document.styleSheets].some(({ media }) => media.mediaText === 'print')),
    )
    .toBe(true);
  await page.emulateMedia({ media: 'print' });
}

/** Expects every state in the picture, and the picture on the paper. */
async function expectWhole(page: Page, width: number): Promise<void> {
  const boxes = await graph(page).evaluate((region) => {
    const toBox = (element: Element) => element.getBoundingClientRect().toJSON();
    const frame = region.querySelector('[data-layout]');
    if (!frame) throw new Error('there is no picture');
    return { frame: toBox(frame), states: [...region.querySelectorAll('[data-value]')].map(toBox) };
  });
  expect(boxes.frame.right).toBeLessThanOrEqual(width);
  expect(boxes.states.length).toBeGreaterThan(5);
  for (const box of boxes.states) {
    expect(box.left).toBeGreaterThanOrEqual(boxes.frame.left);
    expect(box.right).toBeLessThanOrEqual(boxes.frame.right);
    expect(box.top).toBeGreaterThanOrEqual(boxes.frame.top);
    expect(box.bottom).toBeLessThanOrEqual(boxes.frame.bottom);
  }
}

test.describe('in the dark theme', () => {
  test.use({ colorScheme: 'dark' });

  test('[PAPER-1] Explore prints its verdict, graph and history, black on white, and no button', async ({
    page,
  }) => {
    await open(page);
    await ask(page, '_STOP 000b', '_RESUMING 100b', '_SAVING 010b');
    await button(page, 'Zoom in').click();
    const ACTS = ['Copy link', 'Help', 'Zoom in', 'Clear', 'write', 'VFIO_DEVICE_RESET'];
    for (const name of ACTS) await expect(button(page, name)).toBeVisible();
    for (const paper of PAPERS) {
      await print(page);
      await page.setViewportSize(paper);
      for (const name of ACTS) await expect(button(page, name)).toBeHidden();
      await expect(status(page)).toHaveCSS('color', 'rgb(0, 0, 0)');
      await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
      await expect(status(page)).toBeVisible();
      await expect(cursor(page)).toBeVisible();
      expect(await listCut(page)).toEqual([]);
      await expectWhole(page, paper.width);
    }
    await page.emulateMedia({ media: 'screen' });
    for (const name of ACTS) await expect(button(page, name)).toBeVisible();
    await expect(status(page)).not.toHaveCSS('color', 'rgb(0, 0, 0)');
  });

  test('[PAPER-2] Compare prints all differences and findings, with the addresses of their sources', async ({
    page,
  }) => {
    await open(page, '#v=1&rules=v2-6.2&mode=compare&with=v2-7.2&flags=7&at=0');
    const link = page.getByRole('link', { name: /^commit a26b499b757c/ }).first();
    await expect(link).toBeAttached();
    const readAddress = () => link.evaluate((it) => getComputedStyle(it, '::after').content);
    expect(await readAddress()).toBe('none');
    await print(page);
    await page.setViewportSize(PAPERS[1]);
    expect(await readAddress()).toContain('https://git.kernel.org/');
    expect(await listCut(page)).toEqual([]);
    await expectWhole(page, PAPERS[1].width);
  });
});

test('[PAPER-3] Review prints all of the text with its numbers, and the findings with their lines', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await review(page, `${fixture('v1-mail.txt')}\n${fixture('v1-row.patch')}`);
  await expect(current(page)).toBeVisible();
  await print(page);
  // As the browser does before it prints: CodeMirror then draws all lines.
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.setViewportSize(PAPERS[0]);
  expect(await listCut(page)).toEqual([]);
  const [text, part] = [
    await editor(page).boundingBox(),
    await page.locator('[data-part="text"]').boundingBox(),
  ];
  expect(text?.height).toBeGreaterThan(600);
  expect((text?.y ?? 0) + (text?.height ?? 0)).toBeLessThanOrEqual((part?.y ?? 0) + (part?.height ?? 0) + 1);
  await expect(page.getByRole('button', { name: 'line 37' }).first()).toBeVisible();
  await expect(button(page, 'Remarks')).toBeHidden();
  await expectWhole(page, PAPERS[0].width);
});

test('[PAPER-4] Learn prints its lessons', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=learn&at=0');
  await chooseRules(page, 'v2-7.2');
  await expect(page.getByText('Reviewing a transition table')).toBeAttached();
  await print(page);
  await page.setViewportSize(PAPERS[1]);
  expect(await listCut(page)).toEqual([]);
  await expectWhole(page, PAPERS[1].width);
});

test('[PAPER-5] the lab prints its settings, ticked or not, its bars and its chart, on the width of the paper', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=learn&at=0');
  const lab = await showPart(page, 'Lab');
  await button(page, 'To the end').click();
  await expect(lab.getByRole('img').or(lab.locator('svg')).first()).toBeVisible();
  await print(page);
  await page.setViewportSize(PAPERS[0]);
  await expect(lab.getByRole('checkbox', { name: 'multifd' })).toBeVisible();
  await expect(button(page, 'To the end')).toBeHidden();
  await expect(lab.getByText('step 106 of 106')).toBeVisible();
  const sizes = await lab.evaluate((panel) => ({
    right: Math.max(
      ...[...panel.querySelectorAll('svg, section, p')]
        .filter((each) => !each.closest('[tabindex="0"]'))
        .map((each) => each.getBoundingClientRect().right),
    ),
    bars: [...panel.querySelectorAll('[class*="_bar_"]')].map((bar) => bar.getBoundingClientRect().height),
  }));
  expect(sizes.right).toBeLessThanOrEqual(PAPERS[0].width);
  expect(sizes.bars.length).toBeGreaterThan(3);
  expect(Math.min(...sizes.bars)).toBeGreaterThan(2);
});

test('[PAPER-6] a lesson prints its question and its answers, and no button', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=learn&at=0');
  await lessonStart(page).click();
  await expect(button(page, 'Skip')).toBeVisible();
  await print(page);
  for (const name of ['Skip', 'Check']) await expect(button(page, name)).toBeHidden();
  await expect(page.getByRole('radio', { name: 'By itself' })).toBeVisible();
});
