/** The graph is readable: at each size nothing overlaps, nothing is cut off, and no arc runs through a node. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import {
  ask,
  button,
  chooseRules,
  enterEditor,
  expect,
  fixture,
  graph,
  leave,
  open,
  PICTURES,
  paint,
  paste,
  RULE_SETS,
  state,
  status,
  test,
} from './page.ts';

interface Findings {
  /** In pixels of the screen: the smallest text, and what it says. */
  readonly smallest: readonly [number, string];
  readonly scroll: number;
  readonly problems: readonly string[];
}

/** Measures the painted graph; arcs may pass through states that the flags merge away. */
function measure(page: Page): Promise<Findings> {
  return graph(page).evaluate((region) => {
    const problems: string[] = [];
    const frame = region.getBoundingClientRect();
    const nodes = [...region.querySelectorAll<HTMLElement>('button[data-value]')].map((element) => ({
      element,
      name: element.getAttribute('aria-label') ?? '',
      value: element.dataset.value,
      box: element.getBoundingClientRect(),
      isMerged: element.dataset.presence === 'merged',
    }));
    for (const [index, { name, element, box }] of nodes.entries()) {
      if (
        box.left < frame.left - 1 ||
        box.right > frame.right + 1 ||
        box.top < frame.top - 1 ||
        box.bottom > frame.bottom + 1
      )
        problems.push(`${name} is cut off by the canvas`);
      for (const other of nodes.slice(index + 1))
        if (
          box.left < other.box.right &&
          other.box.left < box.right &&
          box.top < other.box.bottom &&
          other.box.top < box.bottom
        )
          problems.push(`${name} overlaps ${other.name}`);
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const spans: { text: string; part: Element | null; rect: DOMRect }[] = [];
      while (texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const rect of range.getClientRects()) {
          const text = texts.currentNode.textContent ?? '';
          const part = texts.currentNode.parentElement;
          spans.push({ text, part, rect });
          // What stands across the border is meant to.
          const isMark = part?.closest(
            '[data-part="again"], [data-part="mark"], [data-part="other"], [data-verdict]',
          );
          if (isMark) continue;
          if (
            rect.left < box.left - 0.5 ||
            rect.right > box.right + 0.5 ||
            rect.top < box.top - 0.5 ||
            rect.bottom > box.bottom + 0.5
          )
            problems.push(`“${text}” overflows ${name}`);
        }
      }
      for (const [first, one] of spans.entries())
        for (const two of spans.slice(first + 1))
          if (
            one.part !== two.part &&
            Math.min(one.rect.right, two.rect.right) - Math.max(one.rect.left, two.rect.left) > 1 &&
            Math.min(one.rect.bottom, two.rect.bottom) - Math.max(one.rect.top, two.rect.top) > 4
          )
            problems.push(`“${one.text}” lies on “${two.text}” in ${name}`);
    }
    for (const arc of region.querySelectorAll<SVGGElement>('g[data-arc]')) {
      const path = arc.querySelector('path');
      const matrix = path?.getScreenCTM();
      const ends = arc.dataset.arc?.split('>') ?? [];
      if (!path || !matrix) continue;
      const passed = new Set<string>();
      for (let share = 0; share <= 1; share += 0.01) {
        const { x, y } = path.getPointAtLength(path.getTotalLength() * share).matrixTransform(matrix);
        for (const { name, value, box, isMerged } of nodes)
          if (
            !isMerged &&
            !ends.includes(value ?? '') &&
            x > box.left &&
            x < box.right &&
            y > box.top &&
            y < box.bottom
          )
            passed.add(name);
        if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom)
          passed.add('the edge of the canvas');
      }
      for (const name of passed) problems.push(`the arc ${arc.dataset.arc} runs through ${name}`);
    }
    for (const badge of region.querySelectorAll('[data-part="badge"]')) {
      const { left, right, top, bottom } = badge.getBoundingClientRect();
      for (const { name, box } of nodes)
        if (left < box.right - 1 && right > box.left + 1 && top < box.bottom - 1 && bottom > box.top + 1)
          problems.push(
            `the sign of the arc ${badge.closest<SVGElement>('[data-arc]')?.dataset.arc} lies on ${name}`,
          );
    }
    let smallest: readonly [number, string] = [Number.POSITIVE_INFINITY, ''];
    const viewport = region.querySelector<HTMLElement>('.react-flow__viewport');
    const zoom = viewport ? new DOMMatrix(getComputedStyle(viewport).transform).a : 1;
    const texts = document.createTreeWalker(viewport ?? region, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement: element, textContent: text } = texts.currentNode;
      if (!element?.checkVisibility() || element.closest('title') || !text?.trim()) continue;
      const { fontSize, scale } = getComputedStyle(element);
      const size = Number.parseFloat(fontSize) * zoom * (scale === 'none' ? 1 : Number.parseFloat(scale));
      if (size < smallest[0]) smallest = [Math.round(size * 10) / 10, text];
    }
    const root = document.documentElement;
    return { smallest, scroll: root.scrollWidth - root.clientWidth, problems };
  });
}

type Problems = Readonly<Record<string, readonly string[]>>;

/** The smallest text that may stand on the canvas, in pixels of the screen. */
const SMALLEST = 11;
const ON_PHONE = 9.4;
const PHONE = { width: 390, height: 844 };

/** These have so many arcs on top of each other that some run through nodes. */
const DENSE = 'ndma-rfc';

/** All problems of all rule sets at one size, by rule set. */
async function findProblems(page: Page, least: number): Promise<Problems> {
  const found: Record<string, readonly string[]> = {};
  const look = async (id: string) => {
    const { scroll, problems, smallest } = await measure(page);
    const kept = problems.filter((problem) => !(id === DENSE && /^the (?:arc|sign)/.test(problem)));
    if (smallest[0] < least) kept.unshift(`“${smallest[1]}” is as small as ${smallest[0]} px`);
    if (scroll > 0) kept.unshift(`the page scrolls sideways by ${scroll} px`);
    if (kept.length > 0) found[id] = kept;
  };
  for (const { id } of PICTURES) {
    await chooseRules(page, id);
    await expect(graph(page).locator('g[data-arc]').first()).toBeAttached();
    await look(id);
  }
  for (const flags of [1, 5]) {
    await leave(page);
    await open(page, `#v=1&rules=v2-7.2&flags=${flags}&at=0`);
    await expect(state(page, 'RUNNING_P2P 5')).toHaveAttribute('aria-description', /merge this state away/);
    await paint(page);
    await look(`v2-7.2, flags ${flags}`);
  }
  return found;
}

const SIZES = [
  ['a desk', { width: 1440, height: 900 }, SMALLEST],
  ['a low screen', { width: 1280, height: 720 }, SMALLEST],
  ['a projector', { width: 1280, height: 720 }, SMALLEST],
  ['a phone', PHONE, ON_PHONE],
] as const;

for (const [place, viewport, least] of SIZES)
  test(`[PAGE-130] on ${place} nothing overlaps, nothing is cut off, and arcs stay clear of the nodes`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await open(page);
    if (place === 'a projector') await button(page, 'Projector').click();
    expect.soft(await findProblems(page, least), 'accepted arcs').toEqual({});
    for (const [rules, kind] of [
      ['patch-2021-09', /Refused/],
      ['uapi-v1', /Unspecified/],
    ] as const) {
      await chooseRules(page, rules);
      await page.getByRole('checkbox', { name: kind }).check();
    }
    expect.soft(await findProblems(page, least), 'all arcs').toEqual({});
  });

const V1 = '#v=1&rules=patch-2021-09&at=0&mode=';
const V2 = '#v=1&rules=v2-6.2&flags=7&start=STOP_COPY&at=0&mode=';
const LOG = new URL('../src/reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url);

const VIEWS: readonly (readonly [address: string, text?: string])[] = [
  [`${V1}compare`],
  [`${V2}compare`],
  [`${V1}compare&with=ndma-rfc`],
  [`${V1}review`, fixture('v1-mail.txt')],
  [`${V1}review`, fixture('driver.patch')],
  [`${V1}review`, readFileSync(LOG, 'utf8')],
  [`${V1}learn&part=lesson.reviewing`],
  [`${V1}learn&part=debate.24`],
];

/** What the graph is measured for in each view, once it is drawn. */
async function openView(page: Page, address: string, text?: string): Promise<void> {
  await leave(page);
  await page.goto(`./${address}`);
  if (text !== undefined) {
    await enterEditor(page);
    await paste(page, text);
  }
  await expect(graph(page).locator('button[data-value]').first()).toBeVisible();
  await expect(graph(page).locator('g[data-arc]').first()).toBeAttached();
  await paint(page);
}

for (const [place, viewport, least] of SIZES.slice(0, 2))
  test(`[PAGE-510] on ${place} every text on the canvas can be read in every mode`, async ({ page }) => {
    for (const [address, text] of VIEWS) {
      await page.setViewportSize(viewport);
      await openView(page, address, text);
      // A preview adds its own signs.
      await graph(page).locator('button[data-value]:not([aria-current])').nth(2).focus();
      await page.keyboard.press('ArrowLeft');
      await paint(page);
      await expectReadable(page, least, address);
      if (text !== undefined) {
        for (const where of [`${address} on a projector`, address]) {
          await button(page, 'Projector').click();
          await paint(page);
          await expectReadable(page, least, where);
        }
      }
      if (viewport.height < 800) continue;
      await page.setViewportSize(PHONE);
      await paint(page);
      await expectReadable(page, ON_PHONE, `${address} on a phone`);
    }
  });

async function expectReadable(page: Page, least: number, where: string): Promise<void> {
  const { smallest, problems } = await measure(page);
  expect.soft(smallest[0], `“${smallest[1]}” in ${where}`).toBeGreaterThanOrEqual(least);
  expect
    .soft(
      problems.filter((each) => !/^the (?:arc|sign)/.test(each)),
      where,
    )
    .toEqual([]);
}

test('[PAGE-131] on a phone every state can be tapped without zooming, with the verdict in view', async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await open(page);
  for (const { id } of RULE_SETS) {
    await chooseRules(page, id);
    const boxes = await graph(page)
      .locator('button[data-value]')
      .evaluateAll((all) =>
        all.map((each) => each.getBoundingClientRect()).map(({ width, height }) => ({ width, height })),
      );
    for (const { width, height } of boxes) expect(Math.min(width, height), id).toBeGreaterThanOrEqual(24);
  }
  await ask(page, 'STOP_COPY 3');
  await expect(status(page)).toHaveText(/^Accepted/);
  await expect(status(page)).toBeInViewport({ ratio: 0.9 });
  await expect(state(page, 'STOP_COPY 3')).toBeInViewport({ ratio: 0.99 });
});
