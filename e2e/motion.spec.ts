/** Motion only shows a transition, and is off when asked. */
import type { Page } from '@playwright/test';
import { ask, button, expect, expectCurrent, open, test } from './page.ts';

/** Counts, in every frame from now on, what visibly moves on the page. */
async function watchMotion(page: Page): Promise<() => Promise<{ frames: number; moving: number }>> {
  await page.evaluate(() => {
    const seen = { frames: 0, moving: 0 };
    Object.assign(window, { seen });
    const look = () => {
      const moving = document.getAnimations().filter((animation) => {
        const { effect } = animation;
        const target = effect instanceof KeyframeEffect ? effect.target : null;
        return animation.playState === 'running' && target?.checkVisibility();
      });
      seen.frames += 1;
      seen.moving = Math.max(seen.moving, moving.length);
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { seen: { frames: number; moving: number } }).seen);
}

/** What moved in the frames after a combination transition and a refusal. */
async function getMoving(page: Page): Promise<number> {
  const read = await watchMotion(page);
  await ask(page, 'RESUMING 4');
  await expectCurrent(page, 'RESUMING 4');
  await ask(page, 'ERROR 0');
  const { frames } = await read();
  await expect.poll(async () => (await read()).frames).toBeGreaterThan(frames + 20);
  return (await read()).moving;
}

const RULES = '#v=1&rules=v2-7.2&flags=7&at=0';

test('[PAGE-120] a request visibly moves', async ({ page }) => {
  await open(page, RULES);
  expect(await getMoving(page)).toBeGreaterThan(0);
});

test('[PAGE-121] nothing moves if the system asks for reduced motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, RULES);
  expect(await getMoving(page)).toBe(0);
});

test('[PAGE-122] nothing moves once motion is switched off in Help', async ({ page }) => {
  await open(page, RULES);
  await button(page, 'Help').click();
  await page.getByRole('checkbox', { name: 'Show transitions in motion' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await getMoving(page)).toBe(0);
});
