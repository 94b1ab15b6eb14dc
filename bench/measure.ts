/**
 * The two measurements of the benchmark, taken on all pages in turns so that noise hits them alike. The numbers come
 * from probe.js, which runs in the page.
 */
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from '@playwright/test';

export type Subject = {
  name: string;
  address: string;
  /** The button of one of the two states that are clicked in turns; the page starts in the first. */
  getState: (page: Page, which: 0 | 1) => Locator;
};

export type Times = { loads: Loads; slowLoads: Loads; changed: number[]; painted: number[] };

/** When the graph is seen, live or as a picture, and when its first live node is painted, in ms after the navigation. */
export type Loads = { seen: number[]; firstNode: number[] };

type Probe = { seen?: number; firstNode?: number; clicks: { changed: number; painted: number }[] };

const probePath = fileURLToPath(new URL('./probe.js', import.meta.url));
const loads = 9;
/** A phone: a fourth of this machine's speed, and a mobile network, in bytes/s and ms. */
const slow = { cpu: 4, network: { downloadThroughput: 200_000, uploadThroughput: 90_000, latency: 150 } };
const clicks = 40;
const warmUpClicks = 6;

/** Measures all subjects in this browser: times in ms, one list for each subject, in their order. */
export async function measure(browser: Browser, subjects: Subject[]): Promise<Times[]> {
  const times = subjects.map(createTimes);
  // The first round warms up server and browser, and does not count.
  for (let round = 0; round <= loads; round++) {
    for (const [index, subject] of inTurn(subjects, round)) {
      for (const key of ['loads', 'slowLoads'] as const) {
        const page = await openPage(browser, subject, key === 'slowLoads');
        const { seen = Number.NaN, firstNode = Number.NaN } = await readProbe(page);
        if (round > 0) times[index]?.[key].seen.push(seen);
        if (round > 0) times[index]?.[key].firstNode.push(firstNode);
        await page.context().close();
      }
    }
  }
  const pages: Page[] = [];
  for (const subject of subjects) pages.push(await openPage(browser, subject));
  for (let round = 0; round < warmUpClicks + clicks; round++) {
    for (const [index, subject] of inTurn(subjects, round)) {
      const page = pages[index];
      if (!page) continue;
      // Each click falls at another moment between two frames.
      const state = subject.getState(page, round % 2 === 0 ? 1 : 0);
      if ((await state.count()) !== 1)
        throw new Error(`${subject.name}: there is not one such state: ${state}.`);
      await click(page, state, 60 + ((round * 7) % 17));
      const last = (await readProbe(page)).clicks[round];
      if (!last)
        throw new Error(`${subject.name}: click ${round + 1} did not make its state the current one.`);
      if (round < warmUpClicks) continue;
      times[index]?.changed.push(last.changed);
      times[index]?.painted.push(last.painted);
    }
  }
  for (const page of pages) await page.context().close();
  return times;
}

export function createTimes(): Times {
  const createLoads = (): Loads => ({ seen: [], firstNode: [] });
  return { loads: createLoads(), slowLoads: createLoads(), changed: [], painted: [] };
}

/** `median([1, 2, 9])` is 2; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** Every other round runs in reverse order. */
function inTurn(subjects: Subject[], round: number): [number, Subject][] {
  const entries = [...subjects.entries()];
  return round % 2 === 0 ? entries : entries.reverse();
}

/** In a fresh context, so that nothing comes from a cache. */
async function openPage(browser: Browser, { name, address }: Subject, isSlow = false): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript({ path: probePath });
  const page = await context.newPage();
  if (isSlow) {
    const session = await context.newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', { offline: false, ...slow.network });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu });
  }
  await page.goto(address);
  for (let waited = 0; (await readProbe(page)).firstNode === undefined; waited += 50) {
    if (waited > 20_000) throw new Error(`${name}: no node of the graph after 20 s.`);
    await page.waitForTimeout(50);
  }
  return page;
}

/** Clicks like a person: the pointer rests, presses and releases, and the page is idle again before the next click. */
async function click(page: Page, state: Locator, hold: number): Promise<void> {
  await page.bringToFront();
  await state.hover({ timeout: 5000 });
  await page.waitForTimeout(150);
  await page.mouse.down();
  await page.waitForTimeout(hold);
  await page.mouse.up();
  await page.waitForTimeout(350);
}

function readProbe(page: Page): Promise<Probe> {
  return page.evaluate('window.probe') as Promise<Probe>;
}
