/**
 * The browser tests, on the built page as `vite preview` serves it. Nothing is built here: scripts/test.ts does that
 * first, and finds the browser. PREVIEW_PORT moves the page's port when two checkouts are tested at once.
 */
import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './scripts/browser.ts';

const port = Number(process.env.PREVIEW_PORT ?? 4319);
const address = `http://127.0.0.1:${port}/`;
const executablePath = findBrowser();

/** Each page lives for a second or two, in which compiling a function for the second time is not earned back. */
const COMPILE_ONCE = '--js-flags=--no-opt --no-maglev';

export default defineConfig({
  testDir: 'e2e',
  forbidOnly: true,
  // On a shared machine a stall can outlast any limit; what passes only when tried again is listed as flaky.
  retries: process.env.CI ? 2 : 0,
  // On two cores: a worker waits for its page a third of its time.
  workers: 3,
  fullyParallel: true,
  reporter: 'list',
  timeout: 120_000,
  expect: { timeout: 20_000, toMatchAriaSnapshot: { pathTemplate: 'e2e/tree/{arg}{ext}' } },
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      args: [...browserArguments(), COMPILE_ONCE],
      ...(executablePath ? { executablePath } : {}),
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
