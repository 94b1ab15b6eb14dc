/**
 * What a click costs in a long history: the CPU time of the page's main thread from a click until it is idle again, the
 * keeping of the step included, with 10 steps kept and with 10,000, in turns in one browser.
 */
import type { Browser, CDPSession, Page } from '@playwright/test';
import { countWork, median, readWork } from './measure.ts';

export type LongRow = {
  steps: number;
  /** Until what the click changes is painted. */
  shown: number;
  /** And until the step is kept. */
  kept: number;
};

type Tab = { steps: number; page: Page; session: CDPSession; shown: number[]; kept: number[] };

const LENGTHS = [10, 10_000];
const WARM_UP = 6;
const CLICKS = 30;
/** Until the click is painted and the step is not kept yet; and until it is. In milliseconds. */
const SHOWN = 100;
const KEPT = 1150;

const STATES = [/^_STOP 000b/, /^_RUNNING 001b/];

/** Medians in ms, one for each length. */
export async function measureLongHistory(browser: Browser, address: string): Promise<LongRow[]> {
  const tabs: Tab[] = [];
  for (const steps of LENGTHS) tabs.push(await openTab(browser, address, steps));
  for (let round = 0; round < WARM_UP + CLICKS; round += 1) {
    for (const tab of round % 2 === 0 ? tabs : tabs.toReversed()) {
      const [shown, kept] = await measureClick(tab, round);
      if (round < WARM_UP) continue;
      tab.shown.push(shown);
      tab.kept.push(kept);
    }
  }
  for (const { page } of tabs) await page.context().close();
  return tabs.map(({ steps, shown, kept }) => ({ steps, shown: median(shown), kept: median(kept) }));
}

async function measureClick({ page, session }: Tab, round: number): Promise<[number, number]> {
  await page.bringToFront();
  const state = page
    .getByRole('region', { name: 'State graph' })
    .getByRole('button', { name: STATES[round % 2] ?? '' });
  await state.hover();
  await page.waitForTimeout(150);
  const before = await readWork(session);
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForTimeout(SHOWN);
  const shown = (await readWork(session)).cpu - before.cpu;
  await page.waitForTimeout(KEPT);
  return [shown, (await readWork(session)).cpu - before.cpu];
}

async function openTab(browser: Browser, address: string, steps: number): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.route('**/elsewhere', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto(`${address}elsewhere`);
  await page.evaluate(plant, toText(steps));
  await page.goto(address);
  await page.getByRole('list', { name: 'History' }).getByText(`${steps}`, { exact: true }).waitFor();
  return { steps, page, session: await countWork(page), shown: [], kept: [] };
}

/** A kept history of so many steps, there and back. */
function toText(steps: number): string {
  const nodes = Array.from({ length: steps }, (_, parent) => ({
    parent,
    step: { act: 'request', to: parent % 2 === 0 ? '_STOP' : '_RUNNING', saw: 'accepted' },
  }));
  const follows = Object.fromEntries(nodes.map(({ parent }) => [parent, parent + 1]));
  const fixed = { version: 1, ruleSet: 'patch-2021-09', flags: null, start: '_RUNNING' };
  return JSON.stringify({ ...fixed, nodes, cursor: steps, follows });
}

/** Runs in the page: puts the text where the page keeps its histories. */
function plant(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    localStorage.setItem('vfio-migration-explorer.kept', '1');
    const opening = indexedDB.open('vfio-migration-explorer', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('kept', { keyPath: 'key' });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('kept', 'readwrite');
      const row = { version: 1, key: 'history/planted', changed: Date.now(), by: 'planted', text };
      writing.objectStore('kept').put(row);
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
