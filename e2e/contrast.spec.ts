/** What is drawn is told from its ground in every theme; and in forced colours by border, dash and width. */

import type { Page } from '@playwright/test';
import { chooseTheme } from './axe.ts';
import { ask, chooseMode, expect, graph, open, test } from './page.ts';

const V1 = '#v=1&rules=uapi-v1&start=_RUNNING&at=0';

/** The contrast of each line, and of each border of a state, with the ground of the canvas; the least first. */
function readContrasts(page: Page): Promise<readonly (readonly [string, number])[]> {
  return graph(page).evaluate((region) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!canvas) throw new Error('there is no canvas to read colours with');
    const toRgb = (colour: string): number[] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const getLight = (rgb: readonly number[]) => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const frame = region.querySelector('[data-layout]');
    if (!frame) throw new Error('there is no frame');
    const ground = toRgb(getComputedStyle(frame).backgroundColor);
    const compare = (colour: string, opacity: number) => {
      const seen = toRgb(colour).map((part, index) => part * opacity + (ground[index] ?? 0) * (1 - opacity));
      const [low = 0, high = 0] = [getLight(seen), getLight(ground)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    const lines = [...region.querySelectorAll<SVGGElement>('g[data-arc]')].map((arc) => {
      const { color, opacity } = getComputedStyle(arc);
      return [`${arc.dataset.arc} ${arc.dataset.verdict}`, compare(color, Number(opacity))] as const;
    });
    const borders = [...region.querySelectorAll<HTMLElement>('button[data-value]')].map(
      (node) => [node.ariaLabel ?? '', compare(getComputedStyle(node).borderTopColor, 1)] as const,
    );
    return [...lines, ...borders].sort((one, other) => one[1] - other[1]);
  });
}

for (const theme of ['light', 'dark', 'contrast'] as const)
  test(`[PAGE-390] every arc and every border of a state has a contrast of at least 3 to 1: ${theme}`, async ({
    page,
  }) => {
    await open(page, V1);
    for (const each of await graph(page).getByRole('checkbox').all()) await each.check();
    await chooseTheme(page, theme);
    const contrasts = await readContrasts(page);
    expect(contrasts.length).toBeGreaterThan(20);
    expect(contrasts.filter(([, contrast]) => contrast < 3)).toEqual([]);
  });

test('[PAGE-391] in forced colours the current state, arcs, tabs and pressed bits are told apart', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, V1);
  for (const each of await graph(page).getByRole('checkbox').all()) await each.check();
  await ask(page, '_SAVING|_RUNNING 011b');
  const read = (selector: string, ...names: string[]) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, all) => all.map((name) => getComputedStyle(element).getPropertyValue(name)), names);
  const node = '[aria-label="State graph"] button[data-value]';
  const border = ['border-top-width', 'border-top-color', 'outline-style'];
  const current = await read(`${node}[aria-current="true"]`, ...border);
  const other = await read(`${node}:not([aria-current])`, ...border);
  for (const [index, value] of current.entries()) expect(value).not.toBe(other[index]);
  const dashes = await Promise.all(
    ['accepted', 'unspecified'].map((kind) =>
      read(`g[data-verdict="${kind}"] [data-part="line"]`, 'stroke-dasharray'),
    ),
  );
  expect(new Set(dashes.flat()).size).toBe(2);
  const widths = await Promise.all(
    ['other', 'leaves', 'path'].map((role) =>
      read(`g[data-role="${role}"] [data-part="line"]`, 'stroke-width'),
    ),
  );
  expect(new Set(widths.flat()).size).toBe(3);
  const tab = ['border-bottom-color'];
  const chosen = await read('[role="tab"][aria-selected="true"]', ...tab);
  expect(await read('[role="tab"][aria-selected="false"]', ...tab)).not.toEqual(chosen);
  const bit = ['background-color', 'color'];
  const [on, off] = [
    await read('[role="switch"][aria-checked="true"]', ...bit),
    await read('[role="switch"][aria-checked="false"]', ...bit),
  ];
  expect(on[0]).not.toBe(off[0]);
  expect(on[0]).not.toBe(on[1]);
  // A pressed cell, of what both sides of a comparison accept.
  await chooseMode(page, 'Compare');
  await ask(page, '_SAVING 010b');
  const [ground, ink] = await read('table button[aria-pressed="true"]', ...bit);
  expect(ground).not.toBe(ink);
});
