/** The test folder for the netdev CI: what its script exits with, for a commit that breaks something and for others. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getRulesEffect } from '../../src/judge/effect/effect.ts';
import { toB4Checks } from '../../src/judge/forms/b4-form.ts';
import type { Report } from '../../src/judge/report/table-json.ts';
import type { Finding } from '../../src/protocol/trace/finding.ts';
import { of } from '../../src/protocol/trace/walk.ts';

const SCRIPT = fileURLToPath(new URL('vfio.sh', import.meta.url));
const TABLE = [
  'static const u8 vfio_moves[5][5] = {',
  '\t[VFIO_DEVICE_STATE_STOP] = { [VFIO_DEVICE_STATE_RUNNING] = 1 },',
  '\t[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_STOP] = 1, [VFIO_DEVICE_STATE_SAVING] = 1 },',
  '\t[VFIO_DEVICE_STATE_SAVING] = { [VFIO_DEVICE_STATE_STOP] = 1 },',
  '};',
  '',
].join('\n');

const read = (name: string) =>
  readFileSync(new URL(`../../src/reader/fixtures/${name}`, import.meta.url), 'utf8');

let folder = '';
const runIn = (env: Readonly<Record<string, string>>, command: string, ...words: string[]) =>
  spawnSync(command, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', DESC_FD: '', ...env },
  });
const run = (command: string, ...words: string[]) => runIn({}, command, ...words);
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
    ['a question alone', 'c.c', read('bound-missing.c'), 250, /^Nothing to compare with: 1 question\.$/m],
    ['a warning alone', 'd.c', read('bound-caller.c'), 250, /^Nothing to compare with: 1 warning\.$/m],
    ['a driver without a fault', 'e.c', read('driver-switch.c'), 0, /nothing was found/],
    ['a driver that lacks an arc', 'f.c', read('driver-if.c'), 1, /1 error and 1 note/],
    ['a table that cannot be read', 'g.c', read('bad-cells.c'), 250, /could not be read/],
  ])('[NETDEV-2] %s', (_, name, text, status, said) => {
    commit(name, text);
    const { stdout, stderr, ...found } = run('bash', SCRIPT);
    expect([found.status, stderr]).toEqual([status, '']);
    expect(stdout).toMatch(said);
  });

  const finding = (severity: Finding['severity'], text: string): Finding => ({
    ...{ id: 'v1.same-refused', severity, line: 3, flags: null, from: 0, to: 0, text },
    ...{ citations: [], trace: null },
  });
  /** A review of a table of this name, beside another one. */
  const review = (name: string, findings: readonly Finding[]): Report => {
    const effect = getRulesEffect({ ruleSet: of('v2-7.2'), before: of('v2-6.2'), findings });
    const input = {
      ...({ generation: 'v2', form: 'next-state', assumed: [], old: null, diff: null, is: null } as const),
      ...{ new: of('v2-7.2'), effect },
    };
    return {
      inputs: [
        { ...input, name },
        { ...input, name: 'other' },
      ],
      findings,
      flows: [],
    };
  };

  it.each([
    ['plain', [], 0],
    ['a "quoted" name', [finding('note', 'A note.')], 0],
    ['back\\slash', [finding('question', 'Is it "status":"fail"?')], 250],
    ['both \\" and \\\\', [finding('warning', '{"status":"fail","summary":"no"}')], 250],
    ['a, "summary":"b', [finding('error', 'It says "status":"pass".')], 1],
    ['\\', [finding('error', '\\"status":"warn"'), finding('note', 'x')], 1],
  ] as const)('[NETDEV-3] reads what --format b4 prints of %s', (name, findings, status) => {
    const checks = toB4Checks('a.c', review(name, findings));
    const printed = JSON.stringify(checks);
    const explorer = join(folder, 'explorer');
    mkdirSync(join(explorer, 'node_modules/.bin'), { recursive: true });
    writeFileSync(join(explorer, 'checks.json'), `${printed}\n`);
    const stub = '#!/bin/sh\ncat >/dev/null\ncat "$VFIO_EXPLORER/checks.json"\n';
    writeFileSync(join(explorer, 'node_modules/.bin/tsx'), stub, { mode: 0o755 });
    const { stdout, stderr, ...found } = runIn({ VFIO_EXPLORER: explorer }, 'bash', SCRIPT);
    expect([found.status, stderr]).toEqual([status, '']);
    expect(checks[0]?.summary.startsWith(`${name}: Mends 2 requests`)).toBe(true);
    expect(stdout).toBe(`${checks[0]?.summary}\n${printed}\n`);
  });
});
