/**
 * Finds a Chromium for the browser tests and the benchmark, so that `npm test` needs no manual set-up: CHROME_PATH, then
 * Debian's headless shell, then an installed Chrome or Chromium, then Playwright's own. `ensureBrowser()` also tries to install one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix, win32 } from 'node:path';

/** What the search needs from the machine it runs on; the tests simulate it. */
export type Machine = {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  isRoot: boolean;
  /** Is this path a file that may be executed? */
  isExecutable: (path: string) => boolean;
  /** Does it start? A stub, or a browser without its libraries, exists and does not. */
  starts: (path: string) => boolean;
  /** Where Playwright would keep its own Chromium, whether or not it is there. */
  playwrightPath: () => string | undefined;
  /** Runs an installer quietly, for at most so many seconds. */
  run: (command: string[], seconds: number) => Promise<{ ok: boolean; output: string }>;
  say: (line: string) => void;
};

/** There is no browser; the message is one sentence for the person at the terminal. */
export class NoBrowser extends Error {}

type Installer = { command: string[]; seconds: number };

/** The headless shell is Chromium without its windows: the same engine, with three fifths of the processor's time. */
const namesOnPath = [
  'chromium-headless-shell',
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
];

const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

const playwrightCli = 'node_modules/@playwright/test/cli.js';

const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  isExecutable,
  starts,
  playwrightPath,
  run,
  say: (line) => console.log(line),
};

/** The executable of a Chromium, or undefined if there is none. Throws NoBrowser if CHROME_PATH is set to something else. */
export function findBrowser(machine: Machine = thisMachine): string | undefined {
  const chosen = machine.env.CHROME_PATH;
  if (chosen) {
    if (machine.isExecutable(chosen)) return chosen;
    throw new NoBrowser(`CHROME_PATH is set to ${chosen}, which is not a file that can be executed.`);
  }
  return browserCandidates(machine).find((path) => machine.isExecutable(path) && machine.starts(path));
}

/** Like findBrowser(), but installs a Chromium if there is none. Throws NoBrowser if that fails too. */
export async function ensureBrowser(machine: Machine = thisMachine): Promise<string> {
  const found = findBrowser(machine);
  if (found) return found;
  const tried: string[] = [];
  for (const installer of installers(machine)) {
    for (const { command, seconds } of installer(machine)) {
      const line = command.join(' ').replace(`${process.execPath} ${playwrightCli}`, 'npx playwright');
      machine.say(`No Chromium found: trying ${line} (for at most ${seconds} s)`);
      const { ok, output } = await machine.run(command, seconds);
      tried.push(line);
      if (!ok) machine.say(`${line} failed:\n${lastLines(output)}`);
    }
    const installed = findBrowser(machine);
    if (installed) return installed;
  }
  throw new NoBrowser(
    `No Chrome or Chromium is installed, and ${tried.map((line) => `\`${line}\``).join(', ')} did not provide one: ` +
      'install one, or set CHROME_PATH to the executable of one.',
  );
}

/** Flags to start it with: root on Linux usually means a container without GPU and user namespaces. */
export function browserArguments(machine: Pick<Machine, 'platform' | 'isRoot'> = thisMachine): string[] {
  if (machine.platform !== 'linux' || !machine.isRoot) return [];
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
}

/** Where a Chromium may be, in the order in which it is looked for (CHROME_PATH aside). */
export function browserCandidates(machine: Machine): string[] {
  const candidates = namesOnPath.flatMap((name) => pathsOf(name, machine));
  if (machine.platform === 'darwin') candidates.push(...macApplications);
  if (machine.platform === 'win32') {
    const roots = [machine.env.ProgramFiles, machine.env['ProgramFiles(x86)'], machine.env.LOCALAPPDATA];
    for (const program of windowsPrograms) {
      for (const root of roots) if (root) candidates.push(win32.join(root, program));
    }
  }
  const playwrights = machine.playwrightPath();
  return playwrights ? [...candidates, playwrights] : candidates;
}

/** The executable of this name on the PATH, or undefined. */
export function findOnPath(name: string, machine: Machine = thisMachine): string | undefined {
  return pathsOf(name, machine).find(machine.isExecutable);
}

function pathsOf(name: string, { platform, env }: Machine): string[] {
  const { delimiter, join } = platform === 'win32' ? win32 : posix;
  const directories = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean);
  return directories.map((directory) => join(directory, platform === 'win32' ? `${name}.exe` : name));
}

/** Each is tried only if those before it did not help. */
function installers({ platform, isRoot, ...machine }: Machine): ((machine: Machine) => Installer[])[] {
  const playwright = [process.execPath, playwrightCli];
  const download = { command: [...playwright, 'install', 'chromium'], seconds: 60 };
  const hasApt = platform === 'linux' && isRoot && findOnPath('apt-get', { platform, isRoot, ...machine });
  // Nothing comes after the download then, so a slow network gets more time.
  if (!hasApt) return [() => [{ ...download, seconds: 300 }]];
  return [
    // Debian has it, Ubuntu does not.
    () => [
      { command: ['apt-get', 'update'], seconds: 120 },
      { command: ['apt-get', 'install', '-y', 'chromium-headless-shell'], seconds: 300 },
    ],
    () => [download],
    // Downloaded, but it does not start: the libraries are missing.
    ({ isExecutable, playwrightPath }) =>
      isExecutable(playwrightPath() ?? '')
        ? [{ command: [...playwright, 'install-deps', 'chromium'], seconds: 300 }]
        : [],
    () => [{ command: ['apt-get', 'install', '-y', 'chromium'], seconds: 300 }],
  ];
}

function lastLines(output: string): string {
  return output
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() && !/^\s+at /.test(line))
    .slice(-5)
    .map((line) => `  ${line.slice(0, 200)}`)
    .join('\n');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function starts(path: string): boolean {
  // Chrome on Windows opens a window instead of answering.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function playwrightPath(): string | undefined {
  try {
    // Loaded late, because Vitest's and Playwright's `expect` clash in one process.
    const require = createRequire(import.meta.url);
    return (require('@playwright/test') as typeof import('@playwright/test')).chromium.executablePath();
  } catch {
    return undefined;
  }
}

function run([program = '', ...args]: string[], seconds: number): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    // A process group of its own, so that a hanging download ends with all its children.
    const grouped = process.platform !== 'win32';
    const child = spawn(program, args, {
      detached: grouped,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    let output = '';
    const stop = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(grouped ? -child.pid : child.pid, 'SIGTERM');
      } catch {
        // It has already ended.
      }
    };
    const interrupt = () => {
      stop();
      process.exit(130);
    };
    const timer = setTimeout(() => {
      output += `\nstopped after ${seconds} s\n`;
      stop();
    }, seconds * 1000);
    const end = (ok: boolean) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt);
      resolve({ ok, output });
    };
    process.once('SIGINT', interrupt);
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}
