/** The Firefox of the system, over WebDriver BiDi, which it speaks itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyInput } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import type { Found } from './engine.ts';

/** In the order in which they are tried. */
const COMMANDS = [process.env.FIREFOX_PATH, 'firefox-esr', 'firefox'];

export function findFirefox(): Found {
  for (const command of COMMANDS) {
    if (!command) continue;
    const asked = spawnSync(command, ['--version'], { encoding: 'utf8' });
    if (asked.status === 0) return { start: () => startFirefox(command, asked.stdout.trim()) };
  }
  return { absent: 'Firefox is not installed (Debian: firefox-esr); FIREFOX_PATH names one elsewhere.' };
}

async function startFirefox(command: string, version: string) {
  const downloads = mkdtempSync(join(tmpdir(), 'firefox-downloads-'));
  const which = spawnSync('sh', ['-c', `command -v "$0"`, command], { encoding: 'utf8' });
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: which.stdout.trim(),
    headless: true,
    defaultViewport: { width: 1280, height: 800 },
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
    },
  });
  const page = await browser.newPage();
  return {
    name: 'Firefox',
    version,
    downloads,
    open: async (address: string) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    read: (expression: string) => page.evaluate(expression),
    clickAt: (x: number, y: number) => page.mouse.click(x, y),
    press: async (key: string, ...held: string[]) => {
      for (const each of held) await page.keyboard.down(each as KeyInput);
      await page.keyboard.press(key as KeyInput);
      for (const each of held.toReversed()) await page.keyboard.up(each as KeyInput);
    },
    close: async () => {
      await browser.close();
      rmSync(downloads, { recursive: true, force: true });
    },
  };
}
