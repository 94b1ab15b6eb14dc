/**
 * Plays random acts in the built page: in one tab that is never loaded again, so that what leaks adds up, and in another
 * one that is reloaded, killed, and denied its storage. Nothing may be printed as an error, the page may never be blank,
 * nothing may be lost, and the first tab may not grow.
 */
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { createChance } from './chance.ts';
import type { Tab } from './hard-acts.ts';
import { actHard, isShown } from './hard-acts.ts';
import { actAtRandom } from './soak-acts.ts';

export interface Soaked {
  readonly acts: number;
  /** What went wrong, each in a sentence; the run ends with the first. */
  readonly faults: readonly string[];
  /** The last acts, in order. */
  readonly last: readonly string[];
  /** How often the page was looked at while acts went on. */
  readonly looks: number;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Elements that are in the page. */
  readonly elements: number;
  /** Rule sets that can be chosen: texts that are pasted, and drafts, add some. */
  readonly ruleSets: number;
}

interface SoakOptions {
  readonly acts: number;
  readonly seed: number;
  /** How many times the first tab is measured. */
  readonly samples: number;
  /** In 100 acts, how many happen to the other tab. */
  readonly hard?: number;
  readonly say?: (line: string) => void;
}

/** How many acts a failure shows. */
const SHOWN = 20;
const PATIENCE = 120_000;

/** tsx marks functions with their names by calling this, in the page too. */
const KEEP_NAMES = 'globalThis.__name ??= (named) => named;';

/** What both tabs count, in the page. */
type Watched = Window & { blanks?: number; looks?: number; blank?: string };

export async function soak(browser: Browser, address: string, options: SoakOptions): Promise<Soaked> {
  const { acts, seed, samples: wanted, hard = 2, say = () => undefined } = options;
  const faults: string[] = [];
  const done: string[] = [];
  const samples: Sample[] = [];
  let looks = 0;
  const open = async () => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      acceptDownloads: true,
    });
    await context.addInitScript({ content: KEEP_NAMES });
    await context.addInitScript(watchBlank);
    listen(context, (complaint) => faults.push(complaint));
    const page = await context.newPage();
    await page.goto(address);
    await isShown(page);
    return { page, context };
  };
  const [stays, goes] = [await open(), await open()];
  stays.context.on('page', (popup) => void popup.close().catch(() => undefined));
  const tab: Tab = { ...goes, address };
  const session = await stays.context.newCDPSession(stays.page);
  await session.send('Performance.enable');
  const every = Math.max(1, Math.floor(acts / wanted));
  for (let count = 1; count <= acts && faults.length === 0; count += 1) {
    // Each act has its own chance: what one finds on the page does not change the next.
    const chance = createChance(seed * 1_000_003 + count);
    const isHard = chance.below(100) < hard;
    try {
      const act = isHard ? actHard(tab, chance) : actAtRandom(stays.page, chance);
      done.push(await within(act, PATIENCE));
      const { blanks, looked, blank } = await readWatch(isHard ? tab.page : stays.page);
      looks += looked;
      if (blanks > 0) faults.push(`The page was blank ${blanks} times, first as: ${blank}`);
      if (count % every === 0 && wanted > 0) samples.push(await measure(stays.page, session));
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
    if (count % 100 === 0) say(`${count} acts, ${JSON.stringify(samples.at(-1) ?? {})}`);
  }
  for (const { context } of [stays, goes]) await context.close();
  return { acts: done.length, faults, last: done.slice(-SHOWN), looks, samples };
}

type Measured = 'heap' | 'nodes' | 'listeners';

/** For each measure, how much more there is in the last third than in the middle one: 1.02 is 2 % more. */
export function compareThirds(samples: readonly Sample[]): Readonly<Record<Measured, number>> {
  const third = Math.floor(samples.length / 3);
  const mean = (from: number, key: keyof Sample) =>
    samples.slice(from, from + third).reduce((sum, sample) => sum + sample[key], 0) / third;
  const compare = (key: keyof Sample) =>
    mean(samples.length - third, key) / mean(samples.length - 2 * third, key);
  return { heap: compare('heap'), nodes: compare('nodes'), listeners: compare('listeners') };
}

function listen(context: BrowserContext, complain: (complaint: string) => void): void {
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complain(`The console says: ${message.text()}`);
  });
  context.on('weberror', (thrown) => {
    const { name, message, stack } = thrown.error();
    complain(`The page threw ${name}: ${message}\n${stack}`);
  });
}

/** Runs in each page before its scripts: looks ten times a second whether it is blank, once it has been shown. */
function watchBlank(): void {
  const watched = window as Watched;
  watched.blanks = 0;
  watched.looks = 0;
  let isBegun = false;
  setInterval(() => {
    const main = document.querySelector('main');
    // A narrow page scrolls as a whole: what does not fit stands below.
    const height = window.innerWidth > 900 ? main?.clientHeight : main?.scrollHeight;
    const isBlank = !main || height === 0 || (main.textContent ?? '').trim() === '';
    if (!isBegun) isBegun = !isBlank;
    else {
      watched.looks = (watched.looks ?? 0) + 1;
      if (!isBlank) return;
      watched.blanks = (watched.blanks ?? 0) + 1;
      const { innerWidth, innerHeight } = window;
      const shown = (main ?? document.body).outerHTML.slice(0, 300);
      watched.blank ??= `${innerWidth} x ${innerHeight}, main ${main?.clientHeight} high, ${shown}`;
    }
  }, 100);
}

function readWatch(page: Page): Promise<{ blanks: number; looked: number; blank: string }> {
  return page.evaluate(() => {
    const watched = window as Watched;
    const { blanks = 0, looks: looked = 0, blank = '' } = watched;
    watched.blanks = 0;
    watched.looks = 0;
    return { blanks, looked, blank };
  });
}

/** What the tab holds once it shows the same as at each other time. */
async function measure(page: Page, session: CDPSession): Promise<Sample> {
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const _ of [1, 2, 3]) await page.keyboard.press('Escape');
  await page.evaluate(() => {
    for (const button of document.querySelectorAll('button'))
      if (button.textContent === 'Dismiss') button.click();
    window.location.hash = `#v=1&rules=patch-2021-09&at=0`;
  });
  await page.waitForTimeout(1500);
  for (const _ of [1, 2]) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const read = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  const [elements, ruleSets] = await page.evaluate(() => [
    document.getElementsByTagName('*').length,
    document.querySelectorAll('#rules option').length,
  ]);
  return {
    heap: read('JSHeapUsedSize'),
    nodes: read('Nodes'),
    listeners: read('JSEventListeners'),
    elements: elements ?? Number.NaN,
    ruleSets: ruleSets ?? Number.NaN,
  };
}

async function within<Value>(promise: Promise<Value>, patience: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The page did not answer for ${patience / 1000} s.`)),
      patience,
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
