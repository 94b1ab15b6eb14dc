/**
 * `npm start`: builds the page, serves it on this machine only, and opens it if there is a browser.
 * `--no-open` (or CI) opens no browser; `--allow-host NAME` answers for another name too, for a proxy in front of it.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import { findOnPath } from './browser.ts';

const options = readOptions();
try {
  await build({ logLevel: 'error' });
} catch (error) {
  console.error(`The page could not be built: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

const server = await preview({
  logLevel: 'error',
  preview: { host: '127.0.0.1', port: 4173, strictPort: false, allowedHosts: options['allow-host'] },
});
const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4173/';
console.log(`VFIO Migration Explorer: ${address}`);
console.log('Press Ctrl-C to stop.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await server.close();
    process.exit(0);
  });
}

if (!process.env.CI && !options['no-open']) open(address);

/** Ends with a sentence and exit 2 where an option is unknown or lacks its name. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        'no-open': { type: 'boolean', default: false },
        'allow-host': { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : error} The options are --no-open and --allow-host NAME.`,
    );
    process.exit(2);
  }
}

function open(url: string): void {
  const [program, ...args] = findOpener(url) ?? [];
  if (!program) return;
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  // If this fails, the printed address is enough.
  child.on('error', () => {});
  child.unref();
}

function findOpener(url: string): string[] | undefined {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', url];
  const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const xdgOpen = hasDisplay ? findOnPath('xdg-open') : undefined;
  return xdgOpen ? [xdgOpen, url] : undefined;
}
