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

const GOOD = ['PRE_COPY', 'STOP_COPY']
  .map((state, at) => `1@1.00000${at}:vfio_migration_set_state  (d0) state ${state}\n`)
  .join('');
const FAILED = `${GOOD}d0: Failed setting device state to RUNNING, err: Input/output error. Recover state is ERROR. Resetting device\n`;

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

  it.each([
    ['every step is accepted', GOOD, 0],
    ['a step failed', FAILED, 1],
  ])(
    '[CLI-55] replay - ends when its reader closes the pipe, though the log goes on: %s',
    async (_, log, expected) => {
      const child = start('pipe', ['replay', '-']);
      let stderr = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.stdin?.on('error', () => undefined);
      child.stdin?.write(log);
      await once(child.stdout ?? child, 'data');
      child.stdout?.destroy();
      // Nobody ends standard input: `journalctl -f` does not.
      const more = setInterval(() => child.stdin?.write(GOOD), 100);
      const [exit] = await once(child, 'close');
      clearInterval(more);
      expect({ stderr, exit }).toEqual({ stderr: '', exit: expected });
    },
  );

  it.each([
    ['after a line that was read', `${GOOD}1@1.000003:vfio_migration_set_st`, 0, ['PRE_COPY > STOP_COPY']],
    ['within an error', `${FAILED}qemu-kvm: d0: Failed setting device st`, 1, ['failed']],
    ['within a character', `${GOOD}\u00e9`, 0, ['PRE_COPY > STOP_COPY']],
    ['within the first line', '1@1.000001:vfio_migration_se', 2, []],
    ['before the first line', '', 2, []],
  ])(
    '[CLI-56] replay - reads what was whole where standard input ends %s',
    async (_, log, expected, words) => {
      const child = start('pipe', ['replay', '-']);
      const output = { stdout: '', stderr: '' };
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        output.stdout += text;
      });
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        output.stderr += text;
      });
      const bytes = Buffer.from(log);
      child.stdin?.end(log.endsWith('\u00e9') ? bytes.subarray(0, -1) : bytes);
      const [exit] = await once(child, 'close');
      expect({ ...output, exit }).toMatchObject({ exit: expected });
      for (const word of words) expect(output.stdout).toContain(word);
      if (expected === 2)
        expect(output).toEqual({ stdout: '', stderr: expect.stringMatching(/^vfio replay: [^\n]+\n$/) });
      else expect(output.stderr).toBe('');
      expect(`${output.stdout}${output.stderr}`).not.toMatch(/^\s+at |Error:/m);
    },
  );
});
