/** The WebKit of the system, through WebKitWebDriver; on a screen of its own where there is none. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, Capabilities, Key, Origin } from 'selenium-webdriver';
import type { Found } from './engine.ts';

const DRIVER = process.env.WEBKIT_DRIVER_PATH ?? 'WebKitWebDriver';

export function findWebKit(): Found {
  const isThere = (command: string) => spawnSync('sh', ['-c', 'command -v "$0"', command]).status === 0;
  if (!isThere(DRIVER))
    return {
      absent:
        'WebKitWebDriver is not installed (Debian: webkit2gtk-driver); WEBKIT_DRIVER_PATH names one elsewhere.',
    };
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && !isThere('Xvfb'))
    return { absent: 'WebKit needs a screen, and there is none, nor Xvfb (Debian: xvfb).' };
  return { start: startWebKit };
}

/** As WebDriver names them. */
const KEYS: Readonly<Record<string, string>> = {
  Control: Key.CONTROL,
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  Tab: Key.TAB,
};

async function startWebKit() {
  const home = mkdtempSync(join(tmpdir(), 'webkit-home-'));
  const downloads = join(home, 'Downloads');
  mkdirSync(downloads);
  mkdirSync(join(home, '.config'));
  writeFileSync(join(home, '.config/user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
  const children: ChildProcess[] = [];
  const stop = () => {
    for (const child of children.toReversed()) child.kill();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      HOME: home,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    };
    if (!env.DISPLAY && !env.WAYLAND_DISPLAY) env.DISPLAY = await startScreen(children);
    const port = await findPort();
    children.push(spawn(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' }));
    await waitForPort(port);
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(new Capabilities({ browserName: 'MiniBrowser' }))
      .build();
    await driver.manage().window().setRect({ width: 1280, height: 900 });
    const info = await driver.getCapabilities();
    return {
      name: 'WebKit',
      version: `${info.getBrowserName()} ${info.getBrowserVersion()}`,
      downloads,
      open: (address: string) => driver.get(address),
      reload: () => driver.navigate().refresh(),
      read: (expression: string): Promise<unknown> => driver.executeScript(`return (${expression});`),
      clickAt: (x: number, y: number) =>
        driver
          .actions()
          .move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT })
          .click()
          .perform(),
      press: (key: string, ...held: string[]) => {
        const actions = driver.actions();
        for (const each of held) actions.keyDown(KEYS[each] ?? each);
        actions.sendKeys(KEYS[key] ?? key);
        for (const each of held.toReversed()) actions.keyUp(KEYS[each] ?? each);
        return actions.perform();
      },
      close: async () => {
        await driver.quit().catch(() => undefined);
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Starts a screen without a monitor; returns its name. */
async function startScreen(children: ChildProcess[]): Promise<string> {
  for (let number = 90; number < 120; number += 1) {
    if (existsSync(`/tmp/.X11-unix/X${number}`)) continue;
    const args = [`:${number}`, '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];
    children.push(spawn('Xvfb', args, { stdio: 'ignore' }));
    for (let waited = 0; waited < 100 && !existsSync(`/tmp/.X11-unix/X${number}`); waited += 1)
      await pause(100);
    return `:${number}`;
  }
  throw new Error('There is no free display between :90 and :119.');
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function waitForPort(port: number): Promise<void> {
  for (let waited = 0; waited < 100; waited += 1) {
    const isOpen = await fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    );
    if (isOpen) return;
    await pause(200);
  }
  throw new Error(`${DRIVER} does not answer.`);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
