/**
 * The command line of the explorer, `npm run -s vfio -- COMMAND`: prints what command-line.ts answers.
 */

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { formatLiteral, formatVisible } from '../protocol/words/outside-text.ts';
import type { CommandResult, ReadFile } from './cli-command.ts';
import { runCommand } from './command-line.ts';
import { runLive } from './replay/live-run.ts';

/** What the codes of the system mean here. */
const WHY: Readonly<Record<string, string>> = {
  EISDIR: 'it is a directory',
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
};

/** Standard input for `-`. */
const readFile: ReadFile = (path, most) => {
  try {
    const value = most === undefined ? readFileSync(path === '-' ? 0 : path) : readHead(path, most);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: explain(error, path) };
  }
};

/** The rest of standard input is left for a command that goes on. */
function readHead(path: string, most: number): Uint8Array {
  const file = path === '-' ? 0 : openSync(path, 'r');
  const head = Buffer.alloc(most);
  let length = 0;
  try {
    for (let count = -1; count !== 0 && length < most; length += count)
      count = readSync(file, head, length, most - length, null);
  } finally {
    if (file !== 0) closeSync(file);
  }
  return head.subarray(0, length);
}

/** Why a file cannot be read, in one sentence. */
function explain(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return `${formatLiteral(path)} cannot be read: ${WHY[code] ?? code}`;
}

const closed = new AbortController();

/** The reader may stop early, as `| head` does: then there is nothing left to print, and a command that goes on ends. */
function stopOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  closed.abort();
}

const hasColour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

/** A mistake of ours is no finding: it must not exit as one, and what it says of the text must not reach the terminal raw. */
function run(): CommandResult {
  try {
    return runCommand(process.argv.slice(2), readFile, { hasColour });
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { stdout: '', stderr: `vfio: a mistake in this program: ${formatVisible(told)}\n`, exit: 2 };
  }
}

process.stdout.on('error', stopOnClosedPipe);
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
const result = run();
const { stdout, stderr, exit } = result.live
  ? await runLive(result.live, {
      print: (text) => process.stdout.write(text),
      warn: (text) => process.stderr.write(text),
      explain,
      isTerminal: process.stderr.isTTY === true,
      closed: closed.signal,
    })
  : result;
process.exitCode = exit;
process.stdout.write(stdout);
process.stderr.write(stderr);
