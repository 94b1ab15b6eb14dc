/**
 * `npm run bench`: compares Review's judge with a counting loop, then our page with a bare page of the same libraries
 * (bench/bare), both built, served and measured in one run; then a long history with a short one, and a long text. It only
 * reports PASS or OVER beside each limit. Bench builds go to dist-bench/. `npm run bench -- --review` measures Review alone,
 * `-- --logs` the reading of logs, and neither needs a browser; `-- --page` leaves both out.
 */
import { basename } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import compression from 'compression';
import { build, type Connect, type InlineConfig, type Plugin, type PreviewServer, preview } from 'vite';
import { browserArguments, ensureBrowser, NoBrowser } from '../scripts/browser.ts';
import { manifestBeside } from '../scripts/build/manifest.ts';
import { firstLoadLimit, formatKilobytes, weighBuild } from '../scripts/size.ts';
import { measureLogs, measureWorker } from './log.ts';
import { measureLongHistory } from './long-history.ts';
import { measureLongText } from './long-text.ts';
import {
  type Clicks,
  createTimes,
  type Loads,
  measure,
  median,
  type Subject,
  type Times,
} from './measure.ts';
import { measureReview } from './review.ts';

type Result = { gzip: number; times: Times };

type Row = {
  title: string;
  /** Of the bare page, and of ours if it can be built. */
  values: number[];
  format: (value: number) => string;
  bar?: string;
  isWithin?: (bare: number, ours: number) => boolean;
};

const seenLimit = 0.5;
const liveLimit = 1.5;
const clickLimit = 1.3;
const clickWorkLimit = 3;
const recalculationLimit = 10;
const longClickLimit = 1.2;

/** Both pages arrive compressed, as hosts send them. */
const compressed: Plugin = {
  name: 'compressed',
  configurePreviewServer: ({ middlewares }) => {
    middlewares.use(compression() as Connect.NextHandleFunction);
  },
};

const bareConfig: InlineConfig = {
  configFile: false,
  root: 'bench/bare',
  base: './',
  logLevel: 'error',
  plugins: [react(), manifestBeside, compressed],
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    outDir: '../../dist-bench/bare',
    emptyOutDir: true,
    manifest: true,
  },
};

const ourConfig: InlineConfig = {
  logLevel: 'error',
  plugins: [compressed],
  build: { outDir: 'dist-bench/ours' },
};

const getBareState: Subject['getState'] = (page, which) =>
  page.getByText(['_RUNNING', '_STOP'][which] ?? '', { exact: true });

const getOurState: Subject['getState'] = (page, which) =>
  page
    .getByRole('region', { name: 'State graph' })
    .getByRole('button', { name: [/^_RUNNING 001b/, /^_STOP 000b/][which] ?? '' });

const servers: PreviewServer[] = [];
try {
  if (isMeant('review')) await benchReview();
  if (isMeant('logs')) benchLogs();
  if (isMeant('page')) await bench();
} catch (error) {
  console.log(`The benchmark could not be finished: ${firstLine(error)}`);
  if (error instanceof NoBrowser) process.exitCode = 1;
} finally {
  for (const server of servers) await server.close();
}

async function benchReview(): Promise<void> {
  const rows = await measureReview();
  printLine('Review, median', ['loop', 'ours', 'ratio', 'bar']);
  for (const { title, loop, ours, bar } of rows) {
    const cells = [formatTime(loop), formatTime(ours), `${(ours / loop).toFixed(2)} x`, `${bar} ms`];
    printLine(title, [...cells, ours < bar ? 'PASS' : 'OVER']);
  }
  console.log('');
}

/** A part is measured if it is named on the command line, or none is. */
function isMeant(part: 'review' | 'logs' | 'page'): boolean {
  const named = ['review', 'logs', 'page'].filter((one) => process.argv.includes(`--${one}`));
  return named.length === 0 || named.includes(part);
}

/** MB a second of logs, and that the memory stays where it is. */
function benchLogs(): void {
  printLine('Logs, 200 MB in a stream', ['split only', 'replayed', 'ratio', 'bar']);
  for (const { title, split, ours, bar, early, late } of measureLogs()) {
    const cells = [formatSpeed(split), formatSpeed(ours), `${(split / ours).toFixed(1)} x`, formatSpeed(bar)];
    printLine(title, [...cells, ours >= bar ? 'PASS' : 'OVER']);
    printLine('  heap at 20 MB, and at the end', [`${early.toFixed(0)} MB`, `${late.toFixed(0)} MB`]);
  }
  printLine('Logs, in the worker of the page', ['CPU time', 'bar']);
  for (const { title, seconds, bar } of measureWorker())
    printLine(title, [`${seconds.toFixed(2)} s`, `${bar} s`, seconds <= bar ? 'PASS' : 'OVER']);
  console.log('');
}

function formatSpeed(speed: number): string {
  return `${speed.toFixed(0)} MB/s`;
}

async function bench(): Promise<void> {
  const executablePath = await ensureBrowser();
  await build(bareConfig);
  const subjects = [{ name: 'bare', address: await serve(bareConfig), getState: getBareState }];
  const isBuilt = await build(ourConfig).then(
    () => true,
    (error: unknown) => {
      console.log(`Our page can't be built yet, so only the bare page is measured: ${firstLine(error)}`);
      return false;
    },
  );
  if (isBuilt) subjects.push({ name: 'ours', address: await serve(ourConfig), getState: getOurState });

  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const times = await measure(browser, subjects).catch((error: unknown): Times[] => {
      console.log(`The times could not be measured: ${firstLine(error)}`);
      return [];
    });
    const results = subjects.map(({ name }, index): Result => {
      const { total } = weighBuild(`dist-bench/${name}`);
      return { gzip: total, times: times[index] ?? createTimes() };
    });
    console.log(`In ${basename(executablePath)} ${browser.version()}:`);
    report(results);
    const ours = subjects[1];
    if (ours)
      await benchLong(browser, ours.address).catch((error: unknown) => {
        console.log(`What is long could not be measured: ${firstLine(error)}`);
      });
  } finally {
    await browser.close();
  }
}

/** What a long history and a long text cost. */
async function benchLong(browser: Browser, address: string): Promise<void> {
  const [short, long] = await measureLongHistory(browser, address);
  if (!short || !long) return;
  console.log('');
  printLine('CPU of a click in Explore, median', ['10 steps', '10,000', 'ratio', 'bar']);
  for (const [title, key] of [
    ['until it is painted', 'shown'],
    ['until the step is kept', 'kept'],
  ] as const) {
    const ratio = long[key] / short[key];
    const cells = [formatTime(short[key]), formatTime(long[key]), `${ratio.toFixed(2)} x`];
    printLine(title, [...cells, `${longClickLimit} x`, ratio <= longClickLimit ? 'PASS' : 'OVER']);
  }
  const { longestFrame, click } = await measureLongText(browser, address);
  console.log('');
  printLine('While Review reads 1.9 MB', ['ours']);
  printLine('longest time between two frames', [formatTime(longestFrame)]);
  printLine('click to new aria-current', [formatTime(click)]);
}

async function serve(config: InlineConfig): Promise<string> {
  const server = await preview({ ...config, preview: { host: '127.0.0.1', port: 4330, strictPort: false } });
  servers.push(server);
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('vite preview gave no address.');
  return address;
}

function report(results: Result[]): void {
  const times = (key: keyof Clicks) => results.map((result) => median(result.times[key]));
  const count = (key: keyof Clicks) => `median of ${results[0]?.times[key].length}`;
  const rows: Row[] = [
    {
      title: 'first load, JS + CSS, gzip',
      values: results.map(({ gzip }) => gzip),
      format: formatKilobytes,
      bar: formatKilobytes(firstLoadLimit),
      isWithin: (_, ours) => ours <= firstLoadLimit,
    },
    ...(['loads', 'slowLoads'] as const).flatMap((key) => reportLoads(results, key)),
    { title: `click to new aria-current, ${count('changed')}`, values: times('changed'), format: formatTime },
    {
      title: `click to paint, ${count('painted')}`,
      values: times('painted'),
      format: formatTime,
      bar: `${clickLimit} x`,
      isWithin: (bare, ours) => ours / bare <= clickLimit,
    },
    {
      title: `CPU of a click, ${count('cpu')}`,
      values: times('cpu'),
      format: formatTime,
      bar: `${clickWorkLimit} x`,
      isWithin: (bare, ours) => ours / bare <= clickWorkLimit,
    },
    {
      title: `style recalculations, ${count('recalculations')}`,
      values: times('recalculations'),
      format: String,
      bar: `${recalculationLimit}`,
      isWithin: (_, ours) => ours <= recalculationLimit,
    },
  ];
  printLine('', ['bare', 'ours', 'ratio', 'bar']);
  for (const { title, values, format, bar, isWithin } of rows) {
    const [bare = Number.NaN, ours = Number.NaN] = values;
    const show = (value: number, text: string) => (Number.isNaN(value) ? '-' : text);
    const ratio = ours / bare;
    const verdict = isWithin ? show(ratio, isWithin(bare, ours) ? 'PASS' : 'OVER') : '';
    const cells = [show(bare, format(bare)), show(ours, format(ours)), show(ratio, `${ratio.toFixed(2)} x`)];
    printLine(title, [...cells, bar ?? '', verdict]);
  }
}

/** The graph is seen with its first node on the bare page, and with its picture on ours. */
function reportLoads(results: Result[], key: 'loads' | 'slowLoads'): Row[] {
  const how = `${key === 'slowLoads' ? ', slow' : ''}, median of ${results[0]?.times[key].seen.length}`;
  const row = (title: string, which: keyof Loads, limit: number): Row => ({
    title: `${title}${how}`,
    values: results.map((result) => median(result.times[key][which])),
    format: formatTime,
    bar: `${limit} x`,
    isWithin: (bare, ours) => ours / bare <= limit,
  });
  return [row('graph seen', 'seen', seenLimit), row('live node', 'firstNode', liveLimit)];
}

function printLine(title: string, cells: string[]): void {
  console.log(`${title.padEnd(44)}${cells.map((cell) => cell.padStart(11)).join('')}`.trimEnd());
}

function formatTime(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

/** The line that names the cause; build tools put a headline above it. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.match(/^.*Error: .*$/m)?.[0] ?? message.split('\n')[0] ?? '';
}
