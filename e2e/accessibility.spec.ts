/** axe finds nothing: in each theme, size and dialog, before and after a refused request, for four rule sets. */
import { chooseTheme, find, softly } from './axe.ts';
import { ask, button, expect, expectCurrent, open, status, test } from './page.ts';

/** axe takes its time on a busy machine. */
test.slow();

/** By rule set: where to begin, and a state that is not accepted from there. */
const VIEWS = [
  ['#v=1&rules=patch-2021-09&at=0', '_RESUMING 100b', '_RUNNING 001b'],
  ['#v=1&rules=uapi-v1&start=_STOP&at=0', '_SAVING 010b', '_STOP 000b'],
  ['#v=1&rules=ndma-rfc&at=0', '_ERROR 0110b', '_RUNNING 0001b'],
  ['#v=1&rules=v2-7.2&flags=7&start=STOP_COPY&at=0', 'PRE_COPY 6', 'STOP_COPY 3'],
] as const;

for (const [hash, asked, at] of VIEWS) {
  const [, rules] = /rules=([^&]+)/.exec(hash) ?? [];

  test(`[PAGE-110] axe finds nothing in any theme or size: ${rules}`, async ({ page }) => {
    await open(page, hash);
    for (const kind of [/Refused/, /Unspecified/]) {
      const shown = page.getByRole('checkbox', { name: kind });
      if ((await shown.count()) > 0) await shown.check();
    }
    await ask(page, asked);
    await expect(status(page)).toHaveText(/^(Refused|Unspecified)/);
    await expectCurrent(page, at);
    await chooseTheme(page, 'light');
    softly(await find(page), 'light').toEqual([]);
    for (const theme of ['dark', 'contrast'] as const) {
      await chooseTheme(page, theme);
      softly(await find(page, 'colours'), theme).toEqual([]);
    }
    await chooseTheme(page, 'light');
    await button(page, 'Projector').click();
    await page.setViewportSize({ width: 1280, height: 720 });
    softly(await find(page), 'projector').toEqual([]);
    await button(page, 'Projector').click();
    await page.setViewportSize({ width: 390, height: 844 });
    softly(await find(page), 'narrow').toEqual([]);
  });
}

test('[PAGE-111] axe finds nothing on a first visit, in the palette and in help', async ({ page }) => {
  await open(page);
  softly(await find(page), 'first visit').toEqual([]);
  for (const theme of ['light', 'dark'] as const) {
    await chooseTheme(page, theme);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
    softly(await find(page), `palette, ${theme}`).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page, 'Help').click();
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
    softly(await find(page), `help, ${theme}`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('[PAGE-112] axe finds nothing in a notice, a bad value, a branch, a fault and a request that never returns', async ({
  page,
}) => {
  await open(page, '#v=1&rules=v2-6.2&flags=6&trace=PRE_COPY,STOP_COPY,PRE_COPY&at=3');
  await expect(page.locator('[data-alert]')).toBeVisible();
  await expect(status(page)).toHaveText(/^Never returns/);
  await button(page, 'One step back').click();
  await ask(page, 'STOP 1', 'PRE_COPY 6');
  await page
    .getByRole('combobox', { name: 'Next request' })
    .selectOption('the driver declines: an errno, state kept');
  await page.getByRole('textbox', { name: 'device_state' }).fill('abc');
  await button(page, 'ioctl').click();
  await expect(page.locator('[data-alert]')).toHaveCount(2);
  for (const theme of ['light', 'dark'] as const) {
    await chooseTheme(page, theme);
    softly(await find(page), theme).toEqual([]);
  }
});
