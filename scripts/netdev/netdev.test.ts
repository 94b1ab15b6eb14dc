/** The test folder for the netdev CI: what its script exits with, for a commit that breaks something and for others. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('vfio.sh', import.meta.url));
const TABLE = [
  'static const u8 vfio_moves[5][5] = {',
  '\t[VFIO_DEVICE_STATE_STOP] = { [VFIO_DEVICE_STATE_RUNNING] = 1 },',
  '\t[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_STOP] = 1, [VFIO_DEVICE_STATE_SAVING] = 1 },',
  '\t[VFIO_DEVICE_STATE_SAVING] = { [VFIO_DEVICE_STATE_STOP] = 1 },',
  '};',
  '',
].join('\n');

let folder = '';
const run = (command: string, ...words: string[]) =>
  spawnSync(command, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', DESC_FD: '' },
  });
const git = (...words: string[]) =>
  run('git', '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words);

function commit(name: string, text: string) {
  writeFileSync(join(folder, name), text);
  git('add', '.');
  expect(git('commit', '-q', '-m', `change ${name}`).status).toBe(0);
}

describe('the test for the netdev CI', { timeout: 120_000 }, () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vfio-netdev-'));
    git('init', '-q');
    commit('a.c', TABLE);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('[NETDEV-1] runs the script that its info.json names', () => {
    const info: unknown = JSON.parse(readFileSync(new URL('info.json', import.meta.url), 'utf8'));
    expect(info).toEqual({ run: 'vfio.sh' });
  });

  it.each([
    [
      'a table that loses an entry',
      'a.c',
      TABLE.replace(', [VFIO_DEVICE_STATE_SAVING] = 1', ''),
      1,
      /Breaks 1 request/,
    ],
    ['the entry again', 'a.c', TABLE, 0, /Adds 1 request/],
    ['something else', 'b.txt', 'words\n', 0, /changes no VFIO migration table or driver/],
  ])('[NETDEV-2] %s', (_, name, text, status, said) => {
    commit(name, text);
    const { stdout, stderr, ...found } = run('bash', SCRIPT);
    expect([found.status, stderr]).toEqual([status, '']);
    expect(stdout).toMatch(said);
  });
});
