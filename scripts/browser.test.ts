/** The search for a browser, on simulated machines. */
import { describe, expect, it } from 'vitest';
import { browserArguments, browserCandidates, ensureBrowser, findBrowser, type Machine } from './browser.ts';

type Sketch = Partial<Machine> & { files?: string[]; installs?: Record<string, string> };

/** A machine with these files. A command that contains a key of `installs` installs the file it names. */
function sketch({ files = [], installs = {}, ...rest }: Sketch) {
  const present = new Set(files);
  const commands: string[] = [];
  const said: string[] = [];
  const machine: Machine = {
    platform: 'linux',
    env: { PATH: '/a:/b' },
    isRoot: false,
    isExecutable: (path) => present.has(path),
    starts: () => true,
    playwrightPath: () => '/cache/playwright/chrome',
    run: async (command) => {
      const line = command.join(' ');
      commands.push(line.replace(/^.*cli\.js/, 'playwright'));
      const key = Object.keys(installs).find((part) => line.includes(part));
      if (key) present.add(installs[key] as string);
      return { ok: key !== undefined, output: 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n' };
    },
    say: (line) => said.push(line),
    ...rest,
  };
  return { machine, commands, said };
}

describe('findBrowser', () => {
  it('takes CHROME_PATH before anything else', () => {
    const { machine } = sketch({
      env: { PATH: '/a', CHROME_PATH: '/mine' },
      files: ['/mine', '/a/google-chrome'],
    });
    expect(findBrowser(machine)).toBe('/mine');
  });

  it('refuses a CHROME_PATH that cannot be executed, even if there is another browser', () => {
    const { machine } = sketch({
      env: { PATH: '/a', CHROME_PATH: '/nothing' },
      files: ['/a/google-chrome'],
    });
    expect(() => findBrowser(machine)).toThrow(
      'CHROME_PATH is set to /nothing, which is not a file that can be executed.',
    );
  });

  it('ignores an empty CHROME_PATH', () => {
    const { machine } = sketch({ env: { PATH: '/a', CHROME_PATH: '' }, files: ['/a/chromium'] });
    expect(findBrowser(machine)).toBe('/a/chromium');
  });

  it('prefers the headless shell to a browser, an installed one to that of Playwright, and Chrome to Chromium', () => {
    const files = ['/cache/playwright/chrome', '/a/chromium', '/b/google-chrome'];
    const shell = '/b/chromium-headless-shell';
    expect(findBrowser(sketch({ files: [...files, shell] }).machine)).toBe(shell);
    expect(findBrowser(sketch({ files }).machine)).toBe('/b/google-chrome');
    expect(findBrowser(sketch({ files: files.slice(0, 2) }).machine)).toBe('/a/chromium');
    expect(findBrowser(sketch({ files: files.slice(0, 1) }).machine)).toBe('/cache/playwright/chrome');
    expect(findBrowser(sketch({}).machine)).toBeUndefined();
  });

  it('skips a stub that does not start', () => {
    const { machine } = sketch({
      files: ['/a/chromium', '/b/chromium'],
      starts: (path) => path === '/b/chromium',
    });
    expect(findBrowser(machine)).toBe('/b/chromium');
  });

  it('looks in /Applications on macOS and in Program Files on Windows', () => {
    expect(browserCandidates(sketch({ platform: 'darwin', env: {} }).machine)).toEqual([
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/cache/playwright/chrome',
    ]);
    const windows = sketch({
      platform: 'win32',
      env: {
        Path: 'C:\\bin',
        ProgramFiles: 'C:\\Program Files',
        'ProgramFiles(x86)': 'C:\\Program Files (x86)',
      },
    });
    expect(browserCandidates(windows.machine)).toContain('C:\\bin\\chromium.exe');
    expect(browserCandidates(windows.machine)).toContain(
      'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    );
  });
});

describe('ensureBrowser', () => {
  const root = { isRoot: true, files: ['/a/apt-get'] };

  it('installs nothing if there is a browser', async () => {
    const { machine, commands } = sketch({ files: ['/a/chromium'] });
    expect(await ensureBrowser(machine)).toBe('/a/chromium');
    expect(commands).toEqual([]);
  });

  const shellOfDebian = ['apt-get update', 'apt-get install -y chromium-headless-shell'];

  it('asks apt for the headless shell first', async () => {
    const shell = '/a/chromium-headless-shell';
    const { machine, commands } = sketch({
      ...root,
      installs: { update: '/lists', 'chromium-headless-shell': shell },
    });
    expect(await ensureBrowser(machine)).toBe(shell);
    expect(commands).toEqual(shellOfDebian);
  });

  it('asks Playwright where there is no headless shell', async () => {
    const { machine, commands } = sketch({
      ...root,
      installs: { 'install chromium': '/cache/playwright/chrome' },
    });
    expect(await ensureBrowser(machine)).toBe('/cache/playwright/chrome');
    expect(commands).toEqual([...shellOfDebian, 'playwright install chromium']);
  });

  it('asks apt for Chromium when the download fails, and shows only the last lines of what failed', async () => {
    const { machine, commands, said } = sketch({
      ...root,
      installs: { '-y chromium-headless-shell': '/lists', '-y chromium': '/a/chromium' },
    });
    expect(await ensureBrowser(machine)).toBe('/a/chromium');
    expect(commands).toEqual([
      ...shellOfDebian,
      'playwright install chromium',
      'apt-get install -y chromium',
    ]);
    expect(said.join('\n')).toContain('seven');
    expect(said.join('\n')).not.toContain('two');
  });

  it('installs the libraries if the downloaded browser does not start without them', async () => {
    let hasLibraries = false;
    const { machine, commands } = sketch({
      ...root,
      starts: () => hasLibraries,
      installs: { 'install chromium': '/cache/playwright/chrome' },
    });
    const { run } = machine;
    machine.run = (command, seconds) => {
      hasLibraries ||= command.includes('install-deps');
      return run(command, seconds);
    };
    expect(await ensureBrowser(machine)).toBe('/cache/playwright/chrome');
    expect(commands).toEqual([
      ...shellOfDebian,
      'playwright install chromium',
      'playwright install-deps chromium',
    ]);
  });

  it('uses apt only as root, and says in one sentence what was tried', async () => {
    const { machine, commands } = sketch({ files: ['/a/apt-get'] });
    await expect(ensureBrowser(machine)).rejects.toThrow(
      /^No Chrome or Chromium .*install chromium.* set CHROME_PATH to the executable of one\.$/,
    );
    expect(commands).toEqual(['playwright install chromium']);
  });
});

describe('browserArguments', () => {
  it('keeps the sandbox on except for root on Linux', () => {
    expect(browserArguments({ platform: 'linux', isRoot: false })).toEqual([]);
    expect(browserArguments({ platform: 'darwin', isRoot: true })).toEqual([]);
    expect(browserArguments({ platform: 'linux', isRoot: true })).toContain('--no-sandbox');
  });
});
