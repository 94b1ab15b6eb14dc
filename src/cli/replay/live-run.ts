/** Runs a command that goes on: reads its source, prints what it says, and ends it on Ctrl C. */

import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { formatVisibleLine } from '../../protocol/words/outside-text.ts';
import type { CommandResult, Live, LiveSource } from '../cli-command.ts';

const CHUNK = 1 << 20;

/** Between two looks at a file that grows, and after the last byte before what is held is printed. */
const IDLE = 250;

/** Where it prints, and what the codes of the system mean. */
export interface LiveScreen {
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly explain: (error: unknown, path: string) => string;
  /** True where progress can be shown. */
  readonly isTerminal: boolean;
  /** Aborted when nobody reads what is printed any more, as after `| head`: then there is nothing left to read for. */
  readonly closed?: AbortSignal;
}

/** Prints as it goes; the result has what is left to print, and the exit code. */
export async function runLive(live: Live, screen: LiveScreen): Promise<CommandResult> {
  const { source } = live;
  let current: string | null = null;
  try {
    switch (source.kind) {
      case 'file':
        readWhole(live, source.path, screen);
        return live.end();
      case 'pair':
        for (const [index, path] of source.paths.entries()) {
          if (index > 0) live.next?.();
          current = path;
          readWhole(live, path, screen);
        }
        return live.end();
      case 'input':
        return await readInput(live, screen);
      case 'follow':
        return await follow(live, source.path, screen);
      case 'watch':
        return await watch(live, source.folder, source.seconds, screen);
    }
  } catch (error) {
    const path = current ?? getPath(source);
    return {
      stdout: '',
      stderr: `${formatVisibleLine(`vfio ${live.command ?? 'replay'}: ${screen.explain(error, path)}`)}\n`,
      exit: 2,
    };
  }
}

function getPath(source: LiveSource): string {
  switch (source.kind) {
    case 'watch':
      return source.folder;
    case 'input':
      return '-';
    case 'pair':
      return source.paths[0];
    case 'file':
    case 'follow':
      return source.path;
  }
}

function readWhole(live: Live, path: string, { warn, isTerminal }: LiveScreen): void {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(CHUNK);
    let [read, shown] = [0, 0];
    for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) {
      live.push(buffer.subarray(0, count));
      read += count;
      const percent = Math.floor((100 * read) / Math.max(size, read));
      if (!isTerminal || percent === shown || size < 8 * CHUNK) continue;
      shown = percent;
      warn(`\r${percent} % of ${Math.round(size / CHUNK)} MB`);
    }
    if (shown > 0) warn('\r\u001b[K');
  } finally {
    closeSync(file);
  }
}

/** Resolves when Ctrl C is pressed, nobody reads any more, or `stop` is called. */
function waitForStop(closed: AbortSignal | undefined): {
  readonly done: Promise<void>;
  readonly stop: () => void;
} {
  let stop = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    stop = resolve;
  });
  process.once('SIGINT', stop);
  closed?.addEventListener('abort', stop, { once: true });
  if (closed?.aborted) stop();
  return { done: done.finally(() => process.off('SIGINT', stop)), stop };
}

async function readInput(live: Live, { print, closed }: LiveScreen): Promise<CommandResult> {
  const { done, stop } = waitForStop(closed);
  let timer: NodeJS.Timeout | undefined;
  process.stdin.on('data', (bytes: Buffer) => {
    print(live.push(bytes));
    clearTimeout(timer);
    timer = setTimeout(() => print(live.pause()), IDLE);
  });
  process.stdin.on('end', stop);
  process.stdin.on('error', stop);
  await done;
  clearTimeout(timer);
  process.stdin.destroy();
  return live.end();
}

/** Reads what a file gains, until Ctrl C. One that was cut short is read again from its beginning. */
async function follow(live: Live, path: string, { print, closed }: LiveScreen): Promise<CommandResult> {
  const { done, stop } = waitForStop(closed);
  const buffer = Buffer.alloc(CHUNK);
  let position = 0;
  let isPaused = true;
  const look = () => {
    const file = openSync(path, 'r');
    try {
      if (fstatSync(file).size < position) position = 0;
      for (let count = -1; count !== 0; ) {
        count = readSync(file, buffer, 0, CHUNK, position);
        position += count;
        if (count > 0) print(live.push(buffer.subarray(0, count)));
        if (count > 0) isPaused = false;
        else if (!isPaused) {
          print(live.pause());
          isPaused = true;
        }
      }
    } finally {
      closeSync(file);
    }
  };
  look();
  const timer = setInterval(() => {
    try {
      look();
    } catch {
      stop();
    }
  }, IDLE);
  await done;
  clearInterval(timer);
  return live.end();
}

/** Reads `migration/state` of each device below a folder, until Ctrl C. */
async function watch(
  live: Live,
  folder: string,
  seconds: number,
  { print, warn, explain, closed }: LiveScreen,
): Promise<CommandResult> {
  statSync(folder);
  const { done, stop } = waitForStop(closed);
  const bytes = new TextEncoder();
  const failed = new Set<string>();
  const look = () => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name, 'migration', 'state');
      if (!existsSync(path)) continue;
      try {
        const state = readFileSync(path, 'utf8').trim();
        print(live.push(bytes.encode(`${name}/migration/state:${state}\n`)));
        failed.delete(name);
      } catch (error) {
        // The device may have gone, or its driver does not answer: told once, and tried again.
        if (!failed.has(name)) warn(`${explain(error, path)}\n`);
        failed.add(name);
      }
    }
    print(live.pause());
  };
  const states = formatVisibleLine(join(folder, '*', 'migration', 'state'));
  warn(`reading ${states} every ${seconds} s; Ctrl C ends\n`);
  look();
  const timer = setInterval(() => {
    try {
      look();
    } catch {
      stop();
    }
  }, seconds * 1000);
  await done;
  clearInterval(timer);
  return live.end();
}
