/**
 * `npm run bench`: our page beside a bare page of the same libraries (bench/bare), both built, served and measured in
 * one run. It only reports: PASS or OVER stands beside the two bars. Bench builds go to dist-bench/.
 */
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig, type PreviewServer, preview } from 'vite';
import { browserArguments, ensureBrowser, NoBrowser } from '../scripts/browser.ts';
import { firstLoadLimit, formatKilobytes, weighBuild } from '../scripts/size.ts';
import { measure, median, type Subject, type Times } from './measure.ts';

type Result = { gzip: number; times: Times };

const clickLimit = 1.3;

const bareConfig: InlineConfig = {
  configFile: false,
  root: 'bench/bare',
  base: './',
  logLevel: 'error',
  plugins: [react()],
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    outDir: '../../dist-bench/bare',
    emptyOutDir: true,
    manifest: true,
  },
};

const ourConfig: InlineConfig = { logLevel: 'error', build: { outDir: 'dist-bench/ours' } };

const getBareState: Subject['getState'] = (page, which) =>
  page.getByText(['_RUNNING', '_STOP'][which] ?? '', { exact: true });

const getOurState: Subject['getState'] = (page, which) =>
  page
    .getByRole('region', { name: 'State graph' })
    .getByRole('button', { name: [/^_RUNNING 001b/, /^_STOP 000b/][which] ?? '' });

const servers: PreviewServer[] = [];
try {
  await bench();
} catch (error) {
  console.log(`The benchmark could not be finished: ${firstLine(error)}`);
  if (error instanceof NoBrowser) process.exitCode = 1;
} finally {
  for (const server of servers) await server.close();
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
    const times = await measure(browser, subjects);
    const results = subjects.map(({ name }, index): Result => {
      const { total } = weighBuild(`dist-bench/${name}`);
      return { gzip: total, times: times[index] ?? { firstNode: [], changed: [], painted: [] } };
    });
    report(results);
  } finally {
    await browser.close();
  }
}

async function serve(config: InlineConfig): Promise<string> {
  const server = await preview({ ...config, preview: { host: '127.0.0.1', port: 4330, strictPort: false } });
  servers.push(server);
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('vite preview gave no address.');
  return address;
}

function report(results: Result[]): void {
  const [bare, ours] = results;
  const line = (cells: string[]) =>
    console.log(
      `${(cells[0] ?? '').padEnd(44)}${cells
        .slice(1)
        .map((cell) => cell.padStart(11))
        .join('')}`,
    );
  const ratio = (get: (result: Result) => number) => (bare && ours ? get(ours) / get(bare) : undefined);
  const row = (
    title: string,
    get: (result: Result) => number,
    format: (value: number) => string,
    bar: string[],
  ) => {
    const shown = ratio(get);
    const times = shown === undefined ? '' : `${shown.toFixed(2)} x`;
    line([title, ...[bare, ours].map((result) => (result ? format(get(result)) : '-')), times, ...bar]);
  };
  const verdict = (isWithin: boolean) => (ours ? (isWithin ? 'PASS' : 'OVER') : '-');
  const painted = (result: Result) => median(result.times.painted);
  const milliseconds = (value: number) => `${value.toFixed(1)} ms`;

  line(['', 'bare', 'ours', 'ratio', 'bar', '']);
  row('first load, JS + CSS, gzip', ({ gzip }) => gzip, formatKilobytes, [
    formatKilobytes(firstLoadLimit),
    verdict((ours?.gzip ?? 0) <= firstLoadLimit),
  ]);
  row(
    `first node painted, median of ${bare?.times.firstNode.length}`,
    ({ times }) => median(times.firstNode),
    milliseconds,
    [],
  );
  row(
    `click to new aria-current, median of ${bare?.times.changed.length}`,
    ({ times }) => median(times.changed),
    milliseconds,
    [],
  );
  row(`click to paint, median of ${bare?.times.painted.length}`, painted, milliseconds, [
    `${clickLimit} x`,
    verdict((ratio(painted) ?? 0) <= clickLimit),
  ]);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
