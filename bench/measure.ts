/**
 * The two measurements of the benchmark, taken on all pages in turns so that noise hits them alike. The numbers come
 * from probe.js, which runs in the page.
 */
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Locator, Page } from '@playwright/test';

export type Subject = {
  name: string;
  address: string;
  /** The button of one of the two states that are clicked in turns; the page starts in the first. */
  getState: (page: Page, which: 0 | 1) => Locator;
};

export type Times = { loads: Loads; slowLoads: Loads } & Clicks;

/** Of each click: ms until the state is current and until that is painted, and all that it costs. */
export type Clicks = Record<'changed' | 'painted' | 'cpu' | 'recalculations', number[]>;

/** When the graph is seen, live or as a picture, and when its first live node is painted, in ms after the navigation. */
export type Loads = { seen: number[]; firstNode: number[] };

type Probe = { seen?: number; firstNode?: number; clicks: { changed: number; painted: number }[] };

const probePath = fileURLToPath(new URL('./probe.js', import.meta.url));
const loads = 9;
/** From the click until its token has come to rest and its step is kept, in ms. */
const rest = 700;
/** In which a browser draws a new window, in ms. */
const windowRest = 500;
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
  const tabs: { page: Page; session: CDPSession }[] = [];
  for (const subject of subjects) {
    const page = await openPage(browser, subject);
    tabs.push({ page, session: await countWork(page) });
  }
  for (let round = 0; round < warmUpClicks + clicks; round++) {
    for (const [index, subject] of inTurn(subjects, round)) {
      const tab = tabs[index];
      if (!tab) continue;
      const { page, session } = tab;
      // Each click falls at another moment between two frames.
      const state = subject.getState(page, round % 2 === 0 ? 1 : 0);
      if ((await state.count()) !== 1)
        throw new Error(`${subject.name}: there is not one such state: ${state}.`);
      await point(page, state);
      const before = await readWork(session);
      await press(page, 60 + ((round * 7) % 17));
      const after = await readWork(session);
      const last = (await readProbe(page)).clicks[round];
      if (!last)
        throw new Error(`${subject.name}: click ${round + 1} did not make its state the current one.`);
      if (round < warmUpClicks) continue;
      times[index]?.changed.push(last.changed);
      times[index]?.painted.push(last.painted);
      times[index]?.cpu.push(after.cpu - before.cpu);
      times[index]?.recalculations.push(after.recalculations - before.recalculations);
    }
  }
  for (const { page } of tabs) await page.context().close();
  return times;
}

export function createTimes(): Times {
  const createLoads = (): Loads => ({ seen: [], firstNode: [] });
  const createClicks = (): Clicks => ({ changed: [], painted: [], cpu: [], recalculations: [] });
  return { loads: createLoads(), slowLoads: createLoads(), ...createClicks() };
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

/** In a fresh context, so that nothing comes from a cache; its window stands before the page is asked for, as a person's does. */
async function openPage(browser: Browser, { name, address }: Subject, isSlow = false): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript({ path: probePath });
  const page = await context.newPage();
  if (isSlow) {
    const session = await context.newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', { offline: false, ...slow.network });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu });
  }
  await page.waitForTimeout(windowRest);
  await page.goto(address);
  for (let waited = 0; (await readProbe(page)).firstNode === undefined; waited += 50) {
    if (waited > 20_000) throw new Error(`${name}: no node of the graph after 20 s.`);
    await page.waitForTimeout(50);
  }
  return page;
}

/** Points like a person: the pointer rests before it presses. */
async function point(page: Page, state: Locator): Promise<void> {
  await page.bringToFront();
  await state.hover({ timeout: 5000 });
  await page.waitForTimeout(150);
}

/** Presses and releases where the pointer is; the page is idle again before the next click. */
async function press(page: Page, hold: number): Promise<void> {
  await page.mouse.down();
  await page.waitForTimeout(hold);
  await page.mouse.up();
  await page.waitForTimeout(rest);
}

/** In the CPU time of the page's main thread, so that what else the machine does counts little. */
export async function countWork(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** All that the page's main thread did so far: its tasks, in ms of CPU time, and how often it recalculated styles. */
export async function readWork(session: CDPSession): Promise<{ cpu: number; recalculations: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const read = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return { cpu: read('TaskDuration') * 1000, recalculations: read('RecalcStyleCount') };
}

function readProbe(page: Page): Promise<Probe> {
  return page.evaluate('window.probe') as Promise<Probe>;
}
