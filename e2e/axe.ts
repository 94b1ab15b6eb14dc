/**
 * What axe finds on the page. The first look at a view has all rules on the whole page; what only looks different in a
 * theme, a size or on a phone is looked at again with the rules that can find more there, and only where it is new.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type Axe from 'axe-core';
import { expect, paint } from './page.ts';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What a theme can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What a size can change. */
const ROOM = ['target-size', 'scrollable-region-focusable'];

const RULES = {
  all: { runOnly: { type: 'tag', values: TAGS } },
  'all but colours': {
    runOnly: { type: 'tag', values: TAGS },
    rules: Object.fromEntries(COLOURS.map((id) => [id, { enabled: false }])),
  },
  colours: { runOnly: { type: 'rule', values: COLOURS } },
  room: { runOnly: { type: 'rule', values: ROOM } },
} as const satisfies Readonly<Record<string, unknown>>;

/** A part of the page by its selector, or several; the whole page where it is left out. */
export type Part = string | readonly string[];

/** What axe finds: the rule, how often, and the first places. */
export async function find(
  page: Page,
  which: keyof typeof RULES = 'all',
  part?: Part,
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  const where = part === undefined ? null : [part].flat();
  const how = JSON.stringify({ ...RULES[which], resultTypes: ['violations'], preload: false });
  return page.evaluate(
    async ([include, options]) => {
      const { axe } = window as unknown as { axe: typeof Axe };
      const context: Axe.ElementContext = include ? { include: [...include] } : document;
      const found: Axe.AxeResults = await axe.run(context, JSON.parse(options) as Axe.RunOptions);
      return found.violations.map(({ id, nodes }) => {
        const places = nodes.slice(0, 4).map(({ target }) => target.join(' '));
        return `${id}, ${nodes.length} times: ${places.join(', ')}`;
      });
    },
    [where, how] as const,
  );
}

/** Continues after a failure, so that one run reports everything. */
export const softly = expect.configure({ soft: true });

export async function chooseTheme(page: Page, theme: 'light' | 'dark' | 'contrast'): Promise<void> {
  await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** A root attribute does where the header is out of reach: under a dialog, or a presentation. */
async function setLarge(page: Page, isLarge: boolean): Promise<void> {
  const button = page.getByRole('button', { name: 'Projector', exact: true });
  const size = isLarge ? 'projector' : 'normal';
  if ((await button.count()) > 0) await button.click();
  else await page.locator('html').evaluate((root, value) => root.setAttribute('data-size', value), size);
  await expect(page.locator('html')).toHaveAttribute('data-size', size);
  await paint(page);
}

const setContrast = (page: Page, theme: string) =>
  page.locator('html').evaluate((root, value) => root.setAttribute('data-theme', value), theme);

/** What axe lets pass: a heading twice in a row, and a mark that is heard apart from the word before it. */
function findSlips(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const list = (selector: string) =>
      [...document.querySelectorAll(selector)]
        .filter((element) => element.checkVisibility())
        .map((element) => element.textContent?.trim() ?? '');
    return [
      ...list('h1, h2, h3, h4, h5, h6').filter((text, index, all) => text === all[index - 1]),
      ...list('.hidden').filter((text) => /^[.,:;]/.test(text)),
    ];
  });
}

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 320, height: 640 };

/**
 * Looks at a view in light and dark, on a projector, and at 320 px, where nothing may be wider than the page. `part` is where
 * it differs from what was looked at before. A page that is looked at whole is looked at in high contrast and in forced
 * colours too: [CONTRAST-3] has every pair of their colours, so what is left is what a view hides or lays over another.
 */
export async function expectAccessible(page: Page, what: string, part?: Part): Promise<void> {
  const isWhole = part === undefined;
  const look = async (way: string, which: keyof typeof RULES) =>
    softly(await find(page, which, part), `${what}, ${way}`).toEqual([]);
  if (!isWhole) softly(await find(page, 'all but colours'), `${what}, light`).toEqual([]);
  await look('light', isWhole ? 'all' : 'colours');
  softly(await findSlips(page), `${what}: headings and marks`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await paint(page);
  await look('dark', 'colours');
  await page.emulateMedia({ colorScheme: 'light' });
  if (isWhole) {
    await page.emulateMedia({ forcedColors: 'active' });
    await paint(page);
    await look('forced colours', 'colours');
    await page.emulateMedia({ forcedColors: 'none' });
    await setContrast(page, 'contrast');
    await paint(page);
    await look('high contrast', 'colours');
    await setContrast(page, 'auto');
  }
  await setLarge(page, true);
  await look('projector', 'room');
  await setLarge(page, false);
  await page.setViewportSize(NARROW);
  await paint(page);
  await look('320 px', 'all but colours');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  softly(width, `${what}, 320 px: the page does not scroll sideways`).toBeLessThanOrEqual(NARROW.width);
  await page.setViewportSize(WIDE);
  await paint(page);
}
