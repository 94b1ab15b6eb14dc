/**
 * How the page answers while 1.9 MB are pasted into Review and read: the longest time between two frames, and the time
 * from a click on a state to that state.
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

export type Answer = { longestFrame: number; click: number };

const LENGTH = 1_900_000;
const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';
const PASSAGE = new URL('../src/reader/fixtures/archive-page.txt', import.meta.url);
const BEGIN = new URL('../src/reader/fixtures/v1-masks.c', import.meta.url);

/** What the page counts meanwhile. */
type Counted = Window & { longest?: number };

/** In ms. */
export async function measureLongText(browser: Browser, address: string): Promise<Answer> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  // tsx marks functions with their names by calling this, in the page too.
  await context.addInitScript({ content: 'globalThis.__name ??= (named) => named;' });
  const page = await context.newPage();
  await page.goto(address + REVIEW);
  const found = page.getByRole('region', { name: 'Found in the text' });
  const editor = page.getByRole('textbox', { name: 'Text to review' });
  await paste(page, readFileSync(BEGIN, 'utf8'));
  await page.getByRole('button', { name: '_STOP 000b', exact: true }).waitFor();
  const passage = readFileSync(PASSAGE, 'utf8');
  const text = passage.repeat(Math.ceil(LENGTH / passage.length)).slice(0, LENGTH);
  await page.evaluate(countFrames);
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await paste(page, text);
  const click = await page.evaluate(clickState, '_STOP 000b');
  await found.getByText('a table of allowed requests').first().waitFor({ timeout: 120_000 });
  const longestFrame = await page.evaluate(() => (window as Counted).longest ?? Number.NaN);
  await context.close();
  return { longestFrame, click };
}

async function paste(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Text to review' });
  await editor.focus();
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const bubbling = { bubbles: true, cancelable: true, composed: true };
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, ...bubbling }));
  }, text);
}

/** Runs in the page. */
function countFrames(): void {
  const counted = window as Counted;
  counted.longest = 0;
  let last = performance.now();
  const next = (now: number) => {
    counted.longest = Math.max(counted.longest ?? 0, now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** Runs in the page: clicks the state, and resolves with the time until it is the current one. */
function clickState(name: string): Promise<number> {
  return new Promise((resolve) => {
    const state = document.querySelector<HTMLElement>(
      `[aria-label="State graph"] button[aria-label="${name}"]`,
    );
    const start = performance.now();
    const look = () => {
      if (state?.getAttribute('aria-current') === 'true') resolve(performance.now() - start);
      else requestAnimationFrame(look);
    };
    state?.click();
    look();
  });
}
