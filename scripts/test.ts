/**
 * `npm test`: the unit tests, then the browser tests on a fresh build. Its last line is `N passed, N failed`, the sum of
 * both. `--unit` and `--browser` run one half; `--built` skips the build if `dist/` is fresh.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser, NoBrowser } from './browser.ts';

type Tally = { passed: number; failed: number; skipped: number };

/** The part of the report of Vitest's json reporter that is read. A file that breaks before its first test has no results. */
type UnitReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/** The part of the report of Playwright's json reporter that is read. */
type BrowserReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

const tools = {
  vitest: 'node_modules/vitest/vitest.mjs',
  vite: 'node_modules/vite/bin/vite.js',
  playwright: 'node_modules/@playwright/test/cli.js',
};

const options = process.argv.slice(2);
const unknown = options.find((option) => !['--unit', '--browser', '--built'].includes(option));
if (unknown) {
  console.error(`${unknown} is not an option of the tests. The options are --unit, --browser and --built.`);
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), 'vfio-tests-'));
const tallies: Tally[] = [];
try {
  if (!options.includes('--browser')) tallies.push(runUnitTests());
  if (!options.includes('--unit')) tallies.push(await runBrowserTests());
} finally {
  rmSync(reports, { recursive: true, force: true });
}

const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;

function runUnitTests(): Tally {
  const file = join(reports, 'unit.json');
  const isFine = runTool('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport<UnitReport>(file);
  if (!report) return failure('The unit tests ended without a report.');
  const broken = report.testResults.filter((result) => {
    return result.status === 'failed' && result.assertionResults.length === 0;
  });
  return check('unit', isFine, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

async function runBrowserTests(): Promise<Tally> {
  const browser = await ensureBrowser().catch((error: unknown) => {
    if (error instanceof NoBrowser) return error;
    throw error;
  });
  if (browser instanceof NoBrowser) return failure(browser.message);
  if (!options.includes('--built') && !runTool('vite', ['build', '--logLevel', 'warn'])) {
    return failure('The page could not be built, so the browser tests did not run.');
  }
  const file = join(reports, 'browser.json');
  const isFine = runTool('playwright', ['test', '--reporter=list,json'], {
    CHROME_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report = readReport<BrowserReport>(file);
  if (!report) return failure('The browser tests ended without a report.');
  const { expected, unexpected, flaky, skipped } = report.stats;
  if (flaky > 0) console.log(`${flaky} of the browser tests passed only when tried again.`);
  return check('browser', isFine, { passed: expected + flaky, failed: unexpected, skipped });
}

/** A run that broke, or ran nothing, is a failure even if no test failed. */
function check(half: string, isFine: boolean, tally: Tally): Tally {
  if (tally.failed > 0) return tally;
  const problem = !isFine
    ? `The ${half} run failed outside any test.`
    : tally.passed === 0
      ? `The ${half} run ran no test.`
      : undefined;
  return problem ? { ...tally, failed: failure(problem).failed } : tally;
}

/** Reports what went wrong as one failed test, so that the last line cannot look fine. */
function failure(sentence: string): Tally {
  console.error(sentence);
  return { passed: 0, failed: 1, skipped: 0 };
}

function runTool(tool: keyof typeof tools, args: string[], env: Record<string, string> = {}): boolean {
  const result = spawnSync(process.execPath, [tools[tool], ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return result.status === 0;
}

function readReport<Report>(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
}
