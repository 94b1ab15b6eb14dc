/**
 * What can be pressed is large enough in every mode and panel: 24 px for the mouse, or as far from the next as WCAG 2.2 asks
 * (2.5.8), and 44 px for a finger. Links in a sentence are as high as its lines, and the arcs of a graph have their cells in
 * the matrix.
 */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { button, enterEditor, expect, fixture, paint, paste, review, ownTest as test } from './page.ts';

const LEARN = '#v=1&rules=patch-2021-09&mode=learn&at=0&part=';
const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';
const LOG = new URL('../src/reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url);

interface View {
  readonly address: string;
  /** What is done there first. */
  readonly act?: (page: Page) => Promise<void>;
}

const VIEWS: Readonly<Record<string, View>> = {
  Explore: { address: '' },
  'Explore, v2': { address: '#v=1&rules=v2-6.2&flags=7&start=STOP_COPY&at=0' },
  Compare: { address: '#v=1&rules=v2-7.2&mode=compare&with=v2-6.2&flags=7&at=0' },
  'Compare, Propose': {
    address: '#v=1&rules=v2-7.2&mode=compare&at=0',
    act: async (page) => {
      await page.getByRole('main').getByRole('tab', { name: 'Propose' }).click();
      await page.getByRole('button', { name: /^Begin a draft of/ }).click();
      await expect(page.getByRole('table', { name: 'Proposed table' })).toBeVisible();
    },
  },
  'Review without a text': { address: REVIEW },
  'Review with a mail': { address: REVIEW, act: (page) => review(page, fixture('v1-mail.txt')) },
  'Review with a driver': { address: REVIEW, act: (page) => review(page, fixture('driver.patch')) },
  'Review with a log': {
    address: REVIEW,
    act: async (page) => {
      await enterEditor(page);
      await page.keyboard.press('ControlOrMeta+a');
      await paste(page, readFileSync(LOG, 'utf8'));
      await expect(page.getByRole('list', { name: 'Steps', exact: true })).toBeVisible();
    },
  },
  'a lesson': { address: `${LEARN}lesson.reviewing` },
  'the debate': { address: `${LEARN}debate.24` },
  'the life of the protocol': { address: `${LEARN}life` },
  'the lab': { address: `${LEARN}lab` },
  'the causes': { address: `${LEARN}causes.data-fd-out-of-sync` },
  'all commands': { address: '', act: (page) => page.getByRole('button', { name: /^Commands/ }).click() },
  help: { address: '', act: (page) => button(page, 'Help').click() },
};

/** What is too small for a finger or the mouse, by role and name. */
function findSmall(page: Page, least: number): Promise<readonly string[]> {
  return page.evaluate((size) => {
    const ROLES = [
      'button',
      'tab',
      'switch',
      'option',
      'menuitem',
      'checkbox',
      'radio',
      'slider',
      'link',
      'combobox',
    ];
    const selector = `button, a[href], input, select, textarea, summary, ${ROLES.map((role) => `[role="${role}"]`)}`;
    const isSeen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      const isClipped =
        element.closest('.hidden, nav[aria-label="Skip"]') !== null || (width <= 1 && height <= 1);
      return (
        element.checkVisibility({ visibilityProperty: true }) && !isClipped && !element.closest('[inert]')
      );
    };
    /** A label is pressed for what it names. */
    const measure = (element: Element) => {
      const parts = [element, ...((element as HTMLInputElement).labels ?? [])];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      const [left, top] = [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.top))];
      const [right, bottom] = [
        Math.max(...boxes.map((b) => b.right)),
        Math.max(...boxes.map((b) => b.bottom)),
      ];
      return { element, left, right, top, bottom, width: right - left, height: bottom - top };
    };
    const isInSentence = (element: Element) => {
      if (!getComputedStyle(element).display.startsWith('inline') || !element.matches('a, button'))
        return false;
      let block = element.parentElement;
      while (block && getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
      return (block?.textContent ?? '').trim().length > (element.textContent ?? '').trim().length + 8;
    };
    const targets = [...document.querySelectorAll(selector)].filter(
      (each) => isSeen(each) && !each.matches('[data-arc], .cm-editor *, [disabled]'),
    );
    const boxes = targets.map(measure);
    const isSmall = ({ width, height }: (typeof boxes)[number]) => width < size - 0.5 || height < size - 0.5;
    const getMiddle = (box: (typeof boxes)[number]) => [
      (box.left + box.right) / 2,
      (box.top + box.bottom) / 2,
    ];
    /** A circle of that size about its middle meets no other target, nor the circle of another that is small. */
    const isApart = (box: (typeof boxes)[number]) => {
      const [x = 0, y = 0] = getMiddle(box);
      return boxes.every((other) => {
        if (other === box || other.element.contains(box.element)) return true;
        if (isSmall(other)) {
          const [a = 0, b = 0] = getMiddle(other);
          return Math.hypot(a - x, b - y) >= size;
        }
        const dx = Math.max(other.left - x, 0, x - other.right);
        const dy = Math.max(other.top - y, 0, y - other.bottom);
        return Math.hypot(dx, dy) >= size / 2;
      });
    };
    return boxes
      .filter((box) => isSmall(box) && !isInSentence(box.element) && !(size === 24 && isApart(box)))
      .map(({ element, width, height }) => {
        const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
        const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
        return `${role} “${name.trim().slice(0, 40)}” ${Math.round(width)} x ${Math.round(height)}`;
      });
  }, least);
}

/** In the view as it opens, and in each of its panels that has a tab. */
async function findAllSmall(page: Page, { address, act }: View, least: number): Promise<readonly string[]> {
  await page.goto('about:blank');
  await page.goto(`./${address}`);
  await expect(page.getByRole('tablist', { name: 'Mode' })).toBeVisible();
  await act?.(page);
  await page.waitForLoadState('networkidle');
  await expect(page.getByText('Loading…')).toHaveCount(0);
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
  const found = new Set(await findSmall(page, least));
  if (await page.getByRole('dialog').count()) return [...found];
  for (const tab of await page.getByRole('main').getByRole('tab').all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByText('Loading…')).toHaveCount(0);
    for (const each of await findSmall(page, least)) found.add(each);
  }
  return [...found];
}

test.slow();

async function expectLarge(page: Page, least: number, narrowest?: number): Promise<void> {
  const size = page.viewportSize();
  for (const [name, view] of Object.entries(VIEWS)) {
    expect.soft(await findAllSmall(page, view, least), name).toEqual([]);
    if (!narrowest || !size) continue;
    await page.setViewportSize({ width: narrowest, height: size.height });
    await paint(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${name} does not scroll sideways`).toBeLessThanOrEqual(narrowest);
    await page.setViewportSize(size);
  }
}

test('[PAGE-511] what can be pressed is 24 px for the mouse, or stands apart, in every mode and panel', async ({
  page,
}) => {
  await expectLarge(page, 24);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('[PAGE-512] what can be pressed is 44 px for a finger in every mode and panel', async ({ page }) => {
    await expectLarge(page, 44, 320);
  });
});
