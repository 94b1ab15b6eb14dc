/**
 * The command line as a process: exit codes, clean standard output, and a reader that stops early.
 */

import type { StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const start = (stdio: StdioOptions, args: readonly string[]) =>
  spawn('node_modules/.bin/tsx', ['src/cli/vfio.ts', ...args], { cwd: ROOT, stdio });

async function run(...args: string[]) {
  const child = start('pipe', args);
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const [exit] = await once(child, 'close');
  return { ...output, exit };
}

describe('the process', { timeout: 60_000 }, () => {
  it('[CLI-20] prints the JSON document alone and exits 0', async () => {
    const { stdout, stderr, exit } = await run('rules', '--json');
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
    expect(JSON.parse(stdout).ruleSets).toHaveLength(RULE_SETS.length);
  });

  it('[CLI-21] exits 2 on unusable input, with nothing on standard output', async () => {
    expect(await run('flows', '--rules', 'uapi')).toEqual({
      stdout: '',
      stderr: 'vfio flows: --rules "uapi": no rule set has that id; the closest is uapi-v1\n',
      exit: 2,
    });
  });

  it('[CLI-52] says in a sentence that a directory or an absent file cannot be read', async () => {
    const directory = await run('review', 'src/reader');
    expect(directory).toEqual({
      stdout: '',
      stderr: 'vfio review: "src/reader" cannot be read: it is a directory\n',
      exit: 2,
    });
    const { stdout, stderr, exit } = await run('review', '--json', 'src/none.c');
    expect([stdout, exit]).toEqual(['', 2]);
    expect(stderr).toBe('vfio review: "src/none.c" cannot be read: there is no such file\n');
  });

  it('[CLI-52] says that standard input is empty', async () => {
    const child = start('pipe', ['review', '-']);
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin?.end();
    const [exit] = await once(child, 'close');
    expect([stderr, exit]).toEqual([
      'vfio review: stdin:1:1: There is no text. Paste a mail, a patch or C source.\n',
      2,
    ]);
  });

  it('[CLI-22] says nothing when the reader closes the pipe, as `| head` does', async () => {
    const child = start(['ignore', 'pipe', 'pipe'], ['rules', '--json']);
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout?.destroy();
    const [exit] = await once(child, 'close');
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
  });
});
