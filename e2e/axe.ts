/** What axe finds on the page, in every theme and on a phone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './page.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A theme only resets colours, so after the first theme only these rules can find more. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds: the rule, how often, and the first places. */
export async function find(page: Page, which: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], preload: false })
    .setLegacyMode(true);
  const { violations } = await (which === 'all' ? axe.withTags(TAGS) : axe.withRules(COLOURS)).analyze();
  return violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 4).map(({ target }) => target.join(' '));
    return `${id}, ${nodes.length} times: ${places.join(', ')}`;
  });
}

/** Continues after a failure, so that one run reports everything. */
export const softly = expect.configure({ soft: true });

export async function chooseTheme(page: Page, theme: 'light' | 'dark' | 'contrast'): Promise<void> {
  await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** All rules in light, colours in the other themes, all rules on a phone, where nothing may be wider than the page. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await chooseTheme(page, 'light');
  softly(await find(page), `${what}, light`).toEqual([]);
  for (const theme of ['dark', 'contrast'] as const) {
    await chooseTheme(page, theme);
    softly(await find(page, 'colours'), `${what}, ${theme}`).toEqual([]);
  }
  await chooseTheme(page, 'light');
  await page.setViewportSize({ width: 390, height: 844 });
  softly(await find(page), `${what}, narrow`).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  softly(width, `${what}, narrow: the page does not scroll sideways`).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });
}
