/** Every view at 320 px, as on a small phone or at 400 % zoom: nothing is wider than the page, and axe finds nothing. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { find, softly } from './axe.ts';
import { ask, button, enterEditor, expect, fixture, open, paste, review, status, test } from './page.ts';

/** axe is slow on a busy machine. */
test.slow();

const LEARN = '#v=1&rules=patch-2021-09&mode=learn&at=0&part=';
const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';
const NEVER = '#v=1&rules=v2-6.2&flags=7&start=STOP_COPY&at=0';
const LOG = new URL('../src/reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url);

interface View {
  readonly address: string;
  /** What is done there first. */
  readonly act?: (page: Page) => Promise<void>;
  /** True where there is no graph. */
  readonly isPlain?: boolean;
}

async function askNever(page: Page): Promise<void> {
  await ask(page, 'PRE_COPY 6');
  await expect(status(page)).toHaveText(/^Never returns/);
}

const VIEWS: Readonly<Record<string, View>> = {
  'Explore, refused': {
    address: '#v=1&rules=patch-2021-09&at=0',
    act: async (page) => {
      await ask(page, '_RESUMING 100b');
      await expect(status(page)).toHaveText(/^Refused/);
    },
  },
  'Explore, never returns': { address: NEVER, act: askNever },
  'Compare, never returns': { address: `${NEVER}&mode=compare&with=v2-7.2`, act: askNever },
  'Review without a text': { address: REVIEW },
  'Review with a mail': { address: REVIEW, act: (page) => review(page, fixture('v1-mail.txt')) },
  'Review with a log': {
    address: REVIEW,
    act: async (page) => {
      await enterEditor(page);
      await paste(page, readFileSync(LOG, 'utf8'));
      await expect(page.getByRole('list', { name: 'Steps', exact: true })).toBeVisible();
    },
  },
  Learn: { address: '#v=1&rules=patch-2021-09&mode=learn&at=0' },
  'a lesson': { address: `${LEARN}lesson.reviewing` },
  presenting: {
    address: `${LEARN}lesson.reviewing`,
    act: async (page) => {
      await page.getByRole('tabpanel').getByRole('button', { name: 'Present' }).click();
      await expect(button(page, 'End')).toBeVisible();
    },
  },
  'the debate': { address: `${LEARN}debate.24` },
  'the life of the protocol': { address: `${LEARN}life` },
  'the lab': { address: `${LEARN}lab`, isPlain: true },
  'the causes': { address: `${LEARN}causes.data-fd-out-of-sync`, isPlain: true },
};

for (const [name, { address, act, isPlain }] of Object.entries(VIEWS))
  test(`[PAGE-483] at 320 px nothing is wider than the page, and axe finds nothing: ${name}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    if (isPlain) {
      await page.goto(`./${address}`);
      await expect(page.getByRole('tabpanel').getByRole('heading').first()).toBeVisible();
    } else await open(page, address);
    await act?.(page);
    softly(await find(page), name).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'the page does not scroll sideways').toBeLessThanOrEqual(320);
  });

test('[PAGE-484] axe finds nothing after a request that never returns, in forced colours and on a projector', async ({
  page,
}) => {
  await open(page, NEVER);
  await askNever(page);
  await button(page, 'Projector').click();
  softly(await find(page), 'projector').toEqual([]);
  await page.emulateMedia({ forcedColors: 'active' });
  softly(await find(page), 'forced colours').toEqual([]);
});
